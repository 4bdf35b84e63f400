"""Writes on replies: writing, handing to a second person, giving back, sending, throwing away."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from feedback.models import Response
from feedback.review.replies.models import LANGUAGES, Reply
from feedback.review.replies.permissions import user_can_reply, user_can_send
from feedback.review.replies.selectors import may_hear
from feedback.review.services import TakenBack

LONGEST = 3_000  # characters: a reply is read on an old phone
State = Reply.State


class AlreadySent(Exception):
    """It is on its way to her: nothing of it changes any more."""


class NeedsSecondPerson(Exception):
    """Somebody else of the area has to look at it first."""


@transaction.atomic
def write_reply(*, user: User, response: Response, words: str, language: str) -> Reply:
    """Begin a reply to a response that has been read.

    Raises PermissionDenied, TakenBack, and ValueError for words that are none or too many.
    """
    area = response.version.form.consultation.area
    if not user_can_reply(user, area):
        raise PermissionDenied
    if not may_hear(user).filter(pk=response.pk).exists():
        raise TakenBack
    reply = Reply.objects.create(
        response=response,
        area=area,
        language=_known(language),
        words=_checked(words),
        written_by=user,
        written_at=timezone.now(),
    )
    audit(user=user, action="wrote reply", subject=f"reply {reply.pk}")
    return reply


@transaction.atomic
def change_reply(*, user: User, reply: Reply, words: str, language: str) -> Reply:
    """Other words: whoever changes them is the one who wrote them, and somebody else sends.

    Raises PermissionDenied, TakenBack, AlreadySent, ValueError.
    """
    reply = _locked(user, reply)
    words, language = _checked(words), _known(language)
    if (words, language) == (reply.words, reply.language):
        return reply
    reply.words, reply.language, reply.state = words, language, State.DRAFT
    reply.written_by, reply.written_at = user, timezone.now()
    reply.save()
    audit(user=user, action="changed reply", subject=f"reply {reply.pk}")
    return reply


@transaction.atomic
def hand_over(*, user: User, reply: Reply) -> Reply:
    """Ask a second person of the area to look at it. Raises as change_reply does."""
    reply = _locked(user, reply)
    reply.state, reply.note = State.READY, ""
    reply.save(update_fields=["state", "note"])
    audit(user=user, action="handed over reply", subject=f"reply {reply.pk}")
    return reply


@transaction.atomic
def give_back(*, user: User, reply: Reply, note: str) -> Reply:
    """The second person says what should change. Raises as change_reply does."""
    reply = _locked(user, reply)
    if not note.strip():
        raise ValueError("Say what should change.")
    reply.state, reply.note = State.DRAFT, note.strip()
    reply.save(update_fields=["state", "note"])
    audit(user=user, action="gave back reply", subject=f"reply {reply.pk}")
    return reply


@transaction.atomic
def send_reply(*, user: User, reply: Reply, seen: str) -> Reply:
    """Send it: the next sweep puts it onto her receipt. `seen` are the words that were looked at.

    Sending twice is sending once. Raises PermissionDenied, TakenBack, NeedsSecondPerson, and
    ValueError when the words are others than those that were looked at.
    """
    try:
        reply = _locked(user, reply)
    except AlreadySent:
        return Reply.objects.get(pk=reply.pk)
    if not user_can_send(user, reply):
        raise NeedsSecondPerson
    if reply.words != _lines(seen):
        raise ValueError("The words were changed since.")
    reply.state, reply.note = State.SENT, ""
    reply.sent_by, reply.sent_at = user, timezone.now()
    reply.save()
    alone = " alone" if reply.written_by_id == user.pk else ""
    audit(user=user, action=f"sent reply{alone}", subject=f"reply {reply.pk}")
    return reply


@transaction.atomic
def throw_away(*, user: User, reply: Reply) -> None:
    """Delete one that was not sent. Raises as change_reply does."""
    reply = _locked(user, reply)
    audit(user=user, action="threw away reply", subject=f"reply {reply.pk}")
    reply.delete()


def _locked(user: User, reply: Reply) -> Reply:
    if not user_can_reply(user, reply.area_id):
        raise PermissionDenied
    found = Reply.objects.select_for_update(of=("self",)).filter(pk=reply.pk).first()
    if found is None or not may_hear(user).filter(pk=found.response_id).exists():
        raise TakenBack
    if found.state == State.SENT:
        raise AlreadySent
    return found


def _lines(words: str) -> str:
    """A page posts line ends as two signs."""
    return words.replace("\r\n", "\n").strip()


def _checked(words: str) -> str:
    words = _lines(words)
    if not words or len(words) > LONGEST or "\0" in words:
        raise ValueError(f"A reply has words, and at most {LONGEST} signs.")
    return words


def _known(language: str) -> str:
    if language not in dict(LANGUAGES):
        raise ValueError("A reply is in English or in Welsh.")
    return language
