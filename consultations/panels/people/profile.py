"""What she says about herself: kept, read by whom it is meant for, corrected, handed over."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.services import audit, audit_each
from consultations.panels.models import PanelMember, PersonalRecord
from consultations.panels.people.records import (
    SHAPES,
    Identity,
    Needs,
    Part,
    Record,
    SafeContact,
    shaped,
)
from consultations.panels.people.vault import seal, unseal
from consultations.panels.permissions import coordinates, may_see_real_name


def is_her(user: Any, member: PanelMember) -> bool:
    """Whether she is the member herself."""
    return member.user_id is not None and member.user_id == user.pk


def _require(user: Any, member: PanelMember) -> bool:
    """Whether it is staff who asks. Raises PermissionDenied for anybody who is neither the member
    nor her coordinator."""
    if is_her(user, member):
        return False
    if not coordinates(user, member):
        raise PermissionDenied
    return True


@transaction.atomic
def keep_record(*, user: Any, member: PanelMember, part: str, told: Record) -> None:
    """Put what she says in the place of what she said before: that is gone. Raises
    PermissionDenied."""
    if _require(user, member):
        audit(user=user, action=f"wrote {part} of member", subject=f"member {member.pk}")
    store(member=member, part=part, told=told)


def store(*, member: PanelMember, part: str, told: Record) -> None:
    """Seal one part. Whether somebody may is asked before."""
    PersonalRecord.objects.update_or_create(
        member=member,
        part=part,
        defaults={
            "sealed": seal(member.pk, part, asdict(told)),
            "changed_on": timezone.localdate(),
        },
    )


def read_record(*, user: Any, member: PanelMember, part: str) -> Record:
    """One part, opened. Each look of staff leaves an audit line. Raises PermissionDenied,
    vault.CannotBeOpened."""
    if _require(user, member):
        audit(user=user, action=f"opened {part} of member", subject=f"member {member.pk}")
    return part_of(member, part)


def real_name(*, user: Any, member: PanelMember) -> str:
    """For coordinator and finance alone, each with an audit line. Raises PermissionDenied."""
    if not may_see_real_name(user, member):
        raise PermissionDenied
    audit(user=user, action="read real name of member", subject=f"member {member.pk}")
    return identity_of(member).real_name


def note_opened(*, user: Any, members: Iterable[PanelMember], action: str) -> None:
    """A line in the audit log for each of them, where a screen opens something of many at once.
    holding.DONE has words for `action`, since each is told."""
    subjects = {f"member {member.pk}": None for member in members}  # each once, in their order
    if subjects:
        audit_each(user=user, action=action, subjects=subjects)


def part_of(member: PanelMember, part: str) -> Record:
    """One part, opened, or an empty one: for our own code, which shows it to nobody else."""
    row = PersonalRecord.objects.filter(member=member, part=part).first()
    if row is None:
        return SHAPES[part]()
    return shaped(part, unseal(member.pk, part, bytes(row.sealed)))


def all_parts(member: PanelMember) -> dict[Part, tuple[Record, date | None]]:
    """Each part, opened, with the day of its last change; in one query."""
    rows = {row.part: row for row in PersonalRecord.objects.filter(member=member)}
    found: dict[Part, tuple[Record, date | None]] = {}
    for part in Part:
        row = rows.get(part.value)
        told = unseal(member.pk, part, bytes(row.sealed)) if row else {}
        found[part] = (shaped(part, told), row.changed_on if row else None)
    return found


def parts_of_many(members: Iterable[PanelMember], part: str) -> dict[int, Record]:
    """The same for many at once, by id: for lists, in one query."""
    ids = {member.pk for member in members}
    rows = PersonalRecord.objects.filter(member__in=ids, part=part)
    found = {
        row.member_id: shaped(part, unseal(row.member_id, part, bytes(row.sealed))) for row in rows
    }
    return {pk: found.get(pk) or SHAPES[part]() for pk in ids}


def identity_of(member: PanelMember) -> Identity:
    found = part_of(member, Part.IDENTITY)
    assert isinstance(found, Identity)
    return found


def needs_of(member: PanelMember) -> Needs:
    """What she needs, for who prepares a session with her."""
    found = part_of(member, Part.NEEDS)
    assert isinstance(found, Needs)
    return found


def contact_of(member: PanelMember) -> SafeContact:
    found = part_of(member, Part.CONTACT)
    assert isinstance(found, SafeContact)
    return found


@transaction.atomic
def rename(
    *, user: Any, member: PanelMember, chosen_name: str, pronouns: str, language: str
) -> None:
    """What peers call her, and the language of her pages. Raises PermissionDenied."""
    if _require(user, member):
        audit(user=user, action="renamed member", subject=f"member {member.pk}")
    member.chosen_name, member.pronouns, member.language = chosen_name, pronouns, language
    member.save(update_fields=["chosen_name", "pronouns", "language"])
