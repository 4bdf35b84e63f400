"""Inviting a woman, and her coming in. Nobody joins by herself."""

from dataclasses import replace
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.members.selectors import address_is_free
from accounts.members.services import let_in, make_member_login
from accounts.services import audit
from consultations.panels.models import (
    GONE,
    Agreement,
    Membership,
    Message,
    Panel,
    PanelMember,
)
from consultations.panels.people.codes import make_code, use_code
from consultations.panels.people.naming import look_for_her_too
from consultations.panels.people.places import take_step
from consultations.panels.people.profile import identity_of, parts_of_many, store
from consultations.panels.people.reaching import Way, let_lie, places_of, way_now
from consultations.panels.people.records import Channel, Identity, Part, SafeContact
from consultations.panels.people.sending import NotThisWay, invitation_lines, send_to_member
from consultations.panels.permissions import require_coordinator, require_coordinator_of
from consultations.panels.selectors import has_seat, members_for

INVITING = (Panel.State.RECRUITING, Panel.State.ACTIVE)
State = Membership.State


class CannotInvite(Exception):
    """The panel takes nobody in now, has no seat left, or there is no way to reach her so."""


class IsHere(Exception):
    """She is on this panel now: there is nothing to invite her to."""


class SheDidNotAsk(Exception):
    """She said no, or left, and nobody has said that she wants to be invited again."""


class IsKnown(Exception):
    """She is on a panel of hers already: invite her as herself. `member` is she."""

    def __init__(self, member: PanelMember) -> None:
        super().__init__()
        self.member = member


NEEDED = {Channel.EMAIL: "email", Channel.TEXT: "phone", Channel.PHONE: "phone"}
NEEDED |= {Channel.LETTER: "address"}


def lacks_way(identity: Identity, contact: SafeContact) -> bool:
    """Whether the channel that she chose has nowhere to go."""
    return not getattr(identity, NEEDED[Channel(contact.channel)])


@transaction.atomic
def invite(
    *,
    user: Any,
    panel: Panel,
    chosen_name: str,
    language: str,
    identity: Identity,
    contact: SafeContact,
) -> PanelMember:
    """A place for her, and an invitation by the way that is safe for her. The same form twice, by a
    second press or in a second window, is once.

    Raises PermissionDenied, CannotInvite, and IsKnown where somebody on a panel of hers has this
    e-mail address.
    """
    locked = _open_to_her(user, panel)
    identity = replace(identity, email=identity.email.lower())
    for known, hers in _identities(user):
        is_waiting = known.user_id is None and places_of(known).get(panel.pk) == State.INVITED
        if is_waiting and hers == identity and known.chosen_name == chosen_name:
            return known
        if identity.email and hers.email == identity.email:
            raise IsKnown(known)
    _require_seat(locked)
    if lacks_way(identity, contact):  # whose the address is too, nobody is told
        raise CannotInvite
    member = PanelMember.objects.create(chosen_name=chosen_name, language=language)
    store(member=member, part=Part.IDENTITY, told=identity)
    store(member=member, part=Part.CONTACT, told=contact)
    _offer_place(user, locked, member)
    return member


@transaction.atomic
def invite_known(
    *, user: Any, panel: Panel, member: PanelMember, she_asked: bool = False
) -> PanelMember:
    """A place for a woman who is known already: as herself, so that whom she must not meet is still
    known. Twice is once. Who said no, or left, is invited again if she asked for it, and says yes
    anew to each step; what was before stays. Raises PermissionDenied, CannotInvite, IsHere, and
    SheDidNotAsk."""
    locked = _open_to_her(user, panel)
    require_coordinator_of(user, member)
    place = Membership.objects.filter(panel=locked, member=member).first()
    if place is not None and place.state == State.INVITED:
        return member
    if place is not None and place.state not in GONE:
        raise IsHere
    if place is not None and not she_asked:
        raise SheDidNotAsk
    _require_seat(locked)
    if not member.records.exists():  # she was forgotten
        raise CannotInvite
    if place is None:
        _offer_place(user, locked, member)
    else:
        place.panel, place.member = locked, member
        take_step(user=user, place=place, name="invite_again")
        look_for_her_too(place)
        let_lie(member.messages.filter(panel=locked))
        _tell_her(locked, member)
    return member


