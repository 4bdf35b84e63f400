"""What a woman always needs, as her profile says, and whether somebody saw to it for a session.

She shouldn't have to tick in every session what she has told once. What was seen to is kept as a
mark of the sealed record: when she changes it, it has to be looked at again.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from consultations.panels.models import Attendance, PersonalRecord, Session
from consultations.panels.people.records import WORDS, Needs, Part, shaped
from consultations.panels.people.vault import unseal
from consultations.panels.sessions.selectors import expected

# What a session has to be prepared for. Times stand beside her name when she is asked; whom she
# must not meet is obeyed by invitations.
PREPARED = ("access", "communication", "caring", "travel", "support_person")


@dataclass(frozen=True)
class Known:
    """What she told, and the mark of it as it stands."""

    needs: Needs
    mark: str

    @property
    def rows(self) -> list[tuple[str, str]]:
        """What matters for preparing, in her words."""
        found = [(str(WORDS[name]), getattr(self.needs, name)) for name in PREPARED]
        return [(label, words) for label, words in found if words.strip()]


def known_needs(members: Iterable[int]) -> dict[int, Known]:
    """Member id → what she told; who told nothing isn't there. One query."""
    found: dict[int, Known] = {}
    for row in PersonalRecord.objects.filter(member__in=list(members), part=Part.NEEDS):
        sealed = bytes(row.sealed)
        told = shaped(Part.NEEDS, unseal(row.member_id, Part.NEEDS, sealed))
        assert isinstance(told, Needs)
        found[row.member_id] = Known(told, hashlib.sha256(sealed).hexdigest())
    return found


def waits(place: Attendance, known: Known | None) -> bool:
    """Whether her profile says something that nobody has seen to for this session."""
    return known is not None and bool(known.rows) and place.needs_as != known.mark


def not_seen_to(session: Session) -> list[Attendance]:
    """Those who may come and whose profile waits to be seen to."""
    places = expected(session)
    if not places:
        return []
    known = known_needs(place.member_id for place in places)
    return [place for place in places if waits(place, known.get(place.member_id))]
