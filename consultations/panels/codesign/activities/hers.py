"""Cards of a member that she can't reach in a room: they stay hers to take back."""

from consultations.panels.codesign.activities.models import Card
from consultations.panels.codesign.rooms.selectors import is_resting, rooms_of
from consultations.panels.models import PanelMember


def out_of_reach(member: PanelMember) -> list[Card]:
    """Of rooms that she left or that rest, and those that are hidden after a report."""
    cards = list(
        Card.objects.filter(author=member, stands_for=None).select_related("activity__room")
    )
    if not cards:
        return []
    hers = rooms_of(member).filter(pk__in={card.activity.room_id for card in cards})
    inside = {room.pk for room in hers if not is_resting(room, member)}
    return [card for card in cards if card.is_hidden or card.activity.room_id not in inside]
