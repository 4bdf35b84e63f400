"""Something is wrong in a room: told in private, settled with a note, a remedy and an answer."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.services import audit
from consultations.panels.codesign.activities.mending import fold, hide
from consultations.panels.codesign.activities.models import Card
from consultations.panels.codesign.care.models import Report
from consultations.panels.codesign.care.permissions import may_be_for_lead_alone, reports_for
from consultations.panels.codesign.rooms.models import InRoom, Room
from consultations.panels.codesign.rooms.permissions import NotNow, role_of
from consultations.panels.codesign.rooms.stages import Role
from consultations.panels.people.sending import MemberIsGone, send_to_member
from consultations.panels.selectors import member_of
from core.written import has_a_word

LOOKS_AFTER = frozenset({Role.FACILITATOR, Role.LEAD})
Remedy = Report.Remedy


class NoNote(Exception):
    """What was looked at, and what she is told, is written down."""


@transaction.atomic
def report(
    *, user: Any, room: Room, card: Card | None, words: str, for_lead_only: bool = False
) -> Report:
    """Tell that something is wrong, in private; a card alone says enough. Also of a room that
    rests, or that she left. Pressed twice it is told once. Raises PermissionDenied for who never
    had a place in the room, ValueError for a card of another one, NotNow for the lead alone where
    there is none."""
    by = member_of(user)
    if by is None or not InRoom.objects.select_for_update().filter(room=room, member=by):
        raise PermissionDenied
    if for_lead_only and not may_be_for_lead_alone(room.panel):
        raise NotNow
    if card is not None and card.activity.room_id != room.pk:
        raise ValueError("A card of another room.")
    told: dict[str, Any] = {"room": room, "card": card, "by": by, "words": words.strip()}
    told |= {"for_lead_only": for_lead_only, "settled_on": None}
    return Report.objects.filter(**told).first() or Report.objects.create(**told)


@transaction.atomic
def settle(*, user: Any, report: Report, note: str, remedy: str, told: str) -> Report:
    """Say what was done: what the remedy says happens to the card here. Raises PermissionDenied,
    NotNow where it was settled, NoNote."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("room__panel__area")
    now = rows.get(pk=report.pk)
    if not reports_for(user).filter(pk=now.pk).exists():
        raise PermissionDenied
    if now.settled_on is not None:
        raise NotNow
    if not has_a_word(note) or not has_a_word(told):
        raise NoNote
    now.note, now.told, now.remedy = note.strip(), told.strip(), Remedy(remedy)
    now.settled_on = timezone.localdate()
    now.save(update_fields=["note", "told", "remedy", "settled_on"])
    if now.card is not None and now.remedy == Remedy.HIDDEN:
        hide(now.card)
    if now.card is not None and now.remedy == Remedy.FOLDED:
        fold(now.card, hard=True)
    audit(user=user, action=f"settled a report: {now.remedy}", subject=f"report {now.pk}")
    _tell_her(now)
    return now


@transaction.atomic
def warn(*, user: Any, card: Card, hard: bool) -> None:
    """Fold a card with a warning, or unfold it, in votes too. Raises PermissionDenied."""
    if role_of(user, card.activity.room) not in LOOKS_AFTER:
        raise PermissionDenied
    fold(card, hard=hard)
    audit(user=user, action="warned of a card", subject=f"card {card.pk}")


def _tell_her(told: Report) -> None:
    if told.by is None:
        return
    with override(told.by.language):
        title = _("A message for you")  # it may be read over her shoulder
        text = _("There is an answer for you. You read it below “Rooms”.")
    try:
        send_to_member(member=told.by, key=f"report {told.pk}", title=title, text=text)
    except MemberIsGone:
        return
