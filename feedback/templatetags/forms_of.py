"""The forms of a consultation, for its page: pages lie below and can't import them (§11.4)."""

from dataclasses import dataclass

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations.models import ConsultationPage
from feedback import selectors
from feedback.definitions import define
from feedback.models import Form, FormVersion
from feedback.questionnaire import ENGLISH, Questionnaire

register = template.Library()


@register.simple_tag
def live_forms(consultation: ConsultationPage) -> list[Form]:
    """Forms that have a published version, in order of their address."""
    forms = selectors.forms_of(consultation).order_by("slug")
    return list(forms.filter(versions__number__gte=1, versions__replaced_on=None).distinct())


@dataclass(frozen=True)
class EasyQuestions:
    """How many questions of a form can be read in easy read, as a light that staff see."""

    form: Form
    asked: int
    easy: int
    offered: bool

    @property
    def state(self) -> str:
        return "whole" if self.offered else "hidden" if self.asked == self.easy else "missing"

    @property
    def words(self) -> str:
        if self.state == "hidden":
            return _("Written, not published yet")
        return _("Whole") if self.offered else _("Missing")

    @property
    def told(self) -> str:
        counted = {"easy": self.easy, "asked": self.asked}
        return _("%(easy)s of %(asked)s questions have it.") % counted


@register.simple_tag
def easy_questions(consultation: ConsultationPage) -> list[EasyQuestions]:
    """Each form of a consultation, and how far the easy read of its questions has come."""
    return [_easy_of(form) for form in selectors.forms_of(consultation).order_by("slug")]


def _easy_of(form: Form) -> EasyQuestions:
    items = Questionnaire.from_json(define(form)).items
    live = selectors.live_version(form)
    return EasyQuestions(
        form=form,
        asked=len(items),
        easy=sum(item.is_easy_in(ENGLISH) for item in items),
        offered=live is not None and live.questionnaire.is_easy_in(ENGLISH),
    )


@register.simple_tag
def easy_forms(consultation: ConsultationPage) -> list[str]:
    """Addresses of forms that can be answered in easy read, in the language of the page."""
    forms = selectors.forms_of(consultation)
    live = FormVersion.objects.filter(form__in=forms, replaced_on=None).select_related("form")
    language = get_language() or ENGLISH
    return [v.form.slug for v in live if v.questionnaire.is_easy_in(language)]
