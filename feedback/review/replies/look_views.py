"""Screens for second looks: those that were asked for, and one with its words."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feedback.payload import Payload
from feedback.questionnaire import ENGLISH
from feedback.review.breadcrumbs import crumbs
from feedback.review.choices import DISCARD_REASONS, KINDS, REASONS, held_labels
from feedback.review.forms import in_asked_order
from feedback.review.models import Redaction, WaitingResponse
from feedback.review.permissions import review_areas
from feedback.review.replies import looking, selectors
from feedback.review.replies.forms import LookForm
from feedback.review.replies.models import SecondLook
from feedback.review.replies.permissions import user_can_look_again
from feedback.review.requests import StaffRequest
from feedback.review.services import TakenBack
from feedback.review.unsealing import CannotBeOpened
from feedback.review.welfare.openings import EnoughForToday
from feedback.selectors import question_labels

SHOWN = 50


@never_cache
def looks(request: StaffRequest) -> HttpResponse:
    """Those that wait for a different reader, and those that were answered."""
    if not review_areas(request.user).exists():
        raise PermissionDenied
    answered = selectors.looks_for(request.user).exclude(outcome="").order_by("-answered_at", "pk")
    waiting = selectors.open_looks_for(request.user)
    context = {
        "waiting": [(look, user_can_look_again(request.user, look)) for look in waiting],
        "answered": answered.select_related("answered_by")[:SHOWN],
        "breadcrumbs_items": crumbs((_("Second looks"), None)),
    }
    return render(request, "review/replies/looks.html", context)


@never_cache
def look(request: StaffRequest, pk: int) -> HttpResponse:
    """One without its words; on a post, what came of it."""
    found = get_object_or_404(selectors.looks_for(request.user), pk=pk)
    form = LookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            looking.answer_look(user=request.user, look=found, **form.cleaned_data)
            messages.success(request, _("She is told after the next sweep, within a day."))
        except looking.AlreadyAnswered:
            messages.warning(request, _("Somebody has answered it already."))
        except TakenBack:
            messages.warning(request, _("She took her words back."))
        return redirect("replies:looks")
    return _page(request, found, form)


@never_cache
def look_words(request: StaffRequest, pk: int, waiting_id: int) -> HttpResponse:
    """The words that it is about, for a different reader. Each look is noted in the audit log."""
    found = get_object_or_404(selectors.looks_for(request.user), pk=pk)
    waiting = get_object_or_404(selectors.looked_at(found), pk=waiting_id)
    try:
        payload = looking.open_again(user=request.user, look=found, waiting=waiting)
    except EnoughForToday:
        return redirect("reading_room:enough", waiting.area_id)
    except (TakenBack, CannotBeOpened):
        messages.warning(request, _("These words can’t be opened any more."))
        return redirect("replies:look", found.pk)
    opened = {"opened": waiting, "answers": _answers(waiting, payload)}
    return _page(request, found, LookForm(), **opened)


def _page(request: StaffRequest, found: SecondLook, form: LookForm, **more: object) -> HttpResponse:
    context = {
        "look": found,
        "form": form,
        "rows": [_row(waiting) for waiting in selectors.looked_at(found)],
        "may_look": user_can_look_again(request.user, found),
        "breadcrumbs_items": crumbs(
            (_("Second looks"), reverse("replies:looks")), (str(found.area), None)
        ),
    }
    return render(request, "review/replies/look.html", context | more)


def _row(waiting: WaitingResponse) -> dict[str, Any]:
    """What happened to one that she sent: the details that are out, or why it was set aside."""
    kinds, reasons = dict(KINDS), dict(REASONS)
    out = [
        f"{kinds.get(kind, kind)}: {reasons.get(reason, reason)}"
        for kind, reason in waiting.redactions.order_by("question_key", "start").values_list(
            "kind", "reason"
        )
    ]
    aside = dict(DISCARD_REASONS).get(waiting.discarded_because, "")
    return {
        "waiting": waiting,
        "out": out,
        "aside": aside,
        "held": held_labels(waiting.held_because) if waiting.status == "waiting" else [],
    }


def _answers(waiting: WaitingResponse, payload: Payload) -> list[tuple[str, list[dict[str, str]]]]:
    """Each question with its words in pieces: those that were taken out carry what and why."""
    labels = question_labels(waiting.version, ENGLISH)
    spans: dict[str, list[Redaction]] = {}
    for span in waiting.redactions.order_by("start"):
        spans.setdefault(span.question_key.hex, []).append(span)
    return [
        (labels.get(key, ""), pieces(payload.answers[key].text, spans.get(key, [])))
        for key in in_asked_order(payload, waiting.version.questionnaire)
        if payload.answers[key].text
    ]


def pieces(text: str, spans: list[Redaction]) -> list[dict[str, str]]:
    """The text cut at what was taken out, in order."""
    kinds, reasons = dict(KINDS), dict(REASONS)
    found, at = [], 0
    for span in spans:
        if not at <= span.start < span.end <= len(text):
            continue
        found.append({"text": text[at : span.start], "why": ""})
        why = f"{kinds.get(span.kind, span.kind)}: {reasons.get(span.reason, span.reason)}"
        found.append({"text": text[span.start : span.end], "why": why})
        at = span.end
    return [*found, {"text": text[at:], "why": ""}]
