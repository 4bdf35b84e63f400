"""A session from draft to closed: its coordinator plans, asks, answers, holds and tells; a member
answers with what she needs. Both on a phone without script; with it, and axe on each page, in the
slow tier."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from consultations.panels.models import Attendance, Panel, PanelMember, Session
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.pay import make_card
from tests.factories.sessions import in_days, make_led_panel
from tests.fixtures.browser import WITH_AND_WITHOUT_SCRIPT
from tests.fixtures.story import log_in
from tests.journeys.walking import Newcomer, Walk, newcomer

__all__ = ["newcomer"]
pytestmark = pytest.mark.browser
Shoot = Callable[[Walk, str], object]
BRIEFING = """We start at ten with tea. Ruth says who is there.
Then we look at how mornings go. We ask what would help you come.
You can pass on any question. You can go out. Marian is there for you.
We stop at twelve. You are paid the same day."""
PLAN = {
    "purpose": "The centre will open at an hour that suits you.",
    "questions": "When would you come? What stops you?",
    "place": "1 High Street, blue door, ring twice",
    "place_roughly": "Ten minutes from the bus station",
    "facilitator": "Ruth",
    "support_person": "Marian",
    "paid_words": "£40, and your fare on top.",
    "risks": "Memories of court. Marian has a quiet room.",
}


def staff_enters(walk: Walk, panel: Panel) -> None:
    name = settings.SESSION_COOKIE_NAME
    value = log_in(panel.coordinator).cookies[name].value
    walk.context.add_cookies([{"name": name, "value": value, "url": walk.address}])
    walk.context.set_default_timeout(30_000)


@pytest.fixture
def tuesday(site_root: object, area: Area) -> Panel:
    return make_led_panel(area, name="Tuesday group")


@pytest.mark.parametrize("script", WITH_AND_WITHOUT_SCRIPT)
def test_a_session_from_draft_to_closed(newcomer: Newcomer, tuesday: Panel, script: bool) -> None:
    from_draft_to_closed(newcomer(360, script), newcomer(360, script), tuesday)


def from_draft_to_closed(
    coordinator: Walk, her: Walk, panel: Panel, shoot: Shoot = lambda walk, name: None
) -> None:
    make_card(panel)  # without one the fees would wait, and the session with them
    fern, ivy = joined(panel, chosen_name="Fern"), joined(panel, chosen_name="Ivy")
    staff_enters(coordinator, panel)
    enters(her, fern)
    plans(coordinator, panel, shoot)
    asks(coordinator, shoot)
    says_yes(her, shoot)
    prepares(coordinator, ivy, shoot)
    reads_what_it_is_about(her, shoot)
    holds(coordinator, shoot)
    tells_back(coordinator, shoot)
    reads_what_came_of_it(her, shoot)
    assert Session.objects.get().state == Session.State.CLOSED
    assert Attendance.objects.get(member=fern).minutes == 120


def enters(her: Walk, member: PanelMember) -> None:
    client = Client()
    assert member.user is not None
    client.force_login(member.user, backend="accounts.backends.LoginBackend")
    host = her.address.split("//")[1].split(":")[0]
    cookie = {"name": "panel", "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    her.context.add_cookies([{**cookie, "domain": host, "path": "/panel/"}])  # type: ignore[typeddict-item]
    her.context.set_default_timeout(30_000)


def plans(walk: Walk, panel: Panel, shoot: Shoot) -> None:
    walk.go("/manage/sessions/")
    shoot(walk, "list-empty")
    walk.follow("Plan a session")
    walk.press("Keep the plan", within=walk.main)
    walk.reads("Not saved yet", "“Title” is empty")
    shoot(walk, "plan-refused")
    walk.tab.fill("[name=title]", "How mornings go")
    walk.tab.select_option("[name=kind]", "ideas")
    walk.tab.fill("[name=day]", in_days(21).date().isoformat())
    walk.tab.fill("[name=at]", "10:00")
    walk.tab.fill("[name=minimum]", "2")
    walk.press("Keep the plan", within=walk.main)
    walk.reads("things are missing", "Name a support person.")
    shoot(walk, "draft")
    walk.follow("Change the plan")
    for name, words in PLAN.items():
        walk.tab.fill(f"[name={name}]", words)
    shoot(walk, "plan")
    walk.press("Keep the plan", within=walk.main)
    walk.reads("Nothing is missing", "Somebody who wrote none of it approves it")
    shoot(walk, "to-approve")
    lead = log_in(panel.safeguarding_lead)  # type: ignore[arg-type]
    lead.post(f"/manage/sessions/{Session.objects.get().pk}/step/approve/")


def asks(walk: Walk, shoot: Shoot) -> None:
    walk.go(f"/manage/sessions/{Session.objects.get().pk}/")
    walk.press("Open invitations", within=walk.main)
    walk.follow("Choose whom to ask")
    for name in ("Fern", "Ivy"):
        walk.tab.get_by_label(name).check()
    shoot(walk, "ask")
    walk.press("Ask them")
    walk.tab.get_by_text("Fern is asked.").wait_for()


def says_yes(her: Walk, shoot: Shoot) -> None:
    her.go("/panel/")
    her.reads("Your next sessions", "How mornings go")
    shoot(her, "home")
    her.follow("How mornings go")
    her.reads("Ten minutes from the bus station", "once you have said yes", "There for you")
    her.nowhere("blue door")
    shoot(her, "asked")
    her.follow("Can you come?")
    her.press("Send my answer")
    her.reads("Choose yes, maybe or not this time.")
    shoot(her, "answer-refused")
    her.main.get_by_text("Yes, I would like to come").click()
    her.main.get_by_text("A quiet room to go to").click()
    her.tab.fill("[name=other]", "My dog comes too")
    her.main.get_by_text("I would like somebody to ask how I am").click()
    shoot(her, "answer")
    her.press("Send my answer")
    her.reads("Thank you. It is good that you come.", "blue door", "My dog comes too")
    shoot(her, "said-yes")


def prepares(walk: Walk, ivy: PanelMember, shoot: Shoot) -> None:
    session = Session.objects.get()
    walk.go(f"/manage/sessions/{session.pk}/who/")
    shoot(walk, "who")
    walk.follow("Answer Fern: A quiet room to go to")
    walk.main.get_by_text("In this way", exact=True).click()
    walk.tab.fill("[name=how]", "The room next door is yours.")
    shoot(walk, "request")
    walk.press("Answer her")
    walk.follow("Answer Fern: My dog comes too")
    walk.main.get_by_text("Yes", exact=True).click()
    walk.press("Answer her")
    walk.tab.fill("[name=by]", "Marian")
    walk.press("Keep it for Fern")
    walk.follow("Note what Ivy answered")
    walk.main.get_by_text("Yes, I would like to come").click()
    walk.press("Keep it", within=walk.main)
    walk.go(f"/manage/sessions/{session.pk}/")
    walk.reads("Write the briefing.")
    walk.follow("Briefing")
    walk.tab.fill("[name=text]", BRIEFING)
    walk.tab.fill("[name=hard]", "Memories of early calls.")
    walk.tab.fill("[name=read_by]", "Ruth")
    walk.press("Keep it, and send nothing")
    walk.reads("school grade")
    shoot(walk, "briefing")
    walk.follow("Back to the session")
    walk.press("Send the briefing", within=walk.main)
    walk.press("It is ready", within=walk.main)
    shoot(walk, "ready")
    walk.follow("Cancel the session")
    walk.reads("no fee is owed", "2 women are told")
    shoot(walk, "cancel")
    walk.go("/manage/")
    assert Attendance.objects.get(member=ivy).answer == Attendance.Answer.YES


def reads_what_it_is_about(her: Walk, shoot: Shoot) -> None:
    her.go(f"/panel/sessions/{Session.objects.get().pk}/")
    her.reads("What may be hard in it", "Memories of early calls.", "tea", "The room next door")
    shoot(her, "briefed")
    with her.tab.expect_download() as waits:
        her.main.get_by_role("link", name="For your calendar").first.click()
    file = waits.value.path().read_text()
    assert "SUMMARY:Meeting" in file
    assert "High Street" not in file
    assert waits.value.suggested_filename == "meeting.ics"
    her.go("/panel/messages/")
    her.reads("About what you asked for", "Everything is ready")
    shoot(her, "messages")


def holds(walk: Walk, shoot: Shoot) -> None:
    early = timezone.localdate() - timedelta(days=14)
    Session.objects.update(starts_at=in_days(0), briefed_on=early)  # three weeks go by
    Attendance.objects.update(briefed_on=early)
    session = Session.objects.get()
    walk.go(f"/manage/sessions/{session.pk}/")
    walk.press("It begins", within=walk.main)
    walk.press("It is over", within=walk.main)
    walk.reads("Note how it was for 2 women.")
    shoot(walk, "held")
    for name, how in (("Fern", "Left early because"), ("Ivy", "There")):
        walk.go(f"/manage/sessions/{session.pk}/noting/")
        walk.follow(f"Note how it was for {name}")
        walk.main.get_by_text(how).first.click()
        walk.press("Keep it", within=walk.main)
    walk.reads("120 minutes count")
    shoot(walk, "noting")
    walk.tab.select_option("[name=went]", "reached")
    walk.press("It was done: Fern")
    walk.reads("We spoke")


def tells_back(walk: Walk, shoot: Shoot) -> None:
    pk = Session.objects.get().pk
    walk.go(f"/manage/sessions/{pk}/text/minutes/")
    walk.tab.fill("[name=text]", "Six of us met. We want the centre to open at nine.")
    walk.press("Keep it, and send nothing")
    walk.press("Send the minutes")
    walk.go(f"/manage/sessions/{pk}/text/feedback/")
    walk.tab.fill(
        "[name=text]", "We open at nine now. We can’t open on Sundays, as no one can work then."
    )
    walk.press("Keep it, and send nothing")
    walk.follow("Back to the session")
    walk.press("Tell them what came of it", within=walk.main)
    walk.press("Close it", within=walk.main)
    walk.reads("Nothing is owed to anybody any more.")
    shoot(walk, "closed")
    walk.go(f"/manage/sessions/{pk}/text/minutes/")
    walk.reads("it stands as it is")
    walk.go(f"/manage/sessions/panel/{Session.objects.get().panel_id}/")
    walk.reads("Close the panel", "Pause it")
    shoot(walk, "panel")
    walk.go("/manage/sessions/")
    shoot(walk, "list")


def reads_what_came_of_it(her: Walk, shoot: Shoot) -> None:
    her.go("/panel/sessions/")
    shoot(her, "sessions")
    her.follow("How mornings go")
    her.reads("We open at nine now.", "It counts in full.", "120 minutes")
    shoot(her, "told")
