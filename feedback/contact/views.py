"""“I want someone to contact me”: a door of its own, and not an anonymous one (design §11.19).

Which area → who may know, and how to reach her → check → sent. What she typed stands in the page
alone until she sends it; leaving closes the visit as anywhere else (design §11.1).
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from core.doors import private_page
from core.models import Area
from feedback.contact.asking import ABOUT, CARE, ROUTES, Asked
from feedback.contact.models import ContactService
from feedback.contact.services import send_request
from feedback.keys import NoIntakeKey
from feedback.pages import other_language
from feedback.services import is_closed, may_repeat_receipt
from feedback.state import Visit
from feedback.views import close_visit


@private_page
def contact(request: HttpRequest) -> HttpResponse:
    """The first page, and each step as the reply to a post."""
    visit = Visit.from_token(request.POST.get("visit", ""))
    if request.method != "POST" or visit is None or visit.is_over:
        return start(request, Visit.begin())
    if "go" not in request.POST:  # she came from a page of hers: leaving from here ends that too
        return start(request, Visit.begin().coming_from(visit))
    area = Area.objects.filter(slug=request.POST.get("area", "")).first()
    go = request.POST["go"]
    if is_closed(visit.id):
        again = go in {"send", "sent"} and may_repeat_receipt(visit.id)
        return sent(request, visit) if again else start(request, Visit.begin())
    if area is None or go == "areas":
        return start(request, visit, no_area=go != "areas")
    return step(request, visit, area, go)


def step(request: HttpRequest, visit: Visit, area: Area, go: str) -> HttpResponse:
    """What she pressed decides what is shown; what she typed comes along."""
    offered = list(ContactService.objects.filter(area=area, is_offered=True))
    if go == "stop":
        close_visit(request)  # those that she came from too
        return start(request, Visit.begin())
    asked = Asked.from_post(request.POST, offered)
    if go not in {"check", "send"}:
        return ask(request, visit, area, offered, asked)
    if asked.errors():
        return ask(request, visit, area, offered, asked, asked.errors())
    if go == "check":
        return check(request, visit, area, offered, asked)
    try:
        send_request(
            area=area,
            services=offered,
            asked=asked,
            language=get_language() or "en-gb",
            visit=visit.id,
        )
    except NoIntakeKey:
        return check(request, visit, area, offered, asked, failed=True)
    return sent(request, visit)


def start(request: HttpRequest, visit: Visit, *, no_area: bool = False) -> HttpResponse:
    """What this door is, and which area she means. Areas without a service say so."""
    offering = set(ContactService.objects.filter(is_offered=True).values_list("area_id", flat=True))
    areas = list(Area.objects.all())
    context = _frame(visit) | {
        "areas": [area for area in areas if area.pk in offering],
        "without": [area for area in areas if area.pk not in offering],
        "no_area": no_area,
        "here": request.POST.get("area", ""),
    }
    return render(request, "feedback/contact/start.html", context)


def _frame(visit: Visit) -> dict[str, Any]:
    """What each of these pages carries. All that it holds goes along to help and back."""
    return {
        "visit_token": visit.token,
        "other_language": other_language("feedback:contact"),
        "carries": True,
    }


def _page(visit: Visit, area: Area, asked: Asked) -> dict[str, Any]:
    return _frame(visit) | {"help_area": area.slug, "area": area, "asked": asked}


def ask(
    request: HttpRequest,
    visit: Visit,
    area: Area,
    offered: list[ContactService],
    asked: Asked,
    errors: dict[str, Any] | None = None,
) -> HttpResponse:
    """Who may know, how to reach her, and what to be careful with."""
    context = {
        "offered": offered,
        "routes": ROUTES,
        "care": CARE,
        "about": ABOUT,
        "errors": errors or {},
    }
    return render(request, "feedback/contact/ask.html", _page(visit, area, asked) | context)


def check(
    request: HttpRequest,
    visit: Visit,
    area: Area,
    offered: list[ContactService],
    asked: Asked,
    *,
    failed: bool = False,
) -> HttpResponse:
    """All of it once more, and who gets it, before anything is sent."""
    context = {
        "chosen": [service for service in offered if service.pk in asked.services],
        "route": ROUTES[asked.route],
        "care": [CARE[key] for key in asked.care],
        "about": [ABOUT[key] for key in asked.about],
        "failed": failed,
    }
    page = _page(visit, area, asked)
    status = 503 if failed else 200
    return render(request, "feedback/contact/check.html", page | context, status=status)


def sent(request: HttpRequest, visit: Visit) -> HttpResponse:
    """It is sent. Nothing that she typed is shown."""
    return render(request, "feedback/contact/sent.html", _frame(visit))
