"""The one screen that shows unsealed words: a reader takes details out of one response."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feedback.payload import Payload
from feedback.review.breadcrumbs import crumbs
from feedback.review.choices import cue_labels
from feedback.review.forms import ReviewForm
from feedback.review.models import ReviewBatch, WaitingResponse
from feedback.review.queue_views import find_batch_or_404
from feedback.review.requests import StaffRequest
from feedback.review.selectors import next_unread, option_labels, place_in_batch
from feedback.review.services import AlreadyRead, TakenBack, complete_review, open_waiting
from feedback.review.unsealing import CannotBeOpened
from feedback.selectors import question_labels
from feedback.uses import WORDING, Use


@never_cache
def item(request: StaffRequest, batch_id: UUID, pk: int) -> HttpResponse:
    """Show one response with its candidates; on a post, preview it or store what is left."""
    batch = find_batch_or_404(request, batch_id)
    rows = WaitingResponse.objects.select_related("version", "batch", "area")
    waiting = get_object_or_404(rows, pk=pk, batch=batch)
    try:
        payload = open_waiting(user=request.user, waiting=waiting)
    except (TakenBack, AlreadyRead, CannotBeOpened) as error:
        messages.warning(request, _why_closed(error))
        return redirect("reading_room:batch", batch.pk)
    form = _form(request, waiting, payload)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        return _save(request, batch, waiting, payload, form)
    if request.method == "POST" and not form.is_valid():
        messages.error(request, _("Nothing is saved yet: look at the fields marked in red."))
    return render(request, "review/item.html", _context(batch, waiting, payload, form))


def _form(request: StaffRequest, waiting: WaitingResponse, payload: Payload) -> ReviewForm:
    return ReviewForm(
        payload,
        question_labels(waiting.version, "en-gb"),
        option_labels(waiting.version, "en-gb"),
        waiting.cue_level,
        request.POST if request.method == "POST" else None,
    )


def _save(
    request: StaffRequest,
    batch: ReviewBatch,
    waiting: WaitingResponse,
    payload: Payload,
    form: ReviewForm,
) -> HttpResponse:
    level = form.level.cleaned_data["level"]
    try:
        complete_review(
            user=request.user, waiting=waiting, spans=form.spans(), level=level, payload=payload
        )
    except (TakenBack, AlreadyRead) as error:
        messages.warning(request, _why_closed(error))
    following = next_unread(batch)
    if following is None:
        messages.success(request, _("You have read this whole batch. Thank you."))
        return redirect("reading_room:batch", batch.pk)
    return redirect("reading_room:item", batch.pk, following.pk)


def _why_closed(error: Exception) -> str:
    if isinstance(error, TakenBack):
        return _("She took these words back, so nobody may read them now.")
    if isinstance(error, AlreadyRead):
        return _("This response has been read.")
    return _("This response can’t be opened on this machine. Tell your administrator.")


def _context(
    batch: ReviewBatch, waiting: WaitingResponse, payload: Payload, form: ReviewForm
) -> dict[str, object]:
    number, of = place_in_batch(waiting, batch)
    title = _("Response %(n)s of %(of)s") % {"n": number, "of": of}
    return {
        "batch": batch,
        "waiting": waiting,
        "form": form,
        "title": title,
        "cues": cue_labels(waiting.cue_kinds),
        "uses": [WORDING[Use(use)][0] for use in payload.uses if use in WORDING],
        "breadcrumbs_items": crumbs(
            (_("Batch"), reverse("reading_room:batch", args=[batch.pk])), (title, None)
        ),
    }
