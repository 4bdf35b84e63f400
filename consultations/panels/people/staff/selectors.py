"""Reads for a coordinator's screens."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from consultations.panels.models import Membership, Message, Panel, PanelMember
from consultations.panels.people.reaching import Way, ways_now
from consultations.panels.people.sending import STUCK
from consultations.panels.permissions import coordinated_areas, named_places
from consultations.panels.selectors import kept_apart_from

State = Message.State
UNDONE = (State.WAITING, State.FAILED, State.SENDING)


def places_for(user: Any) -> QuerySet[Membership]:
    """Places on panels of the areas that she coordinates; who has left isn't listed."""
    rows = Membership.objects.filter(panel__area__in=coordinated_areas(user))
    rows = rows.exclude(state=Membership.State.LEFT)
    return rows.select_related("panel__area", "member").order_by(
        "panel__name", "member__chosen_name", "pk"
    )


def to_do_for(user: Any) -> list[Message]:
    """What a person has to ring, text, post or look at now, for members of hers. Who is on a break,
    has left or chose e-mail meanwhile isn't among them."""
    members, areas = places_for(user).values("member"), coordinated_areas(user)
    rows = Message.objects.filter(state__in=UNDONE, member__in=members, read_on=None)
    rows = rows.filter(Q(panel=None) | Q(panel__area__in=areas))
    found = list(rows.select_related("member", "panel").order_by("made_on", "pk"))
    ways = ways_now(found)
    return [row for row in found if _is_to_do(row, ways[row.pk])]


def _is_to_do(message: Message, way: Way) -> bool:
    return way == Way.BY_HAND or (way == Way.MAIL and message.state in STUCK)


def to_ring(members: Iterable[PanelMember]) -> dict[int, Panel]:
    """Member id → a panel whose person picks up, for a letter that is of no panel of hers."""
    rows = Membership.objects.filter(member__in=list(members))
    rows = rows.exclude(state=Membership.State.LEFT).select_related("panel")
    return {place.member_id: place.panel for place in rows.order_by("-pk")}


def apart_from(
    member: PanelMember, user: Any
) -> tuple[QuerySet[PanelMember], QuerySet[PanelMember]]:
    """Of those whom this coordinator knows: whom she must not meet, and with whom she can still be
    paired."""
    ids, known = kept_apart_from(member), _known(user)
    return known.filter(pk__in=ids), known.exclude(pk__in={member.pk, *ids})


def _known(user: Any) -> QuerySet[PanelMember]:
    return PanelMember.objects.filter(pk__in=places_for(user).values("member"))


def named_for(user: Any) -> QuerySet[PanelMember]:
    """Members whose real names she may see: of her areas, and not forgotten."""
    return PanelMember.objects.filter(
        pk__in=named_places(user).values("member"), records__part="identity"
    )
