"""What decisions promise: to do it by a day, and to say 6 and 12 months on what happened."""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from consultations.models import ConsultationPage, Decision
from consultations.outcomes.following import Followed, Owed, followed
from consultations.promises.answers import Answers, Gone
from consultations.promises.clock import Kind, Moved, Promised
from consultations.promises.words import Words

Pages = Mapping[UUID, ConsultationPage]


def promised_with(pages: Pages, answers: Answers) -> Iterator[Promised]:
    """The promises of every decision that was published: what is owed, what was told, what was
    given up, and what a newer answer leaves out."""
    rows = followed([*answers.decisions, *(one.decision for one in answers.gone)], answers.since)
    standing = len(answers.decisions)
    for row, of in zip(rows[:standing], answers.of, strict=True):
        page = pages[of]
        yield from (_telling(row, one, page, answers) for one in row.owed)
        if row.is_taken_up and (row.dropped or _was_to_come(row)):
            yield _doing(row, page, answers)
    for row, gone in zip(rows[standing:], answers.gone, strict=True):
        if row.done_on is None:
            yield _left(row, gone, pages[gone.of], answers)


def _was_to_come(row: Followed) -> bool:
    """Whether it was to be done by a day that was to come when it was first published: a day that
    had gone by tells what was done before."""
    first = first_day_of(row.decision)
    return first is not None and first >= row.since


def first_day_of(decision: Decision) -> date | None:
    """The day that was told first, whatever it was moved to."""
    before = (change.day_before for change in decision.changed if change.day_before)
    return next(before, decision.due_on)


def _moves(decision: Decision, answers: Answers) -> list[Moved]:
    """Of its day; what else of it changed stands beside the decision."""
    days = answers.moved_on.get(decision.key, [])
    return [
        Moved(one.day_before, one.day_now, on, Words(one.because))
        for one, on in zip(decision.changed, days, strict=False)
        if one.day_before
    ]


def _in_both(row: Followed, answers: Answers, name: str) -> Words:
    welsh = answers.welsh.get(str(row.decision.key), {})
    return Words(getattr(row.decision, name), welsh.get(name, ""))


def _doing(row: Followed, page: ConsultationPage, answers: Answers) -> Promised:
    """What was decided to be done by a day. It is done, or given up, on the day on which that is
    told: nobody is asked since when."""
    decision, first, dropped = row.decision, first_day_of(row.decision), row.dropped
    ended = row.last if dropped or row.done_on else None
    return Promised(
        key=f"{Kind.DECISION}:{decision.key}",
        kind=Kind.DECISION,
        consultation=page,
        day=decision.due_on or first or row.since,
        is_dated=first is not None,
        what=_in_both(row, answers, "what"),
        owner=decision.owner,
        made_on=row.since,
        moves=_moves(decision, answers),
        kept_on=row.done_on,
        broken_on=dropped.told_on if dropped else None,
        how=Words(ended.what) if ended else Words(),
    )


def _left(row: Followed, gone: Gone, page: ConsultationPage, answers: Answers) -> Promised:
    """What a newer answer doesn't hold any more. Its words of then are not said again: somebody may
    have had a reason to take them out."""
    decision, first = gone.decision, first_day_of(gone.decision)
    said = gone.said
    welsh = answers.welsh.get(str(decision.key), {}) if said else {}
    return Promised(
        key=f"{Kind.DECISION}:{decision.key}",
        kind=Kind.DECISION,
        consultation=page,
        day=first or row.since,
        is_dated=first is not None,
        what=Words(said.you_said, welsh.get("you_said", "")) if said else Words(),
        made_on=row.since,
        broken_on=gone.on,
        is_turned=True,
        how=Words(said.because, welsh.get("because", "")) if said else Words(),
    )


def _telling(row: Followed, owed: Owed, page: ConsultationPage, answers: Answers) -> Promised:
    told = owed.told
    return Promised(
        key=f"{Kind.TELLING}:{row.decision.key}:{owed.after:d}",
        kind=Kind.TELLING,
        consultation=page,
        day=owed.day,
        what=_in_both(row, answers, "you_said"),
        owner=row.decision.owner,
        made_on=row.since,
        kept_on=told.told_on if told else None,
        broken_on=row.told[-1].told_on if owed.is_missed else None,
        is_missed=owed.is_missed,
        how=Words(told.what) if told else Words(),
        how_far=told.get_state_display() if told else "",
    )
