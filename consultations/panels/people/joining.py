"""Inviting a woman, and her coming in. Nobody joins by herself."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.members.selectors import address_is_free
from accounts.members.services import let_in, make_member_login
from accounts.services import audit
from consultations.panels.models import Membership, Message, Panel, PanelMember
from consultations.panels.people.codes import make_code, use_code
from consultations.panels.people.profile import identity_of, parts_of_many, store
from consultations.panels.people.reaching import places_of
from consultations.panels.people.records import Channel, Identity, Part, SafeContact
from consultations.panels.people.sending import send_to_member
from consultations.panels.permissions import require_coordinator, require_coordinator_of
from consultations.panels.selectors import has_seat, members_for

INVITING = (Panel.State.RECRUITING, Panel.State.ACTIVE)
State = Membership.State


class CannotInvite(Exception):
    """The panel takes nobody in now, has no seat left, or there is no way to reach her so."""


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
def invite_known(*, user: Any, panel: Panel, member: PanelMember) -> PanelMember:
    """A place on another panel for a woman who is on one already: as herself, so that whom she must
    not meet is still known. Twice is once. Raises PermissionDenied, CannotInvite."""
    locked = _open_to_her(user, panel)
    require_coordinator_of(user, member)
    if panel.pk in places_of(member):
        return member
    _require_seat(locked)
    if not member.records.exists():  # she was forgotten
        raise CannotInvite
    _offer_place(user, locked, member)
    return member


def could_be_invited(user: Any, panel: Panel) -> QuerySet[PanelMember]:
    """Members whom the coordinator knows, who have not been on this panel."""
    return known_to(user).exclude(memberships__panel=panel)


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
    with override(member.language):
        title = _("You are invited")
        text = _("You are invited to a group. You can look at what it is about and say yes or no.")
    has_come_in = member.user_id is not None
    send_to_member(
        member=member,
        key=f"invitation {panel.pk}",
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
