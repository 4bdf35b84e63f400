"""The coding screens count women, not sends: rows of one visit are one response (§11.15)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.models import Coding, Reading, Suggestion
from insights.packs.selectors import build_editions, missing_for_signing
from insights.selectors import counts_by_axis, parts_of, progress_of, queue
from insights.services import (
    accept_suggestion,
    add_coding,
    mark_read,
    reject_suggestion,
    remove_coding,
    suggest_themes,
)
from tests.factories.feedback import make_response
from tests.factories.packs import COURT, HOUSING, MONEY, draft_of, make_coded
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient, log_in

VISIT, OTHER = "ab" * 32, "cd" * 32
FIRST, LAST = "2026-01-05", "2026-02-02"


@pytest.fixture
def client(facilitator: User) -> StaffClient:
    return log_in(facilitator)


@pytest.fixture
def visit(asked: Form) -> dict[str, Response]:
    """One woman who wrote twice, on a hostel and, later, on debt; and another woman, once."""
    return {
        "first": make_response(asked, "The hostel was full.", visit_hash=VISIT, week=FIRST),
        "last": make_response(asked, "In debt since that hostel.", visit_hash=VISIT, week=LAST),
        "other": make_response(asked, "The judge listened.", visit_hash=OTHER, week=LAST),
    }


def url(name: str, form: Form, *more: int) -> str:
    return reverse(f"insights:{name}", args=[form.consultation_id, *more])


def counted(form: Form) -> dict[str, tuple[int, int]]:
    axes = counts_by_axis(consultation=form.consultation)
    return {c.theme.code: (c.coded, c.open) for axis in axes for c in axis.counts}


# -- counting


def test_progress_counts_a_visit_once_and_as_read_when_all_of_it_is(
    asked: Form, facilitator: User, visit: dict[str, Response]
) -> None:
    suggest_themes(consultation=asked.consultation)

    def seen() -> tuple[int, int, int, int, int]:
        (row,) = progress_of([asked.consultation], reader=facilitator)
        return row.responses, row.read, row.read_by_her, row.coded, row.suggested

    assert seen() == (2, 0, 0, 0, 2)
    Reading.objects.create(response=visit["last"], reader=facilitator, read_on=date.today())
    assert seen() == (2, 0, 0, 0, 2)
    mark_read(response=visit["first"], by=facilitator)
    add_coding(response=visit["first"], theme=theme_of(HOUSING), by=facilitator)
    assert seen() == (2, 1, 1, 1, 2)


@pytest.mark.parametrize(
    ("hashes", "women"), [((VISIT, OTHER), 2), (("", ""), 2), ((VISIT,) * 2, 1)]
)
def test_only_rows_of_one_visit_are_one(
    asked: Form, facilitator: User, hashes: tuple[str, str], women: int
) -> None:
    for visit_hash in hashes:
        make_coded(asked, facilitator, HOUSING, visit_hash=visit_hash)
    (progress,) = progress_of([asked.consultation], reader=facilitator)
    assert (progress.responses, progress.read, progress.coded) == (women, women, women)
    assert counted(asked)[HOUSING] == (women, 0)
    assert queue(consultation=asked.consultation, reader=facilitator).count() == women
    review = build_editions(draft_of(asked, facilitator))["review"]
    assert review["total"] == women


def test_themes_count_women_on_every_screen(
    asked: Form, facilitator: User, client: StaffClient, visit: dict[str, Response]
) -> None:
    suggest_themes(consultation=asked.consultation)
    assert counted(asked) == {HOUSING: (0, 1), MONEY: (0, 1), COURT: (0, 1)}
    for row in ("first", "last"):
        add_coding(response=visit[row], theme=theme_of(HOUSING), by=facilitator)
    add_coding(response=visit["first"], theme=theme_of(COURT), by=facilitator)
    assert counted(asked)[HOUSING] == (1, 0)
    shown = client.get(url("theme", asked, theme_of(HOUSING).pk)).context
    assert (shown["coded"], shown["quotes"].withheld) == (1, 1)
    ((_, (court,)),) = shown["seen_with"]
    assert (court.theme.code, court.coded) == (COURT, 1)


def test_themes_of_two_parts_are_seen_together(
    asked: Form, facilitator: User, client: StaffClient, visit: dict[str, Response]
) -> None:
    for row, code in (("first", HOUSING), ("last", COURT)):
        add_coding(response=visit[row], theme=theme_of(code), by=facilitator)
    ((_, (court,)),) = client.get(url("theme", asked, theme_of(HOUSING).pk)).context["seen_with"]
    assert (court.theme.code, court.coded) == (COURT, 1)
    ((_, others),) = client.get(url("theme", asked, theme_of(COURT).pk)).context["seen_with"]
    assert [count.theme.code for count in others] == [HOUSING]


def test_signing_waits_for_women_not_for_rows(
    asked: Form, facilitator: User, visit: dict[str, Response]
) -> None:
    pack = draft_of(asked, facilitator)
    assert "2 responses have been read by nobody yet." in missing_for_signing(pack)
    mark_read(response=visit["last"], by=facilitator)
    assert missing_for_signing(pack) == ["1 response has been read by nobody yet."]


def test_a_woman_is_quoted_once_though_she_wrote_twice(asked: Form, facilitator: User) -> None:
    rows = [
        make_coded(asked, facilitator, code, text=text, visit_hash=VISIT, uses=["design_team"])
        for code, text in ((HOUSING, "The hostel had no room."), (MONEY, "Debt is all I see."))
    ]
    quotes = build_editions(draft_of(asked, facilitator, quotes=rows))["review"]["quotes"]
    assert len(quotes) == 1


# -- lists


def test_a_list_has_one_line_a_visit_under_what_she_sent_last(
    asked: Form, client: StaffClient, visit: dict[str, Response]
) -> None:
    suggest_themes(consultation=asked.consultation)
    answer = client.get(url("responses", asked))
    rows = {row.pk: row for row in answer.context["rows"]}
    assert set(rows) == {visit["last"].pk, visit["other"].pk}
    line = rows[visit["last"].pk]
    assert (line.excerpt, line.week) == ("In debt since that hostel.", date(2026, 2, 2))
    assert (line.parts, line.suggested) == (2, 2)
    assert "2 parts of one visit" in answer.content.decode()
    assert rows[visit["other"].pk].parts == 1


@pytest.mark.parametrize("code", [HOUSING, MONEY])
def test_a_filter_finds_a_visit_by_any_of_its_parts(
    asked: Form, client: StaffClient, visit: dict[str, Response], code: str
) -> None:
    suggest_themes(consultation=asked.consultation)
    answer = client.get(url("responses", asked), {"theme": str(theme_of(code).pk)})
    assert [row.pk for row in answer.context["rows"]] == [visit["last"].pk]


def test_a_visit_needs_a_person_only_when_no_part_has_a_cue(
    asked: Form, client: StaffClient
) -> None:
    make_response(asked, "The hostel was full.", visit_hash=VISIT, week=FIRST)
    make_response(asked, "She rang me.", visit_hash=VISIT, week=LAST)
    silent = make_response(asked, "Nobody rang.", visit_hash=OTHER, week=FIRST)
    suggest_themes(consultation=asked.consultation)
    rows = client.get(url("responses", asked), {"show": "person"}).context["rows"]
    assert [row.pk for row in rows] == [silent.pk]


def test_a_part_without_words_lets_the_other_speak(asked: Form, client: StaffClient) -> None:
    make_response(asked, "The hostel was full.", visit_hash=VISIT, week=FIRST)
    make_response(asked, answers={}, visit_hash=VISIT, week=LAST)
    (row,) = client.get(url("responses", asked)).context["rows"]
    assert row.excerpt == "The hostel was full."


# -- the bench


@pytest.mark.parametrize("row", ["first", "last"])
def test_the_bench_shows_all_parts_the_last_first(
    asked: Form, client: StaffClient, visit: dict[str, Response], row: str
) -> None:
    suggest_themes(consultation=asked.consultation)
    answer = client.get(url("bench", asked, visit[row].pk))
    bench = answer.context["bench"]
    assert [part.response for part in bench.parts] == [visit["last"], visit["first"]]
    assert [s.suggestion.theme.code for s in bench.suggestions] == [HOUSING, MONEY]
    page = answer.content.decode()
    assert page.index("In ") < page.index("Part 2 of 2") < page.index("The ")
    assert "The judge listened." not in page


def test_one_row_is_no_part_of_anything(
    asked: Form, client: StaffClient, visit: dict[str, Response]
) -> None:
    page = client.get(url("bench", asked, visit["other"].pk)).content.decode()
    assert "Part 1 of" not in page
    assert "hostel" not in page.partition("What she said")[2].partition("Suggested themes")[0]


@pytest.mark.parametrize("decide", [accept_suggestion, reject_suggestion])
def test_a_decision_on_one_part_holds_for_all_of_them(
    asked: Form,
    facilitator: User,
    visit: dict[str, Response],
    decide: Callable[..., Coding],
) -> None:
    suggest_themes(consultation=asked.consultation)
    of_housing = Suggestion.objects.filter(theme__code=HOUSING)
    coding = decide(suggestion=of_housing.get(response=visit["last"]), by=facilitator)
    assert Coding.objects.get() == coding
    assert counted(asked)[HOUSING][1] == 0
    again = decide(suggestion=of_housing.get(response=visit["first"]), by=facilitator)
    assert Coding.objects.get() == again
    remove_coding(coding=again, by=facilitator)
    assert not Coding.objects.exists()
    assert counted(asked)[HOUSING] == (0, 1)


def test_a_theme_added_replaces_what_was_turned_down_for_another_part(
    asked: Form, facilitator: User, visit: dict[str, Response]
) -> None:
    suggest_themes(consultation=asked.consultation)
    money = Suggestion.objects.get(theme__code=MONEY)
    reject_suggestion(suggestion=money, by=facilitator)
    add_coding(response=visit["first"], theme=money.theme, by=facilitator)
    assert list(Coding.objects.values_list("response", "decision")) == [
        (visit["first"].pk, "added")
    ]


def test_decisions_on_other_visits_stay_their_own(
    asked: Form, facilitator: User, visit: dict[str, Response]
) -> None:
    elsewhere = make_response(asked, "Another hostel.", week=LAST)
    suggest_themes(consultation=asked.consultation)
    mine = Suggestion.objects.get(theme__code=HOUSING, response=visit["first"])
    accept_suggestion(suggestion=mine, by=facilitator)
    assert not Coding.objects.filter(response__in=[elsewhere, visit["other"]]).exists()
    mark_read(response=elsewhere, by=facilitator)
    assert [r.response for r in Reading.objects.all()] == [elsewhere]


def test_read_next_goes_from_woman_to_woman(
    asked: Form, client: StaffClient, visit: dict[str, Response]
) -> None:
    place = url("bench", asked, visit["first"].pk)
    place = client.post(f"{place}read/")["Location"]
    other = url("bench", asked, visit["other"].pk)
    assert place == f"{other}#words"
    assert client.post(f"{other}read/")["Location"] == url("responses", asked)
    assert Reading.objects.count() == 3


def test_a_part_that_was_taken_back_is_out_and_the_next_one_leads(
    asked: Form, facilitator: User, client: StaffClient
) -> None:
    first = make_response(asked, "The hostel was full.", visit_hash=VISIT, week=FIRST)
    last = make_response(asked, "Debt.", visit_hash=VISIT, week=LAST, receipt_hash="ee" * 32)
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex("ee" * 32), kind="withdraw")
    assert client.get(url("bench", asked, last.pk)).status_code == 404
    assert parts_of(first) == [first]
    rows = client.get(url("responses", asked)).context["rows"]
    assert [(row.pk, row.parts) for row in rows] == [(first.pk, 1)]


# -- at any size


@pytest.mark.parametrize("size", [3, 30])
@pytest.mark.parametrize("name", ["responses", "overview", "bench", "theme"])
def test_the_number_of_queries_does_not_grow(
    asked: Form, facilitator: User, client: StaffClient, size: int, name: str
) -> None:
    for n in range(size):
        for week in (FIRST, LAST):
            response = make_coded(
                asked, facilitator, HOUSING, visit_hash=f"{n + 1:064x}", week=week
            )
    more = {"bench": [response.pk], "theme": [theme_of(HOUSING).pk]}.get(name, [])
    place = url(name, asked, *more)
    client.get(place)
    default, intake = (CaptureQueriesContext(connections[alias]) for alias in ("default", "intake"))
    with default as one, intake as two:
        assert client.get(place).status_code == 200
    assert len(one) + len(two) <= 75
