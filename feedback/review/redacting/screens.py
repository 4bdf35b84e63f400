"""What the screens with unsealed words share: context, and the sentences when they stay closed."""

from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from feedback.intake.selectors import changing_hashes
from feedback.payload import Payload
from feedback.review.breadcrumbs import crumbs
from feedback.review.choices import cue_labels
from feedback.review.consent import chosen_last
from feedback.review.forms import Look, ReviewForm
from feedback.review.invites.services import invite_of
from feedback.review.models import WaitingResponse
from feedback.review.redacting.again import (
    NotRead,
    OriginalGone,
    StoredAgain,
    chosen_spans,
    translated_before,
)
from feedback.review.redacting.checks import AlreadyChecked
from feedback.review.redacting.phrases import lists_of
from feedback.review.requests import StaffRequest
from feedback.review.services import AlreadyRead, TakenBack
from feedback.review.unsealing import CannotBeOpened
from feedback.uses import allowed_in_words

CLOSED = (TakenBack, AlreadyRead, AlreadyChecked, NotRead, OriginalGone, CannotBeOpened)


def look_at(waiting: WaitingResponse) -> Look:
    """For a response that nobody has read: the area's finder."""
    return Look(find=lists_of(waiting.area_id).find)


def look_again_at(waiting: WaitingResponse) -> Look:
    """For one that was read: what was taken out, and how it was translated."""
    return Look(
        find=lists_of(waiting.area_id).find,
        chosen=chosen_spans(waiting),
        translated=translated_before(waiting.response_id),
    )


def words_context(
    waiting: WaitingResponse,
    payload: Payload,
    form: ReviewForm,
    title: str,
    trail: tuple[str, str],
) -> dict[str, Any]:
    """Context of review/item.html. `trail` is the screen above: its label and address."""
    allowed = chosen_last(payload)
    return {
        "waiting": waiting,
        "form": form,
        "title": title,
        "group": invite_of(payload, waiting.area_id),
        "cues": cue_labels(waiting.cue_kinds),
        "uses": allowed_in_words(allowed.uses, allowed.uses_wording),
        "later": payload.later,
        "changes_uses": bytes(waiting.receipt_hash or b"") in changing_hashes(),
        "back": {"label": trail[0], "url": trail[1]},
        "breadcrumbs_items": crumbs(trail, (title, None)),
    }


def why_closed(error: Exception) -> str:
    """Why a response isn't shown, and what can be done."""
    if isinstance(error, TakenBack):
        return _("She took these words back, so nobody may read them now.")
    if isinstance(error, AlreadyRead):
        return _("This response has been read.")
    if isinstance(error, AlreadyChecked):
        return _("Another reader has checked this response.")
    if isinstance(error, NotRead):
        return _("Nobody has read this response yet. It is read in a batch.")
    if isinstance(error, OriginalGone):
        return _("Her own words have been destroyed, as planned. What is stored stays as it is.")
    return _("This response can’t be opened on this machine. Tell your administrator.")


def say_saved(request: StaffRequest, waiting: WaitingResponse) -> None:
    """Saved, with the way to undo it. The key is Wagtail's: off where she turned keys off."""
    message = format_html(
        '{} <a class="button button-small button-secondary" href="{}"'
        ' data-controller="w-kbd" data-w-kbd-key-value="u">{}</a>',
        _("Response saved."),
        reverse("reading_room:undo", args=[waiting.pk]),
        _("Undo"),
    )
    messages.success(request, message)


def say_stored_again(request: StaffRequest, stored: StoredAgain) -> None:
    messages.success(request, _("Stored again. Themes that people gave it stay."))
    for note in stored.notes:
        messages.warning(request, note)
