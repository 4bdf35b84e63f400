"""What handing over does when stored words change. Connected in insights/apps.py."""

from typing import Any

from django.utils.translation import gettext as _

from feedback.models import Response


def words_had_to_go(
    sender: type[Response], response: Response, hides_more: bool, **kwargs: Any
) -> str | None:
    """What was handed over still says them. Returns what the reader should know."""
    from insights.handover.services import forget_words

    if hides_more and forget_words(response):
        return _(
            "These words were handed over as they were before. “Hand over” of the consultation "
            "lists who has them: tell them to destroy their copy."
        )
    return None
