"""Benefits: that advice was offered, and when. What she gets, or was told, is never kept."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.services import audit
from consultations.panels.models import Advice, PanelMember
from consultations.panels.people.profile import is_her
from consultations.panels.permissions import coordinates, require_coordinator_of


@transaction.atomic
def note_advice(
    *, user: Any, member: PanelMember, offered_by: str, offered_on: date, taken: str = ""
) -> Advice:
    """Raises PermissionDenied; ValueError for a day that is to come."""
    require_coordinator_of(user, member)
    if offered_on > timezone.localdate():
        raise ValueError("Advice is offered before it is noted.")
    audit(user=user, action="noted an offer of advice", subject=f"member {member.pk}")
    return Advice.objects.create(
        member=member, offered_by=offered_by.strip(), offered_on=offered_on, taken=taken
    )


@transaction.atomic
def note_letter(*, user: Any, member: PanelMember) -> None:
    """A letter for the Jobcentre was made. Raises PermissionDenied."""
    if not is_her(user, member):
        if not coordinates(user, member):
            raise PermissionDenied
        audit(user=user, action="made a letter for a member", subject=f"member {member.pk}")
    last = Advice.objects.filter(member=member).first()
    if last is not None:
        last.letter_on = timezone.localdate()
        last.save(update_fields=["letter_on"])
