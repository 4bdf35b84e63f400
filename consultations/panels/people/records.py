"""What is known about a member beside the name she chose, in three parts that are opened apart.

Each is what she says, in her words. Nothing asks why: not for a break, a need, or whom she must not
meet.
"""

from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How she may be reached."""

    EMAIL = "email", _("E-mail")
    TEXT = "text", _("Text message")
    PHONE = "phone", _("Telephone call")
    LETTER = "letter", _("Letter")


class Part(models.TextChoices):
    """What is kept, and sealed, apart. Finance opens the first, and of it the name alone."""

    IDENTITY = "identity", _("Who you are")
    NEEDS = "needs", _("What you need")
    CONTACT = "contact", _("How to reach you safely")


@dataclass(frozen=True)
class Identity:
    """Who she is, and where she can be reached."""

    real_name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    emergency: str = ""


@dataclass(frozen=True)
class Needs:
    """What has to be so for her to take part. `keep_away`: whom she must not meet, for the
    coordinator, who makes pairs of members of it; `not_free`: licence, curfew, other times."""

    access: str = ""
    communication: str = ""
    caring: str = ""
    travel: str = ""
    support_person: str = ""
    not_free: str = ""
    keep_away: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(asdict(self).values())


@dataclass(frozen=True)
class SafeContact:
    """When and how. `days` are weekdays, Monday 0; none means each. Hours are local, `to_hour` is
    no longer allowed; the same twice means any hour."""

    channel: str = Channel.LETTER
    days: list[int] = field(default_factory=list)
    from_hour: int = 9
    to_hour: int = 18
    no_voicemail: bool = True
    say: str = ""  # what to say, and for whom to ask, if somebody else picks up or looks
    short_letter: bool = False  # a letter says that there is something for her, and she rings

    def allows(self, at: datetime) -> bool:
        """Whether a message may reach her at this local time."""
        if self.days and at.weekday() not in self.days:
            return False
        if self.from_hour == self.to_hour:
            return True
        return self.from_hour <= at.hour < self.to_hour


Record = Identity | Needs | SafeContact
SHAPES: dict[str, type[Identity] | type[Needs] | type[SafeContact]] = {
    Part.IDENTITY: Identity,
    Part.NEEDS: Needs,
    Part.CONTACT: SafeContact,
}
WORDS: dict[str, Any] = {
    "real_name": _("Your full name"),
    "email": _("E-mail address"),
    "phone": _("Telephone number"),
    "address": _("Postal address"),
    "emergency": _("Whom to ring if something happens to you in a session"),
    "access": _("What helps you take part"),
    "communication": _("How you like things told"),
    "caring": _("People you care for"),
    "travel": _("Getting there"),
    "support_person": _("Somebody you want beside you"),
    "not_free": _("Times and places that are not possible"),
    "keep_away": _("Anybody you must not meet"),
    "channel": _("How"),
    "days": _("On which days"),
    "from_hour": _("From"),
    "to_hour": _("Until"),
    "hours": _("At what time"),
    "no_voicemail": _("Never leave a voicemail"),
    "say": _("What to say if somebody else picks up"),
    "short_letter": _("A letter only says that there is something for me, and I ring"),
}


def shaped(part: str, told: dict[str, Any]) -> Record:
    """What was sealed, as its kind; a field that there isn't any more is left out."""
    shape = SHAPES[part]
    known = {one.name for one in fields(shape)}
    return shape(**{name: value for name, value in told.items() if name in known})
