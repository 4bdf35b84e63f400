"""The form of one response, on any screen that shows her words, and its buttons for the lists."""

from django.contrib import messages
from django.http import QueryDict
from django.utils.translation import gettext as _

from feedback.payload import Payload
from feedback.redaction.area_lists import fold
from feedback.review.choices import REASONS
from feedback.review.forms import Look, ReviewForm
from feedback.review.found import occurrences
from feedback.review.models import WaitingResponse
from feedback.review.redacting.phrases import MOST_WORDS, NotAPhrase, list_phrase
from feedback.review.requests import StaffRequest

NEVER, ALWAYS = "never", "always"


def edited(
    request: StaffRequest,
    waiting: WaitingResponse,
    payload: Payload,
    *,
    level: int | None,
    look: Look,
    is_sent: bool,
) -> tuple[ReviewForm, bool]:
    """The form, and whether it may be stored: sent, whole, and no other button was pressed."""
    data = request.POST.copy() if is_sent else None
    listing = data is not None and (NEVER in data or ALWAYS in data)
    if data is not None and listing:
        _list(request, waiting, payload, data)
    form = ReviewForm(payload, waiting.version.questionnaire, level, data, look)
    if data is None:
        return form, False
    is_to_be_saved = not listing and "preview" not in data
    if not is_to_be_saved:
        form.wait_for_level()
    is_whole = form.is_valid()
    if not is_whole:
        messages.error(request, _why_not_saved(form))
    return form, is_whole and is_to_be_saved


def _why_not_saved(form: ReviewForm) -> str:
    if form.lacks_level_alone:
        return _("Nothing is saved yet: say how safe she sounds.")
    return _("Nothing is saved yet: look at the fields marked in red.")


def _list(
    request: StaffRequest, waiting: WaitingResponse, payload: Payload, data: QueryDict
) -> None:
    """Put the words of one row on the area's lists, and change the page as if they had been."""
    row = data.get(NEVER) or data.get(ALWAYS) or ""
    words = data.get(f"{row}-words", "")
    kind = data.get(f"{row}-kind", "") if ALWAYS in data else ""
    area = waiting.area
    try:
        phrase = list_phrase(user=request.user, area=area, words=words, kind=kind)
    except NotAPhrase as error:
        messages.error(request, why_not_listed(error))
        return
    said = {"words": phrase.words, "area": area.local_name}
    if phrase.kind:
        _take_out_elsewhere(payload, data, row, phrase.words, phrase.kind)
        text = _("“%(words)s” is always marked in %(area)s from now on.") % said
    else:
        _leave_in(data, words)
        text = _("“%(words)s” is never marked in %(area)s from now on.") % said
    messages.success(request, text)


def _leave_in(data: QueryDict, words: str) -> None:
    """Untick each row of these words, in whichever answer."""
    for name in [name for name in data if name.endswith("-words") and "-found-" in name]:
        if fold(str(data[name])) == fold(words):
            data.pop(name.removesuffix("words") + "take_out", None)


def _take_out_elsewhere(payload: Payload, data: QueryDict, row: str, words: str, kind: str) -> None:
    """Write the words into a row for more of each other answer that has them."""
    here = row.split("-")[0]
    for key, answer in payload.answers.items():
        total = data.get(f"{key}-more-TOTAL_FORMS", "")
        if key == here or not total.isdecimal() or not occurrences(words, answer.text):
            continue
        data[f"{key}-more-{total}-words"] = words
        data[f"{key}-more-{total}-kind"] = kind
        data[f"{key}-more-{total}-reason"] = data.get(f"{row}-reason") or str(REASONS[0][0])
        data[f"{key}-more-TOTAL_FORMS"] = str(int(total) + 1)


def why_not_listed(error: NotAPhrase) -> str:
    """What to do about words that can't be listed."""
    if error.why == "long":
        return _("At most %(n)s characters can be listed.") % {"n": MOST_WORDS}
    if error.why == "full":
        return _("The lists of this area are full. Remove what is not needed.")
    if error.why == "kind":
        return _("Choose what it is.")
    return _("Type the words first.")
