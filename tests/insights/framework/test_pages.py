"""The matrix on screen, the page of a cell, two people on one cell, and the file."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditLine, User
from core.models import Area
from feedback.models import Form, Response
from insights.codebook.changes import name_in_area
from insights.codebook.remapping import merge_theme
from insights.models import CaseSummary, Coding, Passage, Theming
from insights.rigour.sampling import draw_sample
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded
from tests.factories.themes import make_codebook, theme_of
from tests.fixtures.story import StaffClient, log_in
from tests.insights.framework.cells import UNSAFE, texts, write, wrote

pytestmark = pytest.mark.pages
Staff = Callable[..., StaffClient]
FRAME = 11  # queries of any page of staff's: her session, her roles, Wagtail's menu


def place(name: str, form: Form, response: Response | None = None, code: str = HOUSING) -> str:
    more = [response.pk, theme_of(code).pk] if response else []
    return reverse(f"insights:{name}", args=[form.consultation_id, *more])


def body(client: StaffClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def shown(client: StaffClient, url: str) -> str:
    """What the page of a cell carries of what it showed."""
    return str(client.get(url).context["form"]["shown"].value())


def save(client: StaffClient, url: str, text: str, then: str = "", **more: Any) -> Any:
    data = {"text": text, "then": then, "shown": shown(client, url), **more}
    return client.post(url, data)


TABLE = [
    ("facilitator", {"matrix": 200, "matrix_file": 200, "summary": 200}),
    ("second_coder", {"matrix": 200, "matrix_file": 302, "summary": 200}),
    ("reviewer", {"matrix": 302, "matrix_file": 302, "summary": 302}),
    ("administrator", {"matrix": 302, "matrix_file": 302, "summary": 302}),
]


@pytest.mark.parametrize(("role", "sees"), TABLE)
def test_who_sees_what(
    staff: Staff, here: Form, area: Area, ann: User, role: str, sees: dict[str, int]
) -> None:
    response, client = make_coded(here, ann, HOUSING), staff(role, area)
    found = {
        name: client.get(place(name, here, response if name == "summary" else None)).status_code
        for name in sees
    }
    assert found == sees


def test_another_area_is_not_found(staff: Staff, here: Form, other_area: Area, ann: User) -> None:
    response, client = make_coded(here, ann, HOUSING), staff("facilitator", other_area)
    assert client.get(place("matrix", here)).status_code == 404
    assert client.get(place("matrix_file", here)).status_code == 404
    assert client.post(place("summary", here, response), {"text": "x"}).status_code == 404


def test_a_response_of_another_consultation_or_a_theme_of_another_codebook_is_not_found(
    here: Form, ann: User, form: Callable[..., Form]
) -> None:
    other, client = form(), log_in(ann)
    elsewhere = make_coded(other, ann, HOUSING)
    assert client.get(place("summary", here, elsewhere)).status_code == 404
    make_codebook([{"name": "Feeling safe"}], slug="flat")
    response = make_coded(here, ann, HOUSING)
    assert client.get(place("summary", here, response, "feeling-safe")).status_code == 404
    merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=ann, why="Better so.")
    assert client.get(place("summary", here, response, MONEY)).status_code == 404


def test_without_a_codebook_it_says_what_to_do(here: Form, ann: User) -> None:
    Theming.objects.all().delete()
    client = log_in(ann)
    assert "Choose a codebook" in body(client, place("matrix", here))
    assert client.get(place("matrix_file", here)).status_code == 302


def test_the_matrix_on_screen(here: Form, ann: User, bea: User) -> None:
    written = make_coded(here, ann, HOUSING, text="The hostel was full.")
    make_coded(here, ann, MONEY, text="In debt.")
    write(written, HOUSING, "<b>No</b> room.", bea)
    name_in_area(theme=theme_of(MONEY), area=here.consultation.area, by=ann, name="Cash")
    seen = body(log_in(ann), place("matrix", here))
    assert "&lt;b&gt;No&lt;/b&gt; room." in seen
    assert f"{bea}, " in seen
    assert seen.count(">Summarise<") == 1
    assert "Cash" in seen
    assert "The hostel was full." in seen
    assert "Women 1 to 2 of 2" in seen


def test_a_cell_shows_her_words_and_those_pointed_at(here: Form, ann: User, bea: User) -> None:
    response = make_coded(here, ann, HOUSING, text="The hostel was full, and I was in debt.")
    answer = response.answers.get()
    Passage.objects.create(coding=response.codings.get(), answer=answer.pk, start=4, end=19)
    wrote(response, HOUSING, "No room.", bea)
    client = log_in(ann)
    seen = body(client, place("summary", here, response))
    assert "hostel was full</blockquote>" in seen
    assert "The hostel was full, and I was in debt." in seen
    assert "Written by Bea on" in seen
    assert "Words that the coding points at" not in body(
        client, place("summary", here, make_coded(here, ann, HOUSING))
    )


def test_what_nobody_coded_has_no_form(here: Form, ann: User) -> None:
    response = make_coded(here, ann, HOUSING)
    client, url = log_in(ann), place("summary", here, response, MONEY)
    assert "there is nothing to sum up" in body(client, url)
    answer = save(client, url, "In debt.")
    assert "Nobody gives her this theme any more" in answer.content.decode()
    assert ">In debt.</textarea>" in answer.content.decode().replace("\n", "")
    assert texts() == set()


def test_saving_goes_on_to_her_next_theme_then_back(here: Form, ann: User) -> None:
    response = make_coded(here, ann, HOUSING, MONEY, COURT)
    client = log_in(ann)
    answer = save(client, place("summary", here, response), "No room.", "woman")
    assert answer["Location"] == f"{place('summary', here, response, MONEY)}?axis=need"
    answer = save(client, place("summary", here, response, MONEY), "In debt.", "woman")
    assert answer["Location"] == f"{place('matrix', here)}?axis=need#case-{response.pk}"
    assert texts() == {(HOUSING, "No room."), (MONEY, "In debt.")}


def test_saving_goes_on_to_the_next_woman_of_the_theme(here: Form, ann: User) -> None:
    made = [make_coded(here, ann, HOUSING, MONEY), make_coded(here, ann, UNSAFE)]
    make_coded(here, ann, MONEY)
    first, second = sorted(made, key=lambda one: one.pk)
    client = log_in(ann)
    answer = save(client, place("summary", here, second), "One.", "theme")
    assert answer["Location"].startswith(place("summary", here, first))
    answer = save(client, place("summary", here, first), "Two.", "theme")
    assert answer["Location"].startswith(place("matrix", here))


def test_her_filter_stays_with_her(here: Form, ann: User) -> None:
    response = make_coded(here, ann, HOUSING, UNSAFE)
    query = f"?axis=need&subs=1&theme={theme_of(HOUSING).pk}&show=open&p=2"
    client = log_in(ann)
    answer = save(client, place("summary", here, response) + query, "No room.", "woman")
    assert answer["Location"] == place("summary", here, response, UNSAFE) + query
    assert query.replace("&", "&amp;") in body(client, place("summary", here, response) + query)


@pytest.mark.parametrize(
    ("text", "says"), [("x" * 601, "Shorten it to 600 characters; it has 601."), ("", "Write what")]
)
def test_what_can_not_be_saved_comes_back(here: Form, ann: User, text: str, says: str) -> None:
    response = make_coded(here, ann, HOUSING)
    answer = save(log_in(ann), place("summary", here, response), text)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert text in answer.content.decode()
    assert texts() == set()


def test_line_ends_count_as_the_browser_counts_them(here: Form, ann: User) -> None:
    response = make_coded(here, ann, HOUSING)
    save(log_in(ann), place("summary", here, response), "a\r\n" * 300)
    assert texts() == {(HOUSING, ("a\n" * 300).strip())}


# -- two people on one cell


def test_a_change_over_a_newer_one_is_refused_and_both_are_shown(
    here: Form, ann: User, bea: User
) -> None:
    response = make_coded(here, ann, HOUSING)
    write(response, HOUSING, "A room.", ann)
    client, url = log_in(ann), place("summary", here, response)
    before = shown(client, url)
    write(response, HOUSING, "Bea's long sentence. " * 20, bea)
    answer = client.post(url, {"text": "Ann's sentence.", "shown": before})
    seen = answer.content.decode().replace("&#x27;", "'")
    assert "Not saved yet: somebody else changed this summary meanwhile" in seen
    assert "Bea's long sentence. " * 19 in seen
    assert "Ann's sentence.</textarea>" in seen
    assert "Written by Bea" in seen
    assert texts() == {(HOUSING, ("Bea's long sentence. " * 20).strip())}
    again = {"text": "Ann's sentence.", "shown": answer.context["form"]["shown"].value()}
    assert client.post(url, again).status_code == 302
    assert texts() == {(HOUSING, "Ann's sentence.")}


@pytest.mark.parametrize("before", ["", "A room."])
def test_so_is_a_first_one_over_a_first_one_and_over_one_taken_away(
    here: Form, ann: User, bea: User, before: str
) -> None:
    response = make_coded(here, ann, HOUSING)
    if before:
        write(response, HOUSING, before, ann)
    client, url = log_in(ann), place("summary", here, response)
    was = shown(client, url)
    write(response, HOUSING, "" if before else "Bea's.", bea)
    answer = client.post(url, {"text": "Ann's.", "shown": was})
    assert "Not saved yet" in answer.content.decode()
    assert {text for _, text in texts()} == (set() if before else {"Bea's."})


def test_what_only_the_other_changed_is_taken_over(here: Form, ann: User, bea: User) -> None:
    response = make_coded(here, ann, HOUSING)
    write(response, HOUSING, "A room.", ann)
    client, url = log_in(ann), place("summary", here, response)
    was = shown(client, url)
    write(response, HOUSING, "A flat.", bea)
    answer = client.post(url, {"text": "A room.", "shown": was})
    assert "A flat.</textarea>" in answer.content.decode()
    assert CaseSummary.objects.get().written_by == bea


def test_a_summary_that_was_kept_is_removed_when_ticked(here: Form, ann: User) -> None:
    response = make_coded(here, ann, MONEY, HOUSING)
    write(response, MONEY, "x" * 590, ann)
    write(response, HOUSING, "A room, at last.", ann)
    merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=ann, why="Better so.")
    client, url = log_in(ann), place("summary", here, response)
    assert "which was merged into this theme" in body(client, url)
    save(client, url, "A room and debt.")
    assert len(texts()) == 2
    save(client, url, "A room and debt.", drop_kept="on")
    assert texts() == {(HOUSING, "A room and debt.")}


# -- blind


def test_she_who_codes_blind_is_sent_back(here: Form, ann: User, bea: User) -> None:
    response = make_coded(here, ann, HOUSING)
    draw_sample(consultation=here.consultation, second=bea, by=ann)
    write(response, HOUSING, "No room.", ann)
    client, url = log_in(bea), place("summary", here, response)
    seen = body(client, place("matrix", here))
    assert "In your sample: shown once the sample is compared." in seen
    assert "No room." not in seen
    for answer in (client.get(url, follow=True), client.post(url, {"text": "x"}, follow=True)):
        assert "Its cells are shown once the sample is compared" in answer.content.decode()
        assert "No room." not in answer.content.decode()
    assert texts() == {(HOUSING, "No room.")}


# -- the file


def rows(client: StaffClient, url: str) -> list[list[str]]:
    answer = client.get(url)
    assert "reading-team-only.csv" in answer["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_file_has_cells_that_nothing_runs_and_no_words_of_hers(
    here: Form, ann: User, bea: User
) -> None:
    response = make_coded(here, ann, HOUSING, MONEY, text="The hostel was full.")
    write(response, HOUSING, "=HYPERLINK(1)", bea)
    make_coded(here, ann, channel="paper")
    header, *found = rows(log_in(ann), place("matrix_file", here))
    assert header == ["Case", "Came by", "Housing", "Money"]
    assert sorted(line[1:] for line in found) == [
        ["Paper", "", ""],
        ["Web", "'=HYPERLINK(1)", "coded, not summarised yet"],
    ]
    assert [line[0] for line in found] == ["1", "2"]
    whole = log_in(ann).get(place("matrix_file", here)).content.decode()
    assert "hostel" not in whole
    assert str(response.pk) not in whole
    assert AuditLine.objects.filter(action="download matrix").count() == 2


def test_the_file_holds_what_she_looks_at(here: Form, ann: User) -> None:
    response = make_coded(here, ann, HOUSING, UNSAFE)
    make_coded(here, ann, MONEY)
    write(response, UNSAFE, "Afraid.", ann)
    query = f"?subs=1&theme={theme_of(HOUSING).pk}&p=7"
    assert rows(log_in(ann), place("matrix_file", here) + query) == [
        ["Case", "Came by", "Housing", "Housing: Unsafe"],
        ["1", "Web", "coded, not summarised yet", "Afraid."],
    ]


def test_the_file_of_who_codes_blind_leaves_those_out(here: Form, ann: User, area: Area) -> None:
    from tests.factories.accounts import make_staff

    second = make_staff("facilitator", area)
    write(make_coded(here, ann, HOUSING), HOUSING, "No room.", ann)
    draw_sample(consultation=here.consultation, second=second, by=ann)
    make_coded(here, ann, MONEY)
    (_header, line) = rows(log_in(second), place("matrix_file", here))
    assert line == ["1", "Web", "", "coded, not summarised yet"]


# -- how many queries


def test_no_more_than_twenty_queries_a_page(here: Form, ann: User) -> None:
    for n in range(30):
        visit = {"visit_hash": f"{n // 2:064x}"} if n % 3 else {}
        response = make_coded(here, ann, HOUSING, MONEY, UNSAFE, **visit)
        if n % 2:
            wrote(response, HOUSING, "No room.", ann)
    client = log_in(ann)
    client.get(place("matrix", here))
    for url in (
        place("matrix", here),
        f"{place('matrix', here)}?show=open&subs=1&theme={theme_of(HOUSING).pk}",
        place("summary", here, response),
        place("matrix_file", here),
    ):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(url)
        assert len(seen) <= FRAME + 20, [query["sql"][:120] for query in seen]
    assert Coding.objects.count() == 90
