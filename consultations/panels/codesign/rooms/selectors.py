"""Reads of rooms: who is in one, whose rooms they are, and who must not meet there."""

from django.db.models import QuerySet

from consultations.models import Brief
from consultations.panels.codesign.rooms.models import InRoom, Room
from consultations.panels.models import HERE, Membership, Panel, PanelMember
from consultations.panels.people.naming import named_by, waiting_among
from consultations.panels.selectors import kept_apart_from, pairs_kept_apart, who_is_here


def who_is_in(room: Room) -> QuerySet[PanelMember]:
    """Members in it now: not those who left it, the panel, or are on a break."""
    places = InRoom.objects.filter(room=room, left_on=None)
    return who_is_here(room.panel).filter(pk__in=places.values("member"))


def is_in(room: Room, member: PanelMember) -> bool:
    """Whether she may go in now."""
    return who_is_in(room).filter(pk=member.pk).exists() and not is_resting(room, member)


def is_resting(room: Room, member: PanelMember) -> bool:
    """Whether somebody whom she must not meet is in it too, since that was noted later. Then
    neither goes in until the facilitator has settled it; neither is told why."""
    apart = kept_apart_from(member)
    if not apart:
        return False
    inside = set(who_is_in(room).values_list("pk", flat=True))
    return member.pk in inside and not inside.isdisjoint(apart)


def apart_in(room: Room) -> list[tuple[PanelMember, PanelMember]]:
    """Pairs in it who must not meet. No reason is known."""
    members = {m.pk: m for m in who_is_in(room)}
    return [(members[a], members[b]) for a, b in pairs_kept_apart(members.values())]


def who_may_go_in(room: Room) -> list[PanelMember]:
    """Of those who are in it, those for whom it doesn't rest (is_resting)."""
    inside = list(who_is_in(room))
    rests = {pk for pair in pairs_kept_apart(inside) for pk in pair}
    return [member for member in inside if member.pk not in rests]


def could_come_in(room: Room) -> QuerySet[PanelMember]:
    """Members of the panel who are here and not in the room."""
    return who_is_here(room.panel).exclude(pk__in=_in_it(room).values("member"))


def names_wait(room: Room, *more: PanelMember) -> bool:
    """Whether somebody with a place in it, or one of these, says whom she must not meet, and nobody
    has seen to it for the others (people.naming). Whose words they are is on no screen of rooms."""
    ids = {*_in_it(room).values_list("member", flat=True), *(member.pk for member in more)}
    return bool(waiting_among(room.panel, ids, named_by(ids)))


def left_by_themselves(room: Room) -> set[int]:
    """Who went out by her own press, by number: she is asked before she is let in again."""
    rows = InRoom.objects.filter(room=room, left_herself=True).exclude(left_on=None)
    return set(rows.values_list("member", flat=True))


def _in_it(room: Room) -> QuerySet[InRoom]:
    return InRoom.objects.filter(room=room, left_on=None)


def place_of(member: PanelMember, room_id: int) -> InRoom | None:
    """Her place in a room, also one that ended; nothing where she never was in it."""
    rows = InRoom.objects.filter(member=member, room=room_id)
    return rows.select_related("room__panel__area").first()


def rooms_of(member: PanelMember) -> QuerySet[Room]:
    """Rooms that she is in: those that are open first."""
    panels = Membership.objects.filter(member=member, state__in=HERE).values("panel")
    places = InRoom.objects.filter(member=member, left_on=None)
    rows = Room.objects.filter(panel__in=panels, pk__in=places.values("room"))
    return rows.select_related("panel__area", "brief").order_by("-made_on", "pk")


def rooms_before(member: PanelMember) -> QuerySet[Room]:
    """Rooms that she has or had a place in, and isn't in now: she can still tell of them."""
    places = InRoom.objects.filter(member=member)
    rows = Room.objects.filter(pk__in=places.values("room")).order_by("title", "pk")
    return rows.exclude(pk__in=rooms_of(member).values("pk"))


def briefs_for_panel(panel: Panel) -> QuerySet[Brief]:
    """Briefs that stand for panels of its area, the newest first."""
    return Brief.objects.filter(superseded=False, consultation__area=panel.area)
