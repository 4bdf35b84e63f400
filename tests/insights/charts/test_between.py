"""Between areas: whose women are counted where, and what two places are told to differ in."""

from collections.abc import Callable

import pytest

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form
from insights.analysis.differences import Verdict
from insights.charts.between import Place, compare, places_of
from insights.charts.drawing import LONGEST, draw_differences, draw_shares
from insights.charts.places import by_area, by_consultation, coded_by, themings_beside
from insights.charts.tally import tally_of, themes_of
from insights.models import Codebook
from tests.factories.accounts import make_staff
from tests.factories.packs import make_crowd
from tests.factories.themes import make_codebook, theme_of, use_codebook
from tests.insights.charts.conftest import COURT, FUNDS, TRUST

Make = Callable[..., Form]


@pytest.fixture
def there(
    form: Make, consultation: Callable[..., ConsultationPage], other_area: Area, book: Codebook
) -> Form:
    """A consultation of another area with the same codebook."""
    made = form(consultation(area=other_area, title="There"))
    use_codebook(made.consultation, book)
    return made


@pytest.fixture
def both(area: Area, other_area: Area) -> User:
    """Somebody who codes in both areas."""
    return make_staff("facilitator", area, other_area)


def crowd(form: Form, by: User, trust: int, others: int, uncoded: int = 0) -> None:
    people = [([TRUST], "web")] * trust + [([FUNDS], "web")] * others + [([], "web")] * uncoded
    make_crowd(form, by, people)


def places(pages: list[ConsultationPage], book: Codebook, reader: User) -> list[Place]:
    return places_of(tally_of(pages, codebook=book, reader=reader), by_area(pages))


def test_each_area_has_its_own_women(
    asked_here: Form, there: Form, book: Codebook, both: User
) -> None:
    crowd(asked_here, both, 8, 2, uncoded=5)
    crowd(there, both, 3, 17)
    pages = coded_by(both)[book.pk]
    here, away = sorted(places(pages, book, both), key=lambda place: place.coded)
    assert (here.name, here.coded, here.uncoded) == ("Southdown", 10, 5)
    assert (away.name, away.coded) == ("Glan yr Afon", 20)
    share = away.share(theme_of(TRUST))
    assert share is not None
    assert (share.count, share.base) == (3, 20)
    assert away.behind(theme_of(TRUST)) == [(there.consultation_id, 3)]
    assert away.share(theme_of(COURT)).count == 0  # type: ignore[union-attr]


def test_an_area_where_she_may_not_code_is_not_there(
    asked_here: Form, there: Form, book: Codebook, coder: User, both: User
) -> None:
    crowd(there, both, 3, 17)
    assert [page.pk for page in coded_by(coder)[book.pk]] == [asked_here.consultation_id]
    nobody = make_staff("reviewer", asked_here.consultation.area)
    assert coded_by(nobody) == {}


def test_another_codebook_is_another_page(
    asked_here: Form, form: Make, book: Codebook, coder: User
) -> None:
    apart = form()
    use_codebook(apart.consultation, make_codebook([{"name": "Feeling safe"}], slug="flat"))
    assert [page.pk for page in coded_by(coder)[book.pk]] == [asked_here.consultation_id]
    here, beside = themings_beside(asked_here.consultation)
    assert (here.consultation, beside.consultation) == (asked_here.consultation, apart.consultation)
    assert themings_beside(apart.consultation)[0].codebook.slug == "flat"


def test_places_without_answers_are_left_out(
    asked_here: Form, there: Form, book: Codebook, both: User
) -> None:
    crowd(there, both, 0, 0, uncoded=1)
    (place,) = places(coded_by(both)[book.pk], book, both)
    assert (place.name, place.share(theme_of(TRUST))) == ("Glan yr Afon", None)


def test_consultations_are_named_with_their_area_where_there_are_two(
    asked_here: Form, there: Form
) -> None:
    pages = [asked_here.consultation, there.consultation]
    assert "There (Glan yr Afon)" in [name for _, name, _ in by_consultation(pages)]
    assert [name for _, name, _ in by_consultation(pages[1:])] == ["There"]


@pytest.mark.parametrize(
    ("here", "away", "said"),
    [
        ((53, 17), (48, 32), Verdict.UNSURE),  # of two themes; alone it would be likely
        ((60, 10), (20, 50), Verdict.LIKELY),
        ((30, 40), (32, 38), Verdict.CHANCE),
        ((8, 1), (2, 70), Verdict.FEW),
    ],
)
def test_two_places_are_compared(
    asked_here: Form,
    there: Form,
    book: Codebook,
    both: User,
    here: tuple[int, int],
    away: tuple[int, int],
    said: Verdict,
) -> None:
    crowd(asked_here, both, *here)
    crowd(there, both, *away)
    pages = [asked_here.consultation, there.consultation]
    tally = tally_of(pages, codebook=book, reader=both)
    first, second = places_of(tally, by_consultation(pages))
    found = compare(first, second, themes_of(book, tally))
    assert [row.theme.code for row in found] == [TRUST, FUNDS]  # court and others: nobody said it
    assert found[0].verdict is said
    assert found[0].difference.value == pytest.approx(here[0] / sum(here) - away[0] / sum(away))


def test_nobody_coded_is_not_compared(
    asked_here: Form, there: Form, book: Codebook, both: User
) -> None:
    crowd(asked_here, both, 10, 0)
    crowd(there, both, 0, 0, uncoded=3)
    first, second = places(coded_by(both)[book.pk], book, both)
    assert compare(first, second, [theme_of(TRUST)]) == []


def test_dots_stand_inside_their_frame() -> None:
    from insights.analysis.proportions import wilson

    drawn = draw_shares([("Here", wilson(5, 10)), ("x" * 60, None), ("All", wilson(10, 10))], 1)
    here, nobody, everybody = drawn.rows
    assert nobody.dot is None
    assert len(nobody.label) == LONGEST
    assert here.dot is not None
    assert everybody.dot is not None
    assert 0 < here.low < here.dot < here.high < everybody.dot < drawn.width
    assert here.y < nobody.y < everybody.y < drawn.height
    assert drawn.zero is None
    apart = draw_differences([("Trust", (0.2, -0.1, 0.4))])
    assert [tick.label for tick in apart.ticks] == ["−40%", "0%", "40%"]
    assert apart.zero == apart.ticks[1].at
