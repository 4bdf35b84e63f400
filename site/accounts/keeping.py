"""A login that ends while somebody writes takes nothing of what she wrote.

What she posted comes back on a page with a button that posts it again; nothing of it is kept on the
server. Posts from other sites get no such page: else one press would do what they wanted.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.csrf import csrf_failure

Handler = Callable[[HttpRequest], HttpResponse]


class KeepWhatWasTyped:
    """A post to a staff screen without a login: the way to log in, and then to send it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # in this order: to ask who she is touches the session, and no public page may
        if _is_written_here(request) and not request.user.is_authenticated:
            return kept(request)
        return self.get_response(request)


def token_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that was opened before she logged in again holds an old token: one press more."""
    if _is_written_here(request):
        return kept(request)
    return csrf_failure(request, reason)


def _is_written_here(request: HttpRequest) -> bool:
    """Whether a page of this site posts what somebody wrote on a staff screen."""
    if request.method != "POST" or not request.path_info.startswith("/manage/"):
        return False
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return False
    origin = urlsplit(request.headers.get("Origin", "")).netloc
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return origin == request.get_host() and site == "same-origin"


def kept(request: HttpRequest) -> HttpResponse:
    """All that was posted, in a form that posts it again."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    context = {
        "address": request.get_full_path(),
        "fields": fields,
        "has_files": bool(request.FILES),
        "login_url": f"{settings.LOGIN_URL}?next={settings.LOGIN_REDIRECT_URL}",
        "logged_in": request.user.is_authenticated,
    }
    answer = render(request, "account/kept.html", context, status=403)
    answer.headers["Cache-Control"] = "no-store"
    return answer
