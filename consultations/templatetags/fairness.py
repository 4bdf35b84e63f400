"""What we promise to do with what women say, in words that nobody can read too much into."""

from django import template

from consultations.models import ConsultationPage
from consultations.stages.fairness import PROMISES

register = template.Library()


@register.filter
def promise(page: ConsultationPage) -> str:
    """The level of involvement, in the words that women read; empty where none was chosen."""
    return str(PROMISES.get(page.involvement, ""))
