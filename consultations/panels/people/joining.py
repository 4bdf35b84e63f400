"""Inviting a woman, and her coming in. Nobody joins by herself."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.members.selectors import address_is_free
from accounts.members.services import let_in, make_member_login
from accounts.services import audit
from consultations.panels.models import SEATED, Membership, Message, Panel, PanelMember
from consultations.panels.people.codes import make_code, use_code
from consultations.panels.people.profile import identity_of, store
from consultations.panels.people.records import Channel, Identity, Part, SafeContact
from consultations.panels.people.sending import send_to_member
from consultations.panels.permissions import require_coordinator, require_coordinator_of

INVITING = (Panel.State.RECRUITING, Panel.State.ACTIVE)


class CannotInvite(Exception):
    """The panel takes nobody in now, has no seat left, or there is no way to reach her so."""


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
    """A place for her, and an invitation by the way that is safe for her.

    Raises PermissionDenied, CannotInvite.
    """
    require_coordinator(user, panel)
    taken = Membership.objects.filter(panel=panel, state__in=SEATED).count()
    if panel.state not in INVITING or taken >= panel.seats:
        raise CannotInvite
    if lacks_way(identity, contact):  # whose the address is too, nobody is told
        raise CannotInvite
    member = PanelMember.objects.create(chosen_name=chosen_name, language=language)
    Membership.objects.create(panel=panel, member=member)
    store(member=member, part=Part.IDENTITY, told=replace(identity, email=identity.email.lower()))
    store(member=member, part=Part.CONTACT, told=contact)
    audit(user=user, action="invited a member", subject=f"member {member.pk}")
    with override(language):
        title = _("You are invited")
        text = _("You are invited to a group. You can look at what it is about and say yes or no.")
    send_to_member(
        member=member,
        key=f"invitation {panel.pk}",
        title=title,
        text=text,
        kind=Message.Kind.INVITATION,
    )
    return member


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
