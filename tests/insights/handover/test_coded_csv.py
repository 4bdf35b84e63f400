"""Coded responses as CSV: a row a woman, words by use, themes of both levels, nobody's name."""

import pytest

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Form, Response
from feedback.uses import Use
from insights.handover.gathering import CONSONANTS, NothingCoded, gather
from insights.models import Coding, Theme
from tests.factories.feedback import make_response
from tests.factories.packs import HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of
from tests.insights.handover.coded import (
    CANARY,
    COURT,
    OPEN,
    REPORT,
    UNSAFE,
    csv_of,
    files,
    row_with,
    rows,
)

Women = dict[str, Response]
ABOUT = ["case", "channel", "language", "coded_by", "codebook_version"]


def column(code: str) -> str:
    theme = theme_of(code)
    return f"{theme.name} [{theme.code}]"


def test_there_are_three_files_and_a_row_for_each_woman(
    page: ConsultationPage, women: Women
) -> None:
    made = csv_of(page)
    assert list(files(made)) == ["coded.csv", "codebook.csv", "dictionary.csv"]
    assert len(rows(made)) == 3
    assert list(rows(made)[0])[:5] == ABOUT


def test_words_are_of_women_who_allowed_this_use_alone(
    page: ConsultationPage, women: Women
) -> None:
    made = csv_of(page, Use.REPORT)
    said = "\n".join(files(made).values())
    assert OPEN in said
    assert "mixed hostel." not in said
    assert CANARY not in said
    assert made.held.responses == {women["report"].pk}
    assert made.held.women == 1


def test_of_others_there_are_themes_and_nothing_else(page: ConsultationPage, women: Women) -> None:
    (hers,) = [row for row in rows(csv_of(page)) if row[column(MONEY)] == "1"]
    told = {name: value for name, value in hers.items() if value not in ("", "0")}
    assert set(told) == {"case", "coded_by", "codebook_version", "themes", column(MONEY)}
    assert (told["themes"], told["codebook_version"]) == ("Money", "1.0")


def test_a_sub_theme_says_the_theme_above_it(page: ConsultationPage, women: Women) -> None:
    hers = row_with(csv_of(page, Use.DESIGN_TEAM), "A mixed hostel.")
    assert [hers[column(code)] for code in (HOUSING, UNSAFE, MONEY, COURT)] == ["1", "1", "0", "1"]
    assert hers["themes"] == "Unsafe; Court"
    assert (hers["channel"], hers["language"]) == ("web", "en-gb")


def test_rows_of_one_visit_are_one_woman(page: ConsultationPage, here: Form, first: User) -> None:
    more = {"uses": REPORT, "visit_hash": "ab" * 32}
    make_coded(here, first, HOUSING, text="First words.", **more)
    make_coded(here, first, MONEY, text="Then these.", **more)
    make_coded(here, first, text="Others.", uses=REPORT)
    made = csv_of(page)
    hers = row_with(made, "First words.")
    assert "Then these." in " ".join(hers.values())
    assert (hers[column(HOUSING)], hers[column(MONEY)]) == ("1", "1")
    assert (len(rows(made)), made.held.women, len(made.held.responses)) == (2, 2, 3)


def test_of_a_visit_only_the_row_that_allows_it_is_told(
    page: ConsultationPage, here: Form, first: User
) -> None:
    visit = {"visit_hash": "ab" * 32}
    make_coded(here, first, HOUSING, text="You may print this.", uses=REPORT, **visit)
    make_coded(here, first, MONEY, text=f"But not this, {CANARY}.", uses=[], **visit)
    made = csv_of(page)
    assert CANARY not in files(made)["coded.csv"]
    assert row_with(made, "You may print this.")[column(MONEY)] == "1"


def test_nobody_is_named_and_no_id_of_ours_is_in_it(
    page: ConsultationPage, women: Women, first: User, second: User
) -> None:
    said = "\n".join(files(csv_of(page)).values())
    for person in (first, second):
        assert person.email not in said
        assert str(person) not in said
    ids = [*(r.pk for r in women.values()), *Coding.objects.values_list("response_id", flat=True)]
    assert not [pk for pk in ids if str(pk) in said]
    by = {row["coded_by"] for row in rows(csv_of(page))}
    assert by == {"coder A", "coder B"}


def test_what_two_settled_is_called_settled(
    page: ConsultationPage, women: Women, first: User
) -> None:
    Coding.objects.filter(response=women["report"]).update(counts=False)
    Coding.objects.create(
        response=women["report"],
        theme=theme_of(COURT),
        coder=first,
        decision=Coding.Decision.AGREED,
        codebook_version="1.0+1",
        coded_on="2026-11-01",
    )
    hers = row_with(csv_of(page), OPEN)
    assert (hers["coded_by"], hers["themes"]) == ("settled", "Court")
    assert hers["codebook_version"] == "1.0+1"


