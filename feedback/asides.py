"""Help, staying safe and lost words, opened from a page of hers (design §11.1).

They carry her visit, so that leaving from there ends it too, and what her page held, so that she
finds it again. Steps of a form open them by `beside`; pages that keep no state post all that they
hold to `aside`, and each of these pages passes it on.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from core.doors import private_page
from core.selectors import help_for
from feedback.models import Form
from feedback.pages import other_language
from feedback.services import is_closed, may_repeat_receipt
from feedback.state import State, Visit

HELP, SAFETY, LOST = "help", "safety", "lost"
ADDRESSES = {HELP: "core:help", SAFETY: "feedback:safety", LOST: "feedback:lost"}
PREFIX = "aside:"
# Pages that lead here, and what they hold beside the visit: all of it goes back as it came.
WAYS = {
    "form": "feedback:start",
    "about_you": "feedback:about_you",
    "words": "feedback:receipt",
    "draft": "feedback:carry_on",
    "contact": "feedback:contact",
}
CARRIED = (
    *("state", "receipt", "again", "words", "wording", "n", "uses", "text"),
    *("service", "name", "route", "reach", "care", "safe", "about"),
)


@private_page
def aside(request: HttpRequest, to: str) -> HttpResponse:
    """From a page that posts all that it holds, or nothing but its visit."""
    if request.method != "POST":
        return redirect(reverse(ADDRESSES[to]))
    visit = Visit.from_token(request.POST.get("visit", ""))
    context = {"visit_token": visit.token if visit else ""}
    if visit is not None and has_way_back(visit):
        context |= way_back(request)
    return _show(request, to, request.POST.get("area", ""), **context)


def has_way_back(visit: Visit) -> bool:
    """Whether the page that she came from may still be shown."""
    return not visit.is_over and (not is_closed(visit.id) or may_repeat_receipt(visit.id))


def way_back(request: HttpRequest) -> dict[str, Any]:
    """The page that she came from, with what it held. Empty where it names none of ours."""
    way, slug = request.POST.get("way", ""), request.POST.get("slug", "")
    try:
        address = reverse(WAYS[way], args=[slug] if slug else [])
    except (KeyError, NoReverseMatch):
        return {}
    held = [(name, value) for name in CARRIED for value in request.POST.getlist(name)]
    return {"way": way, "slug": slug, "back_url": address, "held": held} | {
        "then": request.POST.get("then", "")
    }


def beside(request: HttpRequest, form: Form, state: State, go: str) -> HttpResponse:
    """From a step of the form: her state comes along, and a button leads back to the step."""
    return from_step(
        request, "form", form, go, visit_token=state.visit.token, state=state.to_token()
    )


def from_step(
    request: HttpRequest, way: str, form: Form, go: str, *, visit_token: str, state: str
) -> HttpResponse:
    """From a step whose state holds all that she said."""
    return _show(
        request,
        go.removeprefix(PREFIX),
        form.consultation.area.slug,
        visit_token=visit_token,
        way=way,
        slug=form.slug,
        back_url=reverse(WAYS[way], args=[form.slug]),
        held=[("state", state)],
        then="return",
    )


def _show(request: HttpRequest, to: str, area: str, **more: object) -> HttpResponse:
    to = to if to in ADDRESSES else HELP
    context = {"to": to, "help_area": area, "carries": bool(more.get("way")), **more}
    context["other_language"] = other_language("feedback:aside", to)
    if to == HELP:
        context |= help_for(area)
    return render(request, "feedback/aside.html", context)
