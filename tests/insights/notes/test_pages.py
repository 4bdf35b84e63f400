"""The bench, memos and marks over HTTP, as a browser without script sends it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from core.models import Area
from feedback.models import Form, Response
from insights.models import Coding, Mark, Memo, Passage
from insights.notes.marking import set_mark
from insights.notes.memos import write_memo
from insights.rigour.sampling import draw_sample
from insights.services import accept_suggestion, add_coding
from tests.factories.feedback import make_response
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient
from tests.insights.codebook.conftest import UNSAFE
from tests.insights.notes.conftest import TEXT, answer_of, decisions, pointed, seal, words_of

pytestmark = pytest.mark.pages

MOST_QUERIES = 20
Staff = Callable[..., StaffClient]


def url(name: str, response: Response | None = None, *more: int) -> str:
    page = Form.objects.latest("pk").consultation_id
    return reverse(f"insights:{name}", args=[page, *([response.pk] if response else []), *more])


@pytest.fixture
def client(staff: Staff, area: Area) -> StaffClient:
    return staff("facilitator", area)


@pytest.fixture
def places(response: Response, client: StaffClient) -> dict[str, str]:
    """An address of each screen, and of each button, with what may be there."""
    coding = add_coding(response=response, theme=theme_of(COURT), by=client.user)
    passage = pointed(coding, "debt", client.user)
    memo = write_memo(consultation=response.version.form.consultation, text="x", by=client.user)
    return {
        "memos": url("memos"),
        "write_memo": url("write_memo"),
        "change_memo": url("memos") + f"{memo.pk}/",
        "delete_memo": url("memos") + f"{memo.pk}/delete/",
        "memo_on_theme": url("write_memo").replace(
            "memos/write", f"themes/{theme_of(HOUSING).pk}/memo"
        ),
        "memo_on_response": url("memo_on_response", response),
        "point": url("point", response),
        "recode": url("recode", response, theme_of(COURT).pk),
        "mark": url("mark", response),
        "unpoint": url("unpoint", response, passage.pk),
        "undo_last": url("undo_last", response),
    }


POSTS = {"mark", "unpoint", "undo_last"}


@pytest.mark.parametrize("role", ["facilitator", "second_coder"])
def test_coders_of_the_area_see_the_screens(
    staff: Staff, area: Area, places: dict[str, str], client: StaffClient, role: str
) -> None:
    other = staff(role, area)
    for name, place in places.items():
        assert client.get(place).status_code == (405 if name in POSTS else 200), name
        hers = name in {"change_memo", "delete_memo", "recode"}
        if name not in POSTS:
            assert other.get(place).status_code == (404 if hers else 200), name


@pytest.mark.parametrize("role", ["reviewer", "editor", "finance", "auditor", "administrator"])
def test_other_roles_see_and_do_nothing(
    staff: Staff, area: Area, places: dict[str, str], role: str
) -> None:
    other, before = staff(role, area), counts()
    for name, place in places.items():
        for answer in (other.get(place), other.post(place, {"kind": "rich", "text": "x"})):
            assert answer.status_code == 302, name
            assert answer["Location"] == "/manage/", name
    assert counts() == before


def test_another_area_is_not_found(staff: Staff, other_area: Area, places: dict[str, str]) -> None:
    other, before = staff("facilitator", other_area), counts()
    for name, place in places.items():
        assert other.post(place, {"kind": "rich", "text": "x"}).status_code == 404, name
    assert counts() == before


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Coding, Passage, Memo, Mark))


def test_a_blind_coder_is_shown_no_mark_and_no_memo_of_others(
    staff: Staff, area: Area, client: StaffClient, coded_form: Form, bea: User
) -> None:
    page = coded_form.consultation
    found = make_coded(coded_form, client.user, HOUSING)
    second = staff("second_coder", area)
    set_mark(response=found, kind=Mark.Kind.RICH, on=True, by=client.user)
    write_memo(consultation=page, text="Seen by one", by=client.user, response=found)
    draw_sample(consultation=page, second=second.user, by=bea)
    for place in (url("bench", found), url("memos"), url("responses"), url("point", found)):
        body = second.get(place).content.decode()
        assert "Seen by one" not in body, place
        assert "marked by" not in body, place
        assert "★" not in body, place
    assert "mark-rich" not in second.get(url("bench", found)).content.decode()
    second.post(url("mark", found), {"kind": "rich", "on": "no"})
    assert Mark.objects.exists()
    add_coding(response=found, theme=theme_of(MONEY), by=second.user)
    assert second.get(url("recode", found, theme_of(HOUSING).pk)).status_code == 404
    second.post(url("recode", found, theme_of(MONEY).pk), {"themes": theme_of(COURT).pk})
    hers = Coding.objects.filter(coder=second.user)
    assert [(c.theme.code, c.counts) for c in hers] == [(COURT, False)]
    assert "Seen by one" in client.get(url("bench", found)).content.decode()


def form_of(body: str, action: str) -> str:
    """The form or button of a page that leads to an address."""
    assert action in body, action
    return action


def test_a_response_is_coded_without_script(
    client: StaffClient, response: Response, coded_form: Form
) -> None:
    """Accept, change, split with words that go two ways, point, mark, memo, undo, read, next."""
    other = make_response(coded_form, "Somebody else.")
    bench = url("bench", response)
    query = "?show=unread"
    body = client.get(bench + query).content.decode()
    accept = form_of(body, url("accept", response, theme_of(HOUSING).pk) + query)
    answer = client.post(accept)
    assert answer["Location"] == f"{bench}{query}#theme-{theme_of(MONEY).pk}"
    answer = client.post(url("reject", response, theme_of(MONEY).pk) + query)
    assert answer["Location"] == f"{bench}{query}#go-on"

    body = client.get(bench + query).content.decode()
    coding = Coding.objects.get(theme=theme_of(HOUSING))
    assert f"{url('point', response)}{query}&amp;coding={coding.pk}" in body
    point = f"{url('point', response)}{query}&coding={coding.pk}"
    page = client.get(point).content.decode()
    ticks = re.findall(r'name="places"\s+value="([^"]+)"', page)
    assert ticks == [f"{answer_of(response)}-0-20-o", f"{answer_of(response)}-21-35-o"]
    sent = {"coding": coding.pk, "places": ticks, "seal": seal(response)}
    answer = client.post(point, sent)
    assert answer["Location"] == f"{bench}{query}#theme-{theme_of(HOUSING).pk}"
    body = client.get(bench).content.decode()
    assert body.count('class="pointed__name"') == 2
    assert "you pointed at this:" in body

    recode = url("recode", response, theme_of(HOUSING).pk) + query
    both = [theme_of(UNSAFE).pk, theme_of(COURT).pk]
    asked = client.post(recode, {"themes": both})
    assert asked.context["asks"]
    first, second = Passage.objects.order_by("start")
    where = {f"words-{first.pk}": both[0], f"words-{second.pk}": both[1]}
    answer = client.post(recode, {"themes": both, "where": "said", **where})
    assert answer["Location"] == f"{bench}{query}#theme-{both[0]}"
    assert words_of() == {(UNSAFE, 0, 20), (COURT, 21, 35)}
    assert (HOUSING, "rejected", True) in decisions()

    client.post(url("mark", response) + query, {"kind": "rich", "on": "yes"})
    assert Mark.objects.get().by == client.user
    answer = client.post(url("memo_on_response", response) + query, {"text": "Twice moved."})
    assert answer["Location"] == f"{bench}{query}#memos"
    body = client.get(bench).content.decode()
    assert "Twice moved." in body
    assert "She has not allowed quoting." in body

    for _ in range(5):
        client.post(url("undo_last", response) + query)
    assert not Coding.objects.exists()
    assert not Mark.objects.exists()
    answer = client.post(url("undo_last", response) + query, follow=True)
    assert "There is nothing to undo here." in answer.content.decode()
    answer = client.post(url("read", response) + query)
    assert answer["Location"] == f"{url('bench', other)}{query}#words"


def test_a_theme_that_is_suggested_is_found_and_accepted(
    client: StaffClient, response: Response
) -> None:
    response.suggestions.filter(theme__code=MONEY).update(band="faint")
    add_coding(response=response, theme=theme_of(COURT), by=client.user)
    groups = client.get(url("bench", response)).context["bench"].groups
    assert {theme.code for _, themes in groups for theme in themes} == {HOUSING, MONEY, UNSAFE}
    client.post(url("add", response), {"themes": [theme_of(MONEY).pk, theme_of(UNSAFE).pk]})
    assert decisions() == {
        (COURT, "added", False),
        (MONEY, "accepted", True),
        (UNSAFE, "added", False),
    }


def test_one_theme_takes_the_words_along_without_asking(
    client: StaffClient, response: Response
) -> None:
    coding = add_coding(response=response, theme=theme_of(HOUSING), by=client.user)
    pointed(coding, "hostel", client.user)
    client.post(url("recode", response, theme_of(HOUSING).pk), {"themes": theme_of(COURT).pk})
    assert words_of() == {(COURT, 4, 10)}


@pytest.mark.parametrize("themes", [[], ["x"], ["9" * 30], ["itself"]])
def test_a_change_into_nothing_says_what_to_do(
    client: StaffClient, response: Response, themes: list[str]
) -> None:
    add_coding(response=response, theme=theme_of(HOUSING), by=client.user)
    sent = [str(theme_of(HOUSING).pk) if one == "itself" else one for one in themes]
    answer = client.post(url("recode", response, theme_of(HOUSING).pk), {"themes": sent})
    assert answer.status_code == 200
    assert re.search(r"Tick (the|another) theme", answer.content.decode())
    assert decisions() == {(HOUSING, "added", False)}


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Choose the words first"),
        ({"places": ["x", "0-0-0-o"]}, "Choose the words first"),
        ({"coding": "0"}, "Choose which of your themes"),
        ({"seal": "old", "places": ["1-0-3-o"]}, "Her words have changed meanwhile"),
    ],
)
def test_pointing_says_what_is_missing_and_keeps_what_was_ticked(
    client: StaffClient, response: Response, sent: dict[str, Any], says: str
) -> None:
    coding = add_coding(response=response, theme=theme_of(HOUSING), by=client.user)
    given = {"coding": coding.pk, "seal": seal(response), **sent}
    answer = client.post(url("point", response), given, follow=True)
    assert says in answer.content.decode()
    assert not Passage.objects.exists()


def test_what_is_missing_stands_above_the_form_too(client: StaffClient, response: Response) -> None:
    """Wagtail's messages need script, and this page is for those who have none."""
    add_coding(response=response, theme=theme_of(HOUSING), by=client.user)
    body = client.post(url("point", response), {"seal": seal(response)}).content.decode()
    form = body.partition('class="point-page"')[2]
    assert re.search(r'role="alert">Choose which of your themes', form)
    assert (
        "alert"
        not in client.get(url("point", response))
        .content.decode()
        .partition('class="point-page"')[2]
        .partition("</form>")[0]
    )


