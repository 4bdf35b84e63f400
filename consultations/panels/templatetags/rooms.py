"""What of rooms stands on other pages, and words in her language."""

from typing import Any

from django import template

from consultations.panels.codesign.asks.selectors import Shown, late, on_agenda_of
from consultations.panels.codesign.rooms.selectors import rooms_of
from consultations.panels.models import PanelMember, Recommendation, Room, Session
from consultations.promises.words import Words

register = template.Library()


@register.simple_tag
def open_rooms(member: PanelMember) -> list[Room]:
    """Rooms on her first page."""
    return list(rooms_of(member).filter(closed_on=None))


@register.simple_tag
def late_answers(member: PanelMember) -> list[Recommendation]:
    """What rooms of hers recommended, closed ones too, and nobody has answered or done in time."""
    rows = late(Recommendation.objects.filter(room__in=rooms_of(member).order_by()))
    return list(rows.select_related("room"))


@register.simple_tag
def agenda_answers(session: Session) -> list[Shown]:
    """Answers to recommendations that a session hears of."""
    return on_agenda_of(session)


@register.simple_tag
def in_her_language(english: str, welsh: str) -> Any:
    """Words in Welsh where the page is Welsh and somebody has written them."""
    return Words(english, welsh)
