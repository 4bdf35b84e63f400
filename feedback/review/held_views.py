"""Screens for what is held back: the list, one response with its words, and what was discarded."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from feedback.payload import Payload
from feedback.questionnaire import ENGLISH
from feedback.review import quarantine, selectors
from feedback.review.breadcrumbs import crumbs
from feedback.review.choices import DISCARD_REASONS, cue_labels, held_labels
from feedback.review.forms import in_asked_order
from feedback.review.models import WaitingResponse
from feedback.review.permissions import review_areas
from feedback.review.requests import StaffRequest
from feedback.review.services import AlreadyRead, TakenBack
from feedback.review.unsealing import CannotBeOpened
from feedback.review.welfare.heads_up import flag_labels
from feedback.review.welfare.openings import EnoughForToday
from feedback.selectors import question_labels

SHOWN = 100


@never_cache
def held(request: StaffRequest) -> HttpResponse:
    """What is held back in her areas, without words; on a post, release or discard it."""
    if not review_areas(request.user).exists():
        raise PermissionDenied
    if request.method == "POST" and _acted(request):
        return redirect("reading_room:held")
    rows = selectors.held_for(request.user)
    context = {
        "rows": [_row(waiting, request) for waiting in rows[:SHOWN]],
        "number": rows.count(),
        "discarded": [_row(w, request) for w in selectors.discarded_for(request.user)[:SHOWN]],
        "reasons": DISCARD_REASONS,
        "reason": request.POST.get("reason", ""),
        "breadcrumbs_items": crumbs((_("Held back"), None)),
    }
    return render(request, "review/held.html", context)


def _row(waiting: WaitingResponse, request: StaffRequest) -> dict[str, Any]:
    return {
        "waiting": waiting,
        "why": held_labels(waiting.held_because),
        "cues": cue_labels(waiting.cue_kinds),
        "flags": flag_labels(waiting.content_flags),
        "picked": str(waiting.pk) in request.POST.getlist("pick"),
    }


def _acted(request: StaffRequest) -> bool:
    """Do what was pressed. False where something is missing, which is said on the page."""
    rows = WaitingResponse.objects.all()
    if "all" not in request.POST:
        picked = [pk for pk in request.POST.getlist("pick") if pk.isdecimal() and len(pk) < 20]
        rows = rows.filter(pk__in=picked)
        if not picked:
            messages.error(request, _("Tick at least one."))
            return False
    go = request.POST.get("go")
    if go == "release":
        number = quarantine.release(user=request.user, rows=rows)
        _say(request, number, into_the_queue=True)
    elif go == "put-back":
        number = quarantine.put_back(user=request.user, rows=rows)
        _say(request, number, into_the_queue=True)
    else:
        try:
            number = quarantine.discard(
                user=request.user, rows=rows, reason=request.POST.get("reason", "")
            )
        except ValueError:
            messages.error(request, _("Nothing is discarded yet: choose why."))
            return False
        _say(request, number, into_the_queue=False)
    return True


def _say(request: StaffRequest, number: int, *, into_the_queue: bool) -> None:
    if into_the_queue:
        message = ngettext(
            "%(n)s response went into the queue.", "%(n)s responses went into the queue.", number
        )
    else:
        message = ngettext("%(n)s response is discarded.", "%(n)s responses are discarded.", number)
    messages.success(request, message % {"n": number})


@never_cache
def held_item(request: StaffRequest, pk: int) -> HttpResponse:
    """The words of one that is held back. Each look leaves a line in the audit log."""
    rows = selectors.held_for(request.user).select_related("version", "area")
    waiting = get_object_or_404(rows, pk=pk)
    try:
        payload = quarantine.open_held(user=request.user, waiting=waiting)
    except EnoughForToday:
        return redirect("reading_room:enough", waiting.area_id)
    except (AlreadyRead, TakenBack, CannotBeOpened):
        messages.warning(request, _("These words can’t be opened any more."))
        return redirect("reading_room:held")
    context = {
        "waiting": waiting,
        "answers": _answers(waiting, payload),
        "why": held_labels(waiting.held_because),
        "cues": cue_labels(waiting.cue_kinds),
        "reasons": DISCARD_REASONS,
        "breadcrumbs_items": crumbs(
            (_("Held back"), reverse("reading_room:held")), (_("One response"), None)
        ),
    }
    return render(request, "review/held_item.html", context)


def _answers(waiting: WaitingResponse, payload: Payload) -> list[tuple[str, str]]:
    """Each question with what came as its answer."""
    asked = waiting.version.questionnaire
    labels = question_labels(waiting.version, ENGLISH)
    answers = []
    for key in in_asked_order(payload, asked):
        answer, item = payload.answers[key], asked.item(key)
        chosen = item.chosen_words(answer.options, ENGLISH) if item else answer.options
        answers.append((labels.get(key, ""), "\n".join([*chosen, answer.text]).strip()))
    return answers
