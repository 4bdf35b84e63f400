"""What a coding points at, for the templates of the bench."""

from collections.abc import Sequence

from django import template

from insights.models import Coding
from insights.selectors import Bench
from insights.selectors.said import Pointed

register = template.Library()


@register.filter
def pointed_by(bench: Bench, coding: Coding) -> Sequence[Pointed]:
    """The passages of a coding: `{{ bench|pointed_by:coding }}`."""
    return bench.pointed.get(coding.pk, ())
