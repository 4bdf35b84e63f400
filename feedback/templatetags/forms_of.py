"""The forms of a consultation, for its page: pages lie below and can't import them (§11.4)."""

from django import template

from consultations.models import ConsultationPage
from feedback import selectors
from feedback.models import Form

register = template.Library()


@register.simple_tag
def live_forms(consultation: ConsultationPage) -> list[Form]:
    """Forms that have a published version, in order of their address."""
    forms = selectors.forms_of(consultation).order_by("slug")
    return list(forms.filter(versions__number__gte=1, versions__replaced_on=None).distinct())
