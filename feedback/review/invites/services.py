"""Writes of codes: made and retired by staff of an area, never shown beside words."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import user_may
from accounts.services import audit
from consultations.models import ConsultationPage
from core.models import Area
from feedback.invites import make_code
from feedback.payload import Payload
from feedback.review.invites.models import Invite

MAKE_INVITES = "feedback.make_invites"


@transaction.atomic
def make_invite(
    *,
    user: User,
    area: Area,
    group: str,
    kind: str = Invite.Kind.GROUP,
    consultation: ConsultationPage | None = None,
) -> Invite:
    """Make a code for a group or a service: for one consultation, or for all that the area asks.

    Raises PermissionDenied, and ValueError without a name or for a consultation of another area.
    """
    if not user_may(user, MAKE_INVITES, area):
        raise PermissionDenied
    if not group.strip():
        raise ValueError("An invitation needs the group's name.")
    if consultation and consultation.area_id != area.pk:
        raise ValueError("This consultation is of another area.")
    invite = Invite.objects.create(
        area=area,
        consultation=consultation,
        kind=Invite.Kind(kind),
        group=group.strip(),
        code=make_code(),
        made_on=timezone.localdate(),
    )
    audit(user=user, action="made an invitation", subject=f"invitation {invite.pk}")
    return invite


@transaction.atomic
def retire_invite(*, user: User, invite: Invite) -> None:
    """Hand a code out no more. Paper of it may hang for years, so it is still taken, without a
    word, and counted. Raises PermissionDenied."""
    _set_retired(user, invite, retired=True)


@transaction.atomic
def hand_out_again(*, user: User, invite: Invite) -> None:
    """Take back that a code was retired. Raises PermissionDenied."""
    _set_retired(user, invite, retired=False)


def _set_retired(user: User, invite: Invite, *, retired: bool) -> None:
    if not user_may(user, MAKE_INVITES, invite.area_id):
        raise PermissionDenied
    held = Invite.objects.select_for_update().get(pk=invite.pk)
    if held.is_retired == retired:
        return
    held.retired_on = timezone.localdate() if retired else None
    held.save(update_fields=["retired_on"])
    did = "retired an invitation" if retired else "handed out an invitation again"
    audit(user=user, action=did, subject=f"invitation {invite.pk}")


def invite_of(payload: Payload, area_id: int) -> Invite | None:
    """The invitation that she came by, retired or not, if it is of the area that asks."""
    if not payload.invite:
        return None
    return Invite.objects.filter(code=payload.invite, area=area_id).first()
