"""Quotes of signed packs whose words were redacted anew since."""

from feedback.models import Response
from feedback.selectors import answers_for
from feedback.uses import Use
from insights.models import ReviewPack
from insights.packs.editions import quotes_of
from insights.packs.selectors import EDITIONS
from insights.packs.services import remove_quotes
from insights.quotes.words import is_still_said


def remove_old_quotes(response: Response) -> int:
    """Take a response's quotes out of every signed pack, if one shows what is no longer stored.

    Returns how many packs changed. A quote that still says what is stored stays.
    """
    answers = answers_for(use=Use.READING_TEAM, responses=[response.pk])
    stored = list(answers.values_list("text", flat=True))
    packs = ReviewPack.objects.exclude(status=ReviewPack.Status.DRAFT)
    quoted = {
        quote["text"]
        for pack in packs
        for quote in quotes_of(pack.editions, EDITIONS)
        if quote["response"] == response.pk
    }
    is_old = any(not is_still_said(text, stored) for text in quoted)
    return remove_quotes([response.pk]) if is_old else 0
