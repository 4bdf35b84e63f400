"""Invitations of groups: made by staff of an area, counted in tens, never shown beside words."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import areas_where, user_may
from accounts.services import audit
from core.models import Area
from feedback.invites import make_code
from feedback.models import Form
from feedback.payload import Payload
from feedback.review.invites.models import Invite
from feedback.review.selectors import heard_by_invite

MAKE_INVITES = "feedback.make_invites"


@dataclass(frozen=True)
class Heard:
    """An invitation, and about how many women of the group were read: 0, or a multiple of ten."""

    invite: Invite
    at_least: int


@transaction.atomic
def make_invite(*, user: User, area: Area, group: str) -> Invite:
    """Make a code for a group. Raises PermissionDenied, and ValueError without a name."""
    if not user_may(user, MAKE_INVITES, area):
        raise PermissionDenied
    if not group.strip():
        raise ValueError("An invitation needs the group's name.")
    invite = Invite.objects.create(
        area=area, group=group.strip(), code=make_code(), made_on=timezone.localdate()
    )
    audit(user=user, action="made an invitation", subject=f"invitation {invite.pk}")
    return invite


def invite_of(payload: Payload, area_id: int) -> Invite | None:
    """The invitation that she came by, if it is of the area that asks."""
    if not payload.invite:
        return None
    return Invite.objects.filter(code=payload.invite, area=area_id).first()


def invites_for(user: User) -> list[Heard]:
    """Invitations of her areas, with how many were heard."""
    found = Invite.objects.filter(area__in=areas_where(user, MAKE_INVITES))
    invites = list(found.select_related("area"))
    heard = heard_by_invite(invites)
    return [Heard(invite, heard[invite.pk]) for invite in invites]


def open_forms(area: Area) -> list[Form]:
    """Forms of the area that take answers now."""
    forms = Form.objects.filter(consultation__area=area, versions__replaced_on=None)
    published = forms.filter(versions__isnull=False).select_related("consultation").distinct()
    return [form for form in published if form.consultation.is_open()]
