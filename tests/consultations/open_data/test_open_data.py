"""Open data: what was published, as tables; no quote, nothing that is not up, nothing that runs."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from consultations.models import (
    ConsultationPage,
    Decision,
    FollowUp,
    Outcome,
    Stage,
    Telling,
)
from consultations.open_data.fields import NOT_TOLD
from consultations.open_data.tables import PUBLISHED, TABLES
from consultations.services import (
    DecisionText,
    EditionText,
    OutcomeText,
    QuoteText,
    ToldDecision,
    publish_outcome,
    tell_what_happened,
    write_telling,
)
from core.models import Area, HomePage
from tests.factories.consultations import make_consultation
from tests.factories.promises import make_move

pytestmark = pytest.mark.pages
HERS = "They put my letters in a box."
FORMULA = "=HYPERLINK(1)"
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Make = Callable[..., ConsultationPage]


def text_of(name: str, kind: str = "csv", client: Client | None = None) -> str:
    answer: Any = (client or Client()).get(f"/open/{name}.{kind}")
    assert answer.status_code == 200, name
    return b"".join(answer.streaming_content).decode()


def rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(name).removeprefix("\ufeff"))))


def objects_of(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text_of(name, "json"))["rows"]
    return found


def publish(page: ConsultationPage, version: str = "1", **changes: Any) -> Outcome:
    told: dict[str, Any] = {
        "summary": "Friday is the worst day.",
        "taken_to": "the board",
        "women": 145,
        "edition": EditionText(
            quotes=[QuoteText("Home", HERS, "en-gb", "mark-1")], limits="Few in prison."
        ),
        "themes": [
            {"name": "Home", "name_cy": "Cartref", "words": "many", "number": 85, "share": 60},
            {"name": "Post", "name_cy": "", "words": "few_or_none", "number": None, "share": None},
        ],
        "decisions": [
            DecisionText(
                you_said="Fridays.", answer=Decision.Answer.DO, what="Not on Fridays.", owner="Us"
            ),
            DecisionText(
                you_said=FORMULA,
                answer=Decision.Answer.NOT,
                what="We could not.",
                owner="Us",
                because="No money.",
            ),
        ],
        **changes,
    }
    return publish_outcome(consultation=page, text=OutcomeText(version=version, **told))


@pytest.fixture
def page(site_root: HomePage, area: Area) -> ConsultationPage:
    return make_consultation(site_root, area, "closed", title="Getting out")


@pytest.fixture
def outcome(page: ConsultationPage) -> Outcome:
    return publish(page)


# -- what there is


def test_an_outcome_stands_in_each_table_as_it_was_published(
    outcome: Outcome, page: ConsultationPage
) -> None:
    (row,) = rows_of("outcomes")
    assert row["id"] == str(outcome.pk)
    assert row["summary"] == "Friday is the worst day."
    assert (row["women"], row["status"], row["superseded_by"]) == ("145", "stands", "")
    assert row["address"] == f"http://testserver{page.url}"
    home, post = rows_of("themes")
    assert (home["words"], home["number"], home["share"]) == ("many", "85", "60")
    assert (post["words"], post["number"], post["share"]) == ("few_or_none", NOT_TOLD, NOT_TOLD)
    first, second = rows_of("decisions")
    assert (first["answer"], second["answer"], second["because"]) == ("do", "not", "No money.")
    keys = {row["consultation"] for name in ("outcomes", "themes", "decisions", "promises")
            for row in rows_of(name)}  # fmt: skip
    assert keys == {str(page.translation_key)}


def test_json_says_the_same_with_numbers_as_numbers_and_null_where_none_is_told(
    outcome: Outcome,
) -> None:
    whole = json.loads(text_of("themes", "json"))
    assert [row["number"] for row in whole["rows"]] == [85, None]
    assert whole["licence"] == "Open Government Licence v3.0"
    assert whole["updated"] == timezone.localdate().isoformat()
    for table in PUBLISHED:
        plain = [
            [NOT_TOLD if cell is None else str(cell) for cell in row.values()]
            for row in objects_of(table.name)
        ]
        assert plain == [[v.removeprefix("'") for v in row.values()] for row in rows_of(table.name)]


def test_an_empty_site_gives_whole_files(site_root: HomePage) -> None:
    for table in PUBLISHED:
        assert rows_of(table.name) == []
        whole = json.loads(text_of(table.name, "json"))
        assert (whole["rows"], whole["updated"]) == ([], None)


def test_welsh_stands_beside_the_english_where_somebody_wrote_it(
    outcome: Outcome, page: ConsultationPage
) -> None:
    assert rows_of("decisions")[0]["what_cy"] == ""
    write_telling(
        outcome=outcome,
        form=Telling.Form.WELSH,
        summary="Dydd Gwener yw'r gwaethaf.",
        decisions=[ToldDecision("Gwener.", "Nid ar ddydd Gwener."), ToldDecision("A", "B", "C")],
        checked_by="Nia",
    )
    twin = page.copy_for_translation(site_root_welsh(page), copy_parents=True)
    twin.title = "Dod allan"
    twin.save_revision()
    assert rows_of("outcomes")[0]["title_cy"] == ""  # a draft is no page yet
    twin.get_latest_revision().publish()
    assert rows_of("outcomes")[0]["title_cy"] == "Dod allan"
    assert rows_of("outcomes")[0]["summary_cy"] == "Dydd Gwener yw'r gwaethaf."
    assert rows_of("decisions")[0]["what_cy"] == "Nid ar ddydd Gwener."
    assert "Nia" not in "".join(text_of(name) for name in TABLES)


def site_root_welsh(page: ConsultationPage) -> Any:
    return type(page.locale).objects.get(language_code="cy")


def test_what_happened_is_named_by_its_decision(outcome: Outcome) -> None:
    assert rows_of("what-happened") == []
    decision = outcome.decisions.all()[0]
    tell_what_happened(decision=decision, state=FollowUp.State.DONE, what="Since May.")
    (row,) = rows_of("what-happened")
    assert row["decision"] == rows_of("decisions")[0]["id"] == str(decision.key)
    assert (row["state"], row["after"], row["what"]) == ("done", "1", "Since May.")


def test_a_decision_that_changed_says_what_was_told_before(outcome: Outcome) -> None:
    decision = outcome.decisions.all()[0]
    (row,) = [one for one in rows_of("decisions") if one["id"] == str(decision.key)]
    assert (row["first_due_on"], row["changes"]) == (row["due_on"], "")
    because = "The builder stopped."
    decision.due_on = date(2027, 5, 1)
    decision.moves = [  # the first as it was kept before other fields were
        {"from": "2027-02-01", "to": "2027-03-01", "because": because},
        {"field": "due_on", "from": "2027-03-01", "to": "2027-05-01", "because": because},
        {"field": "owner", "from": "The council", "to": "", "because": because},
    ]
    decision.save()
    (row,) = [one for one in rows_of("decisions") if one["id"] == str(decision.key)]
    assert (row["due_on"], row["first_due_on"]) == ("2027-05-01", "2027-02-01")
    assert row["changes"].split("\n") == [
        f"due_on: 2027-02-01 → 2027-03-01 ({because})",
        f"due_on: 2027-03-01 → 2027-05-01 ({because})",
        f"owner: The council → – ({because})",
    ]
    assert row["updated"] == outcome.published_on.isoformat()


@pytest.mark.parametrize(("trait", "told"), [("closed", 1), ("open", 1), ("planned", 0)])
def test_a_promise_is_told_from_the_day_it_opens(
    site_root: HomePage, area: Area, trait: str, told: int
) -> None:
    make_consultation(site_root, area, trait)
    found = rows_of("promises")
    assert len(found) == told
    assert all((row["kept_on"], row["counts"]) == ("", "not_yet") for row in found)


def test_what_was_never_checked_has_promised_nothing(site_root: HomePage, area: Area) -> None:
    make_consultation(site_root, area, "open", reached=Stage.DRAFT)
    assert rows_of("promises") == []


def test_a_day_that_is_moved_is_a_change_of_its_row(site_root: HomePage, area: Area) -> None:
    page = make_consultation(site_root, area, "open")
    assert [row["updated"] for row in rows_of("promises")] == [page.opens_on.isoformat()]
    move = make_move(page, 20, 30)
    assert [row["updated"] for row in rows_of("promises")] == [move.moved_on.isoformat()]


def test_the_day_of_a_reply_is_that_of_the_first_version(page: ConsultationPage) -> None:
    first = publish(page, decisions=[])
    Outcome.objects.filter(pk=first.pk).update(published_on=date(2026, 3, 1))
    publish(page, "2", decisions=[])
    assert [row["kept_on"] for row in rows_of("promises")] == ["2026-03-01"]


# -- versions


def test_a_superseded_outcome_is_named_with_its_successor_and_without_its_words(
    page: ConsultationPage,
) -> None:
    first = publish(page, summary="An older word.")
    second = publish(page, "2")
    third = publish(page, "3")
    rows = {row["id"]: row for row in rows_of("outcomes")}
    assert rows[str(first.pk)]["superseded_by"] == str(second.pk)
    assert rows[str(second.pk)]["superseded_by"] == str(third.pk)
    assert rows[str(third.pk)]["status"] == "stands"
    assert "An older word." not in "".join(text_of(name) for name in TABLES)
    for name in ("themes", "decisions"):
        assert {row["outcome"] for row in rows_of(name)} == {str(third.pk)}


def test_what_happened_after_a_decision_that_no_version_has_any_more_is_gone(
    page: ConsultationPage,
) -> None:
    first = publish(page)
    tell_what_happened(
        decision=first.decisions.all()[0], state=FollowUp.State.DONE, what="Since May."
    )
    publish(page, "2", decisions=[])
    assert rows_of("what-happened") == []


# -- what is in none


def test_no_quote_is_in_any_file(outcome: Outcome) -> None:
    assert outcome.quotes[0]["text"] == HERS
    for name in TABLES:
        assert HERS not in text_of(name) + text_of(name, "json")
        assert "mark-1" not in text_of(name) + text_of(name, "json")


def test_what_is_not_up_is_in_no_table(outcome: Outcome, page: ConsultationPage) -> None:
    tell_what_happened(
        decision=outcome.decisions.all()[0], state=FollowUp.State.DONE, what="Since May."
    )
    page.unpublish()
    rows = {table.name: rows_of(table.name) for table in PUBLISHED}
    promised = rows.pop("promises")  # which stand, wherever their page does
    assert not any(rows.values())
    assert {(row["title"], row["address"]) for row in promised} == {("Getting out", "")}


@pytest.mark.parametrize("said", [FORMULA, "+1", "@SUM(A1)", "\t=1", "＝1", "-2+3"])
def test_no_cell_runs_in_a_spreadsheet(page: ConsultationPage, said: str) -> None:
    publish(page, summary=said, taken_to=said)
    (row,) = rows_of("outcomes")
    assert row["summary"] == f"'{said}"
    assert objects_of("outcomes")[0]["summary"] == said  # JSON loses nothing


@pytest.mark.parametrize(
    "address",
    [
        "nothing.csv",
        "outcomes.xlsx",
        "outcomes.html",
        "responses.csv",
        "outcomes.csv/",
        "OUTCOMES.csv",
    ],
)
def test_no_other_address_is_a_file(site_root: HomePage, address: str) -> None:
    assert Client().get(f"/open/{address}").status_code == 404


def test_nothing_can_be_posted(site_root: HomePage) -> None:
    assert Client().post("/open/outcomes.csv").status_code == 405


# -- as a file


def test_days_are_days_and_files_may_be_kept_an_hour(outcome: Outcome) -> None:
    for table in PUBLISHED:
        for row in rows_of(table.name):
            for name, cell in row.items():
                assert "T" not in cell or not ISO_DAY.match(cell), name
            assert ISO_DAY.fullmatch(row["updated"])
    answer: Any = Client().get("/open/outcomes.csv")
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.streaming
    assert not answer.cookies
    assert "Last-Modified" not in answer
    assert b"".join(answer.streaming_content).startswith("\ufeffid,".encode())


def test_the_dictionary_names_every_column_and_value_in_both_languages(outcome: Outcome) -> None:
    told = rows_of("dictionary")
    named = {(row["table"], row["field"]) for row in told}
    for table in TABLES.values():
        assert (table.name, "") in named
        header = text_of(table.name).removeprefix("\ufeff").splitlines()[0].split(",")
        assert header == [column.name for column in table.fields]
        assert {(table.name, name) for name in header} <= named
    assert not [row for row in told if row["table"] and not row["name_cy"]]
    values = {(r["table"], r["field"], r["value"]): r["name_cy"] for r in told}
    assert values["decisions", "answer", "not"] == "Nid oedd modd i ni"
    assert ("themes", "words", "few_or_none") in values
    assert [row["meaning"] for row in told if row["value"] == "licence"] == [
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    ]


def test_each_value_in_a_file_is_in_the_dictionary(outcome: Outcome) -> None:
    known = {(row["table"], row["field"], row["value"]) for row in rows_of("dictionary")}
    for table in PUBLISHED:
        for column in table.fields:
            for row in rows_of(table.name) if column.choices else []:
                assert (table.name, column.name, row[column.name]) in known


def test_the_licence_is_the_operator_s(outcome: Outcome, settings: Any) -> None:
    settings.OPEN_DATA_LICENCE = "CC BY 4.0"
    settings.OPEN_DATA_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
    assert json.loads(text_of("outcomes", "json"))["licence"] == "CC BY 4.0"
    assert "CC BY 4.0" in Client().get("/open/").content.decode()


@pytest.mark.parametrize("prefix", ["", "/cy"])
def test_the_page_leads_to_every_file_and_every_page_leads_there(
    site_root: HomePage, prefix: str
) -> None:
    page = Client().get(f"{prefix}/open/").content.decode()
    for name in TABLES:
        assert f'href="{prefix}/open/{name}.csv"' in page
        assert f'href="{prefix}/open/{name}.json"' in page
    assert f'href="{prefix}/open/"' in Client().get(f"{prefix}/help/").content.decode()


# -- five hundred


@pytest.mark.long
def test_five_hundred_consultations_take_as_few_queries_as_one(
    site_root: HomePage, area: Area, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    pages = [make_consultation(site_root, area, "closed") for _ in range(500)]
    today = timezone.localdate()
    outcomes = Outcome.objects.bulk_create(
        Outcome(
            consultation=one, version="1", summary="S.", taken_to="b", published_on=today,
            themes=[{"name": "Home", "name_cy": "", "words": "some", "number": 20, "share": 10}],
        )
        for one in pages
    )  # fmt: skip
    decisions = Decision.objects.bulk_create(
        Decision(outcome=one, you_said="Y.", answer="do", what="W.", owner="U") for one in outcomes
    )
    FollowUp.objects.bulk_create(
        FollowUp(
            consultation=one.outcome.consultation, decision=one.key, after=1, state="done",
            what="Since May.", told_on=today - timedelta(days=1),
        )
        for one in decisions
    )  # fmt: skip
    for table in PUBLISHED:
        with django_assert_max_num_queries(7):
            each = 3 if table.name == "promises" else 1  # its reply, and 6 and 12 months on
            assert len(rows_of(table.name)) == 500 * each