def test_a_ticked_sentence_stays_ticked(client: StaffClient, response: Response) -> None:
    add_coding(response=response, theme=theme_of(HOUSING), by=client.user)
    tick = f"{answer_of(response)}-0-20-o"
    body = client.post(url("point", response), {"places": tick}).content.decode()
    assert re.search(rf'value="{tick}"[^>]*checked', body)


def test_without_a_theme_there_is_nothing_to_point_for(
    client: StaffClient, response: Response
) -> None:
    body = client.get(url("point", response)).content.decode()
    assert "Accept or add a theme first" in body
    assert "data-point" not in client.get(url("bench", response)).content.decode()


def test_a_long_memo_is_not_lost(client: StaffClient, response: Response) -> None:
    long = "word " * 3000
    for place in (url("memo_on_response", response), url("write_memo")):
        answer = client.post(place, {"text": long})
        assert answer.status_code == 200
        assert "nothing that you wrote is lost" in answer.content.decode()
        assert "A memo holds 10000 characters and this has 14999" in answer.content.decode()
        assert long.strip() in answer.content.decode()
    assert not Memo.objects.exists()


def test_memos_are_listed_by_kind_with_name_and_day(
    client: StaffClient, response: Response, bea: User
) -> None:
    page = response.version.form.consultation
    write_memo(consultation=page, text="On <b>her</b>", by=bea, response=response)
    write_memo(consultation=page, text="On housing", by=bea, theme=theme_of(HOUSING))
    write_memo(consultation=page, text="On all", by=client.user)
    body = client.get(url("memos")).content.decode()
    assert "On &lt;b&gt;her&lt;/b&gt;" in body
    assert str(bea) in body
    assert body.count("/delete/") == 1
    for kind, text in (
        ("response", "On &lt;b&gt;"),
        ("theme", "On housing"),
        ("reading", "On all"),
    ):
        found = client.get(url("memos"), {"kind": kind})
        assert [text in found.content.decode(), len(found.context["rows"])] == [True, 1]
    assert len(client.get(url("memos"), {"kind": "x"}).context["rows"]) == 3
    theme = reverse("insights:theme", args=[page.pk, theme_of(HOUSING).pk])
    assert "On housing" in client.get(theme).content.decode()
    assert "On all" in client.get(url("responses")).content.decode()


