"""The loop clock: where a promise stands today, and how many were kept on their day.

Due is reckoned, never scheduled: a promise is due until it is kept or given up in the open.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.outcomes.following import PUBLIC_GRACE
from consultations.promises.words import NOTHING_SAID, Words

NO_GRACE = timedelta(0)
SOON = timedelta(days=14)  # so long before its day, staff are reminded


class Kind(models.TextChoices):
    """What was promised: the reply, something else, what was decided to be done by a day, or
    telling what happened after a decision."""

    REPLY = "reply", _("Our reply")
    OTHER = "other", _("Another promise")
    DECISION = "decision", _("What we decided to do")
    TELLING = "telling", _("What happened after a decision")


class Standing(models.TextChoices):
    """Where a promise stands, in the order in which pages show them."""

    LATE = "late", _("Late")
    SLIPPED = "slipped", _("Late by its first day")
    BROKEN = "broken", _("Promise not kept")
    WAITING = "waiting", _("Still to come")
    KEPT = "kept", _("Promise kept")
    MOVED = "moved", _("Kept on its new day")
    KEPT_LATE = "kept_late", _("Kept late")
    TOLD_LATE = "told_late", _("Kept, told late")
    ENDED = "ended", _("Decided")  # before we kept the day of each reply: nobody knows which


# What pages call it where telling is what was promised: "kept" would be read of the thing itself.
OF_TELLING = {
    Standing.KEPT: _("Told in time"),
    Standing.KEPT_LATE: _("Told late"),
    Standing.BROKEN: _("Never told"),
}
# Of these it is not known, or not yet, whether they were kept on their first day.
OPEN = {Standing.WAITING, Standing.ENDED}
LATE_NOW = {Standing.LATE, Standing.SLIPPED}


@dataclass(frozen=True)
class Moved:
    """A day that was moved: "we promised by …; on … we moved it to …, because …". `now` is None
    where there is no day any more."""

    was: date
    now: date | None
    moved_on: date
    because: Words


@dataclass(frozen=True)
class Promised:
    """One promise as it stands today. `key` tells it from every other."""

    key: str
    kind: Kind
    consultation: Any  # a ConsultationPage, in the language of the page
    day: date  # where none was given: the day on which it was decided
    what: Words = NOTHING_SAID
    owner: str = ""
    made_on: date | None = None
    moves: list[Moved] = field(default_factory=list)
    kept_on: date | None = None
    broken_on: date | None = None
    told_on: date | None = None  # when everyone could read what became of it; None: on that day
    is_closed: bool = False  # it was answered, nobody knows on which day
    is_missed: bool = False  # broken without a word: a telling that never came
    is_dated: bool = True  # whether a day was given
    is_turned: bool = False  # decided once, and not in a newer answer any more
    how: Words = NOTHING_SAID
    how_far: str = ""  # in the language of the page, of what is told after a decision
    pk: int | None = None  # of the row, where there is one

    @property
    def first_day(self) -> date:
        """The day that was promised at first, whatever it was moved to."""
        return self.moves[0].was if self.moves else self.day

    @property
    def said_on(self) -> date | None:
        """The day on which everyone could read what became of it; never before it was so."""
        days = [day for day in (self.kept_on or self.broken_on, self.told_on) if day]
        return max(days, default=None)

    @property
    def is_told_after(self) -> bool:
        """Whether what we did by its day was told after that day only: pages say both."""
        told, kept = self.said_on, self.kept_on
        return bool(told and kept and told > kept and told > self.first_day)

    @property
    def is_owed(self) -> bool:
        return self.kept_on is None and self.broken_on is None and not self.is_closed

    @property
    def is_late(self) -> bool:
        """Whether staff see it as late: from the morning after its day."""
        return self.is_owed and timezone.localdate() > self.day

    @property
    def is_soon(self) -> bool:
        return self.is_owed and timezone.localdate() + SOON >= self.day

    @property
    def standing(self) -> Standing:
        return self.stands(timezone.localdate())

    def stands(self, today: date) -> Standing:
        """Where it stands for everyone. A reply is late at once; the rest after some days in which
        staff may write down what they did."""
        if self.kept_on is not None:
            return self._as_kept(self.kept_on)
        if self.broken_on is not None:
            return Standing.BROKEN
        if self.is_closed:
            return Standing.ENDED
        heard = today - (NO_GRACE if self.kind == Kind.REPLY else PUBLIC_GRACE)
        if heard > self.day:
            return Standing.LATE
        return Standing.SLIPPED if heard > self.first_day else Standing.WAITING

    @property
    def label(self) -> str:
        """Where it stands, in words."""
        stands = self.standing
        words = OF_TELLING.get(stands) if self.kind == Kind.TELLING else None
        return str(words or stands.label)

    @property
    def shelf(self) -> str:
        """Under what it is listed: late, broken, waiting, or done."""
        stands = self.standing
        if stands in LATE_NOW:
            return Standing.LATE.value
        return stands.value if stands in {Standing.BROKEN, Standing.WAITING} else "done"

    @property
    def counts(self) -> bool | None:
        """Whether it was kept on its first day; None while nobody can know."""
        stands = self.standing
        return None if stands in OPEN else stands == Standing.KEPT

    def _as_kept(self, on: date) -> Standing:
        """By its first day; by the day that it was moved to; or later than both. What was done in
        time and told when everyone had read that it is late was told late (decision 0052)."""
        told = max(on, self.told_on or on) - PUBLIC_GRACE
        if on <= self.first_day and told <= self.first_day:
            return Standing.KEPT
        if on > max(self.day, self.first_day):
            return Standing.KEPT_LATE
        is_in_time = bool(self.moves) and told <= self.day
        return Standing.MOVED if is_in_time else Standing.TOLD_LATE


@dataclass(frozen=True)
class Share:
    """How many promises were kept on the day that was promised first."""

    kept: int
    of: int

    @property
    def percent(self) -> int:
        return round(100 * self.kept / self.of) if self.of else 0

    @property
    def words(self) -> str:
        """all, most, half, some or none; nothing where none has come due. "Half" is about half."""
        if not self.of:
            return ""
        if self.kept in {0, self.of}:
            return "all" if self.kept else "none"
        part = self.kept / self.of
        return "most" if part > 0.55 else "half" if part >= 0.45 else "some"


def share_of(promises: Iterable[Promised]) -> Share:
    """The share of those that are concluded, or late in the open."""
    count = [promise.counts for promise in promises]
    return Share(count.count(True), len(count) - count.count(None))


ORDER = list(Standing)


def by_standing(promises: Collection[Promised]) -> list[Promised]:
    """Late ones first, the longest wait before the others; then what was not kept, what is still
    to come, the next before the rest, and what was kept, the newest first."""

    def place(promise: Promised) -> tuple[int, int, str]:
        stands = promise.standing
        is_kept = promise.kept_on is not None or stands == Standing.ENDED
        newest_first = is_kept or stands == Standing.BROKEN
        day = promise.kept_on or promise.said_on or promise.day
        shelf = ORDER.index(Standing.KEPT) if is_kept else ORDER.index(stands)
        return (shelf, -day.toordinal() if newest_first else day.toordinal(), promise.key)

    return sorted(promises, key=place)
