"""What decisions promise: to do it by a day, and to say 6 and 12 months on what happened."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import dropwhile
from uuid import UUID

from consultations.models import ConsultationPage
from consultations.outcomes.following import Followed, Owed
from consultations.promises.answers import Answers, Gone, Told, rows_of
from consultations.promises.clock import Kind, Moved, Promised
from consultations.promises.words import Words

Pages = Mapping[UUID, ConsultationPage]


def promised_with(pages: Pages, answers: Answers) -> Iterator[Promised]:
    """The promises of every decision that was published: what is owed, what was told, what was
    given up, and what a newer answer leaves out."""
    standing, left = rows_of(answers)
    for row, of in zip(standing, answers.of, strict=True):
        page = pages[of]
        yield from (_telling(row, one, page, answers) for one in row.owed)
        if row.is_taken_up and (row.dropped or _start(row, answers)):
            yield _doing(row, page, answers)
    for row, gone in zip(left, answers.gone, strict=True):
        page = pages[gone.of]
        yield from (_telling_of_gone(row, one, gone, page, answers) for one in row.owed)
        if row.done_on is None:
            yield _left(row, gone, page, answers)
        elif _start(row, answers):
            yield _done_once(row, gone, page, answers)


def _start(row: Followed, answers: Answers) -> Told | None:
    """The day by which it was promised first, and when. A day that had gone by when it was told,
    or that was told when all was done, tells what was done before: it promises nothing, and the
    next may."""
    done = row.done_on
    for told in answers.days.get(row.decision.key, ()):
        was_done = done is not None and done <= told.on
        if told.day is not None and told.day >= told.on and not was_done:
            return told
    return None


def _first(row: Followed, answers: Answers) -> Told:
    """That day; else the first that was told, if any."""
    told = (one for one in answers.days.get(row.decision.key, ()) if one.day)
    return _start(row, answers) or next(told, Told(None, row.since))


def _moves(row: Followed, answers: Answers) -> list[Moved]:
    """Of its day, from that which was promised on; what else changed stands beside the decision."""
    start = _first(row, answers)
    days = answers.moved_on.get(row.decision.key, [])
    moves = (
        Moved(one.day_before, one.day_now, on, Words(one.because))
        for one, on in zip(row.decision.changed, days, strict=False)
        if one.day_before
    )
    return list(dropwhile(lambda move: move.was != start.day or move.moved_on < start.on, moves))


def _in_both(row: Followed, answers: Answers, name: str) -> Words:
    welsh = answers.welsh.get(str(row.decision.key), {})
    return Words(getattr(row.decision, name), welsh.get(name, ""))


def _said_of_gone(gone: Gone, answers: Answers, name: str) -> Words:
    """What a newer answer says of it. Its words of then are not said again: somebody may have had
    a reason to take them out."""
    if gone.said is None:
        return Words()
    welsh = answers.welsh.get(str(gone.decision.key), {})
    return Words(getattr(gone.said, name), welsh.get(name, ""))


def _doing(row: Followed, page: ConsultationPage, answers: Answers) -> Promised:
    """What was decided to be done by a day. It is done, or given up, on the day on which that is
    told: nobody is asked since when."""
    decision, first, dropped = row.decision, _first(row, answers), row.dropped
    ended = row.last if dropped or row.done_on else None
    return Promised(
        key=f"{Kind.DECISION}:{decision.key}",
        kind=Kind.DECISION,
        consultation=page,
        day=decision.due_on or first.day or row.since,
        is_dated=first.day is not None,
        what=_in_both(row, answers, "what"),
        owner=decision.owner,
        made_on=first.on,
        moves=_moves(row, answers),
        kept_on=row.done_on,
        broken_on=dropped.told_on if dropped else None,
        how=Words(ended.what) if ended else Words(),
    )


def _left(row: Followed, gone: Gone, page: ConsultationPage, answers: Answers) -> Promised:
    """What a newer answer doesn't hold any more."""
    first = _first(row, answers)
    return Promised(
        key=f"{Kind.DECISION}:{gone.decision.key}",
        kind=Kind.DECISION,
        consultation=page,
        day=first.day or row.since,
        is_dated=first.day is not None,
        what=_said_of_gone(gone, answers, "you_said"),
        made_on=first.on,
        broken_on=gone.on,
        is_turned=True,
        how=_said_of_gone(gone, answers, "because"),
    )


def _done_once(row: Followed, gone: Gone, page: ConsultationPage, answers: Answers) -> Promised:
    """What was done, in time or late, before a newer answer left it out."""
    left = _left(row, gone, page, answers)
    moves = _moves(row, answers) if gone.said else []
    day = (moves[-1].now if moves else None) or left.day
    return replace(left, day=day, moves=moves, kept_on=row.done_on, broken_on=None, how=Words())


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
        broken_on=owed.missed_on,
        is_missed=owed.is_missed,
        how=Words(told.what) if told else Words(),
        how_far=told.get_state_display() if told else "",
    )


def _telling_of_gone(
    row: Followed, owed: Owed, gone: Gone, page: ConsultationPage, answers: Answers
) -> Promised:
    """It was told, or missed, before a newer answer left its decision out."""
    return replace(
        _telling(row, owed, page, answers),
        what=_said_of_gone(gone, answers, "you_said"),
        owner="",
        how=Words(),
        is_turned=True,
    )
