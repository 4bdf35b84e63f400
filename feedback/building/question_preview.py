"""A question on its own, as she would see it, before it stands in any form. Nothing can be sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale

from consultations.models import ConsultationPage
from core.addresses import public_addresses
from core.models import Area
from feedback import pages
from feedback.building.previews import NO_VISIT
from feedback.definitions import described
from feedback.models import Form, FormVersion, Question
from feedback.questionnaire import ENGLISH
from feedback.state import State

MODES = [(ENGLISH, "English"), ("cy", "Cymraeg")]


def serve(question: Question, request: HttpRequest, mode: str) -> HttpResponse:
    """Its page in one language, with what was typed and is not saved. Its buttons lead nowhere."""
    address = reverse("question_preview_step", args=[question.pk or 0])
    language = mode if mode in dict(MODES) else ENGLISH
    words = described([question], {question.pk: _languages(question)})[0]
    version = FormVersion(number=0, definition={"questions": [words | {"show_if": []}]})
    form = Form(slug="preview", consultation=ConsultationPage(area=Area(slug="preview")))
    state = State(visit=NO_VISIT, version=0, step=words["key"])
    with override(language), public_addresses():
        template, context = pages.page_of(form, version, state)
        other, name = pages.OTHER_LANGUAGE[language]
        context |= {"page_template": template, "only_if": []}
        here, there = f"{address}?mode={language}", f"{address}?mode={other}"
        context |= {"state": "", "visit_token": "", "step_form": False, "form_url": here}
        context["other_language"] = {"code": other, "name": name, "url": there}
        return render(request, "feedback/admin/preview.html", context)


def _languages(question: Question) -> dict[str, Question]:
    """What is typed, under its own language, and what is saved of the others."""
    own = question.locale if question.locale_id else Locale.get_default()
    others = Question.objects.filter(translation_key=question.translation_key).exclude(locale=own)
    saved = {t.locale.language_code: t for t in others.select_related("locale")}
    return {own.language_code: question} | saved
