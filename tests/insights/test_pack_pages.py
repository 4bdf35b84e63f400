"""Screens of packs: who finds them, that nothing typed is lost, and what each edition shows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from core.models import Area
from feedback.models import Form
from insights.models import ReviewPack
from insights.packs.services import Notes, publish_pack, sign_pack
from tests.factories.packs import (
    HOUSING,
    MONEY,
    SAID,
    TEXTS,
    draft_of,
    make_coded,
    make_decision,
    signed_pack,
)
from tests.fixtures.browser import AxeCheck
from tests.fixtures.screens import on_page, seal_on
from tests.fixtures.story import StaffClient, log_in

pytestmark = pytest.mark.pages

TOO_WIDE = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
SCREENS = ["pack", "edit", "sign", "publish"]
USES = ["design_team", "public", "report"]


@pytest.fixture
def client(facilitator: User) -> StaffClient:
    return log_in(facilitator)


@pytest.fixture
def draft(asked: Form, facilitator: User) -> ReviewPack:
    """A draft of one response, whose words may be shown anywhere."""
    hers = make_coded(asked, facilitator, HOUSING, text=SAID, uses=USES)
    return draft_of(asked, facilitator, quotes=[hers])


def url(name: str, pack: ReviewPack, *more: str) -> str:
    return reverse(f"insights:packs:{name}", args=[pack.pk, *more])


def every_address(pack: ReviewPack) -> list[str]:
    return [
        *(url(name, pack) for name in SCREENS),
        *(url(kind, pack, name) for kind in ("edition", "pdf") for name in ("review", "public")),
    ]


def typed(**changes: str) -> dict[str, str]:
    """What a browser sends from the editor."""
    return {**TEXTS, **changes}


# -- who finds them


def test_a_facilitator_finds_every_screen_of_her_area(
    client: StaffClient, draft: ReviewPack
) -> None:
    for address in [reverse("insights:packs:list"), *every_address(draft)]:
        assert client.get(address, follow=True).status_code == 200, address


def test_packs_of_other_areas_are_not_found(
    staff: Callable[..., StaffClient], other_area: Area, draft: ReviewPack
) -> None:
    stranger = staff("facilitator", other_area)
    for address in every_address(draft):
        assert stranger.get(address).status_code == 404, address
        assert stranger.post(address).status_code in (404, 405), address
    start = reverse("insights:packs:start", args=[draft.consultation_id])
    assert stranger.post(start).status_code == 404
    assert "Getting out" not in stranger.get(reverse("insights:packs:list")).content.decode()


@pytest.mark.parametrize("role", ["second_coder", "reviewer", "finance", "administrator"])
def test_other_roles_are_sent_away(
    staff: Callable[..., StaffClient], area: Area, draft: ReviewPack, role: str
) -> None:
    somebody = staff(role, area)
    for address in [reverse("insights:packs:list"), *every_address(draft)]:
        assert somebody.get(address).status_code == 302, address


def test_nobody_gets_in_without_a_login(client: StaffClient, draft: ReviewPack) -> None:
    client.logout()
    for address in every_address(draft):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]


@pytest.mark.parametrize("name", ["secret", "Review", "release"])
def test_there_are_two_editions(client: StaffClient, draft: ReviewPack, name: str) -> None:
    assert client.get(url("edition", draft, name)).status_code == 404
    assert client.get(url("pdf", draft, name)).status_code == 404


# -- drafting


def test_starting_twice_leads_to_one_draft(
    client: StaffClient, asked: Form, facilitator: User
) -> None:
    start = reverse("insights:packs:start", args=[asked.consultation_id])
    first, second = client.post(start), client.post(start)
    assert first["Location"] == second["Location"]
    assert ReviewPack.objects.count() == 1
    assert client.get(start).status_code == 405


def test_what_is_typed_is_kept(client: StaffClient, draft: ReviewPack) -> None:
    more = {"tensions": "Some want to be left alone."}
    opened = on_page(client.get(url("edit", draft)))
    answer = client.post(url("edit", draft), {**opened, "summary": "New words.", **more})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert (draft.summary, draft.tensions) == (
        "New words.",
        "Some want to be left alone.",
    )
    assert draft.decisions.get().you_said == "There was nowhere to go."
    assert draft.findings.get().sentence == "Women leave with nowhere to stay."


def test_a_mistake_loses_nothing(client: StaffClient, draft: ReviewPack) -> None:
    half = {"taken_to": "x" * 201}
    answer = client.post(url("edit", draft), typed(summary="Long and dear words.", **half))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Nothing that you wrote is lost" in page
    assert "Long and dear words." in page
    assert "x" * 201 in page
    assert 'href="#id_taken_to"' in page
    draft.refresh_from_db()
    assert draft.summary == TEXTS["summary"]


@pytest.mark.parametrize("field", ["taken_to", "checked_by"])
def test_too_long_is_said_and_kept(client: StaffClient, draft: ReviewPack, field: str) -> None:
    page = client.post(url("edit", draft), typed(**{field: "x" * 301})).content.decode()
    assert f'href="#id_{field}"' in page
    assert "x" * 301 in page


def test_the_editor_shows_none_of_her_words(client: StaffClient, draft: ReviewPack) -> None:
    page = client.get(url("edit", draft)).content.decode()
    assert SAID not in page
    assert SAID in client.get(url("edition", draft, "review")).content.decode()


@pytest.mark.parametrize("status", ["signed", "published"])
def test_the_editor_of_a_signed_pack_is_closed(
    client: StaffClient, draft: ReviewPack, status: str
) -> None:
    sign_pack(pack=draft, by=client.user)
    ReviewPack.objects.filter(pk=draft.pk).update(status=status)
    for answer in (client.get(url("edit", draft)), client.post(url("edit", draft), typed())):
        assert answer["Location"] == url("pack", draft)
    draft.refresh_from_db()
    assert draft.summary == TEXTS["summary"]


# -- signing and publishing


def test_a_pack_is_signed_then_published(client: StaffClient, draft: ReviewPack) -> None:
    client.post(url("sign", draft), seal_on(client.get(url("sign", draft))))
    draft.refresh_from_db()
    assert draft.status == ReviewPack.Status.SIGNED
    assert TEXTS["summary"] in client.get(url("publish", draft)).content.decode()
    client.post(url("publish", draft))
    draft.refresh_from_db()
    assert draft.status == ReviewPack.Status.PUBLISHED
    assert draft.consultation.outcomes.get() == draft.outcome


def test_the_screen_says_what_is_missing_and_signs_nothing(
    client: StaffClient, asked: Form, facilitator: User
) -> None:
    make_coded(asked, facilitator, HOUSING)
    pack = draft_of(asked, facilitator, summary="", decisions=[make_decision(answer="not")])
    for page in (client.get(url("pack", pack)), client.post(url("sign", pack))):
        text = page.content.decode()
        assert "Say in short what women said." in text
        assert "Say why, for: There was nowhere to go." in text
    pack.refresh_from_db()
    assert pack.status == ReviewPack.Status.DRAFT


def test_a_draft_is_not_published(client: StaffClient, draft: ReviewPack) -> None:
    for answer in (client.get(url("publish", draft)), client.post(url("publish", draft))):
        assert answer["Location"] == url("pack", draft)
    draft.refresh_from_db()
    assert draft.status == ReviewPack.Status.DRAFT


# -- the editions


def test_each_edition_says_what_it_is(client: StaffClient, draft: ReviewPack) -> None:
    review = client.get(url("edition", draft, "review")).content.decode()
    public = client.get(url("edition", draft, "public")).content.decode()
    assert review.count("Exact numbers – for named reviewers") == 10
    assert "Exact numbers" not in public
    assert "Draft – not signed" in review
    assert "Draft – not signed" in public
    sign_pack(pack=draft, by=client.user)
    for name in ("review", "public"):
        assert "not signed" not in client.get(url("edition", draft, name)).content.decode()


def test_an_older_version_says_that_there_is_a_newer(
    client: StaffClient, asked: Form, draft: ReviewPack
) -> None:
    publish_pack(pack=sign_pack(pack=draft, by=client.user), by=client.user)
    publish_pack(pack=signed_pack(asked, client.user), by=client.user)
    page = client.get(url("edition", draft, "public")).content.decode()
    assert "There is a newer version of this pack" in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script> and more", '"><img src=x> and more'])
def test_words_are_escaped(client: StaffClient, asked: Form, facilitator: User, text: str) -> None:
    hers = make_coded(asked, facilitator, HOUSING, text=text, uses=USES)
    notes = Notes(tensions=text)
    pack = draft_of(asked, facilitator, summary=text, notes=notes, quotes=[hers])
    for address in (url("edition", pack, "review"), url("edition", pack, "public")):
        assert text not in client.get(address).content.decode()
    assert text not in client.get(url("edit", pack)).content.decode()


@pytest.mark.parametrize("name", ["review", "public"])
def test_the_file_comes_down_and_stays_nowhere(
    client: StaffClient, draft: ReviewPack, name: str
) -> None:
    answer = client.get(url("pdf", draft, name))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert b"pdfuaid:part>1<" in answer.content


@pytest.mark.browser
@pytest.mark.long
def test_screens_pass_axe(
    page: Any, axe: AxeCheck, live_server: Any, area: Area, crowd: Form, facilitator: User
) -> None:
    hers = make_coded(crowd, facilitator, MONEY, text=SAID, uses=USES)
    pack = draft_of(crowd, facilitator, quotes=[hers])
    cookie = log_in(facilitator).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    addresses = [reverse("insights:packs:list"), *every_address(pack)[:3]]
    addresses += [url("edition", pack, name) for name in ("review", "public")]
    for address in addresses:
        page.goto(live_server.url + address)
        axe(page)
        page.set_viewport_size({"width": 320, "height": 800})
        needed, there = page.evaluate(TOO_WIDE)
        assert needed <= there, f"{address} scrolls sideways: {needed} > {there}"
        page.set_viewport_size({"width": 1280, "height": 800})
