"""What every public address that takes a post has in common."""

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


def unkept(view: View) -> View:
    """No cookie, no copy kept, nothing but looking and posting."""

    @csrf_exempt
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in {"GET", "HEAD", "POST"}:
            response = view(request, *args, **kwargs)
        else:
            response = HttpResponseNotAllowed(["GET", "POST"])
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return door


def private_page(view: View) -> View:
    """An unkept page that takes posts of our own pages alone."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not is_from_here(request):
            return render(request, "403.html", status=403)
        return view(request, *args, **kwargs)

    return unkept(door)
