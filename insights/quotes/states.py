"""Where a quote stands between its two readers: worked out from their checks, never stored."""

from collections.abc import Iterable
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.enums import TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from insights.quotes.models import BankQuote, QuoteCheck

READERS = 2  # two different people: one check a reader


class State(TextChoices):
    """What is still missing before a quote may be repeated, or that it may not."""

    FIRST = "first", _("Waits for a first reader")
    SECOND = "second", _("Waits for a second reader")
    PASSED = "passed", _("May be repeated")
    STOPPED = "stopped", _("Not to be repeated")


WAITING = (State.FIRST, State.SECOND)


def state_of(checks: Iterable[QuoteCheck]) -> State:
    """The state that these checks of one quote make."""
    said = [check.passed for check in checks]
    if not all(said):
        return State.STOPPED
    return State.PASSED if len(said) >= READERS else WAITING[len(said)]


def with_state(quotes: QuerySet[BankQuote]) -> QuerySet[Any]:
    """The same with `state`, to be narrowed by."""
    checks = QuoteCheck.objects.filter(quote=OuterRef("pk")).order_by()
    passes = checks.filter(passed=True).values("quote").annotate(n=Count("pk")).values("n")
    return quotes.alias(
        is_stopped=Exists(checks.filter(passed=False)),
        passes=Coalesce(Subquery(passes, output_field=IntegerField()), 0),
    ).annotate(
        state=Case(
            When(is_stopped=True, then=Value(State.STOPPED.value)),
            When(passes__gte=READERS, then=Value(State.PASSED.value)),
            When(passes=1, then=Value(State.SECOND.value)),
            default=Value(State.FIRST.value),
        )
    )
