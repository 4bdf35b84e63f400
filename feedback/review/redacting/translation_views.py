"""Screens for translations: what waits for one, and one answer with its words."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feedback.models import Response
from feedback.questionnaire import ENGLISH
from feedback.review.breadcrumbs import crumbs
from feedback.review.choices import LANGUAGE_NAMES
from feedback.review.excerpts import hard_ones, heads_up_of
from feedback.review.permissions import review_areas
from feedback.review.redacting.language_form import LanguageForm
from feedback.review.redacting.phrases import lists_of
from feedback.review.redacting.translating import answers_to_translate, translate
from feedback.review.requests import StaffRequest
from feedback.selectors import question_labels
from feedback.services import Translated

SHOWN = 100


@never_cache
def translations(request: StaffRequest) -> HttpResponse:
    """Answers of her areas in other languages, those without a translation first."""
    if not review_areas(request.user).exists():
        raise PermissionDenied
    names = dict(LANGUAGE_NAMES)
    found = list(answers_to_translate(request.user)[:SHOWN])
    hard = hard_ones(answer.response_id for answer in found)
    context = {
        "rows": [
            (answer, names[answer.language], _question(answer), answer.response_id in hard)
            for answer in found
        ],
        "breadcrumbs_items": crumbs((_("Translations"), None)),
    }
    return render(request, "review/redacting/translations.html", context)


def _question(answer: Any) -> str:
    labels = question_labels(answer.response.version, ENGLISH)
    return labels.get(answer.question_key.hex, "")


@never_cache
def translation(request: StaffRequest, pk: int) -> HttpResponse:
    """Her words with details taken out, and room for a translation beside them."""
    answer = get_object_or_404(answers_to_translate(request.user), pk=pk)
    lists = lists_of(answer.response.version.form.area_id)
    before = Translated(answer.language, answer.translation)
    data = request.POST if request.method == "POST" else None
    form = LanguageForm(data, text=answer.text, find=lists.find, before=before)
    if data is not None and form.is_valid():
        return _keep(request, answer, form)
    context = {
        "answer": answer,
        "question": _question(answer),
        "form": form,
        "heads_up": heads_up_of(answer.response_id),
        "breadcrumbs_items": crumbs(
            (_("Translations"), reverse("reading_room:translations")), (_("One answer"), None)
        ),
    }
    return render(request, "review/redacting/translation.html", context)


def _keep(request: StaffRequest, answer: Any, form: LanguageForm) -> HttpResponse:
    try:
        notes = translate(user=request.user, answer=answer, translated=form.translated)
    except Response.DoesNotExist:
        messages.warning(request, _("She took these words back, so nobody may read them now."))
        return redirect("reading_room:translations")
    messages.success(request, _("The translation is kept. Her own words stay first."))
    for note in notes:
        messages.warning(request, note)
    return redirect("reading_room:translations")
