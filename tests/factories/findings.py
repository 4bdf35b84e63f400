"""Quotes of the bank, passed by readers or stopped."""

from collections.abc import Sequence

from django.utils import timezone

from accounts.models import User
from feedback.models import Response
from insights.models import BankQuote, QuoteCheck, Theme


def make_quote(
    response: Response, by: User, *, passed: Sequence[User] = (), stopped: Sequence[User] = ()
) -> BankQuote:
    """All of her answer as a quote, under the first theme that it was given."""
    answer, today = response.answers.get(), timezone.localdate()
    theme = Theme.objects.filter(codings__response=response).order_by("order")[0]
    quote = BankQuote.objects.create(
        response=response,
        answer=answer.pk,
        start=0,
        end=len(answer.text),
        theme=theme,
        added_by=by,
        added_on=today,
    )
    QuoteCheck.objects.bulk_create(
        QuoteCheck(quote=quote, reader=reader, passed=is_passed, checked_on=today)
        for readers, is_passed in ((passed, True), (stopped, False))
        for reader in readers
    )
    return quote
