"""What staff may bring in, and until when: closed means closed at their doors too (§11.13).

Paper that was written in time, notes of a group that met in time and files of other tools may come
after the close, until it is decided; then they are noted as late. A sheet that was printed after
the close was not written in time. Somebody who speaks now is asked something that is open.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from consultations.models import ConsultationPage, Stage
from feedback.models import Channel

IMPORTED = "import"  # rows of another tool: each has a channel of its own
SPOKEN = {Channel.PHONE.value, Channel.HELPED.value}  # she says it while it is keyed


@dataclass(frozen=True)
class Taken:
    """Whether something is taken: `why_not` is empty where it is."""

    why_not: str = ""
    is_late: bool = False


def taken_from_staff(
    consultation: ConsultationPage, channel: str, *, printed_on: date | None = None
) -> Taken:
    """Whether what came by this channel may be brought in now. `printed_on`: of a sheet."""
    page = consultation.source
    stage = page.stage
    if stage == Stage.OPEN or page.is_in_grace():
        return Taken()
    if stage.place < Stage.OPEN.place:
        return Taken(_not_open(page))
    if channel in SPOKEN:
        closed = date_format(page.closes_on, "j F Y")
        return Taken(
            _(
                "“%(page)s” closed on %(day)s: nobody can answer it now, not by telephone either. "
                "Tell her when we promised to reply, and what is open."
            )
            % {"page": page.title, "day": closed}
        )
    if stage.place >= Stage.DECIDED.place:
        return Taken(
            _(
                "“%(page)s” is decided: nothing that comes now was weighed in it, so nothing is "
                "taken any more. Give it to whoever asks next."
            )
            % {"page": page.title}
        )
    if printed_on and printed_on > page.closes_on:
        return Taken(_printed_late(page, printed_on))
    return Taken(is_late=True)


def _printed_late(page: ConsultationPage, printed_on: date) -> str:
    days = {"closes": page.closes_on, "printed": printed_on}
    return _(
        "“%(page)s” closed on %(closes)s. This sheet was printed later, on %(printed)s, so it was "
        "not written in time."
    ) % {"page": page.title, **{name: date_format(day, "j F Y") for name, day in days.items()}}


def _not_open(page: ConsultationPage) -> str:
    if not page.is_promised or page.opens_late:
        return _("“%(page)s” is not open yet.") % {"page": page.title}
    opens = date_format(page.opens_on, "j F Y")
    return _("“%(page)s” is not open yet. It opens on %(day)s.") % {
        "page": page.title,
        "day": opens,
    }


class NotTaken(ValueError):
    """The consultation takes nothing by this door now. It says why, in words for staff."""


def require_taken(
    consultation: ConsultationPage, channel: str, *, printed_on: date | None = None
) -> bool:
    """Whether it is late. Raises NotTaken where it isn't taken at all."""
    taken = taken_from_staff(consultation, channel, printed_on=printed_on)
    if taken.why_not:
        raise NotTaken(taken.why_not)
    return taken.is_late
