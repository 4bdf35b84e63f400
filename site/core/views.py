"""Public pages that aren't in the page tree: help, and what is said when something is wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.selectors import help_for


def helplines(request: HttpRequest, area: str = "") -> HttpResponse:
    """Numbers that may help now, the same for everyone. Those of a named area come first.

    An area that isn't there changes nothing: help is never "not found".
    """
    return render(request, "core/helplines.html", help_for(area))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page."""
    return render(request, "404.html", status=404)


def too_much(request: HttpRequest) -> HttpResponse:
    """More was sent than we take in one go: what to do now."""
    return render(request, "413.html", status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke on our side. Rendered without a context that could break again."""
    return render(request, "500.html", status=500)
