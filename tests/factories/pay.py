"""Pay: a rate card in force, a finance officer, fees at whichever state."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from consultations.panels.models import (
    Advice,
    Attendance,
    Expense,
    Fee,
    Panel,
    PanelMember,
    RateCard,
    Session,
)
from consultations.panels.pay.payees import Details, keep_details
from tests.factories.accounts import make_staff
from tests.factories.sessions import in_days, make_place, make_session

BANDS = [("An hour", 60, 2_750), ("Two hours", 120, 5_500), ("Half a day", 240, 8_250)]
ACCOUNT = Details("Alys Penhallow", "A PENHALLOW", "001234", "00123456")


def make_card(panel: Panel, **fields: Any) -> RateCard:
    """A published rate card."""
    today = timezone.localdate()
    values: dict[str, Any] = {
        "number": 1,
        "source": "Our own",
        "checked_on": today,
        "floor_pence": 1_271,
        "floor_source": "National Living Wage",
        "floor_checked_on": today,
        "published_on": today,
        **fields,
    }
    card = RateCard.objects.create(panel=panel, **values)
    for label, minutes, pence in BANDS:
        card.lines.create(label=label, up_to_minutes=minutes, pence=pence)
    return card


def make_finance(panel: Panel) -> User:
    return make_staff(Role.FINANCE, panel.area)


def make_held(panel: Panel, **fields: Any) -> Session:
    """A session that was held on the day before, and isn't closed."""
    return make_session(panel, Session.State.DONE, starts_at=in_days(-1), **fields)


def make_fee(
    session: Session, member: PanelMember, state: str = Fee.State.OFFERED, **fields: Any
) -> Fee:
    """A fee of £55 that is accepted, by bank, as soon as its state has a choice. Advice was
    offered."""
    place = Attendance.objects.filter(session=session, member=member).first()
    today = timezone.localdate()
    if place is None:
        place = make_place(session, member, came="full", minutes=120, noted_on=today)
    values: dict[str, Any] = {
        "rate": "Two hours (1)",
        "minutes": 120,
        "offered_pence": 5_500,
        "due_on": today,
    }
    if state != Fee.State.OFFERED:
        values |= {"choice": "accept", "method": "bank", "chosen_pence": 5_500, "chosen_on": today}
    if state in (Fee.State.SENT, Fee.State.RECEIVED):
        values["sent_on"] = today
    if state == Fee.State.DECLINED:
        values |= {"choice": "decline", "method": "", "chosen_pence": None}
    if not member.advice.exists():
        Advice.objects.create(member=member, offered_by="Citizens Advice")
    whole = {**values, **fields}
    return Fee.objects.create(
        attendance=place, session=session, member=member, state=state, **whole
    )


def make_expense(panel: Panel, member: PanelMember, **fields: Any) -> Expense:
    values: dict[str, Any] = {
        "kind": "travel",
        "pence": 480,
        "method": "bank",
        "due_on": timezone.localdate(),
        **fields,
    }
    return Expense.objects.create(panel=panel, member=member, **values)


def give_account(member: PanelMember, told: Details = ACCOUNT) -> None:
    """By herself, on her page."""
    keep_details(user=member.user, member=member, told=told)
