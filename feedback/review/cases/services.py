"""Writes about safeguarding cases: a lead looks, decides, opens again. Every step is kept."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from feedback.payload import Payload
from feedback.review.cases.models import Done
from feedback.review.duty.alarms import note_opened, note_reading
from feedback.review.models import CaseAct, SafeguardingCase
from feedback.review.permissions import user_can_decide
from feedback.review.selectors import is_standing
from feedback.review.services import TakenBack
from feedback.review.unsealing import open_sealed

Kind = CaseAct.Kind


class CaseChanged(Exception):
    """Somebody decided it, or opened it again, since she opened the page."""


def open_case(*, user: User, case: SafeguardingCase) -> Payload:
    """Unseal the words of a safeguarding case for the lead, and note her first look.

    Raises PermissionDenied, TakenBack, CannotBeOpened.
    """
    if not user_can_decide(user, case.waiting.area_id):
        raise PermissionDenied
    if not case.waiting.sealed or not is_standing(case.waiting):
        raise TakenBack
    audit(user=user, action="opened words of a case", subject=f"case {case.pk}")
    payload = open_sealed(case.waiting.key_id, bytes(case.waiting.sealed))
    note_opened(user=user, waiting=case.waiting)
    return payload


@transaction.atomic
def decide_case(
    *, user: User, case: SafeguardingCase, done: Sequence[str], words: str, seen: int
) -> SafeguardingCase:
    """Write down what was done about a case (values of Done), and why. `seen` is how many steps
    the case had on her page.

    Raises PermissionDenied, CaseChanged, and ValueError without a known deed or any words.
    """
    if not done or not set(done) <= set(Done.values):
        raise ValueError("Say what was done.")
    return _add(user, case, Kind.DECIDED, list(done), words, seen)


@transaction.atomic
def reopen_case(*, user: User, case: SafeguardingCase, words: str, seen: int) -> SafeguardingCase:
    """Open a decided case again, for a reason. Its clock starts anew.

    Raises PermissionDenied, CaseChanged, and ValueError without a reason.
    """
    return _add(user, case, Kind.REOPENED, [], words, seen)


def _add(
    user: User, case: SafeguardingCase, kind: CaseAct.Kind, done: list[str], words: str, seen: int
) -> SafeguardingCase:
    case = SafeguardingCase.objects.select_for_update().get(pk=case.pk)  # of two at once, one waits
    if not user_can_decide(user, case.waiting.area_id):
        raise PermissionDenied
    is_decided = case.decided_at is not None
    if case.acts.count() != seen or is_decided == (kind == Kind.DECIDED):
        raise CaseChanged
    if not words.strip():
        raise ValueError("A step needs its words.")
    now = timezone.now()
    CaseAct.objects.create(
        case=case, number=seen + 1, kind=kind, done=done, words=words.strip(), by=user, at=now
    )
    _move(case, kind, now)
    action = "decided case" if kind == Kind.DECIDED else "opened case again"
    audit(user=user, action=action, subject=f"case {case.pk}")
    note_reading(case.waiting.area_id)
    return case


def _move(case: SafeguardingCase, kind: CaseAct.Kind, now: datetime) -> None:
    if kind == Kind.DECIDED:
        case.decided_at = now
    else:
        case.decided_at, case.looked_at, case.running_since = None, None, now
    case.save(update_fields=["decided_at", "looked_at", "running_since"])
