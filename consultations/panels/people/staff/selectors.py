"""Reads for a coordinator's screens."""

from typing import Any

from django.db.models import QuerySet

from consultations.panels.models import Membership, Message, PanelMember
from consultations.panels.permissions import coordinated_areas, named_places
from consultations.panels.selectors import kept_apart_from

State = Message.State
BY_HAND = (State.TO_DO, State.FAILED, State.SENDING)


def places_for(user: Any) -> QuerySet[Membership]:
    """Places on panels of the areas that she coordinates; who has left isn't listed."""
    rows = Membership.objects.filter(panel__area__in=coordinated_areas(user))
    rows = rows.exclude(state=Membership.State.LEFT)
    return rows.select_related("panel__area", "member").order_by(
        "panel__name", "member__chosen_name", "pk"
    )


def to_do_for(user: Any) -> list[Message]:
    """What a person has to ring, text, post or look at, for members of hers."""
    members = places_for(user).values("member")
    rows = Message.objects.filter(state__in=BY_HAND, member__in=members)
    return list(rows.select_related("member").order_by("made_on", "pk"))


def apart_of(member: PanelMember, user: Any) -> QuerySet[PanelMember]:
    """Whom she must not meet, of those whom this coordinator knows."""
    return _known(user).filter(pk__in=kept_apart_from(member))


def could_be_apart(member: PanelMember, user: Any) -> QuerySet[PanelMember]:
    """Members whom the coordinator can still pair her with."""
    return _known(user).exclude(pk__in={member.pk, *kept_apart_from(member)})


def _known(user: Any) -> QuerySet[PanelMember]:
    return PanelMember.objects.filter(pk__in=places_for(user).values("member"))


def named_for(user: Any) -> QuerySet[PanelMember]:
    """Members whose real names she may see: of her areas, and not forgotten."""
    return PanelMember.objects.filter(
        pk__in=named_places(user).values("member"), records__part="identity"
    )
