"""Ballots: hers, changed until it closes; and those that came on paper. Nothing tells how many."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import AuditLine
from accounts.services import audit, pseudonym
from consultations.panels.codesign.activities.counting import check_dots, check_places
from consultations.panels.codesign.activities.models import Activity, Ballot
from consultations.panels.codesign.rooms.permissions import require
from consultations.panels.codesign.rooms.selectors import who_is_in
from consultations.panels.codesign.rooms.services import NotThisRoom
from consultations.panels.codesign.rooms.stages import Act, Kind, Role
from consultations.panels.models import PanelMember
from consultations.panels.selectors import member_of

Choices = Mapping[str, Any]


@transaction.atomic
def cast(*, user: Any, activity: Activity, choices: Choices) -> None:
    """Vote, or vote anew; nothing chosen is a pass. No line of the log says that somebody did.
    Raises PermissionDenied, NotNow, TooMany."""
    now = _locked(activity)
    role = require(user, now, Act.VOTE)
    kept = _checked(now, choices)
    if role == Role.FACILITATOR:
        Ballot.objects.update_or_create(activity=now, staff=user, defaults={"choices": kept})
        return
    Ballot.objects.update_or_create(
        activity=now, member=member_of(user), on_paper=False, defaults={"choices": kept}
    )


@transaction.atomic
def key_ballot(*, user: Any, activity: Activity, member: PanelMember, choices: Choices) -> None:
    """Key in the dots that a member set on paper. Keyed twice is keyed anew; whether she voted on a
    screen too is not told, and then that one counts. Raises PermissionDenied, NotNow, TooMany,
    NotThisRoom."""
    now = _locked(activity)
    require(user, now, Act.KEY)
    if not who_is_in(now.room).filter(pk=member.pk).exists():
        raise NotThisRoom
    kept = _checked(now, choices)
    Ballot.objects.update_or_create(
        activity=now, member=member, on_paper=True, defaults={"choices": kept}
    )


@transaction.atomic
def begin_keying(*, user: Any, activity: Activity) -> None:
    """Log once that she keys in paper of this vote: a line for each ballot would count them while
    it is open. Raises PermissionDenied, NotNow."""
    now = _locked(activity)
    require(user, now, Act.KEY)
    line = {"action": "keys in paper ballots", "subject": f"activity {now.pk}"}
    if not AuditLine.objects.filter(staff=pseudonym(user), **line).exists():
        audit(user=user, **line)


def own_ballot(user: Any, activity: Activity) -> Ballot | None:
    """What she herself chose on a screen, for her alone."""
    rows = Ballot.objects.filter(activity=activity, on_paper=False)
    member = member_of(user)
    return (rows.filter(member=member) if member else rows.filter(staff=user)).first()


def _locked(activity: Activity) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("room__panel__area")
    return rows.get(pk=activity.pk)


def _checked(activity: Activity, choices: Choices) -> dict[str, Any]:
    cards = [str(pk) for pk in activity.cards.filter(is_hidden=False).values_list("pk", flat=True)]
    if activity.kind == Kind.DOTS:
        return dict(check_dots(choices, cards=cards, most=activity.dots))
    return dict(check_places(choices, cards=cards))
