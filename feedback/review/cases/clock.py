"""How long a safeguarding case has been open, against what was promised, in working hours."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.review.duty.working_time import HOURS_A_DAY, working_hours
from feedback.review.models import CueLevel


@dataclass(frozen=True)
class Clock:
    """Working hours that a case has been open, and within which the lead looks."""

    hours: float
    promise: int

    @property
    def is_late(self) -> bool:
        return self.hours >= self.promise

    @property
    def words(self) -> str:
        """The clock as the screens say it."""
        if self.is_late:
            return _past(int(self.hours - self.promise))
        left = int(self.promise - self.hours)
        if not left:
            return _("less than a working hour left")
        words = ngettext("%(n)s working hour left", "%(n)s working hours left", left)
        return words % {"n": left}


def _past(hours: int) -> str:
    if not hours:
        return _("less than a working hour past the promise")
    words = ngettext(
        "%(n)s working hour past the promise", "%(n)s working hours past the promise", hours
    )
    return words % {"n": hours}


def clock(level: int, since: datetime, now: datetime, urgent_hours: int) -> Clock:
    """The clock of a case of this level. Both times are aware local ones."""
    promise = urgent_hours if level == CueLevel.URGENT else HOURS_A_DAY
    return Clock(working_hours(since, now), promise)
