"""An activity begins, opens and closes. Closing takes names off and counts."""

import random
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.services import audit
from consultations.panels.codesign.activities.counting import dots_for
from consultations.panels.codesign.activities.models import Activity, Card, Naming
from consultations.panels.codesign.activities.tallying import count_ballots
from consultations.panels.codesign.rooms.models import Room
from consultations.panels.codesign.rooms.permissions import NotNow, require_facilitator
from consultations.panels.codesign.rooms.services import held, tell_that_it_is_open
from consultations.panels.codesign.rooms.stages import VOTES, Kind
from core.written import has_a_word

State = Activity.State
LEAST_TO_CHOOSE = 2


class NoQuestion(Exception):
    """The question is stated first: without one nothing opens."""


class NothingToChoose(Exception):
    """A vote needs two cards at least; a draft one paragraph."""


@transaction.atomic
def begin(
    *,
    user: Any,
    room: Room,
    kind: str,
    question: str,
    lines: Sequence[str] = (),
    source: Activity | None = None,
    **fields: Any,
) -> Activity:
    """Plan an activity. `lines`: the paragraphs of a draft, or cards of a vote beside those of
    `source`. Raises PermissionDenied, NotNow once the room is closed, NoQuestion, NothingToChoose.
    """
    locked = held(user, room)
    if not has_a_word(question):
        raise NoQuestion
    said = [line.strip() for line in lines if has_a_word(line)]
    activity = Activity.objects.create(
        room=locked,
        kind=Kind(kind),
        question=question.strip(),
        source=source if kind in VOTES else None,
        paragraphs=said if kind == Kind.DRAFT else [],
        **fields,
    )
    if activity.is_vote:
        _set_out(activity, said)
    if (activity.is_vote and activity.cards.count() < LEAST_TO_CHOOSE) or (
        kind == Kind.DRAFT and not said
    ):
        raise NothingToChoose
    audit(user=user, action=f"began {activity.kind}", subject=f"activity {activity.pk}")
    return activity


def _set_out(activity: Activity, lines: Sequence[str]) -> None:
    """The cards that are voted on: those that stand on the board, authorship kept, and others."""
    standing: Sequence[Card] = (
        list(activity.source.cards.filter(merged_into=None, is_hidden=False))
        if activity.source
        else []
    )
    new = [_copy(card) for card in standing]
    new += [Card(text=line[:600], from_staff=True) for line in lines]
    random.SystemRandom().shuffle(new)  # the order of a board tells who spoke when
    for number, card in enumerate(new, 1):
        card.activity, card.number = activity, number
    Card.objects.bulk_create(new)
    if activity.kind == Kind.DOTS and not activity.dots:
        activity.dots = dots_for(len(new))
        activity.save(update_fields=["dots"])


def _copy(card: Card) -> Card:
    return Card(
        text=card.text,
        author=card.author,
        naming=card.naming,
        from_staff=card.from_staff,
        hard=card.hard,
        stands_for=card,
    )


@transaction.atomic
def open_activity(*, user: Any, activity: Activity) -> Activity:
    """Open it, and tell who can take part in it now. Raises PermissionDenied, NotNow."""
    locked = _locked(user, activity, State.PLANNED)
    if not locked.room.is_open:
        raise NotNow
    locked.state, locked.opened_on = State.OPEN, timezone.localdate()
    locked.save(update_fields=["state", "opened_on"])
    audit(user=user, action="opened an activity", subject=f"activity {locked.pk}")
    tell_that_it_is_open(locked.room, locked)
    return locked


@transaction.atomic
def close_activity(*, user: Any, activity: Activity) -> Activity:
    """Close it for good. Where a woman asked for it, nothing says any more that a card is hers;
    of a vote, totals are kept and ballots are not. Raises PermissionDenied, NotNow."""
    locked = _locked(user, activity, State.OPEN)
    if locked.is_vote:
        locked.result = count_ballots(locked)
    locked.state, locked.closed_on = State.CLOSED, timezone.localdate()
    locked.save(update_fields=["state", "closed_on", "result"])
    _take_names_off(locked)
    audit(user=user, action="closed an activity", subject=f"activity {locked.pk}")
    return locked


@transaction.atomic
def close_room(*, user: Any, room: Room) -> Room:
    """Close it, and each activity that is still open, so that names go as was promised; everyone
    can still read it. Raises PermissionDenied, NotNow where it is closed, or a vote is open."""
    locked = held(user, room)
    still_open = list(locked.activities.filter(state=State.OPEN))
    if any(one.is_vote for one in still_open):
        raise NotNow
    for one in still_open:
        close_activity(user=user, activity=one)
    locked.closed_on = timezone.localdate()
    locked.save(update_fields=["closed_on"])
    audit(user=user, action="closed a room", subject=f"room {locked.pk}")
    return locked


def _take_names_off(activity: Activity) -> None:
    """Cards whose names go lose their author, and all cards are numbered by chance. That it came on
    paper goes with the name: few women hand in paper."""
    cards = Card.objects.filter(activity=activity)
    ends = (Naming.UNTIL_CLOSE, Naming.NEVER)
    going = list(cards.filter(naming__in=ends).values_list("pk", flat=True))
    # a vote holds copies of the cards of a board: they go with the card, whatever they say
    freed = Card.objects.filter(Q(pk__in=going) | Q(stands_for__in=going))
    freed.update(author=None, naming=Naming.NEVER, on_paper=False)
    if activity.is_vote:
        return  # set out by chance already
    shuffled = list(cards)
    random.SystemRandom().shuffle(shuffled)
    for number, card in enumerate(shuffled, 1):
        card.number = number
        card.made_on = activity.closed_on or card.made_on
    Card.objects.bulk_update(shuffled, ["number", "made_on"])


def _locked(user: Any, activity: Activity, state: str) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("room__panel__area")
    locked = rows.get(pk=activity.pk)
    require_facilitator(user, locked.room)
    if locked.state != state:
        raise NotNow
    return locked
