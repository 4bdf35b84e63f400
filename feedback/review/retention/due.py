"""What is due: rows whose period is over and that nothing keeps. Reads only, and no words.

Each finder gives the rows of one kind whose period is over; `kept` then leaves out those that are
on hold. What is unread, in an open safeguarding case or in a second check is never due at all.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from feedback.intake.models import ReceiptAct, ReceiptSlip, SealedResponse
from feedback.models import EqualityAnswer, Response
from feedback.review.duty.models import Alarm, LeadPeriod
from feedback.review.models import RetentionPeriod, SafeguardingCase, WaitingResponse
from feedback.review.retention.holds import cases_on_hold, forms_on_hold, on_hold
from feedback.review.retention.kinds import BY_NAME, DAYS_TO_CORRECT, Kind, first_of_month
from feedback.sealing import monday

Status = WaitingResponse.Status
FORM = "version__form"
OPEN_CASE = Q(safeguarding_case__isnull=False, safeguarding_case__decided_at=None)
ROWS = 500

# Reasons of other modules for which a response keeps its original, such as a second check that is
# not done: a function that takes nothing and gives the ids of those waiting responses.
Keeper = Callable[[], QuerySet[WaitingResponse, Any]]
_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> Keeper:
    """Let a module keep responses that it still works on. The function gives a queryset of them."""
    if keeper not in _keepers:
        _keepers.append(keeper)
    return keeper


def busy() -> Q:
    """Waiting responses that somebody still works on: an open case, or what a keeper names."""
    found = OPEN_CASE
    for keeper in _keepers:
        found |= Q(pk__in=keeper().order_by().values("pk"))
    return found


def over(kind: Kind, today: date, form: str, before: Callable[[date], Q]) -> Q:
    """Rows whose period is over, each by the period of its form. `form` is the way to it;
    `before` says which rows are of a day before the given one."""
    own = dict(RetentionPeriod.objects.filter(kind=kind.name).values_list("form_id", "length"))
    found = before(kind.limit(today)) & ~Q(**{f"{form}__in": list(own)})
    for form_id, length in own.items():
        found |= before(kind.limit(today, length)) & Q(**{form: form_id})
    return found


def originals(today: date) -> QuerySet[WaitingResponse]:
    """Responses that were read and whose sealed original is still there."""
    opened = today - timedelta(days=DAYS_TO_CORRECT)
    rows = WaitingResponse.objects.filter(status=Status.READ).exclude(sealed=b"")
    rows = rows.filter(Q(batch=None) | Q(batch__opened_at__date__lt=opened)).exclude(busy())
    return rows.filter(over(BY_NAME["originals"], today, FORM, _swept))


def discarded(today: date) -> QuerySet[WaitingResponse]:
    """Responses that a person discarded, or that nothing is left of but the row."""
    rows = WaitingResponse.objects.filter(status__in=(Status.DISCARDED, Status.SET_ASIDE))
    rows = rows.filter(safeguarding_case=None).exclude(busy())
    return rows.filter(over(BY_NAME["discarded"], today, FORM, _swept))


def _swept(day: date) -> Q:
    return Q(swept_on__lt=day)


def unread_too_long(today: date) -> QuerySet[WaitingResponse]:
    """Responses that nobody has read within the period of their original. They never go."""
    rows = WaitingResponse.objects.filter(status=Status.WAITING)
    return rows.filter(over(BY_NAME["originals"], today, FORM, _swept))


def responses(today: date) -> QuerySet[Response]:
    """Responses that were read. An old week may have come by an import: such a response is as
    old as the version of its form."""

    def before(day: date) -> Q:
        return Q(week__lt=monday(day), version__published_on__lt=day)

    kept = WaitingResponse.objects.filter(busy()).exclude(response_id=None)
    rows = Response.objects.exclude(pk__in=kept.values("response_id"))
    return rows.filter(over(BY_NAME["responses"], today, FORM, before))


def cases(today: date) -> QuerySet[SafeguardingCase]:
    """Safeguarding cases that were decided."""

    def before(day: date) -> Q:
        return Q(decided_at__date__lt=day)

    rows = SafeguardingCase.objects.exclude(decided_at=None)
    return rows.filter(over(BY_NAME["cases"], today, f"waiting__{FORM}", before))


def equality(today: date) -> QuerySet[EqualityAnswer]:
    """Equality answers. They stand by consultation and month, never by form."""
    limit = first_of_month(BY_NAME["equality"].limit(today))
    return EqualityAnswer.objects.filter(month__lt=limit)


def duty(today: date) -> tuple[QuerySet[Alarm], QuerySet[LeadPeriod]]:
    """Alarms and times of leads that ended. What goes on, or begins only, is never due."""
    limit = BY_NAME["duty"].limit(today)
    return (
        Alarm.objects.filter(ended_at__date__lt=limit),
        LeadPeriod.objects.filter(last_day__lt=limit),
    )


def slips(today: date) -> list[ReceiptSlip]:
    """Slips with nothing behind them that she could take back: no response, read or waiting, and
    none that is sealed still or that she asked something for."""
    old = ReceiptSlip.objects.filter(week__lt=monday(BY_NAME["slips"].limit(today)))
    old = old.exclude(week__in=SealedResponse.objects.values("week"))
    old = old.exclude(receipt_hash__in=ReceiptAct.objects.values("receipt_hash"))
    rows = list(old.only("pk", "receipt_hash"))
    found: list[ReceiptSlip] = []
    for start in range(0, len(rows), ROWS):
        chunk = rows[start : start + ROWS]
        held = _held_receipts([bytes(slip.receipt_hash) for slip in chunk])
        found += [slip for slip in chunk if bytes(slip.receipt_hash) not in held]
    return found


def _held_receipts(hashes: list[bytes]) -> set[bytes]:
    held: set[bytes] = set()
    for model in (Response, WaitingResponse):
        rows = model._default_manager.filter(receipt_hash__in=hashes)
        held |= {bytes(h) for h in rows.values_list("receipt_hash", flat=True) if h}
    return held


def not_on_hold(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """These rows without what is on hold."""
    return rows.exclude(_hold_on(rows.model, today))


def held_back(rows: QuerySet[Any], today: date) -> Counter[str]:
    """Of these rows that are due, those on hold: address of the form → how many."""
    return by_form(rows.filter(_hold_on(rows.model, today)))


def _hold_on(model: type[Any], today: date) -> Q:
    if model is WaitingResponse:
        return on_hold(today)
    if model is SafeguardingCase:
        by_form = Q(**{f"waiting__{FORM}__in": forms_on_hold(today)})
        return by_form | Q(pk__in=cases_on_hold(today))
    kept = WaitingResponse.objects.filter(safeguarding_case__in=cases_on_hold(today))
    ids = kept.exclude(response_id=None).values("response_id")
    return Q(version__form__in=forms_on_hold(today)) | Q(pk__in=ids)


def by_form(rows: QuerySet[Any]) -> Counter[str]:
    """Address of the form → how many of these rows."""
    way = "waiting__version__form__slug" if rows.model is SafeguardingCase else f"{FORM}__slug"
    counted = rows.order_by().values_list(way).annotate(n=Count("pk", distinct=True))
    return Counter(dict(counted))
