"""Writes about people who log in: roles held, and the audit chain."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import AuditCheckpoint, AuditLine, Elevation, RoleHolding, User
from accounts.roles import Role
from core.models import Area

# Wagtail keeps page permissions on groups. Its own "Moderators" may edit and publish pages.
PAGE_GROUPS = {Role.EDITOR: "Moderators"}


@transaction.atomic
def grant_role(*, user: User, role: Role, area: Area) -> RoleHolding:
    """Give a role for an area. Giving it twice changes nothing."""
    holding, _ = RoleHolding.objects.get_or_create(user=user, role=role, area=area)
    user.__dict__.pop("held", None)  # what was read before is no longer all
    if role in PAGE_GROUPS:
        user.groups.add(Group.objects.get(name=PAGE_GROUPS[role]))
    return holding


def pseudonym(user: User) -> str:
    """A stable name for a member of staff that doesn't show who she is without the key."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"staff:{user.pk}".encode(), hashlib.sha256).hexdigest()[:16]


def audit(*, user: User, action: str, subject: str) -> AuditLine:
    """Add a line to the chain. `subject` names a batch or a thing, never a text."""
    return audit_each(user=user, action=action, subjects=[subject])[0]


@transaction.atomic
def audit_each(*, user: User, action: str, subjects: Iterable[str]) -> list[AuditLine]:
    """Add a line for each of these, in as many queries as for one."""
    # One at a time: locking the last line would not do, since who waits for it goes on with it
    # when there is a newer one. The row of the content type is there before the first line is.
    ContentType.objects.select_for_update(no_key=True).get(app_label="accounts", model="auditline")
    previous, at, staff = _last_digest(), timezone.now(), pseudonym(user)
    lines = []
    for subject in subjects:
        line = AuditLine(at=at, staff=staff, action=action, subject=subject, previous=previous)
        line.digest = previous = _digest(line)
        lines.append(line)
    return AuditLine.objects.bulk_create(lines)


def _last_digest() -> str:
    """What the next line follows from: the last line, or the checkpoint when all lines went."""
    if last := AuditLine.objects.order_by("-pk").first():
        return last.digest
    checkpoint = AuditCheckpoint.objects.last()
    return checkpoint.last if checkpoint else ""


def broken_audit_lines() -> list[int]:
    """Ids of lines that don't follow from the line before them: an empty list is a whole chain."""
    return _broken(AuditLine.objects.order_by("pk"))


def _broken(lines: QuerySet[AuditLine]) -> list[int]:
    last = AuditCheckpoint.objects.last()
    broken, previous = [], last.last if last else ""
    for line in lines.iterator():
        if line.previous != previous or line.digest != _digest(line):
            broken.append(line.pk)
        previous = line.digest
    return broken


class ChainIsBroken(RuntimeError):
    """Old lines, or a checkpoint, aren't what was written: nothing goes before a person looked."""


def count_old_audit_lines(before: date) -> int:
    """How many lines stand in the log from before this day, the first of a month."""
    return _old_lines(before).count()


@transaction.atomic
def roll_audit(*, before: date) -> int:
    """Delete lines of whole months before this day, the first of one, and keep a checkpoint for
    each month. Elevated access of those months goes too. Returns how many lines went. Raises
    ChainIsBroken, and then nothing goes."""
    ContentType.objects.select_for_update(no_key=True).get(app_label="accounts", model="auditline")
    old = _old_lines(before)
    if not old.exists():
        return 0
    if _broken(old.order_by("pk")) or broken_checkpoints():
        raise ChainIsBroken(
            "The audit log was changed, so none of it is deleted. Find out who changed it first."
        )
    for month, digests in _by_month(old).items():
        _keep_checkpoint(month, digests)
    Elevation.objects.filter(ends_at__date__lt=before).delete()
    return int(old.delete()[0])


def _by_month(old: QuerySet[AuditLine]) -> dict[date, list[str]]:
    """Month → digests of its lines, in order. A line whose clock went back counts to the month
    before it in the chain, so that checkpoints stand in the order of the chain."""
    months: dict[date, list[str]] = {}
    last = AuditCheckpoint.objects.last()
    month = last.month if last else date.min
    for line in old.order_by("pk").iterator():
        month = max(month, timezone.localdate(line.at).replace(day=1))
        months.setdefault(month, []).append(line.digest)
    return months


def _old_lines(before: date) -> QuerySet[AuditLine]:
    """Up to the last line whose every earlier one is of such a month: a clock that went back for
    a moment never tears a hole into the chain."""
    newer = AuditLine.objects.filter(at__date__gte=before).order_by("pk").first()
    old = AuditLine.objects.filter(at__date__lt=before)
    return old.filter(pk__lt=newer.pk) if newer else old


def _keep_checkpoint(month: date, digests: list[str]) -> None:
    before = AuditCheckpoint.objects.filter(month__lt=month).last()
    row = AuditCheckpoint.objects.filter(month=month).first()
    row = row or AuditCheckpoint(month=month, lines=0)
    row.lines += len(digests)
    row.last = digests[-1]
    row.digest = _seal(row, before.digest if before else "")
    row.save()


def broken_checkpoints() -> list[date]:
    """Months whose checkpoint isn't what was written."""
    broken, previous = [], ""
    for row in AuditCheckpoint.objects.all():
        if row.digest != _seal(row, previous):
            broken.append(row.month)
        previous = row.digest
    return broken


def _seal(row: AuditCheckpoint, previous: str) -> str:
    return _keyed("checkpoint", previous, row.month.isoformat(), str(row.lines), row.last)


def _digest(line: AuditLine) -> str:
    return _keyed(line.previous, line.at.isoformat(), line.staff, line.action, line.subject)


def _keyed(*parts: str) -> str:
    return hmac.new(
        settings.SECRET_KEY.encode(), "\n".join(parts).encode(), hashlib.sha256
    ).hexdigest()
