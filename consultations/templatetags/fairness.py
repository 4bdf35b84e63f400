"""What we promise to do with what women say, in words that nobody can read too much into."""

from django import template
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from consultations.models import ConsultationPage, Involvement

register = template.Library()

PROMISES: dict[str, LazyText] = {
    Involvement.INFORM: _(
        "We tell you what will happen. It is decided, and what you say will not change it. It "
        "helps us to explain it well."
    ),
    Involvement.CONSULT: _(
        "We ask you before we decide. We decide, and we may not do what you ask. We will tell you "
        "what we did, and why."
    ),
    Involvement.INVOLVE: _(
        "We plan this with women, from now to the end. What you say goes into each draft. We "
        "decide in the end, and tell you why."
    ),
    Involvement.CO_PRODUCE: _(
        "Women who have been there and services decide this together. What you say goes to all "
        "who decide."
    ),
}


@register.filter
def promise(page: ConsultationPage) -> str:
    """The level of involvement, in the words that women read; empty where none was chosen."""
    return str(PROMISES.get(page.involvement, ""))
