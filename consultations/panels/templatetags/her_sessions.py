"""What of sessions stands on a member's first page."""

from typing import Any

from django import template

from consultations.panels.models import PanelMember
from consultations.panels.sessions.selectors import next_of
from consultations.panels.sessions.shown import line_of

register = template.Library()
SHOWN = 3


@register.simple_tag
def next_sessions(member: PanelMember) -> list[dict[str, Any]]:
    """Those that come next, and what she has to say to them."""
    return [line_of(place) for place in next_of(member)[:SHOWN]]
