"""Second looks: taking in that she asked, opening what it is about, and the answer."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from feedback.intake.models import ReceiptAct
from feedback.payload import Payload
from feedback.review.models import WaitingResponse
from feedback.review.replies.models import SecondLook
from feedback.review.replies.permissions import user_can_look_again
from feedback.review.selectors import is_standing
from feedback.review.services import TakenBack
from feedback.review.unsealing import open_sealed
from feedback.review.welfare.openings import count_opening

LONGEST = 1_000  # characters


class AlreadyAnswered(Exception):
    """Somebody has looked again, and she may ask once."""


def take_in_looks() -> int:
    """Bring what was asked for into the reading room: copy, then delete (design §11.9). One that
    is asked for again is the same one; without any words there is nothing to look at."""
    taken = 0
    for act in ReceiptAct.objects.filter(kind=ReceiptAct.Kind.LOOK).order_by("pk"):
        receipt_hash = bytes(act.receipt_hash)
        waiting = WaitingResponse.objects.filter(receipt_hash=receipt_hash).first()
        known = SecondLook.objects.filter(receipt_hash=receipt_hash).exists()
        if waiting is not None and not known:
            look = SecondLook(
                receipt_hash=receipt_hash, area=waiting.area, asked_on=timezone.localdate()
            )
            SecondLook.objects.bulk_create([look], ignore_conflicts=True)
            taken += 1
        act.delete()
    return taken


def forget_looks(receipt_hashes: Iterable[bytes]) -> None:
    """She took her words back: nothing of what she asked stays."""
    SecondLook.objects.filter(receipt_hash__in=list(receipt_hashes)).delete()


def open_again(*, user: User, look: SecondLook, waiting: WaitingResponse) -> Payload:
    """Unseal what a second look is about, in memory. Each look leaves an audit line,
    and counts towards what she opens in a day, once.

    Raises PermissionDenied (also for who had to do with it before), TakenBack, EnoughForToday,
    CannotBeOpened.
    """
    if waiting.receipt_hash is None or bytes(waiting.receipt_hash) != bytes(look.receipt_hash):
        raise PermissionDenied
    if not user_can_look_again(user, look):
        raise PermissionDenied
    if not waiting.sealed or not is_standing(waiting):
        raise TakenBack
    count_opening(user=user, waiting=waiting)
    audit(user=user, action="opened words again", subject=f"second look {look.pk}")
    return open_sealed(waiting.key_id, bytes(waiting.sealed))


@transaction.atomic
def answer_look(*, user: User, look: SecondLook, outcome: str, words: str) -> SecondLook:
    """Say what came of it; the next sweep tells her. A different reader answers, once.

    Raises PermissionDenied, AlreadyAnswered, TakenBack, and ValueError without words or with an
    outcome that we don't know.
    """
    found = SecondLook.objects.select_for_update(of=("self",)).filter(pk=look.pk).first()
    if found is None:
        raise TakenBack
    if not user_can_look_again(user, found):
        raise PermissionDenied
    if found.outcome:
        raise AlreadyAnswered
    if outcome not in SecondLook.Outcome.values or not 0 < len(words.strip()) <= LONGEST:
        raise ValueError("A second look needs its outcome, and words that explain it.")
    found.outcome, found.words = outcome, words.strip()
    found.answered_by, found.answered_at = user, timezone.now()
    found.save()
    audit(user=user, action=f"answered second look: {outcome}", subject=f"second look {found.pk}")
    return found
