"""The one door through which anything goes to a member (a house test forbids any other).

It obeys how she said she may be reached, and asks for it at the moment at which something goes
(people.reaching): a break, another channel or leaving counts from the minute she says it. What
leaves by e-mail or text message says only that there is something to read, in neutral words: the
text itself waits behind her login. Text messages, calls and letters are on the coordinator's list,
with her rules beside each.

Sending with the same key twice is sending once. A message is claimed before it is sent, so that a
process that dies in between sends nothing twice; what it left behind is shown to the coordinator.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.services import audit
from consultations.panels.models import (
    Attendance,
    Membership,
    Message,
    OneTimeCode,
    Panel,
    PanelMember,
)
from consultations.panels.people.codes import make_code
from consultations.panels.people.profile import contact_of, identity_of
from consultations.panels.people.reaching import Way, places_of, way_now
from consultations.panels.people.records import Channel
from consultations.panels.permissions import require_coordinator_of

State = Message.State
KEPT = timedelta(days=365)
STUCK = (State.FAILED, State.SENDING)  # tried by mail, and it may not have gone
# What may stand beside a message while she may know it, such as the address of a session.
Beside = Callable[[Message], str]
_beside: list[Beside] = []


class MemberIsGone(Exception):
    """She left: nothing is sent to her."""


class NotThisWay(Exception):
    """It can't be noted as done by hand: it doesn't go so, or not now."""


def register_beside(tell: Beside) -> None:
    """Sessions say here what may be read beside a message now, and may not be kept in it."""
    if tell not in _beside:
        _beside.append(tell)


def beside(message: Message) -> str:
    """What may be read beside it now, in the language that is active; often nothing."""
    return "\n".join(words for tell in _beside if (words := tell(message)))


@transaction.atomic
def send_to_member(
    *,
    member: PanelMember,
    key: str,
    title: str,
    text: str,
    kind: str = Message.Kind.NEWS,
    panel: Panel | None = None,
    about: Attendance | None = None,
    useful_until: date | None = None,
) -> Message:
    """Tell her something. `key` names what it is about, such as "session 12 briefing"; a second
    call with it returns the first message and sends nothing. `title` and `text` are in her
    language (member.language), and she reads them when she is logged in. `panel`: of which it
    speaks. After `useful_until` it goes nowhere any more.

    On a break from that panel it waits on her page, and goes when she is back. Raises MemberIsGone.
    """
    places = places_of(member)
    states = {places.get(panel.pk, "")} if panel else set(places.values())
    if not states - {Membership.State.LEFT, ""}:
        raise MemberIsGone
    message, is_new = Message.objects.get_or_create(
        member=member,
        key=key,
        defaults={
            "kind": kind,
            "title": title,
            "text": text,
            "panel": panel,
            "about": about,
            "useful_until": useful_until,
        },
    )
    if is_new:
        transaction.on_commit(lambda: deliver(message))
    return message


def deliver_waiting() -> int:
    """Send what waited for her hours, or for her to be back; returns how many went. Run by the
    worker every few minutes."""
    waiting = Message.objects.filter(state=State.WAITING, read_on=None).select_related("member")
    return sum(deliver(message) for message in waiting)


def forget_old() -> int:
    """Delete messages that are a year old, and codes that open nothing any more; returns how many
    rows went."""
    today = timezone.localdate()
    old = Message.objects.filter(made_on__lt=today - KEPT)
    dead = OneTimeCode.objects.filter(Q(expires_on__lt=today) | Q(used_on__lt=today))
    return int(old.delete()[0] + dead.delete()[0])


def deliver(message: Message) -> bool:
    """Send one by e-mail, if that is the way now and this an hour for it. Whether it went."""
    if way_now(message) != Way.MAIL or not contact_of(message.member).allows(timezone.localtime()):
        return False
    if not _move(message, State.WAITING, State.SENDING):
        return False  # another process has it
    try:
        _mail(message).send()
    except Exception:  # whatever the server of mail says: her address may be in it
        _move(message, State.SENDING, State.FAILED)
        return False
    sent = {"sent_on": timezone.localdate(), "channel": Channel.EMAIL}
    return _move(message, State.SENDING, State.SENT, **sent)


def _move(message: Message, begins: str, ends: str, **more: Any) -> bool:
    rows = Message.objects.filter(pk=message.pk, state=begins)
    return bool(rows.update(state=ends, **more))


def _mail(message: Message) -> EmailMessage:
    """Neutral: no name of the site, the panel or the organisation, and nothing of what it is."""
    member = message.member
    with override(member.language):
        if message.kind == Message.Kind.INVITATION:
            lines = invitation_lines(make_code(member=member, beside_others=True))
        else:
            lines = neutral_lines()
        subject = _("A note for you")
    return EmailMessage(subject, "\n\n".join(lines), to=[identity_of(member).email])


def invitation_lines(code: str) -> list[str]:
    """What invites somebody who has not come in yet, by e-mail or text message, or read out to her:
    in the language that is active, and as neutral as the rest."""
    address = f"{settings.BASE_URL}/panel/join/"
    return [
        _("Hello. Somebody you spoke to said that we would write."),
        _("When it suits you, open this address: %(address)s") % {"address": address},
        _("and type this code: %(code)s") % {"code": code},
        _("It works for 14 days. You need not answer. If this is not for you, delete it."),
    ]


def neutral_lines() -> list[str]:
    """All that may stand outside her login, in the language that is active: nothing that anybody
    who looks over her shoulder may not read. The second has the address in it."""
    return [
        _("Hello. There is something for you to read, when it suits you."),
        _("You find it here: %(address)s") % {"address": f"{settings.BASE_URL}/panel/"},
    ]


@transaction.atomic
def note_done(*, user: Any, message: Message) -> None:
    """A person rang, texted or posted it. Twice is once. Raises PermissionDenied, and NotThisWay
    where she may not be reached so now: she is on a break, or told us of another way."""
    require_coordinator_of(user, message.member)
    if message.state == State.DONE:
        return
    if way_now(message) != Way.BY_HAND:
        raise NotThisWay
    channel = contact_of(message.member).channel
    done = {"sent_on": timezone.localdate(), "channel": channel}
    if any(_move(message, begins, State.DONE, **done) for begins in (State.WAITING, *STUCK)):
        audit(user=user, action="told a member by hand", subject=f"message {message.pk}")


@transaction.atomic
def send_again(*, user: Any, message: Message) -> None:
    """Try once more what failed or was left half-way. Raises PermissionDenied."""
    require_coordinator_of(user, message.member)
    stuck = Message.objects.filter(pk=message.pk, state__in=STUCK)
    if stuck.update(state=State.WAITING):
        audit(user=user, action="sent a message again", subject=f"message {message.pk}")
        transaction.on_commit(lambda: deliver(message))


def messages_of(member: PanelMember) -> QuerySet[Message]:
    """What she reads on her page: invitations were for the way in."""
    return member.messages.filter(kind=Message.Kind.NEWS)
