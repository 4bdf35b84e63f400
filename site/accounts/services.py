"""Writes about people who log in: roles held, and the audit chain."""

import hashlib
import hmac

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.models import AuditLine, RoleHolding, User
from accounts.roles import Role
from core.models import Area

# Wagtail keeps page permissions on groups. Its own "Moderators" may edit and publish pages.
PAGE_GROUPS = {Role.EDITOR: "Moderators"}


@transaction.atomic
def grant_role(*, user: User, role: Role, area: Area) -> RoleHolding:
    """Give a role for an area. Giving it twice changes nothing."""
    holding, _ = RoleHolding.objects.get_or_create(user=user, role=role, area=area)
    if role in PAGE_GROUPS:
        user.groups.add(Group.objects.get(name=PAGE_GROUPS[role]))
    return holding


def pseudonym(user: User) -> str:
    """A stable name for a member of staff that doesn't show who she is without the key."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"staff:{user.pk}".encode(), hashlib.sha256).hexdigest()[:16]


@transaction.atomic
def audit(*, user: User, action: str, subject: str) -> AuditLine:
    """Add a line to the chain. `subject` names a batch or a thing, never a text."""
    last = AuditLine.objects.select_for_update().order_by("-pk").first()
    previous = last.digest if last else ""
    at = timezone.now()
    line = AuditLine(
        at=at, staff=pseudonym(user), action=action, subject=subject, previous=previous
    )
    line.digest = _digest(line)
    line.save()
    return line


def broken_audit_lines() -> list[int]:
    """Ids of lines that don't follow from the line before them: an empty list is a whole chain."""
    broken, previous = [], ""
    for line in AuditLine.objects.order_by("pk").iterator():
        if line.previous != previous or line.digest != _digest(line):
            broken.append(line.pk)
        previous = line.digest
    return broken


def _digest(line: AuditLine) -> str:
    parts = (line.previous, line.at.isoformat(), line.staff, line.action, line.subject)
    return hmac.new(
        settings.SECRET_KEY.encode(), "\n".join(parts).encode(), hashlib.sha256
    ).hexdigest()