@pytest.mark.parametrize("fields", [{"decision": "rejected"}, {"counts": False}])
def test_what_does_not_count_is_not_told(
    page: ConsultationPage, women: Women, fields: dict[str, object]
) -> None:
    Coding.objects.filter(response=women["report"]).update(**fields)
    hers = row_with(csv_of(page), OPEN)
    assert (hers["themes"], hers["coded_by"], hers[column(HOUSING)]) == ("", "", "0")


def test_names_and_order_are_other_ones_each_time(page: ConsultationPage, women: Women) -> None:
    names = [[row["case"] for row in rows(csv_of(page, seed=seed))] for seed in range(12)]
    assert all(found == sorted(found) for found in names)
    assert len({name for found in names for name in found}) == 36
    assert all(set(name) <= set(CONSONANTS) for found in names for name in found)
    places = {
        [row["themes"] for row in rows(csv_of(page, seed=seed))].index("Money")
        for seed in range(12)
    }
    assert places == {0, 1, 2}


def test_the_same_numbers_make_the_same_bytes(page: ConsultationPage, women: Women) -> None:
    assert csv_of(page).data == csv_of(page).data
    assert csv_of(page).data != csv_of(page, seed=8).data


@pytest.mark.parametrize("start", ["=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_runs(page: ConsultationPage, here: Form, first: User, start: str) -> None:
    Theme.objects.filter(code=HOUSING).update(name=start.strip(), description=start)
    make_coded(here, first, HOUSING, text=f"{start} and her words", uses=REPORT)
    made = csv_of(page)
    cells = [cell for name in files(made) for row in rows(made, name) for cell in row.values()]
    heads = [head for name in files(made) for head in rows(made, name)[0]]
    assert not [cell for cell in [*cells, *heads] if cell.lstrip()[:1] in ("=", "+", "-", "@")]
    assert [cell for cell in cells if cell.startswith("'") and cell.endswith("and her words")]


def test_it_opens_in_excel_in_welsh(page: ConsultationPage, here: Form, first: User) -> None:
    make_coded(here, first, HOUSING, text="Tŷ bach diogel.", uses=REPORT, language="cy")
    assert csv_of(page).data
    hers = row_with(csv_of(page), "Tŷ bach diogel.")
    assert hers["language"] == "cy"


def test_the_codebook_and_the_dictionary_say_what_everything_is(
    page: ConsultationPage, women: Women
) -> None:
    Theme.objects.filter(code=HOUSING).update(include="Hostels", exclude="Prison cells")
    made = csv_of(page)
    book = {row["code"]: row for row in rows(made, "codebook.csv")}
    assert (book[UNSAFE]["under"], book[UNSAFE]["level"]) == (HOUSING, "2")
    assert book[HOUSING]["belongs_here"] == "Hostels"
    named = {row["name"] for row in rows(made, "dictionary.csv")}
    assert set(rows(made)[0]) <= named


def test_examples_of_the_codebook_stay(page: ConsultationPage, women: Women) -> None:
    Theme.objects.filter(code=HOUSING).update(examples=[f"as she said, {CANARY}"])
    assert CANARY not in "\n".join(files(csv_of(page)).values())


def test_a_retired_theme_is_told_where_it_was_given(page: ConsultationPage, women: Women) -> None:
    Theme.objects.filter(code__in=[MONEY, COURT]).update(status="retired")
    Coding.objects.filter(theme__code=COURT).delete()
    book = {row["code"]: row["in_use"] for row in rows(csv_of(page), "codebook.csv")}
    assert book == {HOUSING: "1", UNSAFE: "1", MONEY: "0"}


@pytest.mark.parametrize("use", [Use.PUBLIC, Use.READ_ALOUD, Use.READING_TEAM])
def test_no_coded_file_is_made_for_other_uses(
    page: ConsultationPage, women: Women, use: Use
) -> None:
    with pytest.raises(ValueError, match="not for this use"):
        gather(consultation=page, use=use)


def test_without_codings_there_is_nothing(page: ConsultationPage, here: Form) -> None:
    make_response(here, OPEN, uses=REPORT)
    with pytest.raises(NothingCoded):
        csv_of(page)


def test_without_a_codebook_there_is_nothing(page: ConsultationPage, women: Women) -> None:
    page.theming.delete()
    with pytest.raises(NothingCoded):
        csv_of(page)
