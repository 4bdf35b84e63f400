"""Over time: which period a woman is in, which are joined, and what is said of half-coded ones."""

from collections.abc import Callable
from datetime import date

import pytest

from accounts.models import User
from feedback.models import Form, Response
from insights.analysis.proportions import wilson
from insights.charts.drawing import axis_end, draw_line
from insights.charts.over_time import OverTime, Span, over_time
from insights.charts.tally import tally_of
from insights.charts.wording import period_name
from insights.models import Codebook
from tests.factories.feedback import make_response
from tests.factories.packs import make_coded
from tests.factories.themes import theme_of, use_codebook
from tests.insights.charts.conftest import FUNDS, TRUST

Said = Callable[..., Response]
JAN, FEB, MAR = "2026-01-05", "2026-02-02", "2026-03-30"


def shown(form: Form, coder: User, span: Span = Span.MONTH, *codes: str) -> OverTime:
    found = tally_of([form.consultation], codebook=book_of(form), reader=coder)
    return over_time(found, span, [theme_of(code) for code in (codes or (TRUST,))])


def book_of(form: Form) -> Codebook:
    found: Codebook = form.consultation.theming.codebook
    return found


def counts(time: OverTime) -> list[tuple[int, int]]:
    """Of the first theme: women with it, of coded."""
    return [(p.share.count, p.share.base) for p in time.lines[0].points if p.share]


def many(said: Said, number: int, *codes: str, week: str) -> None:
    for _ in range(number):
        said(*codes, week=week)


def test_a_share_is_of_the_coded_women_of_its_month(
    asked_here: Form, coder: User, said: Said
) -> None:
    many(said, 4, TRUST, week=JAN)
    many(said, 6, FUNDS, week="2026-01-26")
    many(said, 9, TRUST, FUNDS, week=FEB)
    many(said, 1, FUNDS, week=FEB)
    many(said, 3, week=FEB)  # not coded
    time = shown(asked_here, coder)
    assert counts(time) == [(4, 10), (9, 10)]
    assert [(p.women, p.coded, p.uncoded) for p in time.periods] == [(10, 10, 0), (13, 10, 3)]
    assert time.lines[0].points[0].share == wilson(4, 10)
    assert [p.is_half_coded for p in time.periods] == [False, True]
    assert not time.joined
    assert not time.few


def test_weeks_may_be_shown_apart(asked_here: Form, coder: User, said: Said) -> None:
    many(said, 10, TRUST, week=JAN)
    many(said, 10, FUNDS, week="2026-01-12")
    assert counts(shown(asked_here, coder, Span.WEEK)) == [(10, 10), (0, 10)]


def test_periods_with_few_coded_women_are_joined(asked_here: Form, coder: User, said: Said) -> None:
    many(said, 6, TRUST, week=JAN)
    many(said, 4, FUNDS, week=FEB)
    many(said, 12, FUNDS, week=MAR)
    time = shown(asked_here, coder)
    assert counts(time) == [(6, 10), (0, 12)]
    assert time.joined
    first = time.periods[0]
    assert (first.first, first.last, first.parts) == (date(2026, 1, 1), date(2026, 2, 28), 2)
    assert first.last_week == date(2026, 2, 23)


def test_women_who_are_not_coded_do_not_fill_a_period(
    asked_here: Form, coder: User, said: Said
) -> None:
    many(said, 40, week=JAN)
    many(said, 10, TRUST, week=FEB)
    assert counts(shown(asked_here, coder)) == [(10, 10)]


@pytest.mark.parametrize("number", [0, 1, 9])
def test_fewer_than_ten_are_one_period_and_it_is_said(
    asked_here: Form, coder: User, said: Said, number: int
) -> None:
    many(said, number, TRUST, week=JAN)
    many(said, 2, week=FEB)
    time = shown(asked_here, coder)
    assert time.few
    assert len(time.periods) == 1
    assert counts(time) == ([(number, number)] if number else [])


def test_the_last_row_of_a_visit_says_the_week(asked_here: Form, coder: User, said: Said) -> None:
    many(said, 10, FUNDS, week=JAN)
    many(said, 9, FUNDS, week=FEB)
    said(TRUST, week=JAN, visit_hash="ab" * 32)
    said(FUNDS, week=FEB, visit_hash="ab" * 32)
    assert counts(shown(asked_here, coder)) == [(0, 10), (1, 10)]


def test_what_is_behind_a_number_is_told_by_consultation(
    asked_here: Form, coder: User, said: Said, form: Callable[..., Form]
) -> None:
    other = form()
    use_codebook(other.consultation, book_of(asked_here))
    many(said, 8, TRUST, week=JAN)
    for _ in range(4):
        make_coded(other, coder, TRUST, week=JAN)
    make_response(other, week=JAN)
    pages = [asked_here.consultation, other.consultation]
    found = tally_of(pages, codebook=book_of(asked_here), reader=coder)
    time = over_time(found, Span.MONTH, [theme_of(TRUST)])
    assert time.lines[0].points[0].behind == sorted([(pages[0].pk, 8), (pages[1].pk, 4)])
    assert time.uncoded == [[(pages[1].pk, 1)]]


def test_nobody_makes_no_period(asked_here: Form, coder: User) -> None:
    time = shown(asked_here, coder)
    assert (time.periods, time.uncoded, time.lines[0].points) == ([], [], [])


@pytest.mark.parametrize(
    ("weeks", "span", "name"),
    [
        ([JAN], Span.MONTH, "January 2026"),
        ([JAN, FEB], Span.MONTH, "January to February 2026"),
        (["2025-12-01", JAN], Span.MONTH, "December 2025 to January 2026"),
        ([JAN], Span.WEEK, "5 January 2026"),
        ([JAN, "2026-01-19"], Span.WEEK, "5 to 19 January 2026"),
        ([JAN, FEB], Span.WEEK, "5 January to 2 February 2026"),
        (["2025-12-29", JAN], Span.WEEK, "29 December 2025 to 5 January 2026"),
    ],
)
def test_a_period_has_a_name(
    asked_here: Form, coder: User, said: Said, weeks: list[str], span: Span, name: str
) -> None:
    for week in weeks:
        said(TRUST, week=week)
    (period,) = shown(asked_here, coder, span).periods
    assert period_name(period, span) == name


def test_a_picture_has_a_step_for_each_period_inside_its_frame(
    asked_here: Form, coder: User, said: Said
) -> None:
    many(said, 3, TRUST, week=JAN)
    many(said, 7, FUNDS, week=JAN)
    many(said, 10, FUNDS, week=MAR)
    many(said, 10, week=MAR)
    line = shown(asked_here, coder).lines[0]
    top = axis_end(point.share for point in line.points)
    assert top == 0.8  # 3 of 10 may be up to 60.3 %
    drawn = draw_line(line, top)
    assert [tick.label for tick in drawn.ticks] == ["0%", "40%", "80%"]
    first, second = drawn.steps
    assert drawn.left <= first.x < first.end < second.x < second.end <= drawn.right
    assert all(s.low <= s.y <= s.low + s.height for s in drawn.steps)
    assert first.y < second.y  # none is lowest
    assert [s.is_half_coded for s in drawn.steps] == [False, True]
    assert second.strip_height == pytest.approx(first.strip_height / 2)
    assert all(s.strip + s.strip_height <= drawn.height for s in drawn.steps)
