"""Public pages that aren't in the page tree: help, and what is said when something is wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.models import Helpline


def helplines(request: HttpRequest) -> HttpResponse:
    """Numbers that may help now, the same for everyone."""
    return render(request, "core/helplines.html", {"helplines": Helpline.objects.all()})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke on our side. Rendered without a context that could break again."""
    return render(request, "500.html", status=500)
