"""Cards: said, changed, taken back, put in groups, made one, answered; and keyed from paper."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from accounts.services import audit
from consultations.panels.codesign.activities.models import Activity, Card, Group, Naming
from consultations.panels.codesign.rooms.permissions import NotNow, require
from consultations.panels.codesign.rooms.selectors import who_is_in
from consultations.panels.codesign.rooms.services import NotThisRoom
from consultations.panels.codesign.rooms.stages import Act, Role
from consultations.panels.models import PanelMember
from consultations.panels.selectors import member_of
from core.written import has_a_word

MOST_CARDS = 500


class NothingSaid(Exception):
    """There is no word on it."""


class NoReason(Exception):
    """A comment that isn't taken up has a reason."""


@transaction.atomic
def say(*, user: Any, activity: Activity, text: str, **on: Any) -> Card:
    """Put a card of hers there. `on`: step, row, feeling, paragraph, naming, hard. Raises
    PermissionDenied, NotNow, NothingSaid."""
    now = _locked(activity)
    role = require(user, now, Act.SAY)
    member = None if role == Role.FACILITATOR else member_of(user)
    before = now.cards.order_by("-number").first()
    if before is not None and _is_same(before, member, text, on):
        return before  # pressed twice
    return _put(now, text, author=member, from_staff=member is None, **on)


@transaction.atomic
def key_card(
    *, user: Any, activity: Activity, text: str, member: PanelMember | None, **on: Any
) -> Card:
    """Key in a card that came on paper: of a member of the room, or of nobody who is named. Raises
    PermissionDenied, NotNow, NothingSaid, NotThisRoom."""
    now = _locked(activity)
    require(user, now, Act.KEY)
    if member is not None and not who_is_in(now.room).filter(pk=member.pk).exists():
        raise NotThisRoom
    if member is None:
        on["naming"] = Naming.NEVER
    audit(user=user, action="keyed a paper card", subject=f"activity {now.pk}")
    return _put(now, text, author=member, on_paper=True, **on)


def _is_same(card: Card, member: PanelMember | None, text: str, on: dict[str, Any]) -> bool:
    is_hers = card.author_id == member.pk if member else card.from_staff
    is_said = card.text == text.strip() and not card.on_paper and not card.merged_into_id
    return is_hers and is_said and all(getattr(card, name) == on[name] for name in on)


def _put(activity: Activity, text: str, **fields: Any) -> Card:
    if not has_a_word(text):
        raise NothingSaid
    last = activity.cards.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_CARDS:
        raise NotNow
    return Card.objects.create(activity=activity, number=last + 1, text=text.strip(), **fields)


@transaction.atomic
def change_card(*, user: Any, card: Card, **fields: Any) -> Card:
    """Write her own card anew, while it is open. Raises PermissionDenied, NotNow, NothingSaid."""
    now = _hers(user, card)
    if not has_a_word(fields.get("text", now.text)):
        raise NothingSaid
    said = now.text
    for name, value in fields.items():
        setattr(now, name, value)
    if fields.get("text", now.text) != said and now.state != Card.State.OPEN:
        now.state, now.because = Card.State.OPEN, ""  # the answer was to other words
        fields |= {"state": now.state, "because": ""}
    now.save(update_fields=[*fields])
    # in a vote too; the words that are voted on stand
    Card.objects.filter(stands_for=now).update(naming=now.naming, hard=now.hard)
    return now


@transaction.atomic
def take_back(*, user: Any, card: Card) -> None:
    """Take her own card back: it is gone, and so is what was made of it. Also after she left the
    room or it closed, as long as it says that it is hers. Raises PermissionDenied."""
    member = member_of(user)
    if member is None or card.author_id != member.pk:
        raise PermissionDenied
    remove(card)


def remove(card: Card) -> None:
    """Delete a card, its copies in votes, and a card that it was merged into: the others stand by
    themselves again."""
    if card.merged_into is not None:
        undo(card.merged_into)
    Card.objects.filter(stands_for=card).delete()
    card.parts.update(merged_into=None)
    _delete(card)


def _delete(card: Card) -> None:
    """The card, and its group where it was the last one in it."""
    group = card.group
    card.delete()
    if group is not None and not group.cards.exists():
        group.delete()


def _hers(user: Any, card: Card) -> Card:
    activity = _locked(card.activity)
    role = require(user, activity, Act.SAY)
    now = Card.objects.select_for_update(of=("self",)).get(pk=card.pk)
    member = member_of(user)
    is_hers = now.author_id == member.pk if member else (role and now.from_staff)
    if not is_hers or now.merged_into_id:
        raise PermissionDenied
    now.activity = activity
    return now


@transaction.atomic
def put_in_group(*, user: Any, card: Card, name: str) -> Card:
    """Into a group of this name, which is made if it isn't there; an empty name takes it out.
    Raises PermissionDenied, NotNow."""
    activity = _locked(card.activity)
    require(user, activity, Act.GROUP)
    before, group = card.group, None
    if has_a_word(name):
        group, _made = Group.objects.get_or_create(activity=activity, name=name.strip()[:60])
    card.group = group
    card.save(update_fields=["group"])
    if before is not None and not before.cards.exists():
        before.delete()
    return card


@transaction.atomic
def merge(*, user: Any, cards: Sequence[Card], text: str) -> Card:
    """Make one card of several. They stay below it, with whose they are. Raises PermissionDenied,
    NotNow, NothingSaid, ValueError for fewer than two of one activity."""
    activity = _locked(cards[0].activity) if cards else None
    if activity is None or len({card.pk for card in cards}) < 2:
        raise ValueError("Two cards at least.")
    if any(card.activity_id != activity.pk or card.merged_into_id for card in cards):
        raise ValueError("Cards that stand on one board.")
    require(user, activity, Act.MERGE)
    made = _put(activity, text, from_staff=True, group=cards[0].group)
    Card.objects.filter(pk__in=[card.pk for card in cards]).update(merged_into=made)
    audit(user=user, action="merged cards", subject=f"card {made.pk}")
    return made


@transaction.atomic
def unmerge(*, user: Any, card: Card) -> None:
    """The cards that it was made of stand again. Raises PermissionDenied, NotNow."""
    require(user, _locked(card.activity), Act.MERGE)
    if not card.parts.exists():
        raise NotNow
    undo(card)
    audit(user=user, action="took a merge back", subject=f"activity {card.activity_id}")


def undo(merged: Card) -> None:
    """Take a merge apart, and each that was made of it."""
    if merged.merged_into is not None:
        undo(merged.merged_into)
    Card.objects.filter(stands_for=merged).delete()
    merged.parts.update(merged_into=None)
    _delete(merged)


@transaction.atomic
def answer_comment(*, user: Any, card: Card, state: str, because: str) -> Card:
    """Say what became of a comment on a draft. Raises PermissionDenied, NotNow, NoReason where it
    isn't taken up and nobody says why."""
    require(user, _locked(card.activity), Act.ANSWER)
    if state == Card.State.NOT and not has_a_word(because):
        raise NoReason
    card.state, card.because = Card.State(state), because.strip()
    card.save(update_fields=["state", "because"])
    audit(user=user, action="answered a comment", subject=f"card {card.pk}")
    return card


def _locked(activity: Activity) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("room__panel__area")
    return rows.get(pk=activity.pk)
