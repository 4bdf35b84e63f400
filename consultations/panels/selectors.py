"""Reads of panels, members and who must not meet."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from consultations.panels.models import HERE, SEATED, KeptApart, Membership, Panel, PanelMember
from consultations.panels.permissions import coordinated_areas


def panels_for(user: Any) -> QuerySet[Panel]:
    """Panels of the areas that she coordinates."""
    return Panel.objects.filter(area__in=coordinated_areas(user)).select_related("area")


def members_for(user: Any) -> QuerySet[PanelMember]:
    """Members with a place on a panel of an area that she coordinates, or who stay in touch."""
    places = Membership.objects.filter(panel__area__in=coordinated_areas(user))
    places = places.exclude(state=Membership.State.LEFT)
    return PanelMember.objects.filter(pk__in=places.values("member"))


def member_of(user: Any) -> PanelMember | None:
    """The panel member who is logged in, if it is one."""
    if not user.is_authenticated:
        return None
    return PanelMember.objects.filter(user=user).first()


def who_is_here(panel: Panel) -> QuerySet[PanelMember]:
    """Members who may be asked to a session: not before they agreed, on a break or gone."""
    places = Membership.objects.filter(panel=panel, state__in=HERE)
    return PanelMember.objects.filter(pk__in=places.values("member"))


def has_seat(panel: Panel, but: PanelMember | None = None) -> bool:
    """Whether a seat is free; `but`: beside hers, if she has one."""
    taken = Membership.objects.filter(panel=panel, state__in=SEATED)
    return taken.exclude(member=but).count() < panel.seats


def kept_apart_from(member: PanelMember) -> set[int]:
    """Ids of members whom she must not meet. Never shown beside a reason: there is none."""
    pairs = KeptApart.objects.filter(Q(first=member) | Q(second=member))
    found = {pk for pair in pairs for pk in (pair.first_id, pair.second_id)}
    return found - {member.pk}


def may_meet(member: PanelMember, others: Iterable[PanelMember]) -> bool:
    """Whether she may be in one room with all of these."""
    return not kept_apart_from(member) & {other.pk for other in others}


def pairs_kept_apart(members: Iterable[PanelMember]) -> list[tuple[int, int]]:
    """Of these members, the pairs of ids that must not be in one session. One query."""
    ids = [member.pk for member in members]
    if len(ids) < 2:
        return []
    pairs = KeptApart.objects.filter(first__in=ids, second__in=ids)
    return list(pairs.order_by("first", "second").values_list("first", "second"))
