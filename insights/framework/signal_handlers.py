"""What becomes of summaries when a response leaves or its words change. Connected in apps.py."""

from typing import Any

from django.utils.translation import gettext as _

from feedback.models import Response
from insights.models import CaseSummary


def forget_summaries(
    sender: type[Response], response: Response, hides_more: bool, **kwargs: Any
) -> str | None:
    """Something had to go from her words: what was written from them goes too, on every row of the
    visit, since nobody can tell which summary holds it. Returns what the reader should know.

    A mark "look again" would leave it on the screens and in print until somebody did; writing a
    sentence anew costs a minute (decision 0026). Words that were only put back, or translated,
    leave it alone.
    """
    if hides_more and _of_the_visit(response).delete()[0]:
        return _(
            "Summaries of what she said were written from the words as they were before. They are "
            "deleted from the matrix. Write them again from what stands there now."
        )
    return None


def forget_with_a_part(sender: type[Response], instance: Response, **kwargs: Any) -> None:
    """A part of a visit is being deleted: what was written of its other parts may hold it."""
    if instance.visit_hash:
        _of_the_visit(instance).delete()


def _of_the_visit(response: Response) -> Any:
    if response.visit_hash:
        return CaseSummary.objects.filter(response__visit_hash=response.visit_hash)
    return CaseSummary.objects.filter(response=response)
