"""The demo's sessions: one is over, one that women are asked to, one waits for approval."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from accounts.models import User
from config.demo.days import day
from consultations.panels.models import Attendance, Panel, PanelMember, Session, SessionText
from consultations.panels.sessions.asking import Reply, ask, reply
from consultations.panels.sessions.noting import write_text
from consultations.panels.sessions.services import plan_session, take_step

TUESDAY = 1
PLAN = {
    "kind": Session.Kind.IDEAS,
    "purpose": "So that somebody you know meets you on the day you come home.",
    "purpose_cy": "Fel bod rhywun rydych chi’n ei nabod yn cwrdd â chi ar y diwrnod y dewch adref.",
    "questions": "Who would you want there? What has to be in the bag? Whom do you ring first?",
    "place": "1 High Street, Southdown. The blue door; ring twice.",
    "place_roughly": "Ten minutes from the bus station",
    "breaks": "Tea at half past ten",
    "facilitator": "Ruth",
    "support_person": "Marian",
    "travel": "Fares are paid beforehand.",
    "childcare": "A crèche next door, free",
    "paid_words": "£55 for two hours. Fares and childcare are paid on top.",
    "risks": "Memories of a first night out. Marian has a quiet room, and rings on the day after.",
    "capacity": 8,
    "minimum": 2,
}
BRIEFING = """We start at ten with tea. Ruth says who is there.
Then we look at the first day home, hour by hour. We ask what would help.
You can pass on any question. You can go out. Marian is there for you.
We stop at twelve."""
BRIEFING_CY = """Byddwn yn dechrau am ddeg gyda phaned. Bydd Ruth yn dweud pwy sydd yno.
Yna byddwn yn edrych ar y diwrnod cyntaf gartref, awr wrth awr.
Byddwn yn gofyn beth fyddai’n helpu.
Cewch basio ar unrhyw gwestiwn. Cewch fynd allan. Mae Marian yno i chi.
Byddwn yn gorffen am hanner dydd."""
MINUTES = """Five of us met. We went through the first day home, hour by hour.
We want one person who is there from the gate to the front door.
We want a bag with a phone that is charged, and a list of whom to ring."""
FEEDBACK = """From March a worker meets each woman who wants that. You asked for it.
We can’t give every woman a phone: there is no money for it this year. We ask again in May."""


def make_sessions(panel: Panel, people: dict[str, User]) -> None:
    """By the steps that people take, but for what is over: nobody steps in the past."""
    coordinator, lead = people["panel@example.org"], people["safe@example.org"]
    women = {woman.chosen_name: woman for woman in panel.members.all()}
    _over(panel, women["Fern"])
    session = _planned(panel, "The first day home", 21)
    take_step(user=lead, session=session, name="approve")
    take_step(user=coordinator, session=session, name="open")
    places = {
        name: ask(user=coordinator, session=session, member=women[name])
        for name in ("Fern", "Ivy", "Wren")
    }
    told = Reply("yes", {"quiet": "", "other": "A seat by the door"}, wants_contact=True)
    reply(user=women["Fern"].user, place=places["Fern"], told=told)
    reply(user=coordinator, place=places["Ivy"], told=Reply("maybe", {"childcare": ""}))
    write_text(
        user=coordinator,
        session=session,
        kind=SessionText.Kind.BRIEFING,
        text=BRIEFING,
        text_cy=BRIEFING_CY,
        hard="We talk about the first night. Some of it may bring things back.",
        read_by="Ruth",
    )
    _planned(panel, "Whom to ring", 35)


def _planned(panel: Panel, title: str, days: int) -> Session:
    values: dict[str, Any] = {**PLAN, "title": title, "starts_at": _at(days)}
    return plan_session(user=panel.coordinator, panel=panel, **values)


def _over(panel: Panel, woman: PanelMember) -> None:
    values: dict[str, Any] = {**PLAN, "title": "Coming home", "starts_at": _at(-34)}
    session = Session.objects.create(
        panel=panel,
        state=Session.State.CLOSED,
        made_by=panel.coordinator,
        is_approved=True,
        briefed_on=day(-40),
        **values,
    )
    for kind, text, when in (
        (SessionText.Kind.BRIEFING, BRIEFING, -40),
        (SessionText.Kind.MINUTES, MINUTES, -27),
        (SessionText.Kind.FEEDBACK, FEEDBACK, -9),
    ):
        session.texts.create(kind=kind, text=text, sent_on=day(when), nothing_hard=True)
    Attendance.objects.create(
        session=session,
        member=woman,
        asked_on=day(-50),
        answer=Attendance.Answer.YES,
        came=Attendance.Came.CONTENT,
        minutes=session.minutes,
        noted_on=day(-27),
        pay_due_on=day(-23),
    )


def _at(days: int) -> datetime:
    """Ten in the morning of the Tuesday that comes so many days from now, or next after that."""
    tuesday = day(days + (TUESDAY - day(days).weekday()) % 7)
    return timezone.make_aware(datetime.combine(tuesday, time(10)))