def test_a_memo_is_changed_and_deleted_by_its_author(client: StaffClient, coded_form: Form) -> None:
    client.post(url("write_memo"), {"text": "First"})
    memo = Memo.objects.get()
    place = url("memos") + f"{memo.pk}/"
    assert "First" in client.get(place).content.decode()
    assert client.post(place, {"text": ""}).status_code == 200
    answer = client.post(place, {"text": "Second"})
    assert answer["Location"] == url("responses") + "#memos"
    assert "Second" in client.get(place + "delete/").content.decode()
    client.post(place + "delete/")
    assert not Memo.objects.exists()


def test_the_list_shows_marks_and_her_own_themes(
    client: StaffClient, response: Response, bea: User
) -> None:
    set_mark(response=response, kind=Mark.Kind.QUOTABLE, on=True, by=bea)
    add_coding(response=response, theme=theme_of(COURT), by=client.user)
    add_coding(response=response, theme=theme_of(UNSAFE), by=bea)
    answer = client.get(url("responses"), {"show": "quotable"})
    (row,) = answer.context["rows"]
    assert (list(row.marks), row.coded) == (["Words worth quoting"], ["Court"])
    assert "Words worth quoting" in answer.content.decode()
    assert not client.get(url("responses"), {"show": "rich"}).context["rows"]


