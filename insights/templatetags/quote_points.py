"""The points of the checklist of quotes, in words."""

from django import template
from django.utils.functional import Promise

from insights.models import QuoteCheck
from insights.quotes.checklist import CHECKLIST

register = template.Library()


@register.filter
def not_held(check: QuoteCheck) -> list[str | Promise]:
    """The points that a reader did not hold."""
    return [point.says for point in CHECKLIST if point.key not in check.held]
