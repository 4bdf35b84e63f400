"""Who may do what on panels: area × role × action, by codename; and she herself, for herself.

A panel coordinator coordinates panels of her areas. Finance sees the real names of members of its
areas, and nothing of what they need.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from accounts.permissions import areas_where, user_may
from consultations.panels.models import Panel, PanelMember
from core.models import Area

COORDINATE = "panels.coordinate_panels"
SEE_REAL_NAMES = "panels.see_real_names"


def coordinated_areas(user: Any) -> QuerySet[Area]:
    """Areas whose panels she coordinates."""
    return areas_where(user, COORDINATE)


def require_coordinator(user: Any, panel: Panel) -> None:
    """Raises PermissionDenied unless she coordinates panels of this one's area."""
    if not user_may(user, COORDINATE, panel.area_id):
        raise PermissionDenied


def coordinates(user: Any, member: PanelMember) -> bool:
    """Whether the member has, or had, a place on a panel of an area that she coordinates."""
    return _has_place_where(user, COORDINATE, member)


def require_coordinator_of(user: Any, member: PanelMember) -> None:
    """Raises PermissionDenied unless she coordinates a panel area of this member's."""
    if not coordinates(user, member):
        raise PermissionDenied


def may_see_real_name(user: Any, member: PanelMember) -> bool:
    """Whether she is coordinator or finance, where the member has a place."""
    return _has_place_where(user, SEE_REAL_NAMES, member)


def _has_place_where(user: Any, action: str, member: PanelMember) -> bool:
    return member.memberships.filter(panel__area__in=areas_where(user, action)).exists()
