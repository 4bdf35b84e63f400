"""What a woman always needs, as her profile says, and whether somebody saw to it for a session.

She shouldn't have to tick in every session what she has told once. What was seen to is kept as a
mark of the sealed record: when she changes it, it has to be looked at again.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consultations.panels.models import Attendance, PanelMember, PersonalRecord, Session
from consultations.panels.people.naming import Named, named_in, waiting_among
from consultations.panels.people.records import WORDS, Needs, Part, shaped
from consultations.panels.people.vault import unseal
from consultations.panels.sessions.selectors import asked, expected, kept_places

# What a session has to be prepared for. Times stand beside her name when she is asked; whom she
# must not meet is read on her own page, and waits until it was seen to (people.naming).
PREPARED = ("access", "communication", "caring", "travel", "support_person")


@dataclass(frozen=True)
class Known:
    """What she told, and the mark of it as it stands."""

    needs: Needs
    mark: str
    named: Named | None = None

    @property
    def rows(self) -> list[tuple[str, str]]:
        """What matters for preparing, in her words."""
        found = [(str(WORDS[name]), getattr(self.needs, name)) for name in PREPARED]
        return [(label, words) for label, words in found if words.strip()]


def known_needs(members: Iterable[int]) -> dict[int, Known]:
    """Member id → what she told; who told nothing isn't there. One query."""
    return known_in(PersonalRecord.objects.filter(member__in=list(members), part=Part.NEEDS))


def known_in(records: Iterable[PersonalRecord]) -> dict[int, Known]:
    """The same of records that were read already."""
    found: dict[int, Known] = {}
    for row in records:
        sealed = bytes(row.sealed)
        told = shaped(Part.NEEDS, unseal(row.member_id, Part.NEEDS, sealed))
        assert isinstance(told, Needs)
        mark = hashlib.sha256(sealed).hexdigest()
        found[row.member_id] = Known(told, mark, named_in(row, told))
    return found


def known_here(session: Session) -> dict[int, Known]:
    """The same of all who are asked. Read once for this object, as `asked` is."""
    found: dict[int, Known] | None = session.__dict__.get("_known")
    if found is None:
        found = known_needs(place.member_id for place in asked(session))
        session.__dict__["_known"] = found
    return found


def waits(place: Attendance, known: Known | None) -> bool:
    """Whether her profile says something that nobody has seen to for this session."""
    return known is not None and bool(known.rows) and place.needs_as != known.mark


def not_seen_to(session: Session) -> list[Attendance]:
    """Those who may come and whose profile waits to be seen to."""
    places = expected(session)
    known = known_here(session) if places else {}
    return [place for place in places if waits(place, known.get(place.member_id))]


def not_named_yet(session: Session, *more: PanelMember) -> list[PanelMember]:
    """Of those with a place, and these: who says whom she must not meet, and nobody has seen to it
    for the others (people.naming)."""
    women = {one.member_id: one.member for one in kept_places(session)}
    women |= {member.pk: member for member in more}
    known = known_here(session) if women else {}
    if more:
        known = known | known_needs(member.pk for member in more)
    waiting = waiting_among(session.panel, women, names_in(known))
    return [member for pk, member in women.items() if pk in waiting]


def keep_known(session: Session, known: dict[int, Known]) -> None:
    """For who looks at many sessions: what all women told was read once."""
    session.__dict__["_known"] = known


def names_in(known: Mapping[int, Known]) -> dict[int, Named]:
    """Member id → whom she names."""
    return {pk: one.named for pk, one in known.items() if one.named}
