"""Pages behind her six words where she hears of us: replies, and what was taken out and why.

Each is behind a second press, beside "Leave this site" (design §11.11), and shows no word of hers.
"""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from feedback.opened import Opened
from feedback.second_looks import OUTCOMES, ask_again, has_asked, reading_of
from feedback.services import NotTakenNow
from feedback.slips import Part

PAGES = {"replies", "why", "look-again"}


def hear(request: HttpRequest, hers: Opened, parts: dict[str, Part], go: str) -> HttpResponse:
    """One of PAGES."""
    if go == "replies":
        return replies(request, hers, parts)
    return why(request, hers, parts, asks=go == "look-again")


def replies(request: HttpRequest, hers: Opened, parts: dict[str, Part]) -> HttpResponse:
    """What was written to her, the newest first."""
    written = [
        reply | {"since": date.fromisoformat(reply["week"])}
        for reply in reversed(parts.get("reply", {}).get("replies", []))
    ]
    return render(request, "feedback/replies.html", hers.context | {"replies": written})


def why(
    request: HttpRequest, hers: Opened, parts: dict[str, Part], *, asks: bool = False
) -> HttpResponse:
    """What was taken out or set aside and why; with a press she asks for a second look."""
    reading, failed = reading_of(parts), False
    asked = has_asked(hers.slip, reading)
    if asks and not asked and reading.has_reasons:
        try:
            ask_again(slip=hers.slip)
            asked = True
        except NotTakenNow:
            failed = True
    look = reading.look or {}
    context = {
        "reading": reading,
        "asked": asked,
        "failed": failed,
        "outcome": OUTCOMES.get(look.get("outcome", ""), ""),
        "told": look.get("words", ""),
    }
    status = 503 if failed else 200
    return render(request, "feedback/why.html", hers.context | context, status=status)
