"""Promises as they stand in the table, whatever day they were made on."""

from datetime import date, timedelta

from django.utils import timezone

from consultations.models import ConsultationPage, Move, Promise


def day(offset: int) -> date:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=offset)


def make_promise(page: ConsultationPage, due: int = 10, **fields: object) -> Promise:
    """A promise that is due so many days from today, and was made a while ago."""
    values: dict[str, object] = {
        "what": "The panel meets and reads what was said.",
        "owner": "Head of housing",
        "made_on": day(min(due, 0) - 30),
        "due_on": day(due),
        **fields,
    }
    return Promise.objects.create(consultation=page, **values)


def make_move(page: ConsultationPage, was: int, now: int, promise: Promise | None = None) -> Move:
    """A day that was moved ten days before it came."""
    return Move.objects.create(
        consultation=page,
        promise=promise,
        was=day(was),
        now=day(now),
        moved_on=day(was - 10),
        because="The board meets later.",
    )
