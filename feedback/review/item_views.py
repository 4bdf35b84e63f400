"""The screen on which a reader takes details out of one response of her batch."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feedback.payload import Payload
from feedback.review.forms import ReviewForm
from feedback.review.level_form import NOBODY_SAID
from feedback.review.models import ReviewBatch, WaitingResponse
from feedback.review.queue_views import find_batch_or_404
from feedback.review.redacting.editing import edited
from feedback.review.redacting.screens import look_at, say_saved, why_closed, words_context
from feedback.review.requests import StaffRequest
from feedback.review.selectors import place_in_batch
from feedback.review.services import AlreadyRead, TakenBack, complete_review, open_waiting
from feedback.review.unsealing import CannotBeOpened
from feedback.review.welfare.openings import EnoughForToday
from feedback.review.welfare.views import after_reading


@never_cache
def item(request: StaffRequest, batch_id: UUID, pk: int) -> HttpResponse:
    """Show one response with its candidates; on a post, preview it or store what is left."""
    batch = find_batch_or_404(request, batch_id)
    rows = WaitingResponse.objects.select_related("version", "batch", "area")
    waiting = get_object_or_404(rows, pk=pk, batch=batch)
    try:
        payload = open_waiting(user=request.user, waiting=waiting)
    except EnoughForToday:
        return redirect("reading_room:enough", batch.area_id)
    except (TakenBack, AlreadyRead, CannotBeOpened) as error:
        messages.warning(request, why_closed(error))
        return redirect("reading_room:batch", batch.pk)
    form, is_ready = edited(
        request,
        waiting,
        payload,
        level=NOBODY_SAID,
        look=look_at(waiting),
        is_sent=request.method == "POST",
    )
    if is_ready:
        return _save(request, batch, waiting, payload, form)
    number, of = place_in_batch(waiting, batch)
    title = _("Response %(n)s of %(of)s") % {"n": number, "of": of}
    trail = (_("Batch"), reverse("reading_room:batch", args=[batch.pk]))
    context = words_context(waiting, payload, form, title, trail)
    return render(request, "review/item.html", context)


def _save(
    request: StaffRequest,
    batch: ReviewBatch,
    waiting: WaitingResponse,
    payload: Payload,
    form: ReviewForm,
) -> HttpResponse:
    level = form.chosen_level or 0
    try:
        complete_review(
            user=request.user,
            waiting=waiting,
            spans=form.spans(),
            level=level,
            payload=payload,
            translated=form.translated(),
        )
        say_saved(request, waiting)
    except (TakenBack, AlreadyRead) as error:
        messages.warning(request, why_closed(error))
    return after_reading(request, batch, waiting, level)
