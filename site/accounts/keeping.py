"""A login that ends while somebody writes takes nothing that staff wrote, no sentences of rooms.

What staff posted comes back on a page with a button that posts it again; what a member wrote in a
box of BOXES comes back to copy, without a button: on a phone that women share another may log in
next (decision 0071). Her other forms are lost then, and she fills them in again.
Nothing of it is kept on the server. Posts from other sites get no such page: else one press would
do what they wanted.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.csrf import csrf_failure

from accounts.members.cookies import PANEL

Handler = Callable[[HttpRequest], HttpResponse]
# What boxes for whole sentences are called on members' pages: no other field is ever shown again.
BOXES = ("text", "words", "otherwise")


class KeepWhatWasTyped:
    """A post without a login: the way to log in, and then to send it, or to write it again."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # in this order: to ask who she is touches the session, and no public page may
        if _is_written_here(request) and not request.user.is_authenticated:
            return kept(request)
        if words_of_hers(request) and not request.user.is_authenticated:
            return to_copy(request)
        return self.get_response(request)


def token_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that was opened before she logged in again holds an old token: one press more."""
    if _is_written_here(request):
        return kept(request)
    if words_of_hers(request):
        return to_copy(request)
    return csrf_failure(request, reason)


def words_of_hers(request: HttpRequest) -> str:
    """What a member wrote in boxes for sentences, posted by a page of this site; often nothing."""
    return typed(request) if _is_written_here(request, below=PANEL) else ""


def typed(request: HttpRequest) -> str:
    """What was posted from boxes for whole sentences."""
    boxes = [request.POST.get(name, "").strip() for name in BOXES]
    return "\n\n".join(words for words in boxes if words)


def _is_written_here(request: HttpRequest, *, below: str = "/manage/") -> bool:
    """Whether a page of this site posts what somebody wrote below there: staff, or members."""
    if request.method != "POST" or not request.path_info.startswith(below):
        return False
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return False
    origin = urlsplit(request.headers.get("Origin", "")).netloc
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return origin == request.get_host() and site == "same-origin"


def to_copy(request: HttpRequest) -> HttpResponse:
    """Her own words, as they stood on the page from which she has just sent them."""
    context = {
        "words": words_of_hers(request),
        "logged_in": request.user.is_authenticated,
        "address": request.get_full_path(),
    }
    answer = render(request, "account/to_copy.html", context, status=403)
    answer.headers["Cache-Control"] = "no-store"
    return answer


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
