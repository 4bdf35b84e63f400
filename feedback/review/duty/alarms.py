"""Alarms: nobody has read for a working day, an urgent case waits too long for its lead, or nobody
has taken up a request for contact.

The worker looks every few minutes (`watch`). What is done ends an alarm at once (`note_reading`,
`note_taken_up`).
"""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import people_who_may
from core.models import Area
from feedback.review.contacts.permissions import HANDLE
from feedback.review.duty.models import CONTACT_ALARMS, Alarm, ReadingClock
from feedback.review.duty.selectors import rules_of
from feedback.review.duty.working_time import HOURS_A_DAY, has_begun, working_hours
from feedback.review.models import (
    ContactRequest,
    CueLevel,
    SafeguardingCase,
    WaitingResponse,
)
from feedback.review.permissions import DECIDE, REVIEW, SET_UP, user_can_decide
from feedback.review.selectors import waits_for_a_person

logger = logging.getLogger("alongside.alarms")
Kind = Alarm.Kind


@dataclass
class WatchReport:
    """What one look found, in numbers alone."""

    standing: int = 0
    mailed: int = 0


def watch(now: datetime | None = None) -> WatchReport:
    """Look at each area: start and stop clocks, raise and end alarms, and mail what stands."""
    now = timezone.localtime(now)
    report = WatchReport()
    for area in Area.objects.all():
        with transaction.atomic():
            clock = _clock(area.pk)
            _set_clock(clock, now)
            standing = _refresh(clock, now)
        report.standing += len(standing)
        if standing and has_begun(now) and (kinds := _claim(area, now.date())):
            report.mailed += _mail_or_release(area, kinds)
    return report


@transaction.atomic
def note_reading(area_id: int) -> None:
    """Somebody has opened, completed or decided something here: the clock starts again."""
    now = timezone.localtime()
    clock = _clock(area_id)
    clock.since = now
    clock.save(update_fields=["since"])
    _refresh(clock, now)


@transaction.atomic
def note_taken_up(area_id: int) -> None:
    """Somebody has done something about a request for contact here."""
    _refresh(_clock(area_id), timezone.localtime())


@transaction.atomic
def note_opened(*, user: User, waiting: WaitingResponse) -> None:
    """Somebody has seen these words. When she is a lead, the alarm of their case is quiet too."""
    if user_can_decide(user, waiting.area_id):
        cases = SafeguardingCase.objects.filter(waiting=waiting, decided_at=None, looked_at=None)
        cases.update(looked_at=timezone.now())
    note_reading(waiting.area_id)


def _clock(area_id: int) -> ReadingClock:
    """The area's clock, held until the transaction ends."""
    ReadingClock.objects.get_or_create(area_id=area_id)
    return ReadingClock.objects.select_for_update().get(area_id=area_id)


def _set_clock(clock: ReadingClock, now: datetime) -> None:
    """It runs while something waits: from when that was first seen, or from the last reading."""
    waits = waits_for_a_person().filter(area=clock.area_id).exists()
    if waits == (clock.since is not None):
        return
    clock.since = now if waits else None
    clock.save(update_fields=["since"])


def _refresh(clock: ReadingClock, now: datetime) -> set[str]:
    """Raise and end alarms as things are now; the kinds that stand."""
    wanted = set()
    if clock.since and working_hours(timezone.localtime(clock.since), now) >= HOURS_A_DAY:
        wanted.add(Kind.UNREAD.value)
    if _case_is_late(clock.area_id, now):
        wanted.add(Kind.URGENT.value)
    wanted |= _contact_kinds(clock.area_id, now)
    standing = Alarm.objects.filter(area=clock.area_id, ended_at=None)
    standing.exclude(kind__in=wanted).update(ended_at=now)
    for kind in wanted - set(standing.values_list("kind", flat=True)):
        Alarm.objects.create(area_id=clock.area_id, kind=kind, raised_at=now)
    return wanted


def _case_is_late(area_id: int, now: datetime) -> bool:
    """Whether no lead has looked at a case in the time that its level promises: one that a reader
    holds for less than urgent has a working day, and its alarm too."""
    cases = SafeguardingCase.objects.filter(
        waiting__area=area_id, decided_at=None, looked_at=None
    ).order_by("running_since")
    promises = (
        (cases.filter(level=CueLevel.URGENT), rules_of(area_id).urgent_hours),
        (cases.exclude(level=CueLevel.URGENT), HOURS_A_DAY),
    )
    for waiting, promise in promises:
        oldest = waiting.values_list("running_since", flat=True).first()
        if oldest and working_hours(timezone.localtime(oldest), now) >= promise:
            return True
    return False


def _contact_kinds(area_id: int, now: datetime) -> set[str]:
    """Alarms about requests that nobody has taken up: late by the clock, or danger, without one."""
    new = ContactRequest.objects.filter(area=area_id, state=ContactRequest.State.NEW)
    oldest = new.order_by("clock_from").values_list("clock_from", flat=True).first()
    kinds = set()
    if oldest and working_hours(timezone.localtime(oldest), now) >= HOURS_A_DAY:
        kinds.add(Kind.CONTACT.value)
    if new.filter(cue_level=CueLevel.URGENT).exists():
        kinds.add(Kind.DANGER.value)
    return kinds


def _claim(area: Area, today: date) -> set[str]:
    """Alarms here whose mail of today is ours to send: of two workers one gets each."""
    due = Q(mailed_on=None) | Q(mailed_on__lt=today)
    standing = Alarm.objects.filter(due, area=area, ended_at=None)
    return {
        kind
        for pk, kind in list(standing.values_list("pk", "kind"))
        if Alarm.objects.filter(due, pk=pk, ended_at=None).update(mailed_on=today)
    }


def _mail_or_release(area: Area, kinds: set[str]) -> int:
    """Mail everybody who can put it right. Where not one could be sent, it is tried again."""
    sent = sum(_mail(person) for person in people_to_tell(area, kinds))
    if not sent:
        Alarm.objects.filter(area=area, kind__in=kinds, ended_at=None).update(mailed_on=None)
        logger.error("An alarm stands, and nobody could be told by mail.")
    return sent


def people_to_tell(area: Area, kinds: Collection[str]) -> Iterable[User]:
    """Leads and administrators of the area, with readers or those who pass requests for contact on,
    whichever it is about; where there are none, those who may do all."""
    actions = {DECIDE, SET_UP}
    actions |= {HANDLE} if set(kinds) & set(CONTACT_ALARMS) else set()
    actions |= {REVIEW} if set(kinds) - set(CONTACT_ALARMS) else set()
    people = {user.pk: user for action in actions for user in people_who_may(action, area)}
    if people:
        return people.values()
    return User.objects.filter(is_superuser=True, is_active=True)


def _mail(person: User) -> bool:
    """One neutral message: no area, no number, no word of hers, for it may be read by others."""
    address = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_home")
    body = _(
        "Something in your work has waited too long, or should be looked at today.\n\n"
        "Please log in and look at your first screen:\n%(address)s\n\n"
        "If you can’t today, ask a colleague to look."
    )
    message = EmailMessage(
        _("Something waits for you"), body % {"address": address}, to=[person.email]
    )
    try:
        return bool(message.send())
    except Exception as error:  # whatever a mail server does, the others are told all the same
        logger.error("A message about an alarm could not be sent: %s.", type(error).__name__)
        return False
