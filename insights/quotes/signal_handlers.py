"""What the bank of quotes does when stored words change. Connected in insights/apps.py."""

from typing import Any

from django.utils.translation import ngettext

from feedback.models import Response


def forget_bank_quotes(sender: type[Response], response: Response, **kwargs: Any) -> str | None:
    """Her words changed: quotes in them go, since nobody checked what stands there now. A
    translation changes none of them. Returns what the reader should know."""
    from insights.quotes.services import forget_quotes_of

    if kwargs.get("only_translations", False):
        return None
    told = forget_quotes_of(response)
    if not told:
        return None
    said = ngettext(
        "%(n)d finding of a draft was told with these words as they were before. The quote is "
        "taken out of it, and out of the bank. Add it again if it may still be repeated.",
        "%(n)d findings of a draft were told with these words as they were before. The quotes are "
        "taken out of them, and out of the bank. Add them again if they may still be repeated.",
        told,
    )
    return said % {"n": told}
