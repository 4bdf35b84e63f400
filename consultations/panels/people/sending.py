"""The one door through which anything goes to a member (a house test forbids any other).

It obeys how she said she may be reached: channel, days, hours, no voicemail. What leaves by e-mail
says only that there is something to read, in neutral words: the text itself waits behind her login.
Text messages, calls and letters are put on the coordinator's list, with her rules beside each.

Sending with the same key twice is sending once. A message is claimed before it is sent, so that a
process that dies in between sends nothing twice; what it left behind is shown to the coordinator.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.services import audit
from consultations.panels.models import GONE, Membership, Message, OneTimeCode, PanelMember
from consultations.panels.people.codes import make_code
from consultations.panels.people.profile import contact_of, identity_of
from consultations.panels.people.records import Channel
from consultations.panels.permissions import require_coordinator_of

State = Message.State
KEPT = timedelta(days=365)


class MemberIsGone(Exception):
    """She left: nothing is sent to her."""


@transaction.atomic
def send_to_member(
    *, member: PanelMember, key: str, title: str, text: str, kind: str = Message.Kind.NEWS
) -> Message:
    """Tell her something. `key` names what it is about, such as "session 12 briefing"; a second
    call with it returns the first message and sends nothing. `title` and `text` are in her
    language (member.language), and she reads them when she is logged in.

    On a break it waits on her page, unsent. Raises MemberIsGone.
    """
    places = Membership.objects.filter(member=member)
    states = set(places.values_list("state", flat=True))
    if not states - {Membership.State.LEFT}:
        raise MemberIsGone
    channel = contact_of(member).channel
    state = State.WAITING if channel == Channel.EMAIL else State.TO_DO
    if not states - {*GONE, Membership.State.ON_BREAK}:
        state = State.ON_HER_PAGE
    message, is_new = Message.objects.get_or_create(
        member=member,
        key=key,
        defaults={
            "kind": kind,
            "title": title,
            "text": text,
            "channel": channel,
            "state": state,
        },
    )
    if is_new and state == State.WAITING:
        transaction.on_commit(lambda: deliver(message))
    return message


def deliver_waiting() -> int:
    """Send what waited for her hours; returns how many went. Run by the worker every few
    minutes."""
    return sum(deliver(message) for message in Message.objects.filter(state=State.WAITING))


def forget_old() -> int:
    """Delete messages that are a year old, and codes that open nothing any more; returns how many
    rows went."""
    today = timezone.localdate()
    old = Message.objects.filter(made_on__lt=today - KEPT)
    dead = OneTimeCode.objects.filter(Q(expires_on__lt=today) | Q(used_on__lt=today))
    return int(old.delete()[0] + dead.delete()[0])


def deliver(message: Message) -> bool:
    """Send one by e-mail if this is an hour at which she may be reached. Whether it went."""
    contact = contact_of(message.member)
    if contact.channel != Channel.EMAIL:  # she changed her mind meanwhile: her word of now counts
        _move(message, State.WAITING, State.TO_DO, channel=contact.channel)
        return False
    if not contact.allows(timezone.localtime()):
        return False
    if not _move(message, State.WAITING, State.SENDING):
        return False  # another process has it
    try:
        _mail(message).send()
    except Exception:  # whatever the server of mail says: her address may be in it
        _move(message, State.SENDING, State.FAILED)
        return False
    return _move(message, State.SENDING, State.SENT, sent_on=timezone.localdate())


def _move(message: Message, begins: str, ends: str, **more: Any) -> bool:
    rows = Message.objects.filter(pk=message.pk, state=begins)
    return bool(rows.update(state=ends, **more))


def _mail(message: Message) -> EmailMessage:
    """Neutral: no name of the site, the panel or the organisation, and nothing of what it is."""
    member = message.member
    with override(member.language):
        if message.kind == Message.Kind.INVITATION:
            address, code = f"{settings.BASE_URL}/panel/join/", make_code(member=member)
            lines = [
                _("Hello. Somebody you spoke to said that we would write."),
                _("When it suits you, open this address: %(address)s") % {"address": address},
                _("and type this code: %(code)s") % {"code": code},
                _("It works for 14 days. You need not answer. If this is not for you, delete it."),
            ]
        else:
            address = f"{settings.BASE_URL}/panel/"
            lines = [
                _("Hello. There is something for you to read, when it suits you."),
                _("You find it here: %(address)s") % {"address": address},
            ]
        subject = _("A note for you")
    return EmailMessage(subject, "\n\n".join(lines), to=[identity_of(member).email])


@transaction.atomic
def note_done(*, user: Any, message: Message) -> None:
    """A person rang, texted or posted it. Twice is once. Raises PermissionDenied."""
    require_coordinator_of(user, message.member)
    if _move(message, State.TO_DO, State.DONE, sent_on=timezone.localdate()):
        audit(user=user, action="told a member by hand", subject=f"message {message.pk}")


@transaction.atomic
def send_again(*, user: Any, message: Message) -> None:
    """Try once more what failed or was left half-way. Raises PermissionDenied."""
    require_coordinator_of(user, message.member)
    stuck = Message.objects.filter(pk=message.pk, state__in=(State.FAILED, State.SENDING))
    if stuck.update(state=State.WAITING):
        audit(user=user, action="sent a message again", subject=f"message {message.pk}")
        transaction.on_commit(lambda: deliver(message))


def messages_of(member: PanelMember) -> QuerySet[Message]:
    """What she reads on her page: invitations were for the way in."""
    return member.messages.filter(kind=Message.Kind.NEWS)
