"""Screens of what was read: find a response, say why, change what is out, store it again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feedback.review.breadcrumbs import crumbs
from feedback.review.choices import WHY_AGAIN
from feedback.review.models import WaitingResponse
from feedback.review.permissions import review_areas
from feedback.review.redacting.again import UNDO, level_of, open_again, store_again
from feedback.review.redacting.editing import edited
from feedback.review.redacting.reads import SHOWN, find_read, stored_words
from feedback.review.redacting.screens import (
    CLOSED,
    look_again_at,
    say_stored_again,
    why_closed,
    words_context,
)
from feedback.review.requests import StaffRequest
from feedback.review.selectors import next_unread
from feedback.review.welfare.openings import EnoughForToday


@never_cache
def read(request: StaffRequest) -> HttpResponse:
    """What was read in her areas. What she looks for is posted: it may be a name, and no address
    holds it."""
    areas = review_areas(request.user)
    if not areas.exists():
        raise PermissionDenied
    wanted = request.POST.get("words", "").strip()[:200]
    context = {
        "rows": find_read(user=request.user, words=wanted),
        "wanted": wanted,
        "shown": SHOWN,
        "breadcrumbs_items": crumbs((_("What was read"), None)),
    }
    return render(request, "review/redacting/read.html", context)


def find_hers_or_404(request: StaffRequest, pk: int) -> WaitingResponse:
    """A response of her areas: any other doesn't exist for her."""
    rows = WaitingResponse.objects.filter(area__in=review_areas(request.user))
    return get_object_or_404(rows.select_related("version", "batch", "area"), pk=pk)


@never_cache
def again(request: StaffRequest, pk: int) -> HttpResponse:
    """What is stored, and the question why; with a reason, her own words to work on."""
    waiting = find_hers_or_404(request, pk)
    why = request.POST.get("why", "")
    if request.method == "POST" and why in dict(WHY_AGAIN):
        return _again(request, waiting, why)
    if request.method == "POST":
        messages.error(request, _("Nothing is opened yet: choose why."))
    if waiting.status != WaitingResponse.Status.READ:
        raise Http404
    context = {
        "waiting": waiting,
        "answers": stored_words(waiting),
        "reasons": WHY_AGAIN,
        "breadcrumbs_items": crumbs(
            (_("What was read"), reverse("reading_room:read")), (_("One response"), None)
        ),
    }
    return render(request, "review/redacting/why.html", context)


@never_cache
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """What she has just saved, once more: hers alone, so that nobody has to say why."""
    waiting = find_hers_or_404(request, pk)
    if waiting.batch is None or waiting.batch.opened_by_id != request.user.pk:
        raise Http404
    return _again(request, waiting, UNDO)


def _again(request: StaffRequest, waiting: WaitingResponse, why: str) -> HttpResponse:
    try:
        payload = open_again(user=request.user, waiting=waiting, why=why)
        look, level = look_again_at(waiting), level_of(waiting)
        is_sent = request.method == "POST" and "open" not in request.POST
        form, is_ready = edited(request, waiting, payload, level=level, look=look, is_sent=is_sent)
        if is_ready:
            stored = store_again(
                user=request.user,
                waiting=waiting,
                spans=form.spans(),
                payload=payload,
                level=form.chosen_level,
                translated=form.translated(),
            )
            say_stored_again(request, stored)
            return _onward(waiting, why)
    except EnoughForToday:
        return redirect("reading_room:enough", waiting.area_id)
    except CLOSED as error:
        messages.warning(request, why_closed(error))
        return redirect("reading_room:read")
    trail = (_("What was read"), reverse("reading_room:read"))
    context = words_context(waiting, payload, form, _("Open again"), trail) | {"why": why}
    return render(request, "review/redacting/again.html", context)


def _onward(waiting: WaitingResponse, why: str) -> HttpResponse:
    if why != UNDO or waiting.batch is None:
        return redirect("reading_room:read")
    following = next_unread(waiting.batch)
    if following is None:
        return redirect("reading_room:batch", waiting.batch_id)
    return redirect("reading_room:item", waiting.batch_id, following.pk)
