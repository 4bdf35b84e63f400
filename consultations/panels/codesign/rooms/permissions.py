"""Who is who to a room."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from accounts.permissions import areas_where, user_may
from consultations.panels.admin_forms import SAFEGUARD
from consultations.panels.codesign.activities.models import Activity
from consultations.panels.codesign.rooms.models import Room
from consultations.panels.codesign.rooms.selectors import is_in
from consultations.panels.codesign.rooms.stages import RULES, SIGNING, Act, Role, allowed
from consultations.panels.models import Panel
from consultations.panels.permissions import COORDINATE, coordinated_areas
from consultations.panels.selectors import member_of


class NotNow(Exception):
    """The rules of this stage don't have it: for anybody, or for her."""


def role_of(user: Any, room: Room) -> Role:
    """What she is to this room. A member is one while she is in it."""
    if user_may(user, COORDINATE, room.panel.area_id):
        return Role.FACILITATOR
    if leads(user, room.panel):
        return Role.LEAD
    member = member_of(user)
    return Role.MEMBER if member is not None and is_in(room, member) else Role.NOBODY


def leads(user: Any, panel: Panel) -> bool:
    """Whether she is the panel's safeguarding lead, and still holds that role in its area."""
    is_hers = user.pk is not None and panel.safeguarding_lead_id == user.pk
    return bool(is_hers and user_may(user, SAFEGUARD, panel.area_id))


def acts(role: str, activity: Activity) -> frozenset[Act]:
    """What this role may do in it now."""
    rule = RULES[activity.kind]
    return allowed(role, rule, stage=activity.room.now, state=activity.state)


def signing_acts(role: str, room: Room) -> frozenset[Act]:
    """The same of what a room recommends."""
    return allowed(role, SIGNING, stage=room.now, state="open")


def require(user: Any, activity: Activity, act: Act) -> Role:
    """Her role. Raises PermissionDenied for who is nobody here, and NotNow where the rules don't
    have it."""
    role = role_of(user, activity.room)
    if role == Role.NOBODY:
        raise PermissionDenied
    if act not in acts(role, activity):
        raise NotNow
    return role


def require_facilitator(user: Any, room: Room) -> None:
    """Raises PermissionDenied unless she coordinates panels of its area."""
    if role_of(user, room) != Role.FACILITATOR:
        raise PermissionDenied


def rooms_for(user: Any) -> QuerySet[Room]:
    """Rooms of staff: those that she facilitates, or whose safeguarding lead she is."""
    hers = Q(panel__area__in=coordinated_areas(user))
    led = Q(panel__safeguarding_lead=user, panel__area__in=areas_where(user, SAFEGUARD))
    return Room.objects.filter(hers | led).select_related(
        "panel__area", "panel__safeguarding_lead", "brief"
    )
