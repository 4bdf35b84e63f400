"""Two people on one page of a pack: nobody saves over, or signs, what she has not seen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from consultations.models import Brief
from core.models import Area
from feedback.models import Form
from insights.models import (
    BriefDraft,
    Coding,
    PackMaking,
    QuoteCheck,
    ReviewPack,
)
from insights.packs import making
from insights.packs.services import sign_pack
from tests.factories.packs import (
    HOUSING,
    MONEY,
    SAID,
    draft_of,
    make_coded,
    make_recommendation,
)
from tests.factories.themes import theme_of
from tests.fixtures.screens import on_page, seal_on
from tests.fixtures.story import StaffClient, log_in
from tests.insights.briefs.conftest import write

pytestmark = pytest.mark.pages

TOLD = "Somebody changed this since you opened it."
# Screen → two fields of it.
SCREENS = {
    "finding": ("said", "reasons"),
    "recommendation": ("text", "scope"),
    "decision": ("what", "because"),
    "edit": ("summary", "limits"),
    "brief": ("told", "unsure"),
}
EACH = pytest.mark.parametrize("name", SCREENS)


@pytest.fixture
def ann(facilitator: User) -> StaffClient:
    return log_in(facilitator)


@pytest.fixture
def bea(staff: Callable[..., StaffClient], area: Area) -> StaffClient:
    return staff("facilitator", area)


@pytest.fixture
def draft(asked: Form, facilitator: User) -> ReviewPack:
    hers = make_coded(asked, facilitator, HOUSING, text=SAID, uses=["design_team"])
    pack = draft_of(asked, facilitator, quotes=[hers])
    make_recommendation(pack, facilitator, pack.findings.all()[0])
    return pack


def url(name: str, pack: ReviewPack) -> str:
    rows = {"finding": "findings", "recommendation": "recommended", "decision": "decisions"}
    if name in rows:
        row = getattr(pack, rows[name]).all()[0]
        return reverse(f"insights:packs:{name}", args=[pack.pk, row.pk])
    where = "insights" if "brief" in name else "insights:packs"
    return reverse(f"{where}:{name}", args=[pack.pk])


@pytest.fixture
def address(request: pytest.FixtureRequest, draft: ReviewPack, facilitator: User) -> str:
    name = request.node.callspec.params["name"]
    if name == "brief":
        sign_pack(pack=draft, by=facilitator)
    return url(name, draft)


def stored(client: StaffClient, address: str) -> dict[str, Any]:
    found = on_page(client.get(address))
    found.pop("shown")
    return found


# -- writing


@EACH
def test_each_keeps_her_field(ann: StaffClient, bea: StaffClient, name: str, address: str) -> None:
    one, two = SCREENS[name]
    hers, theirs = on_page(ann.get(address)), on_page(bea.get(address))
    assert ann.post(address, {**hers, one: "Ann wrote this."}).status_code == 302
    told = bea.post(address, {**theirs, two: "Bea wrote that."})
    assert TOLD in told.content.decode()
    assert not told.context["form"].stands
    assert stored(ann, address).get(two) != "Bea wrote that."
    assert bea.post(address, on_page(told)).status_code == 302
    now = stored(ann, address)
    assert (now[one], now[two]) == ("Ann wrote this.", "Bea wrote that.")


@EACH
def test_what_both_changed_is_shown_whole_and_hers_is_kept_on_a_second_press(
    ann: StaffClient, bea: StaffClient, name: str, address: str
) -> None:
    one, _two = SCREENS[name]
    hers, theirs = on_page(ann.get(address)), on_page(bea.get(address))
    long = "Ann wrote this. " * 20 + "The end."
    ann.post(address, {**hers, one: long})
    told = bea.post(address, {**theirs, one: "Bea wrote that."})
    page = told.content.decode()
    assert TOLD in page
    assert f'<blockquote dir="auto">{long}' in page
    assert "Bea wrote that.</textarea>" in page
    assert stored(ann, address)[one] == long
    assert bea.post(address, on_page(told)).status_code == 302
    assert stored(ann, address)[one] == "Bea wrote that."


@EACH
def test_alone_she_is_told_nothing(ann: StaffClient, name: str, address: str) -> None:
    one, two = SCREENS[name]
    for field in (one, two):
        sent = {**on_page(ann.get(address)), field: "Ann\r\nwrote this."}
        assert ann.post(address, sent).status_code == 302
    before = stored(ann, address)
    assert ann.post(address, on_page(ann.get(address))).status_code == 302
    assert stored(ann, address) == before


@pytest.mark.parametrize("odd", [None, "", "x", "a:b:c", "\0"])
@EACH
def test_a_page_that_carries_nothing_saves_nothing_at_once(
    ann: StaffClient, name: str, address: str, odd: str | None
) -> None:
    one, _two = SCREENS[name]
    before = stored(ann, address)
    sent = {**before, one: "Ann wrote this.", **({} if odd is None else {"shown": odd})}
    told = ann.post(address, sent)
    assert "too old to tell" in told.content.decode()
    assert "Ann wrote this.</textarea>" in told.content.decode()
    assert stored(ann, address) == before
    assert ann.post(address, on_page(told)).status_code == 302
    assert stored(ann, address)[one] == "Ann wrote this."


def test_ticks_are_taken_over_and_told(
    ann: StaffClient, bea: StaffClient, draft: ReviewPack
) -> None:
    address = url("finding", draft)
    hers, theirs = on_page(ann.get(address)), on_page(bea.get(address))
    money = str(theme_of(MONEY).pk)
    ann.post(address, {**hers, "themes": [money]})
    told = bea.post(address, {**theirs, "said": "Bea wrote that."})
    assert "Themes that it is about" in told.content.decode()
    assert f'value="{money}" checked' in told.content.decode()
    bea.post(address, on_page(told))
    finding = draft.findings.all()[0]
    assert (list(finding.themes.all()), finding.said) == ([theme_of(MONEY)], "Bea wrote that.")


def test_looking_at_the_evidence_keeps_what_was_shown(
    ann: StaffClient, bea: StaffClient, draft: ReviewPack
) -> None:
    address = url("finding", draft)
    theirs = on_page(bea.get(address))
    ann.post(address, {**on_page(ann.get(address)), "said": "Ann wrote this."})
    looked = bea.post(address, {**theirs, "look": "1"})
    assert TOLD not in looked.content.decode()
    assert TOLD in bea.post(address, on_page(looked)).content.decode()
    assert draft.findings.all()[0].said == "Ann wrote this."


# -- signing


def words(draft: ReviewPack) -> None:
    ReviewPack.objects.filter(pk=draft.pk).update(summary="Other.")


def finding(draft: ReviewPack) -> None:
    draft.findings.update(said="Other.")


def about(draft: ReviewPack) -> None:
    draft.findings.all()[0].themes.set([theme_of(MONEY)])


def recommendation(draft: ReviewPack) -> None:
    draft.recommended.update(decides="Nobody.")


def decision(draft: ReviewPack) -> None:
    draft.decisions.update(what="Nothing.")


def quotes(draft: ReviewPack) -> None:
    for row in draft.findings.all():
        row.quotes.clear()


def checks(draft: ReviewPack) -> None:
    QuoteCheck.objects.update(passed=False)


def codings(draft: ReviewPack) -> None:
    Coding.objects.update(theme=theme_of(MONEY))


CHANGES = (words, finding, about, recommendation, decision, quotes, checks, codings)
EACH_CHANGE = pytest.mark.parametrize("change", CHANGES)


@pytest.mark.parametrize("is_large", [False, True])
@EACH_CHANGE
def test_what_changed_meanwhile_is_not_signed(
    ann: StaffClient,
    draft: ReviewPack,
    change: Callable[[ReviewPack], None],
    is_large: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if is_large:
        monkeypatch.setattr(making, "MOST_AT_ONCE", 0)
    seal = seal_on(ann.get(url("sign", draft)))
    change(draft)
    page = ann.post(url("sign", draft), seal, follow=True).content.decode()
    assert "The draft was changed since you opened this page. Read it again, then sign." in page
    draft.refresh_from_db()
    assert draft.status == ReviewPack.Status.DRAFT
    assert not PackMaking.objects.exists()
    again = ann.post(url("sign", draft), seal_on(ann.get(url("sign", draft))), follow=True)
    assert "Read it again, then sign." not in again.content.decode()


@pytest.mark.parametrize("odd", [{}, {"seal": ""}, {"seal": "x"}, {"seal": "\0"}])
def test_without_its_seal_nothing_is_signed(
    ann: StaffClient, draft: ReviewPack, odd: dict[str, str]
) -> None:
    ann.post(url("sign", draft), odd)
    draft.refresh_from_db()
    assert draft.status == ReviewPack.Status.DRAFT


# -- giving


def test_a_brief_that_changed_meanwhile_is_not_given(
    ann: StaffClient, bea: StaffClient, draft: ReviewPack
) -> None:
    pack = sign_pack(pack=draft, by=ann.user)
    write(pack, ann.user)
    seal = seal_on(ann.get(url("give_brief", pack)))
    write(pack, bea.user, told="Bea wrote that.")
    for odd in (seal, {}, {"seal": "x"}):
        page = ann.post(url("give_brief", pack), odd, follow=True).content.decode()
        assert "The brief was changed since you opened this page." in page
        assert "Bea wrote that." in page
        assert not Brief.objects.exists()
    ann.post(url("give_brief", pack), seal_on(ann.get(url("give_brief", pack))))
    assert Brief.objects.get().parts[1]["paragraphs"] == ["Bea wrote that."]
    assert BriefDraft.objects.count() == 1
