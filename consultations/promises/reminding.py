"""Reminders of what is due and not yet done. Whoever looks, whenever, sends what is owed, once.

A reminder is claimed, sent, and noted as sent. A claim that led to nothing is given back at once,
or ends by itself where its process did.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.promises.clock import Promised
from consultations.promises.models import Reminder
from consultations.promises.permissions import DOERS, may_do
from consultations.promises.selectors import of_areas, promises_of
from core.models import Area
from core.selectors import people_who_may

logger = logging.getLogger("alongside.promises")
About = Reminder.About
CLAIM_HOLDS = timedelta(hours=1)


@dataclass
class Reminded:
    """What one look found, in numbers alone."""

    due: int = 0
    mailed: int = 0
    failed: int = 0


def remind() -> Reminded:
    """Mail everyone who can do something about it what is soon due, or late. One mail a person."""
    found = Reminded()
    people = _people()
    theirs: dict[Any, list[Promised]] = {}
    for promise in promises_of(of_areas(Area.objects.all())):
        if promise.is_soon:
            found.due += 1
            for person in _tell(people, promise, promise.consultation.area):
                theirs.setdefault(person, []).append(promise)
    for person, promises in theirs.items():
        claimed = [row for one in promises if (row := _claim(person, one))]
        if claimed and _mail(person):
            _note(claimed)
            found.mailed += 1
        elif claimed:
            Reminder.objects.filter(pk__in=[row.pk for row in claimed]).delete()
            found.failed += 1
    return found


def _people() -> list[Any]:
    """Staff who may do any of it somewhere; superusers, who may do all, last resort of an area."""
    codenames = {codename for names in DOERS.values() for codename in names}
    found = {user.pk: user for name in sorted(codenames) for user in people_who_may(name)}
    return list(found.values())


def _tell(people: Iterable[Any], promise: Promised, area: Area) -> list[Any]:
    """Those who hold a role for it here; where there are none, those who may do all."""
    may = [user for user in people if may_do(user, promise.kind, area)]
    return [user for user in may if not user.is_superuser] or may


def _about(promise: Promised) -> About:
    return About.LATE if promise.is_late else About.SOON


def _claim(person: Any, promise: Promised) -> Reminder | None:
    """The reminder, where it is ours to send: nobody has sent it, and nobody is about to.

    Where its day has gone by, what was never sent before it is not sent any more.
    """
    now = timezone.now()
    what = {"promise": promise.key, "due_on": promise.day, "about": _about(promise)}
    try:
        with transaction.atomic():
            return Reminder.objects.create(person=person, claimed_at=now, **what)
    except IntegrityError:
        left = Reminder.objects.filter(person=person, sent_on=None, **what)
        old = left.filter(claimed_at__lt=now - CLAIM_HOLDS)
        return left.first() if old.update(claimed_at=now) else None


def _note(claimed: Iterable[Reminder]) -> None:
    rows = Reminder.objects.filter(pk__in=[row.pk for row in claimed])
    rows.update(sent_on=timezone.localdate())


def _mail(person: Any) -> bool:
    """One neutral message: no place, no number and no words, for others may read it."""
    address = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_home")
    body = _(
        "Something in your work is due, or past its day.\n\n"
        "Please log in and look at your first screen:\n%(address)s\n\n"
        "If you can’t do it, ask a colleague to look."
    )
    message = EmailMessage(_("Something is due"), body % {"address": address}, to=[person.email])
    try:
        return bool(message.send())
    except Exception as error:  # whatever a mail server does, the others are told all the same
        logger.error("A reminder could not be sent: %s.", type(error).__name__)
        return False
