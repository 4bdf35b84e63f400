"""Who reads what was told in private."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.permissions import areas_where
from consultations.panels.admin_forms import SAFEGUARD
from consultations.panels.codesign.care.models import Report
from consultations.panels.codesign.rooms.permissions import leads, rooms_for
from consultations.panels.models import Panel


def reports_for(user: Any) -> QuerySet[Report]:
    """Of rooms that she looks after. What is for the safeguarding lead alone, the lead alone has:
    to anybody else it isn't there."""
    led = Q(room__panel__safeguarding_lead=user, room__panel__area__in=areas_where(user, SAFEGUARD))
    return Report.objects.filter(Q(for_lead_only=False) | led, room__in=rooms_for(user))


def may_be_for_lead_alone(panel: Panel) -> bool:
    """Whether there is a lead now, who isn't the one that coordinates it."""
    lead = panel.safeguarding_lead
    return lead is not None and lead.pk != panel.coordinator_id and leads(lead, panel)
