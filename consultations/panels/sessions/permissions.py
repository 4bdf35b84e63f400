"""Who is who to a session: its coordinator, somebody else who looks at the plan, or nobody."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from accounts.permissions import areas_where, user_may
from consultations.panels.admin_forms import SAFEGUARD
from consultations.panels.models import Panel, Session
from consultations.panels.permissions import COORDINATE, coordinated_areas

COORDINATOR, SECOND = "coordinator", "second"


def actors(user: Any, session: Session) -> frozenset[str]:
    """What she is to this session. SECOND: somebody who wrote none of it, and may say that it is
    safe: the panel's safeguarding lead, or another coordinator of the area."""
    coordinates = user_may(user, COORDINATE, session.panel.area_id)
    is_lead = user.pk is not None and session.panel.safeguarding_lead_id == user.pk
    is_lead = is_lead and user_may(user, SAFEGUARD, session.panel.area_id)
    found = {COORDINATOR} if coordinates else set()
    if (coordinates or is_lead) and not _wrote(user, session):
        found.add(SECOND)
    return frozenset(found)


def _wrote(user: Any, session: Session) -> bool:
    is_hers: bool = user.pk == session.made_by_id
    return is_hers or session.written_by.filter(pk=user.pk).exists()


def has_lead(panel: Panel) -> bool:
    """Whether the panel has a safeguarding lead who still holds that role in its area."""
    lead = panel.safeguarding_lead
    return lead is not None and user_may(lead, SAFEGUARD, panel.area_id)


def panel_actors(user: Any, panel: Panel) -> frozenset[str]:
    """What she is to a panel."""
    return frozenset({COORDINATOR}) if user_may(user, COORDINATE, panel.area_id) else frozenset()


def require(user: Any, session: Session) -> None:
    """Raises PermissionDenied unless she coordinates panels of its area."""
    if COORDINATOR not in actors(user, session):
        raise PermissionDenied


def sessions_for(user: Any) -> QuerySet[Session]:
    """Sessions that she coordinates, or whose safeguarding lead she is."""
    hers = Q(panel__area__in=coordinated_areas(user))
    leads = Q(panel__safeguarding_lead=user, panel__area__in=areas_where(user, SAFEGUARD))
    return Session.objects.filter(hers | leads).select_related(
        "panel__area", "panel__safeguarding_lead"
    )


def may_approve_pay(user: Any, session: Session) -> bool:
    """Rule 3: who approves a fee did not make the session, and isn't paid in it."""
    if user.pk == session.made_by_id:
        return False
    return not session.attendances.filter(member__user=user.pk).exists()
