"""What her six words open. The first page shows no word of hers and no name of the consultation."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from feedback.doors import private_page
from feedback.intake.models import ReceiptSlip
from feedback.services import is_closed, withdraw
from feedback.slips import Part, find_slip, open_slip
from feedback.state import Visit


@private_page
def your_words(request: HttpRequest) -> HttpResponse:
    """Six words in, what happened out; with a second press the themes and decisions (§11.11)."""
    visit = Visit.from_token(request.POST.get("visit", ""))
    if request.method != "POST" or visit is None or visit.is_over or is_closed(visit.id):
        return ask(request)
    typed = request.POST.get("words", "")
    found = find_slip(typed)
    if found is None:
        return ask(request, visit, not_found=bool(typed.strip()), empty=not typed.strip())
    return opened(request, visit, *found)


def ask(
    request: HttpRequest,
    visit: Visit | None = None,
    *,
    not_found: bool = False,
    empty: bool = False,
) -> HttpResponse:
    """Ask for the six words. Wrong, expired and taken back look alike."""
    context = {
        "visit_token": (visit or Visit.begin()).token,
        "not_found": not_found,
        "empty": empty,
        "typed": request.POST.get("words", "") if not_found else "",
    }
    return render(request, "feedback/your_words.html", context)


def opened(request: HttpRequest, visit: Visit, slip: ReceiptSlip, code: str) -> HttpResponse:
    """What she asked for, with the slip open."""
    context: dict[str, Any] = {"visit_token": visit.token, "code": code}
    go = request.POST.get("go", "look")
    if go == "take-back":
        return render(request, "feedback/take_back.html", context)
    if go == "take-back-now":
        withdraw(slip)
        return render(request, "feedback/taken_back.html", {"visit_token": visit.token})
    parts = open_slip(slip, code)
    context |= {"parts": parts, "themes": theme_names(parts), "more": go == "more"}
    context["week"] = date.fromisoformat(parts["received"]["week"]) if "received" in parts else None
    return render(request, "feedback/what_happened.html", context)


def theme_names(parts: dict[str, Part]) -> list[str]:
    """Names of her themes in the language of the page."""
    welsh = get_language() == "cy"
    return [cy if welsh else en for en, cy in parts.get("themes", {}).get("names", [])]
