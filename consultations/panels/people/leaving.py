"""Leaving, and being forgotten. What she contributed stays as she agreed; who she is does not."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.members.services import end_member_login
from accounts.services import audit
from consultations.panels.models import (
    GONE,
    Agreement,
    KeptApart,
    Membership,
    NewAddress,
    PanelMember,
)
from consultations.panels.people.places import actor, take_step
from consultations.panels.people.profile import is_her
from consultations.panels.people.reaching import let_lie
from consultations.panels.people.terms import Credit
from consultations.panels.permissions import coordinates
from consultations.panels.services import move_place

# What other parts hold of hers: each takes (member, credit) and lets go what she doesn't leave us.
Forgetter = Callable[[PanelMember, str], None]
_forgetters: list[Forgetter] = []


def register_forgetter(forget: Forgetter, *, first: bool = False) -> None:
    """Sessions and payments say here what they do with what is hers when she leaves. `first`:
    before the others, for who reads what they delete."""
    if forget not in _forgetters:
        _forgetters.insert(0 if first else len(_forgetters), forget)


class ItIsHerOnlyPlace(Exception):
    """Who leaves her last panel says whether she is forgotten or stays in touch."""


def has_others(place: Membership) -> bool:
    """Whether she is on another panel too, or stays in touch with one."""
    others = Membership.objects.filter(member=place.member_id).exclude(pk=place.pk)
    return others.exclude(state=Membership.State.LEFT).exists()


@transaction.atomic
def leave_place(*, user: Any, place: Membership) -> None:
    """Leave one panel, or say no to it, and stay on others. Raises PermissionDenied, NotFromHere,
    and ItIsHerOnlyPlace."""
    if not has_others(place):
        raise ItIsHerOnlyPlace
    _leave(user, place)


def _leave(user: Any, place: Membership) -> None:
    take_step(user=user, place=place, name="leave")
    place.agreements.filter(ended_on=None, withdrawn_on=None).update(ended_on=place.since)


@transaction.atomic
def leave_and_stay_in_touch(*, user: Any, member: PanelMember) -> None:
    """She leaves all panels, and who she is stays until she says otherwise. What had
    not reached her by then stays on her page. Raises PermissionDenied."""
    for place in member.memberships.exclude(state__in=GONE).select_related("panel", "member"):
        _leave(user, place)
        take_step(user=user, place=place, name="stay_in_touch")
    let_lie(member.messages.all())


@transaction.atomic
def leave_and_forget(*, user: Any, member: PanelMember, credit: str) -> None:
    """She leaves all panels, and what says who she is is deleted: login, passkeys, names, how to
    reach her, what she needs, her language, codes, messages, whom she must not meet.

    `credit` is what she chose for what she contributed (terms.Credit). With NONE, her row goes too,
    and with it all that hangs on it. Else there stays, and the page says so: the panels that she
    had agreed to join and until when, to which version she agreed, and the sessions that she was
    at. A place that she never agreed to leaves nothing. Raises PermissionDenied.
    """
    if not (is_her(user, member) or coordinates(user, member)):
        raise PermissionDenied
    for place in member.memberships.exclude(state__in=GONE).select_related("panel", "member"):
        if not actor(user, place):  # a panel of another area
            raise PermissionDenied
        move_place(place=place, to=Membership.State.LEFT)
    if not is_her(user, member):
        audit(user=user, action="forgot a member", subject=f"member {member.pk}")
    for forget in _forgetters:
        forget(member, credit)
    _forget_places(member)
    _forget_identity(member, credit)


def _forget_places(member: PanelMember) -> None:
    """Places and agreements, without what they say of her: in touch, and how she reads."""
    hers = Agreement.objects.filter(place__member=member)
    agreed = hers.exclude(agreed_on=None).filter(withdrawn_on=None)
    member.memberships.exclude(pk__in=agreed.values("place")).delete()
    hers.exclude(pk__in=agreed).delete()
    member.memberships.update(state=Membership.State.LEFT)
    agreed.filter(ended_on=None).update(ended_on=timezone.localdate())
    agreed.update(format="", language=settings.LANGUAGE_CODE, copy_given_on=None)


def _forget_identity(member: PanelMember, credit: str) -> None:
    login = member.user
    for rows in (member.records, member.codes, member.messages):
        rows.all().delete()
    NewAddress.objects.filter(member=member).delete()
    KeptApart.objects.filter(Q(first=member) | Q(second=member)).delete()
    if credit == Credit.NONE:
        member.delete()
    else:
        member.user = None
        member.pronouns, member.language = "", settings.LANGUAGE_CODE
        if credit != Credit.CHOSEN:
            member.chosen_name = ""
        member.save()
    if login:
        end_member_login(user=login)