@pytest.mark.parametrize("at", ["theme-7", "go-on", '"><b>', "x" * 300, "theme-" + "9" * 40])
def test_where_the_script_goes_on_is_a_place_of_the_page(
    client: StaffClient, response: Response, at: str
) -> None:
    body = client.get(url("bench", response), {"at": at}).content.decode()
    assert f'data-at="{at if at in ("theme-7", "go-on") else ""}"' in body


def test_the_script_is_told_where_to_go_on(client: StaffClient, response: Response) -> None:
    place = url("accept", response, theme_of(HOUSING).pk) + "?show=unread"
    answer = client.post(place, headers={"X-Bench": "1"})
    after = theme_of(MONEY).pk
    assert answer["Location"] == f"{url('bench', response)}?show=unread&at=theme-{after}"


@pytest.mark.parametrize("kind", ["", "loved", "rich\0"])
def test_only_the_two_marks_are_set(client: StaffClient, response: Response, kind: str) -> None:
    client.post(url("mark", response), {"kind": kind, "on": "yes"})
    assert not Mark.objects.exists()


def test_pages_ask_few_questions_however_much_there_is(
    client: StaffClient, coded_form: Form, ann: User, response: Response
) -> None:
    page = coded_form.consultation
    for code in (HOUSING, MONEY):
        accept_suggestion(suggestion=response.suggestions.get(theme__code=code), by=client.user)
    for n, code in enumerate((UNSAFE, COURT)):
        coding = add_coding(response=response, theme=theme_of(code), by=client.user)
        pointed(coding, TEXT.split()[n], client.user)
        pointed(coding, "debt", client.user)
    for n in range(30):
        made = make_coded(coded_form, ann, HOUSING)
        set_mark(response=made, kind=Mark.Kind.RICH, on=True, by=ann)
        for fields in (
            {"response": made},
            {"theme": theme_of(HOUSING)},
            {},
            {"response": response},
        ):
            write_memo(consultation=page, text=f"Memo {n}", by=ann, **fields)
    theme = reverse("insights:theme", args=[page.pk, theme_of(HOUSING).pk])
    frame = asked_by(client, url("write_memo"))  # who she is, what she may, the menu
    for place in (
        url("bench", response),
        url("memos"),
        url("point", response),
        url("recode", response, theme_of(COURT).pk),
    ):
        assert asked_by(client, place) - frame <= MOST_QUERIES, place
    for place, most in ((url("responses"), 40), (theme, 40)):
        assert asked_by(client, place) <= most, place


def asked_by(client: StaffClient, place: str) -> int:
    """How many questions a page asks the database."""
    client.get(place)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(place).status_code == 200
    return len(asked)
