"""Doors of the reading room: what waits, and the batch that she has open."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from feedback.review import selectors
from feedback.review.breadcrumbs import crumbs
from feedback.review.models import ReviewBatch
from feedback.review.permissions import decide_areas, review_areas
from feedback.review.requests import StaffRequest
from feedback.review.services import hand_back_batch, open_batch


def find_batch_or_404(request: StaffRequest, pk: UUID) -> ReviewBatch:
    """Her own batch: for others it doesn't exist."""
    batch = selectors.find_batch(request.user, pk)
    if batch is None:
        raise Http404
    return batch


@never_cache
def queue(request: StaffRequest) -> HttpResponse:
    """What waits in each of her areas."""
    if not review_areas(request.user).exists():
        raise PermissionDenied
    context = {
        "queues": selectors.queues_for(request.user),
        "decides": decide_areas(request.user).exists(),
        "breadcrumbs_items": crumbs(),
    }
    return render(request, "review/queue.html", context)


@require_POST
def open_next(request: StaffRequest, area_id: int) -> HttpResponse:
    """Take the next ten of an area."""
    area = get_object_or_404(review_areas(request.user), pk=area_id)
    batch = open_batch(user=request.user, area=area)
    if batch is None:
        messages.info(request, _("Nothing waits there. Somebody else may have opened it."))
        return redirect("reading_room:queue")
    return redirect("reading_room:batch", batch.pk)


@never_cache
def batch(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The responses of her batch and how far she is. No words are shown here."""
    her_batch = find_batch_or_404(request, pk)
    context = {
        "batch": her_batch,
        "items": selectors.listed_items(her_batch),
        "next": selectors.next_unread(her_batch),
        "breadcrumbs_items": crumbs((_("Batch"), None)),
    }
    return render(request, "review/batch.html", context)


@require_POST
def hand_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Put what she has not read back into the queue."""
    number = hand_back_batch(user=request.user, batch=find_batch_or_404(request, pk))
    message = ngettext(
        "%(n)s response went back into the queue.",
        "%(n)s responses went back into the queue.",
        number,
    )
    messages.success(request, message % {"n": number})
    return redirect("reading_room:queue")
