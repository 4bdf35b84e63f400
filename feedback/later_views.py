"""Pages behind her six words where she writes more, or puts right what she sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from feedback import flow
from feedback.keys import NoIntakeKey
from feedback.later_words import KINDS, send_later
from feedback.opened import Opened
from feedback.sealing import monday
from feedback.services import NotTakenNow

SENDS = {f"{how}-now": how for how in KINDS}


def write(request: HttpRequest, hers: Opened, how: str, **told: object) -> HttpResponse:
    """The page to write on, with what she typed so far."""
    context = {"how": how, "text": request.POST.get("text", ""), "longest": flow.LONGEST_TYPED}
    status = 503 if told.get("failed") else 200
    return render(request, "feedback/later.html", hers.context | context | told, status=status)


def send(request: HttpRequest, hers: Opened, how: str) -> HttpResponse | None:
    """Write it down. The page again, with what is wrong, or None when it is done."""
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        return write(request, hers, how, empty=True)
    if len(text) > flow.LONGEST_TEXT:
        return write(request, hers, how, error=flow.too_long(len(text), flow.LONGEST_TEXT))
    try:
        send_later(
            slip=hers.slip,
            how=how,
            text=text,
            language=get_language() or "en-gb",
            week=monday(timezone.localdate()).isoformat(),
            visit=hers.visit.id,
        )
    except (NoIntakeKey, NotTakenNow):
        return write(request, hers, how, failed=True)
    return None
