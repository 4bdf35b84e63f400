"""The steps of a purge: what each kind counts and how its rows go, some hundred at a time.

Each step may be repeated after a crash. The rows are asked for again as they go, so that a hold
or a case that came meanwhile still keeps them.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.services import count_old_audit_lines, roll_audit
from consultations.bodies.services import (
    answers_before,
    contacts_before,
    forget_answers,
    forget_contacts,
    forget_originals,
    originals_before,
)
from feedback.intake.models import ReceiptSlip
from feedback.review.forgetting import forget_responses
from feedback.review.models import SafeguardingCase, WaitingResponse
from feedback.review.replies.looking import forget_looks
from feedback.review.retention import due, housekeeping
from feedback.review.retention.holds import active_holds
from feedback.review.retention.kinds import BY_NAME, first_of_month
from feedback.review.retention.ledger import Ledger

AT_ONCE = 200
Rows = QuerySet[Any]


@dataclass(frozen=True)
class Step:
    """One kind: how many are due and may go, how many a hold keeps, and how they go."""

    kind: str
    count: Callable[[date], Counter[str]]
    held: Callable[[date], Counter[str]]
    purge: Callable[[date, Ledger], None]


def _of_rows(kind: str, find: Callable[[date], Rows], destroy: Callable[[Rows], object]) -> Step:
    """A step over rows of the default database that belong to forms."""

    def purge(today: date, ledger: Ledger) -> None:
        ids = list(due.not_on_hold(find(today), today).values_list("pk", flat=True).distinct())
        for start in range(0, len(ids), AT_ONCE):
            with transaction.atomic():
                chunk = due.not_on_hold(find(today), today).filter(
                    pk__in=ids[start : start + AT_ONCE]
                )
                ledger.note(kind, due.by_form(chunk))
                destroy(chunk)

    return Step(
        kind,
        lambda today: due.by_form(due.not_on_hold(find(today), today)),
        lambda today: due.held_back(find(today), today),
        purge,
    )


def _of_number(
    kind: str,
    count: Callable[[date], int],
    destroy: Callable[[date], int],
    *,
    certified: bool = True,
) -> Step:
    """A step over rows that belong to no form and that no hold is on."""

    def purge(today: date, ledger: Ledger) -> None:
        with transaction.atomic():
            number = destroy(today)
            if certified:
                ledger.note(kind, Counter({"": number}))

    return Step(kind, lambda today: +Counter({"": count(today)}), lambda today: Counter(), purge)


def _empty(rows: Rows) -> None:
    rows.model._default_manager.filter(pk__in=_ids(rows)).update(sealed=b"")


def _ids(rows: Rows) -> list[int]:
    return list(rows.order_by().values_list("pk", flat=True).distinct())


def _delete_waiting(rows: Rows) -> None:
    WaitingResponse.objects.filter(pk__in=_ids(rows)).delete()


def _delete_cases(rows: Rows) -> None:
    """With the row, where nothing but the case was left on it. Holds that are over go along."""
    ids = _ids(rows)
    bare = WaitingResponse.objects.filter(
        safeguarding_case__in=ids, status=WaitingResponse.Status.SET_ASIDE, sealed=b""
    )
    bare_ids = list(bare.values_list("pk", flat=True))
    for case in SafeguardingCase.objects.filter(pk__in=ids):
        case.holds.all().delete()
        case.delete()
    WaitingResponse.objects.filter(pk__in=bare_ids).delete()


def _purge_slips(today: date) -> int:
    slips = list(due.slips(today))
    for start in range(0, len(slips), AT_ONCE):
        chunk = slips[start : start + AT_ONCE]
        forget_looks(bytes(slip.receipt_hash) for slip in chunk)  # nobody can be told any more
        ReceiptSlip.objects.filter(pk__in=[slip.pk for slip in chunk]).delete()
    return len(slips)


def _delete_equality(today: date) -> int:
    return int(due.equality(today).delete()[0])


def _delete_duty(today: date) -> int:
    return sum(int(rows.delete()[0]) for rows in due.duty(today))


def _audit_limit(today: date) -> date:
    return first_of_month(BY_NAME["audit"].limit(today))


def _count_audit(today: date) -> int:
    """While anything is on hold, the log of who read what stays whole."""
    return 0 if active_holds(today).exists() else count_old_audit_lines(_audit_limit(today))


def _roll_audit(today: date) -> int:
    return 0 if active_holds(today).exists() else roll_audit(before=_audit_limit(today))


def _of_bodies(kind: str, rows: Callable[[date], Rows], forget: Callable[..., int]) -> Step:
    """A step over what organisations sent: no hold of a form is on it."""
    limit = BY_NAME[kind].limit
    return _of_number(
        kind, lambda today: rows(limit(today)).count(), lambda today: forget(before=limit(today))
    )


STEPS = (
    _of_rows("originals", due.originals, _empty),
    _of_rows("discarded", due.discarded, _delete_waiting),
    _of_rows("responses", due.responses, lambda rows: forget_responses(_ids(rows))),
    _of_rows("cases", due.cases, _delete_cases),
    _of_number("slips", lambda today: len(due.slips(today)), _purge_slips),
    _of_number("equality", lambda today: due.equality(today).count(), _delete_equality),
    _of_bodies("body_contacts", contacts_before, forget_contacts),
    _of_bodies("body_originals", originals_before, forget_originals),
    _of_bodies("bodies", answers_before, forget_answers),
    _of_number("duty", lambda today: sum(rows.count() for rows in due.duty(today)), _delete_duty),
    _of_number("audit", _count_audit, _roll_audit),
    _of_number("history", housekeeping.count_history, housekeeping.delete_history),
    _of_number("tasks", housekeeping.count_tasks, housekeeping.delete_tasks),
    # every day has some: a certificate each day would bury those that matter
    _of_number(
        "sessions", housekeeping.count_sessions, housekeeping.delete_sessions, certified=False
    ),
)
