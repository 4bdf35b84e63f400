"""In which way a message may reach her now: asked anew whenever something is about to go.

Nothing of it is kept with the message. Between writing and sending she may have taken a break, have
left, or have told us of another way, and her word of now is the one that counts.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone

from consultations.panels.models import GONE, Membership, Message, PanelMember
from consultations.panels.people.profile import contact_of, parts_of_many
from consultations.panels.people.records import Channel, Part, SafeContact

# Panel id → state of her place on it.
Places = Mapping[int, str]


class Way(StrEnum):
    """`MAIL` and `BY_HAND` go; `LATER` waits until she is back; `PAGE` is on her page alone."""

    MAIL = "mail"
    BY_HAND = "by hand"
    LATER = "later"
    PAGE = "page"


def way_of(message: Message, places: Places, contact: SafeContact, has_come_in: bool) -> Way:
    """How this one may go, by where she stands now."""
    if message.read_on or (message.kind == Message.Kind.INVITATION and has_come_in):
        return Way.PAGE  # she has it
    if message.useful_until and message.useful_until < timezone.localdate():
        return Way.PAGE
    states = {places.get(message.panel_id, "")} if message.panel_id else set(places.values())
    here = states - {*GONE, Membership.State.ON_BREAK, ""}
    if not here and Membership.State.ON_BREAK in states:
        return Way.LATER
    # Who stays in touch is told what isn't of a panel, such as pay that she is owed.
    stays = message.panel_id is None and Membership.State.ALUMNI in states
    if not (here or stays):
        return Way.PAGE
    return Way.MAIL if contact.channel == Channel.EMAIL else Way.BY_HAND


def way_now(message: Message) -> Way:
    """The same for one message, looked up."""
    member = message.member
    return way_of(message, places_of(member), contact_of(member), member.user_id is not None)


def ways_now(messages: Iterable[Message]) -> dict[int, Way]:
    """The same for many at once, by message id: in two queries."""
    rows = list(messages)
    if not rows:
        return {}
    women = {row.member_id: row.member for row in rows}
    contacts = parts_of_many(women.values(), Part.CONTACT)
    places: dict[int, dict[int, str]] = {pk: {} for pk in women}
    held = Membership.objects.filter(member__in=women)
    for member, panel, state in held.values_list("member", "panel", "state"):
        places[member][panel] = state
    found: dict[int, Way] = {}
    for row in rows:
        contact = contacts[row.member_id]
        assert isinstance(contact, SafeContact)
        has_come_in = row.member.user_id is not None
        found[row.pk] = way_of(row, places[row.member_id], contact, has_come_in)
    return found


def let_lie(messages: QuerySet[Message]) -> None:
    """What has not reached her by now goes nowhere any more: it stays on her page."""
    yesterday = timezone.localdate() - timedelta(days=1)
    messages.filter(state=Message.State.WAITING).update(useful_until=yesterday)


def places_of(member: PanelMember) -> dict[int, str]:
    """Where she stands on each panel that she is or was on."""
    return dict(Membership.objects.filter(member=member).values_list("panel", "state"))
