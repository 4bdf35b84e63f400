"""She is invited, agrees, says what she needs, takes a break, comes back and leaves. On a phone,
without script; with it too, and with axe on each page, in the slow tier. Then her coordinator's
screens."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core import mail
from playwright.sync_api import Page

from accounts.members.mailing import wait_for_post
from accounts.members.selectors import login_of
from consultations.panels.models import Membership, Panel, PanelMember
from consultations.panels.people.agreeing import begin_text, offer, publish_text
from consultations.panels.people.joining import invite
from consultations.panels.people.places import take_step
from consultations.panels.people.profile import contact_of, needs_of, store
from consultations.panels.people.records import Channel, Identity, Part, SafeContact
from consultations.panels.people.sending import send_to_member
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.panels import make_panel
from tests.fixtures.browser import WITH_AND_WITHOUT_SCRIPT, AxeCheck
from tests.fixtures.story import StaffClient, log_in
from tests.journeys.walking import Newcomer, Walk, newcomer

__all__ = ["newcomer"]
pytestmark = pytest.mark.browser
CODE = re.compile(r"\w{4}-\w{4}-\w{4}")
Shoot = Callable[[str], object]


@pytest.fixture
def tuesday(site_root: object, area: Area) -> Panel:
    """A panel that takes women in, with an agreement to offer."""
    panel = make_panel(area, name="Tuesday group")
    publish_text(user=panel.coordinator, text=begin_text(user=panel.coordinator, panel=panel))
    return panel


@pytest.mark.parametrize("script", WITH_AND_WITHOUT_SCRIPT)
def test_she_comes_is_met_and_goes(newcomer: Newcomer, tuesday: Panel, script: bool) -> None:
    from_invited_to_left(newcomer(360, script), tuesday)


def from_invited_to_left(her: Walk, panel: Panel, shoot: Shoot = lambda name: None) -> None:
    member = invite(
        user=panel.coordinator,
        panel=panel,
        chosen_name="Fern",
        language="en-gb",
        identity=Identity(real_name="Alys Penhallow", email="fern@example.org"),
        contact=SafeContact(Channel.EMAIL, [], 9, 9),
    )
    comes_in(her, shoot)
    member.refresh_from_db()
    place = Membership.objects.select_related("panel", "member").get(member=member)
    take_step(user=panel.coordinator, place=place, name="tell_about_it")
    offer(user=panel.coordinator, place=place)
    agrees(her, shoot)
    says_what_she_needs(her, member, shoot)
    takes_a_break(her, shoot)
    has_a_new_address(her, member, shoot)
    refuses_another_panel(her, member, shoot)
    goes(her, shoot)
    kept = PanelMember.objects.get(pk=member.pk)
    assert (str(kept), kept.chosen_name, kept.user) == ("A former member", "", None)
    assert login_of("fern@example.org") is login_of("new@example.org") is None


def comes_in(her: Walk, shoot: Shoot) -> None:
    found = CODE.search(str(mail.outbox[-1].body))
    assert found
    her.go("/panel/join/")
    her.tab.fill("[name=code]", "BCDF-GHJK-2345")
    her.press("Come in", within=her.main)
    her.reads("opens nothing")
    shoot("join")
    her.tab.fill("[name=code]", found[0].lower())
    her.press("Come in", within=her.main)
    her.reads("Hello Fern", "You are invited", "A person to ring", "Ruth")
    her.nowhere("Penhallow")
    shoot("invited")
    her.press("Yes, tell me more")
    her.reads("at your pace")


def agrees(her: Walk, shoot: Shoot) -> None:
    her.go("/panel/")
    her.follow("One new message")
    her.reads("Take your time")
    shoot("messages")
    her.go("/panel/")
    her.follow("Look at the agreement")
    shoot("agreement")
    her.press("Yes, I agree")
    her.reads("Choose one.")
    her.tab.check("input[value=unnamed]")
    her.press("Yes, I agree")
    her.reads("This is your copy", "you can change your mind")
    shoot("agreed")


def says_what_she_needs(her: Walk, member: PanelMember, shoot: Shoot) -> None:
    her.go("/panel/you/")
    shoot("you")
    her.follow("What you need")
    her.tab.fill("[name=access]", "A quiet room")
    her.tab.fill("[name=keep_away]", "Jo")
    shoot("needs")
    her.press("Keep this")
    her.reads("Kept.")
    her.follow("How to reach you safely")
    her.tab.check("label:has-text('Tuesday') input")
    her.tab.fill("[name=say]", "It’s Ruth about sewing")
    shoot("contact")
    her.press("Keep this")
    assert needs_of(member).keep_away == "Jo"
    assert contact_of(member).days == [1]
    her.follow("What we hold about you")
    her.reads("A quiet room", "Alys Penhallow", "Tuesday")
    shoot("held")
    her.go("/")  # a public page gets none of her cookies (Walk looks)
    her.go("/panel/login/passkeys/")
    her.go("/panel/login/passkeys/add/")


def has_a_new_address(her: Walk, member: PanelMember, shoot: Shoot) -> None:
    her.go("/panel/you/identity/")
    her.tab.fill("[name=email]", "new@example.org")
    her.press("Keep this")
    her.reads("Is the new address yours?", "everything goes to the old address")
    wait_for_post()
    sent = [one for one in mail.outbox if one.to == ["new@example.org"]]
    found = re.search(r"Your code is (\w+)", str(sent[-1].body))
    assert found
    her.tab.fill("[name=code]", "WRONG")
    her.press("It is mine")
    her.reads("This is not the code")
    shoot("address")
    her.tab.fill("[name=code]", found[1].lower())
    her.press("It is mine")
    her.reads("From now on your codes go there.")
    assert login_of("new@example.org") == member.user


def refuses_another_panel(her: Walk, member: PanelMember, shoot: Shoot) -> None:
    first = member.memberships.get().panel
    Membership.objects.create(panel=make_panel(first.area), member=member)
    her.go("/panel/")
    her.follow("No, thank you")
    her.reads("Say no to the invitation?", "You stay on your other panels")
    shoot("leave_one")
    her.press("No, thank you")
    her.reads("Thank you for saying so")
    assert member.memberships.exclude(state="left").get().panel == first


def takes_a_break(her: Walk, shoot: Shoot) -> None:
    her.go("/panel/")
    shoot("home")
    her.follow("Take a break")
    her.reads("You need not say why")
    shoot("break")
    her.press("Start my break")
    her.reads("Your place is kept")
    shoot("on_break")
    her.press("I am back")
    her.reads("Welcome back")
    her.press("Cymraeg")
    shoot("welsh")
    her.press("English")


def goes(her: Walk, shoot: Shoot) -> None:
    her.go("/panel/you/")
    her.follow("Leave for good")
    shoot("leave")
    her.press("Leave", within=her.main)
    her.reads("Tick this if you are sure")
    her.tab.check("[name=sure]")
    her.press("Leave", within=her.main)
    her.reads("goodbye")
    shoot("gone")
    her.go("/panel/")
    her.reads("Welcome back", "Tell us your e-mail address")
    shoot("login")
    her.tab.fill("[name=email]", "fern@example.org")
    her.press("Send me a code")
    her.reads("If we know this address")
    shoot("code")


def to_look_at(panel: Panel, coordinator: StaffClient) -> list[str]:
    """Every screen of people, with something on it."""
    fern = joined(panel, Membership.State.BRIEFED, chosen_name="Fern")
    ivy = joined(panel, chosen_name="Ivy")
    store(member=ivy, part=Part.CONTACT, told=SafeContact(Channel.PHONE, [1], 9, 12, say="Sewing"))
    store(member=ivy, part=Part.IDENTITY, told=Identity("Bron Hale", phone="01632 960 009"))
    wren = joined(panel, chosen_name="Wren")
    store(member=wren, part=Part.CONTACT, told=SafeContact(Channel.LETTER, [], 9, 9))
    store(member=wren, part=Part.IDENTITY, told=Identity("Carys Moon", address="1 High Street"))
    for woman in (ivy, wren):
        send_to_member(member=woman, key="k", title="Tuesday", text="We meet at ten.")
    offer(user=panel.coordinator, place=fern.memberships.select_related("panel", "member").get())
    text = panel.texts.get()
    draft = begin_text(user=panel.coordinator, panel=panel)
    agreement = fern.memberships.get().agreements.get()
    assert (
        coordinator.post(f"/manage/members/{fern.pk}/apart/", {"other": ivy.pk}).status_code == 302
    )
    return [
        *("", "to-do/", "names/", f"invite/{panel.pk}/", f"agreements/{panel.pk}/"),
        *(f"agreements/text/{text.pk}/", f"agreements/text/{draft.pk}/", f"{fern.pk}/"),
        *(f"{fern.pk}/forget/", f"{fern.pk}/paper/{agreement.pk}/"),
    ]


@pytest.mark.long
def test_her_coordinators_screens(
    tuesday: Panel, page: Page, live_server: object, axe: AxeCheck
) -> None:
    look_at_screens(tuesday, page, str(live_server), axe)


def look_at_screens(
    panel: Panel, page: Page, address: str, axe: AxeCheck, shoot: Shoot = lambda name: None
) -> None:
    client = log_in(panel.coordinator)
    paths = to_look_at(panel, client)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])
    for path in paths:
        page.goto(f"{address}/manage/members/{path}")
        axe(page)
        shoot(path.strip("/").replace("/", "-") or "list")
    fern = page.goto(f"{address}/manage/members/{paths[7]}")
    assert fern is not None
    page.get_by_role("button", name="Open what she needs").click()
    axe(page)
    page.get_by_role("button", name="Make a code that works once").click()
    axe(page)
    assert CODE.search(page.inner_text("main"))
    shoot("code")
    page.goto(f"{address}/manage/members/to-do/")
    page.get_by_role("button", name="Print 1 letter").click()
    axe(page)