def could_be_invited(user: Any, panel: Panel) -> QuerySet[PanelMember]:
    """Members whom the coordinator knows, who are not on this panel now."""
    here = Membership.objects.filter(panel=panel).exclude(state__in=GONE)
    return known_to(user).exclude(pk__in=here.values("member"))


class Before(StrEnum):
    """How a woman who was on a panel, or was invited to it, is no longer."""

    SAID_NO = "said no"
    LEFT = "left"
    IN_TOUCH = "stays in touch"


def how_she_left(panel: Panel) -> dict[int, Before]:
    """Member id → the last of these, so that nobody is pressed who said no."""
    rows = Membership.objects.filter(panel=panel, state__in=GONE)
    agreed = Agreement.objects.filter(place=OuterRef("pk")).exclude(agreed_on=None)
    found: dict[int, Before] = {}
    for place in rows.annotate(had_agreed=Exists(agreed)):
        if not place.had_agreed:
            found[place.member_id] = Before.SAID_NO
        else:
            stays = place.state == State.ALUMNI
            found[place.member_id] = Before.IN_TOUCH if stays else Before.LEFT
    return found


def known_to(user: Any) -> QuerySet[PanelMember]:
    """Members whom she coordinates, and who were not forgotten."""
    return members_for(user).filter(records__part=Part.IDENTITY)


def _open_to_her(user: Any, panel: Panel) -> Panel:
    """The panel as it is now, until the end of this transaction: two who invite at once see each
    other's. Raises PermissionDenied, CannotInvite."""
    require_coordinator(user, panel)
    locked = Panel.objects.select_for_update(of=("self",)).get(pk=panel.pk)
    if locked.state not in INVITING:
        raise CannotInvite
    return locked


def _require_seat(panel: Panel) -> None:
    if not has_seat(panel):
        raise CannotInvite


def _identities(user: Any) -> list[tuple[PanelMember, Identity]]:
    """Each whom she coordinates, with who she is: compared here, shown to nobody."""
    known = list(members_for(user))
    parts = parts_of_many(known, Part.IDENTITY)
    found: list[tuple[PanelMember, Identity]] = []
    for member in known:
        hers = parts[member.pk]
        assert isinstance(hers, Identity)
        found.append((member, hers))
    return found


def _offer_place(user: Any, panel: Panel, member: PanelMember) -> None:
    Membership.objects.create(panel=panel, member=member)
    audit(user=user, action="invited a member", subject=f"member {member.pk}")
    _tell_her(panel, member)


def _tell_her(panel: Panel, member: PanelMember) -> None:
    about = f"invitation {panel.pk}"
    times = member.messages.filter(Q(key=about) | Q(key__startswith=f"{about} again")).count()
    with override(member.language):
        title = _("You are invited")
        text = _("You are invited to a group. You can look at what it is about and say yes or no.")
    has_come_in = member.user_id is not None
    send_to_member(
        member=member,
        key=f"{about} again {times}" if times else about,
        title=title,
        text=text,
        kind=Message.Kind.NEWS if has_come_in else Message.Kind.INVITATION,
        panel=panel,
    )


@transaction.atomic
def give_code(*, user: Any, member: PanelMember) -> str:
    """A code for her, to write down or read out; shown this once. Raises PermissionDenied."""
    require_coordinator_of(user, member)
    audit(user=user, action="made a one-time code", subject=f"member {member.pk}")
    return make_code(member=member)


@transaction.atomic
def words_to_invite(*, user: Any, message: Message) -> list[str]:
    """What to text her or read out to her, with a code that is shown this once; in her language.
    Codes that are on their way to her open the door too. Raises PermissionDenied, and NotThisWay
    where it isn't an invitation, or she may not be reached so now."""
    member = message.member
    require_coordinator_of(user, member)
    is_invitation = message.kind == Message.Kind.INVITATION
    if not is_invitation or way_now(message) != Way.BY_HAND:
        raise NotThisWay
    audit(user=user, action="made a one-time code", subject=f"member {member.pk}")
    with override(member.language):
        return invitation_lines(make_code(member=member, beside_others=True))


@transaction.atomic
def come_in(*, request: HttpRequest, code: str) -> PanelMember | None:
    """Log in who has this code; the first time, that makes her login. None for any other code."""
    member = use_code(code=code)
    if member is None:
        return None
    if member.user is None:
        email = identity_of(member).email
        member.user = make_member_login(email=email if address_is_free(email) else "")
        member.save(update_fields=["user"])
    let_in(request=request, user=member.user)
    return member
