"""What happened after each decision: what was told, what is due, and what is late.

Due is reckoned from the day on which a decision was first published, whatever version of the pack
stands now; it is due until it is told, not in some window of time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from consultations.outcomes.models import Decision, FollowUp
from core.months import months_after

OWED = (FollowUp.After.SIX, FollowUp.After.TWELVE)
ENDED = (FollowUp.State.DONE, FollowUp.State.DROPPED)
PUBLIC_GRACE = timedelta(days=14)  # before the page says to everyone that a telling is late


@dataclass(frozen=True)
class Owed:
    """One telling that was promised with a decision: its day, and what was told, if anything.

    `missed_on`: it never came, and since then it can't any more, for a later one was told or all
    was given up.
    """

    after: FollowUp.After
    day: date
    told: FollowUp | None = None
    missed_on: date | None = None

    @property
    def is_missed(self) -> bool:
        return self.missed_on is not None


@dataclass(frozen=True)
class Followed:
    """One decision and what came after it, as it stands today. `told`: the oldest first. `left_on`:
    since then a newer answer leaves it out, or says that we could not; it was taken up before."""

    decision: Decision
    since: date  # first published on
    told: list[FollowUp] = field(default_factory=list)
    left_on: date | None = None

    @property
    def last(self) -> FollowUp | None:
        return self.told[-1] if self.told else None

    @property
    def is_taken_up(self) -> bool:
        return self.decision.answer != Decision.Answer.NOT

    @property
    def dropped(self) -> FollowUp | None:
        """What said that it will not happen: nothing is told of it after that."""
        last = self.last
        return last if last and last.state == FollowUp.State.DROPPED else None

    @property
    def given_up_on(self) -> date | None:
        """Since when nothing is told of it any more, whichever way that was said."""
        return self.dropped.told_on if self.dropped else self.left_on

    @property
    def done_on(self) -> date | None:
        """Since when it is told to be done: what did not last was not done."""
        on = None
        for one in self.told:
            on = (on or one.told_on) if one.state == FollowUp.State.DONE else None
        return on

    @property
    def is_ended(self) -> bool:
        """Whether it was done, or given up: nothing of it can be past its day any more."""
        was_told = self.last is not None and self.last.state in ENDED
        return was_told or self.left_on is not None

    @property
    def owed(self) -> list[Owed]:
        """Every telling that was promised, each with its own fate. What we could not do promised
        none; once it is given up, those that were not due yet fall away. What is done is asked
        once more after a year, whether it lasts."""
        if not self.is_taken_up:
            return []
        told, ends, found = {one.after: one for one in self.told}, self.given_up_on, []
        for after in OWED:
            one, day = told.get(after), months_after(self.since, after)
            if one is not None:
                found.append(Owed(after, day, one))
            elif ends is None or ends > day:
                later = [on.told_on for month, on in told.items() if month > after]
                found.append(Owed(after, day, missed_on=min(later, default=ends)))
        return found

    @property
    def next_telling(self) -> tuple[FollowUp.After, date] | None:
        """The first telling that is owed still, and its day. None is skipped by a later one."""
        still = (one for one in self.owed if one.told is None and not one.is_missed)
        owed = next(still, None)
        return (owed.after, owed.day) if owed else None

    @property
    def after_now(self) -> FollowUp.After | None:
        """Which telling may be written now: the first that is owed, from a month before its day;
        before that, one that is extra."""
        if self.dropped is not None:
            return None
        told = {one.after for one in self.told}
        soon = months_after(timezone.localdate(), 1)
        come = [after for after in OWED if soon >= months_after(self.since, after)]
        untold = (after for after in come if after > max(told, default=0))
        return next(untold, None if told or come else FollowUp.After.EARLY)

    @property
    def may_end(self) -> bool:
        """Whether it may be told that it is done, or given up, though no telling is open."""
        told = {one.after for one in self.told}
        return self.is_taken_up and not self.is_ended and FollowUp.After.ENDED not in told

    @property
    def is_awaited(self) -> bool:
        """Whether it was to be done by a day, and is not done or given up."""
        return self.decision.due_on is not None and self.is_taken_up and not self.is_ended

    @property
    def is_past_its_day(self) -> bool:
        """Whether the day by which it was to be done has gone by, and nobody said that it was."""
        due = self.decision.due_on
        return due is not None and self.is_awaited and timezone.localdate() > due

    @property
    def is_telling_late(self) -> bool:
        owed = self.next_telling
        return owed is not None and timezone.localdate() > owed[1]

    @property
    def is_late(self) -> bool:
        return self.is_past_its_day or self.is_telling_late

    @property
    def next_day(self) -> date | None:
        """The first day on which something is owed."""
        due = self.decision.due_on
        days = [self.next_telling[1]] if self.next_telling else []
        return min([*days, *([due] if due and self.is_awaited else [])], default=None)

    @property
    def shows_late(self) -> bool:
        """Whether everyone is told that a telling is late: after some days of grace."""
        owed = self.next_telling
        return owed is not None and timezone.localdate() > owed[1] + PUBLIC_GRACE

    @property
    def shows_undone(self) -> bool:
        """Whether everyone is told that it is late by its own day, after the same grace."""
        due = self.decision.due_on
        return due is not None and self.is_awaited and timezone.localdate() > due + PUBLIC_GRACE


def is_followed_up(rows: Collection[Followed]) -> bool:
    """Whether a consultation with these decisions is over: each that was taken up was told of
    whenever it was promised, and is done if it had a day, or was given up in the open; and at
    least one was seen through. A telling that never came is never over."""
    taken_up = [row for row in rows if row.is_taken_up]
    seen_through = [row for row in taken_up if row.given_up_on is None]
    owed = [one for row in taken_up for one in row.owed]
    return (
        bool(seen_through)
        and all(one.told for one in owed)
        and not any(row.is_awaited for row in seen_through)
    )


def followed(
    decisions: Iterable[Decision], since: Mapping[UUID, date] | None = None
) -> list[Followed]:
    """These decisions with what was told of each, in the order given. Two questions at any size;
    one where it is known since when each decision is public. One that was never published counts
    from today, as it would if it were."""
    asked = list(decisions)
    keys = {decision.key for decision in asked}
    since = since if since is not None else _since(keys)
    told: dict[UUID, list[FollowUp]] = defaultdict(list)
    for one in FollowUp.objects.filter(decision__in=keys).order_by("told_on", "after"):
        told[one.decision].append(one)
    today = timezone.localdate()
    return [Followed(one, since.get(one.key, today), told[one.key]) for one in asked]


def _since(keys: Collection[UUID]) -> dict[UUID, date]:
    rows = Decision.objects.filter(key__in=keys).order_by().values_list("key")
    return dict(rows.annotate(Min("outcome__published_on")))
