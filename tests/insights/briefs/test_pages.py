"""Screens of the panel brief: who finds them, that nothing typed is lost, what they say."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from consultations.models import Brief
from core.models import Area
from feedback.models import Form, Response
from insights.briefs.parts import TITLES
from insights.briefs.services import give_brief
from insights.models import BriefDraft, ReviewPack
from tests.factories.packs import SAID, draft_of
from tests.fixtures.browser import AxeCheck
from tests.fixtures.screens import on_page, seal_on
from tests.fixtures.story import StaffClient, log_in
from tests.insights.briefs.conftest import write

pytestmark = pytest.mark.pages
NAMES = ["brief", "give_brief", "brief_preview", "brief_preview_pdf"]
GIVEN = ["brief_given", "brief_given_pdf"]
TOO_WIDE = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def url(name: str, pack: ReviewPack) -> str:
    return reverse(f"insights:{name}", args=[pack.pk])


def typed(**changes: str) -> dict[str, str]:
    """What a browser sends: a sentence in each box, and one question."""
    return {**dict.fromkeys(TITLES, "We say it plainly."), "ask_1": "What comes first?", **changes}


@pytest.fixture
def client(facilitator: User) -> StaffClient:
    return log_in(facilitator)


def page_of(client: StaffClient, name: str, pack: ReviewPack) -> str:
    answer = client.get(url(name, pack))
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


# -- who finds them


def test_a_facilitator_finds_every_screen(client: StaffClient, pack: ReviewPack) -> None:
    assert (
        url("brief", pack)
        in client.get(reverse("insights:packs:pack", args=[pack.pk])).content.decode()
    )
    write(pack, client.user)
    give_brief(pack=pack, by=client.user)
    for name in [*NAMES, *GIVEN]:
        assert client.get(url(name, pack)).status_code == 200, name


def test_packs_of_other_areas_are_not_found(
    staff: Callable[..., StaffClient], other_area: Area, pack: ReviewPack, facilitator: User
) -> None:
    write(pack, facilitator)
    give_brief(pack=pack, by=facilitator)
    stranger = staff("facilitator", other_area)
    for name in [*NAMES, *GIVEN, "brief_anew"]:
        assert stranger.get(url(name, pack)).status_code in (404, 405), name
        assert stranger.post(url(name, pack), typed()).status_code in (404, 405), name


@pytest.mark.parametrize("role", ["second_coder", "reviewer", "administrator"])
def test_other_roles_are_sent_away(
    staff: Callable[..., StaffClient], area: Area, pack: ReviewPack, role: str
) -> None:
    somebody = staff(role, area)
    for name in NAMES:
        assert somebody.get(url(name, pack)).status_code == 302, name
    somebody.post(url("brief", pack), typed())
    assert not BriefDraft.objects.exists()


def test_a_draft_pack_has_no_brief_and_it_says_so(
    client: StaffClient, asked: Form, facilitator: User
) -> None:
    draft = draft_of(asked, facilitator)
    home = reverse("insights:packs:pack", args=[draft.pk])
    assert url("brief", draft) not in client.get(home).content.decode()
    for name in [*NAMES, *GIVEN]:
        answer = client.get(url(name, draft), follow=True)
        assert answer.redirect_chain == [(home, 302)]
        assert "A panel brief is made from a signed pack." in answer.content.decode()
    client.post(url("brief", draft), typed())
    assert not BriefDraft.objects.exists()


@pytest.mark.parametrize("name", GIVEN)
def test_what_was_not_given_is_not_found(client: StaffClient, pack: ReviewPack, name: str) -> None:
    write(pack, client.user)
    assert client.get(url(name, pack)).status_code == 404


# -- writing


def test_it_begins_with_what_was_worked_out(client: StaffClient, pack: ReviewPack) -> None:
    page = page_of(client, "brief", pack)
    assert "Most spoke of a place to live." in page
    assert "Women leave with nowhere to stay." in page
    assert "Make them plain" in page
    assert not BriefDraft.objects.exists()


def test_what_is_written_is_kept(client: StaffClient, pack: ReviewPack) -> None:
    sent = typed(told="A home.\n\n- late\n- far", ask_3="And then?", quotes="0")
    opened = on_page(client.get(url("brief", pack)))
    answer = client.post(url("brief", pack), {**opened, **sent}, follow=True)
    assert "The brief is saved." in answer.content.decode()
    draft = BriefDraft.objects.get()
    assert draft.parts[1] == {"key": "told", "paragraphs": ["A home."], "items": ["late", "far"]}
    assert (draft.asks, draft.quotes) == (["What comes first?", "And then?"], [0])
    page = page_of(client, "brief", pack)
    assert "A home.\n\n- late\n- far" in page
    assert SAID in page


@pytest.mark.parametrize(
    ("field", "odd", "help_"),
    [
        ("told", "x" * 4001, "Use 4000 or fewer"),
        ("told", "a\0b", "Null characters are not allowed."),
        ("ask_2", "x" * 301, "Use 300 or fewer"),
    ],
)
def test_bad_input_is_named_and_nothing_typed_is_lost(
    client: StaffClient, pack: ReviewPack, field: str, odd: str, help_: str
) -> None:
    sent = typed(about="Long and dear words.", **{field: odd})
    page = client.post(url("brief", pack), sent).content.decode()
    assert "Nothing that you wrote is lost." in page
    assert help_ in page
    assert "Long and dear words." in page
    assert not BriefDraft.objects.exists()


@pytest.mark.parametrize("odd", ["7", "-1", "x", "9" * 40])
def test_a_quote_that_is_not_offered_is_not_taken(
    client: StaffClient, pack: ReviewPack, odd: str
) -> None:
    opened = on_page(client.get(url("brief", pack)))
    client.post(url("brief", pack), {**opened, **typed(), "quotes": [odd, "0"]})
    assert BriefDraft.objects.get().quotes == [0]


def test_how_it_reads_is_said_with_the_words_that_make_it_hard(
    client: StaffClient, pack: ReviewPack
) -> None:
    long = "We met and we sat and we said that " + "it was bad and " * 5 + "so on."
    write(pack, client.user, told=f"Implementation necessitates accommodation. {long}")
    page = page_of(client, "brief", pack)
    assert "Hard words: accommodation, implementation, necessitates." in " ".join(page.split())
    assert "1 long sentence" in page
    assert f"<li>{long}</li>" in page
    assert "It fits on 1 page." in page


def test_a_brief_that_is_too_long_says_by_how_much(client: StaffClient, pack: ReviewPack) -> None:
    write(pack, client.user, "We say it plainly. " * 60)
    assert "It is 3 pages long, and may be two: take out about" in page_of(client, "brief", pack)


def test_it_can_be_begun_again(client: StaffClient, pack: ReviewPack) -> None:
    write(pack, client.user)
    client.post(url("brief_anew", pack))
    assert not BriefDraft.objects.exists()
    assert "Most spoke of a place to live." in page_of(client, "brief", pack)


# -- giving


def test_it_is_given_after_it_was_looked_at(client: StaffClient, pack: ReviewPack) -> None:
    write(pack, client.user)
    page = page_of(client, "give_brief", pack)
    assert "This is what panels of this consultation will read." in page
    assert SAID in page
    assert not Brief.objects.exists()
    seal = seal_on(client.get(url("give_brief", pack)))
    answer = client.post(url("give_brief", pack), seal, follow=True)
    assert answer.redirect_chain == [(url("brief_given", pack), 302)]
    assert Brief.objects.get().version == "1"
    assert "Draft – not given" not in answer.content.decode()
    assert "Panels read the brief that was given to them" in page_of(client, "brief", pack)


def test_what_is_missing_is_said_and_nothing_is_given(
    client: StaffClient, pack: ReviewPack
) -> None:
    write(pack, client.user, told="Only three women said so.")
    for answer in (client.get(url("give_brief", pack)), client.post(url("give_brief", pack))):
        assert "“three women” is a count" in answer.content.decode()
    assert not Brief.objects.exists()


@pytest.mark.parametrize("name", ["brief_preview_pdf", "brief_given_pdf"])
def test_the_file_comes_down_and_stays_nowhere(
    client: StaffClient, pack: ReviewPack, name: str
) -> None:
    write(pack, client.user)
    give_brief(pack=pack, by=client.user)
    answer = client.get(url(name, pack))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="brief-{pack.pk}-1.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert b"pdfuaid:part>1<" in answer.content


def test_a_page_of_what_was_given_loses_words_that_were_taken_back(
    client: StaffClient, pack: ReviewPack, quoted: Response
) -> None:
    write(pack, client.user)
    give_brief(pack=pack, by=client.user)
    assert SAID in page_of(client, "brief_given", pack)
    quoted.delete()
    page = page_of(client, "brief_given", pack)
    assert SAID not in page
    assert "These words are no longer here." in page
    assert "Version 1.1" in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_words_are_escaped(client: StaffClient, pack: ReviewPack, text: str) -> None:
    write(pack, client.user, text)
    give_brief(pack=pack, by=client.user)
    for name in ("brief", "give_brief", "brief_preview", "brief_given"):
        assert text not in page_of(client, name, pack)


def test_a_screen_takes_few_queries(client: StaffClient, pack: ReviewPack) -> None:
    write(pack, client.user)
    page_of(client, "brief", pack)
    for name in ("brief", "give_brief", "brief_preview"):
        with CaptureQueriesContext(connection) as caught:
            page_of(client, name, pack)
        ours = [q for q in caught if "wagtail" not in q["sql"] and "session" not in q["sql"]]
        assert len(ours) <= 20, name


@pytest.mark.browser
@pytest.mark.long
def test_screens_pass_axe(
    page: Any, axe: AxeCheck, live_server: Any, pack: ReviewPack, facilitator: User
) -> None:
    write(pack, facilitator)
    give_brief(pack=pack, by=facilitator)
    cookie = log_in(facilitator).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    for name in ("brief", "give_brief", "brief_preview", "brief_given"):
        page.goto(live_server.url + url(name, pack))
        axe(page)
        assert page.locator("h1").count() == 1
        page.set_viewport_size({"width": 320, "height": 800})
        needed, there = page.evaluate(TOO_WIDE)
        assert needed <= there, f"{name} scrolls sideways: {needed} > {there}"
        page.set_viewport_size({"width": 1280, "height": 800})
