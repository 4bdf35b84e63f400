"""Screens that look after the reader: hand a batch over, take a pause, enough for today."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from core.models import Area
from feedback.review import selectors
from feedback.review.breadcrumbs import crumbs
from feedback.review.duty.selectors import lead_of, rules_of
from feedback.review.models import ReviewBatch, WaitingResponse
from feedback.review.permissions import review_areas, user_can_decide
from feedback.review.requests import StaffRequest
from feedback.review.welfare.batches import hand_back_batch, hand_over_batch
from feedback.review.welfare.forms import HandOverForm
from feedback.review.welfare.heads_up import is_hard


def _batch_or_404(request: StaffRequest, pk: UUID) -> ReviewBatch:
    batch = selectors.find_batch(request.user, pk)
    if batch is None:
        raise Http404
    return batch


def _debrief(area: Area) -> dict[str, Any]:
    return {"area": area, "debrief": rules_of(area).debrief, "lead": lead_of(area)}


@never_cache
def hand_over(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask who reads on; on a post, give what is unread to her or back to the queue."""
    batch = _batch_or_404(request, pk)
    form = HandOverForm(request.user, batch, request.POST or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _hand_over(request, batch, form))
        return redirect("reading_room:queue")
    steps = ((_("Batch"), reverse("reading_room:batch", args=[batch.pk])), (_("Hand over"), None))
    context = {"batch": batch, "form": form, "breadcrumbs_items": crumbs(*steps)}
    return render(request, "review/welfare/hand_over.html", context)


def _hand_over(request: StaffRequest, batch: ReviewBatch, form: HandOverForm) -> str:
    """Do it; what to tell her."""
    to, note = form.cleaned_data["to"], form.cleaned_data["note"]
    if to is None:
        number = hand_back_batch(user=request.user, batch=batch, note=note)
        message = ngettext(
            "%(n)s response went back into the queue.",
            "%(n)s responses went back into the queue.",
            number,
        )
        return message % {"n": number}
    number = hand_over_batch(user=request.user, batch=batch, to=to, note=note)
    message = ngettext(
        "%(n)s response went to %(person)s.", "%(n)s responses went to %(person)s.", number
    )
    return message % {"n": number, "person": to}


def after_reading(
    request: StaffRequest, batch: ReviewBatch, waiting: WaitingResponse, level: int
) -> HttpResponse:
    """Where she goes when she has read one: to the next, or to a pause after hard words and at the
    end."""
    following = selectors.next_unread(batch)
    if following is None:
        messages.success(request, _("You have read this whole batch. Thank you."))
    elif not is_hard(waiting, level):
        return redirect("reading_room:item", batch.pk, following.pk)
    return redirect("reading_room:pause", batch.pk)


@never_cache
def pause(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What helps, and whom to talk to."""
    batch = _batch_or_404(request, pk)
    context = _debrief(batch.area) | {
        "batch": batch,
        "next": selectors.next_unread(batch),
        "breadcrumbs_items": crumbs(
            (_("Batch"), reverse("reading_room:batch", args=[batch.pk])), (_("Pause"), None)
        ),
    }
    return render(request, "review/welfare/pause.html", context)


@never_cache
def enough(request: StaffRequest, area_id: int) -> HttpResponse:
    """She has opened as many as her area agreed on."""
    area = get_object_or_404(review_areas(request.user), pk=area_id)
    context = _debrief(area) | {
        "most": rules_of(area).most_a_day,
        "batch": selectors.unfinished_batches(request.user).filter(area=area).first(),
        "decides": user_can_decide(request.user, area),
        "breadcrumbs_items": crumbs((_("Enough for today"), None)),
    }
    return render(request, "review/welfare/enough.html", context)
