"""Doors of the reading room: what waits, and the batch that she has open."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from feedback.review import selectors
from feedback.review.breadcrumbs import crumbs
from feedback.review.cases.selectors import listed_cases, urgent_cases_for
from feedback.review.duty.selectors import in_force, lead_of, notices_for, rules_of
from feedback.review.models import ReviewBatch
from feedback.review.permissions import decide_areas, review_areas
from feedback.review.requests import StaffRequest
from feedback.review.services import open_batch
from feedback.review.welfare.batches import notes_of
from feedback.review.welfare.openings import EnoughForToday, opened_today


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
    urgent = urgent_cases_for(request.user)
    context = {
        "queues": _with_leads(selectors.queues_for(request.user)),
        "urgent": listed_cases(urgent, request.user),
        "notices": notices_for(request.user),
        "opened": opened_today(request.user),
        "held": selectors.held_for(request.user).count(),
        "discarded": selectors.discarded_for(request.user).exists(),
        "decides": decide_areas(request.user).exists(),
        "breadcrumbs_items": crumbs(),
    }
    return render(request, "review/queue.html", context)


def _with_leads(queues: list[selectors.Queue]) -> list[dict[str, Any]]:
    """Each with who leads there today; `is_first`: where Enter goes on, her own batch first."""
    leads = in_force([queue.area for queue in queues])
    first = next((q for q in queues if q.batch), next((q for q in queues if q.to_read), None))
    return [
        {"queue": queue, "lead": leads.get(queue.area.pk), "is_first": queue is first}
        for queue in queues
    ]


@require_POST
def open_next(request: StaffRequest, area_id: int) -> HttpResponse:
    """Take the next ten of an area."""
    area = get_object_or_404(review_areas(request.user), pk=area_id)
    try:
        batch = open_batch(user=request.user, area=area)
    except EnoughForToday:
        return redirect("reading_room:enough", area.pk)
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
        "notes": notes_of(her_batch),
        "lead": lead_of(her_batch.area),
        "opened": opened_today(request.user),
        "most": rules_of(her_batch.area).most_a_day,
        "breadcrumbs_items": crumbs((_("Batch"), None)),
    }
    return render(request, "review/batch.html", context)
