"""Elevated access: an administrator takes a role for an hour or two, with a reason (decision 0045).
It ends by itself, and stands in the audit log from its beginning."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.elevation.selectors import on_now
from accounts.models import Elevation, User
from accounts.people.permissions import MANAGE
from accounts.permissions import user_holds
from accounts.roles import LENDABLE, Role
from accounts.services import audit
from core.models import Area

MINUTES = (30, 60, 120)


@transaction.atomic
def begin_elevation(*, user: User, role: Role, area: Area, reason: str, minutes: int) -> Elevation:
    """Take a role of an area where she is an administrator. One that is on there already ends.

    Raises PermissionDenied, and ValueError for a role that isn't lent, no reason, or other minutes.
    """
    if not user_holds(user, MANAGE, area):
        raise PermissionDenied
    if role not in LENDABLE or not reason.strip() or minutes not in MINUTES:
        raise ValueError("A role that is lent, a reason, and one of the times.")
    for same in on_now(user).filter(role=role, area=area):
        end_elevation(user=user, elevation=same)
    now = timezone.now()
    taken = Elevation.objects.create(
        user=user,
        role=role,
        area=area,
        reason=reason.strip(),
        begun_at=now,
        ends_at=now + timedelta(minutes=minutes),
    )
    user.__dict__.pop("held", None)
    subject = f"{taken.pk}: {role} in {area.slug}, {minutes} minutes"
    audit(user=user, action="took elevated access", subject=subject)
    return taken


@transaction.atomic
def end_elevation(*, user: User, elevation: Elevation) -> None:
    """End one's own before its time. Ending what has ended changes nothing.

    Raises PermissionDenied.
    """
    if elevation.user_id != user.pk:
        raise PermissionDenied
    if not elevation.is_on:
        return
    _end(user, elevation)


def end_with_role(*, user: User, area: Area) -> None:
    """What she took as administrator of an area ends when she is that no more."""
    for elevation in on_now(user).filter(area=area):
        _end(user, elevation)


def _end(user: User, elevation: Elevation) -> None:
    elevation.ended_at = timezone.now()
    elevation.save(update_fields=["ended_at"])
    user.__dict__.pop("held", None)
    audit(user=user, action="ended elevated access", subject=str(elevation.pk))
