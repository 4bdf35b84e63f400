"""At which hours the login of a member expects a code (accounts.members.limits)."""

from functools import cache

from django.utils import timezone

from consultations.panels.models import PersonalRecord
from consultations.panels.people.records import Part, SafeContact, shaped
from consultations.panels.people.vault import seal, unseal

NOBODY = 0


def expects_post(user_id: int | None) -> bool:
    """Whether it is an hour at which she may be reached. For nobody it does the same work, on a
    record that is nobody's: else a clock would tell who is a member."""
    rows = PersonalRecord.objects.filter(member__user=user_id or NOBODY, part=Part.CONTACT)
    row = rows.first()
    member, sealed = (row.member_id, bytes(row.sealed)) if row else (NOBODY, _nobodys())
    contact = shaped(Part.CONTACT, unseal(member, Part.CONTACT, sealed))
    assert isinstance(contact, SafeContact)
    return contact.allows(timezone.localtime())


@cache
def _nobodys() -> bytes:
    return seal(NOBODY, Part.CONTACT, {"channel": "email", "from_hour": 9, "to_hour": 9})
