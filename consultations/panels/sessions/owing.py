"""What we owe who kept a time free that we changed or cancelled late (rule 2).

A session that is moved within its last week, even by an hour, is to her what a cancelled one is,
unless the new plan suits her: what she kept free stays noted until she says yes to that.
"""

from datetime import date, timedelta

from django.utils import timezone

from consultations.panels.models import Attendance
from consultations.panels.sessions.attending import PAY_DAYS
from consultations.panels.sessions.models import FULL_PAY_DAYS
from consultations.panels.sessions.noted import was_noted

Answer, Came = Attendance.Answer, Attendance.Came
OWED = ("came", "minutes", "noted_on", "pay_due_on")
KEPT = ("kept_free_on", "kept_free_minutes")


def is_late(day: date) -> bool:
    """Whether what we change today about that day is paid in full."""
    return timezone.localdate() > day - timedelta(days=FULL_PAY_DAYS)


def keep_free(place: Attendance, day: date, minutes: int) -> None:
    """Note what she had kept free. The first such day stands until she says yes again."""
    if place.kept_free_on is None:
        place.kept_free_on, place.kept_free_minutes = day, minutes
        place.save(update_fields=KEPT)


def owe(place: Attendance, day: date, minutes: int) -> None:
    """It counts in full, as cancelled by us, and is due after the day that she had kept free."""
    place.came, place.minutes = Came.CANCELLED, minutes
    place.noted_on = place.noted_on or timezone.localdate()
    place.pay_due_on = day + timedelta(days=PAY_DAYS)
    place.save(update_fields=OWED)
    was_noted(place)


def owe_what_was_kept_free(place: Attendance) -> bool:
    """The same by what is noted. Whether anything was."""
    if place.kept_free_on is None or place.kept_free_minutes is None:
        return False
    owe(place, place.kept_free_on, place.kept_free_minutes)
    return True


def follow_answer(place: Attendance) -> None:
    """Her answer to the changed plan: yes, and nothing is owed for the old one; no, and it is."""
    if place.kept_free_on is None:
        return
    if place.answer == Answer.NO:
        owe_what_was_kept_free(place)
        return
    place.came, place.minutes, place.noted_on, place.pay_due_on = "", None, None, None
    if place.answer == Answer.YES:
        place.kept_free_on, place.kept_free_minutes = None, None
    place.save(update_fields=[*OWED, *KEPT])
    was_noted(place)
