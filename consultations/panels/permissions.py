"""Who may do what on panels: area × role × action, by codename; and she herself, for herself.

A panel coordinator coordinates panels of her areas. Finance sees the real names of members of its
areas, and nothing of what they need.
"""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.permissions import areas_where, user_may
from consultations.panels.models import Agreement, Membership, Panel, PanelMember
from core.models import Area

COORDINATE = "panels.coordinate_panels"
SEE_REAL_NAMES = "panels.see_real_names"
LEFT = Membership.State.LEFT
NOT_YET = (Membership.State.INVITED, Membership.State.INTERESTED, Membership.State.BRIEFED)
PAY_AFTER = timedelta(days=90)


def coordinated_areas(user: Any) -> QuerySet[Area]:
    """Areas whose panels she coordinates."""
    return areas_where(user, COORDINATE)


def require_coordinator(user: Any, panel: Panel) -> None:
    """Raises PermissionDenied unless she coordinates panels of this one's area."""
    if not user_may(user, COORDINATE, panel.area_id):
        raise PermissionDenied


def coordinates(user: Any, member: PanelMember) -> bool:
    """Whether the member has a place on a panel of an area that she coordinates, or stays in touch
    with it. Who has left is nobody's to look up; who was forgotten, nobody's at all."""
    places = member.memberships.filter(panel__area__in=coordinated_areas(user))
    return bool(places.exclude(state=LEFT).exists())


def require_coordinator_of(user: Any, member: PanelMember) -> None:
    """Raises PermissionDenied unless she coordinates a panel area of this member's."""
    if not coordinates(user, member):
        raise PermissionDenied


def may_see_real_name(user: Any, member: PanelMember) -> bool:
    """Whether she is coordinator or finance, where the member has a place."""
    return named_places(user).filter(member=member).exists()


def named_places(user: Any) -> QuerySet[Membership]:
    """Places of women whose real name she may see. Finance sees it once a woman agreed, since she
    is paid nothing before, and for a while after she left, for what she is owed; who coordinates
    sees it from the invitation on, and no longer."""
    hers = Membership.objects.filter(panel__area__in=areas_where(user, SEE_REAL_NAMES))
    coordinates_it = Q(panel__area__in=coordinated_areas(user))
    agreed = Agreement.objects.filter(place=OuterRef("pk")).exclude(agreed_on=None)
    hers = hers.filter(coordinates_it | ~Q(state__in=NOT_YET) | Exists(agreed))
    owed = Q(since__gte=timezone.localdate() - PAY_AFTER)
    pays = owed & ~coordinates_it
    return hers.filter(~Q(state=LEFT) | pays)
