"""Moved days as women read them: the old day beside the new one."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy

from consultations.models import ConsultationPage, DayMove

SAID = {
    DayMove.About.OPENS: gettext_lazy(
        "We said first that it opens on %(was)s. On %(on)s we moved that to %(now)s."
    ),
    DayMove.About.CLOSES: gettext_lazy(
        "We said first that it closes at the end of %(was)s. On %(on)s we moved that to %(now)s."
    ),
    DayMove.About.REPLY: gettext_lazy(
        "We said first that we reply by %(was)s. On %(on)s we moved that to %(now)s."
    ),
}
WELSH = "cy"


@dataclass(frozen=True)
class MovedDay:
    """One move, in the language of the page; `language` is that of the reason."""

    words: str
    because: str
    language: str


def moved_days_of(page: ConsultationPage) -> list[MovedDay]:
    """Every move of its days, the oldest first. One that was taken back on its day is none."""
    found = DayMove.objects.filter(consultation__translation_key=page.translation_key)
    return [_told(move) for move in found if move.was != move.now]


def _told(move: DayMove) -> MovedDay:
    days = {"was": move.was, "now": move.now, "on": move.moved_on}
    told = {name: date_format(day, "j F Y") for name, day in days.items()}
    is_welsh = get_language() == WELSH and bool(move.because_cy)
    return MovedDay(
        words=str(SAID[DayMove.About(move.about)]) % told,
        because=move.because_cy if is_welsh else move.because,
        language=WELSH if is_welsh else "en",
    )
