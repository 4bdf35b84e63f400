"""What every public address of the answering side has in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]
SAME_SITE = {"same-origin", "none"}


def is_from_here(request: HttpRequest) -> bool:
    """Whether a post comes from a page of ours. Stands in for the CSRF cookie, which we don't set.

    Browsers since 2020 say Sec-Fetch-Site; older ones send Origin with a post.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in SAME_SITE
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def private_page(view: View) -> View:
    """No cookie, no copy kept, no post from another site; leaving is never refused."""

    @csrf_exempt
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD", "POST"}:
            response: HttpResponse = HttpResponseNotAllowed(["GET", "POST"])
        elif request.method == "POST" and view.__name__ != "leave" and not is_from_here(request):
            response = render(request, "403.html", status=403)
        else:
            response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return door
