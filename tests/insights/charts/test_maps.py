"""The map: which women stand in a cell, what is not shown as a nought, and how dark a cell is."""

from collections.abc import Callable

import pytest

from accounts.models import User
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.charts.maps import LEVELS, Axis, ThemeMap, axes_of, map_of
from insights.charts.tally import Tally, tally_of, themes_of
from insights.models import Codebook, Sample, Theme
from insights.rigour.sampling import draw_sample
from tests.factories.accounts import make_staff
from tests.factories.themes import theme_of
from tests.insights.charts.conftest import COURT, FUNDS, HOUSING, MONEY, PRISON, TRUST, UNSAFE

Said = Callable[..., Response]


def tally(form: Form, book: Codebook, reader: User) -> Tally:
    return tally_of([form.consultation], codebook=book, reader=reader)


def drawn(
    form: Form, book: Codebook, reader: User, rows: str, columns: str, only: str = ""
) -> ThemeMap:
    found = tally(form, book, reader)
    axes = {axis.key: axis for axis in axes_of(themes_of(book, found))}
    return map_of(found, axes[rows], axes[columns], theme_of(only) if only else None)


def numbers(found: ThemeMap) -> dict[str, list[int]]:
    """Row → its cells and its sum."""
    return {
        row.theme.code: [*(cell.women for cell in row.cells), row.all.women] for row in found.lines
    }


def test_a_cell_holds_women_coded_with_both(
    asked_here: Form, book: Codebook, coder: User, five: list[Response]
) -> None:
    found = drawn(asked_here, book, coder, "factor", "stage")
    assert [theme.code for theme, _ in found.heads] == [COURT, PRISON]
    assert numbers(found) == {TRUST: [2, 0, 3], FUNDS: [0, 1, 1]}
    assert [all_.women for _, all_ in found.heads] == [2, 1]
    assert found.coded.women == 4


def test_a_third_theme_narrows_it(
    asked_here: Form, book: Codebook, coder: User, five: list[Response]
) -> None:
    found = drawn(asked_here, book, coder, "factor", "stage", only=HOUSING)
    assert numbers(found) == {TRUST: [1, 1]}  # by its sub-theme
    assert found.coded.women == 1
    assert {theme.code for theme in found.unsaid} == {FUNDS, PRISON}
    assert found.lines[0].cells[0].themes == tuple(
        theme_of(code).pk for code in (TRUST, COURT, HOUSING)
    )


def test_axes_may_be_swapped_and_one_may_stand_against_itself(
    asked_here: Form, book: Codebook, coder: User, five: list[Response]
) -> None:
    assert numbers(drawn(asked_here, book, coder, "stage", "factor")) == {
        COURT: [2, 0, 2],
        PRISON: [0, 1, 1],
    }
    alone = drawn(asked_here, book, coder, "factor", "factor")
    assert alone.is_of_one_axis
    assert numbers(alone) == {TRUST: [3, 0, 3], FUNDS: [0, 1, 1]}
    assert alone.lines[0].cells[0].themes == (theme_of(TRUST).pk,)


def test_what_nobody_said_stands_apart_and_a_retired_theme_with_women_stays(
    asked_here: Form, book: Codebook, coder: User, said: Said
) -> None:
    said(TRUST, COURT)
    said(MONEY)
    Theme.objects.filter(code__in=(TRUST, FUNDS)).update(status="retired")
    found = drawn(asked_here, book, coder, "factor", "stage")
    assert [row.theme.code for row in found.lines] == [TRUST]
    assert [theme.code for theme in found.unsaid] == [PRISON]  # a retired one isn't missed


def test_a_visit_counts_once_with_what_all_its_rows_say(
    asked_here: Form, book: Codebook, coder: User, said: Said
) -> None:
    said(TRUST, visit_hash="ab" * 32)
    said(COURT, visit_hash="ab" * 32)
    found = drawn(asked_here, book, coder, "factor", "stage")
    assert numbers(found) == {TRUST: [1, 1]}
    assert tally(asked_here, book, coder).women == 1


@pytest.mark.parametrize("how", ["taken back", "rejected", "of another codebook", "not counting"])
def test_what_does_not_count_is_not_counted(
    asked_here: Form, book: Codebook, coder: User, said: Said, how: str
) -> None:
    said(TRUST, COURT)
    other = said(TRUST, COURT, receipt_hash="cc" * 32)
    if how == "taken back":
        ReceiptAct.objects.create(receipt_hash=bytes.fromhex("cc" * 32), kind="withdraw")
    elif how == "rejected":
        other.codings.update(decision="rejected")
    elif how == "not counting":
        other.codings.update(counts=False)
    else:
        apart = Codebook.objects.create(name="Apart", slug="apart", version="1")
        theme = Theme.objects.create(codebook=apart, axis="factor", axis_name="F", code="x")
        other.codings.filter(theme=theme_of(COURT)).delete()
        other.codings.update(theme=theme)
    assert numbers(drawn(asked_here, book, coder, "factor", "stage")) == {TRUST: [1, 1]}


def test_who_codes_blind_is_not_shown_her_sample(
    asked_here: Form, book: Codebook, coder: User, said: Said
) -> None:
    second, lead = (
        make_staff(role, asked_here.consultation.area) for role in ("second_coder", "facilitator")
    )
    for _ in range(3):
        said(TRUST, COURT)
    sample: Sample = draw_sample(consultation=asked_here.consultation, second=second, by=lead)
    said(FUNDS)
    assert sample.members.count() == 3
    blind = tally(asked_here, book, second)
    assert (blind.women, blind.coded, blind.left_out) == (1, 1, 3)
    assert blind.given()[theme_of(TRUST).pk] == 0
    assert tally(asked_here, book, lead).left_out == 0


def test_shades_are_quarters_of_the_largest_and_are_told_by_number(
    asked_here: Form, book: Codebook, coder: User, said: Said
) -> None:
    for number, codes in ((8, (TRUST, COURT)), (3, (FUNDS, COURT)), (1, (FUNDS, PRISON))):
        for _ in range(number):
            said(*codes)
    found = drawn(asked_here, book, coder, "factor", "stage")
    assert [[cell.level for cell in row.cells] for row in found.lines] == [[LEVELS, 0], [2, 1]]
    assert found.steps == [(1, 1, 2), (2, 3, 4), (3, 5, 6), (4, 7, 8)]


def test_a_long_list_shows_those_given_most(
    asked_here: Form, book: Codebook, coder: User, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("insights.charts.maps.MOST", 1)
    said(TRUST, COURT)
    said(FUNDS, COURT)
    said(FUNDS, PRISON, MONEY)
    found = drawn(asked_here, book, coder, "factor", "stage")
    assert numbers(found) == {FUNDS: [1, 2]}
    assert [theme.code for theme in found.left] == [TRUST, PRISON]
    assert found.unsaid == []


def test_nobody_makes_an_empty_map(asked_here: Form, book: Codebook, coder: User) -> None:
    found = drawn(asked_here, book, coder, "factor", "stage")
    assert (found.lines, found.heads, found.steps, found.coded.women) == ([], [], [], 0)
    assert len(found.unsaid) == 4
    nothing = Axis("x", "X", [])
    empty = map_of(tally(asked_here, book, coder), nothing, nothing)
    assert empty.unsaid == []
    assert UNSAFE not in {theme.code for theme in found.unsaid}
