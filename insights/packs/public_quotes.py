"""Quotes that anyone may read: which of a pack may be published, and how they are known again.

Public pages may not read responses, on PostgreSQL not even by their role. So a published quote
carries a mark: a keyed hash of the receipt. What was taken back a moment ago stands in the intake,
which the public process may look up; hashed alike, it says which quotes have to go at once.
"""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.db import Error
from django.utils.crypto import salted_hmac

from consultations.services import QuoteText
from feedback.intake.selectors import unsettled_hashes
from feedback.review.selectors import with_a_case
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import ReviewPack

logger = logging.getLogger("alongside.quotes")


def mark_of(secret: bytes) -> str:
    """What a published quote is known by. Without RECEIPT_KEY it leads to no receipt."""
    hashed = salted_hmac("a public quote", secret, secret=settings.RECEIPT_KEY, algorithm="sha256")
    return hashed.hexdigest()


def marks_taken_back() -> set[str] | None:
    """Marks of words that were taken back or put right and are not removed yet, or whose uses may
    have changed (selectors.shown_quotes).

    None while the intake is out of reach: then the page stands without quotes.
    """
    try:
        return {mark_of(receipt_hash) for receipt_hash in unsettled_hashes()}
    except Error as error:
        logger.error("The intake is out of reach, so no quote is shown: %s.", type(error).__name__)
        return None


def publishable_quotes(pack: ReviewPack) -> dict[int, QuoteText]:
    """Place in the public edition of a signed pack → the quote, if it may be published now."""
    public = pack.editions["public"]
    marks = _marks(q["response"] for q in public["quotes"] if q["text"])
    welsh = {row["code"]: row["name_cy"] for axis in public["axes"] for row in axis["rows"]}
    return {
        place: QuoteText(
            theme=quote["theme"],
            theme_cy=welsh.get(quote["code"], ""),
            text=quote["text"],
            language=quote["language"],
            mark=marks[quote["response"]],
        )
        for place, quote in enumerate(public["quotes"])
        if quote["response"] in marks
    }


def _marks(responses: Iterable[int]) -> dict[int, str]:
    """Response → its mark, of those that anyone may still read and no case was opened for."""
    allowed = responses_for(use=Use.PUBLIC).filter(pk__in=list(responses))
    rows = dict(allowed.values_list("pk", "receipt_hash"))
    cases = with_a_case(rows)
    return {pk: mark_of(_secret(pk, found)) for pk, found in rows.items() if pk not in cases}


def _secret(pk: int, receipt_hash: bytes | memoryview | None) -> bytes:
    """Words that came without a receipt (paper, imports) are known by their own random id."""
    return bytes(receipt_hash) if receipt_hash else pk.to_bytes(8, "big")
