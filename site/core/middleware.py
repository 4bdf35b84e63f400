"""What stands between a visitor and the site: forgetting who she is comes first."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core import views

Handler = Callable[[HttpRequest], HttpResponse]
MOST_DROPPED = 64 * 1024 * 1024  # of one body
STAFF_PATHS = ("/manage/", "/accounts/", "/panel/")
# What WSGI tells of a visitor. Dropped before any other code can see or keep it.
TRACES = (
    "REMOTE_ADDR",
    "REMOTE_HOST",
    "REMOTE_PORT",
    "HTTP_USER_AGENT",
    "HTTP_REFERER",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_COOKIE",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_DNT",
    "HTTP_AUTHORIZATION",
)


def is_staff_path(request: HttpRequest) -> bool:
    """Whether the address belongs to people who log in."""
    return request.path_info.startswith(STAFF_PATHS)


def is_preview(request: HttpRequest) -> bool:
    """Whether Wagtail asks for a page of ours to show it to an editor beside its form: a request
    that no browser sends, with the cookies of her own. Without them the page knows no editor, and
    Wagtail's checks don't look at it."""
    return bool(getattr(request, "is_dummy", False))


class ForgetTheVisitor:
    """Remove address, agent, referrer and cookies from every request outside the staff paths."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (is_staff_path(request) or is_preview(request)):
            for name in [n for n in request.META if n in TRACES or n.startswith("HTTP_SEC_CH_")]:
                del request.META[name]
            request.META["REMOTE_ADDR"] = ""
        return self.get_response(request)


class BadInput:
    """Meet what no browser of a person sends before a view has to.

    A body above the limit is read and dropped, since a browser that can't finish sending shows an
    error of its own, never our page. Text is UTF-8, whatever a header says: some encodings that a
    header can name can't be read as text, and others give text that no page can hold.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_staff_path(request):
            return self.get_response(request)
        told = str(request.META.get("CONTENT_LENGTH") or "")
        length = int(told) if told.isdecimal() else 0
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            drop_body(request, min(length, MOST_DROPPED))
            return views.too_much(request)
        request.encoding = "utf-8"
        return self.get_response(request)


def drop_body(request: HttpRequest, length: int) -> None:
    """Read so many bytes of what comes, and keep none."""
    while length > 0 and (chunk := request.read(min(length, 64 * 1024))):
        length -= len(chunk)


OURS = ("accounts", "config", "consultations", "core", "feedback", "insights")


class StaffContentSecurityPolicy:
    """Loosen the policy where Wagtail's own screens need inline script; nowhere else (design §10).

    Screens of ours, where words of women and what is held about members stand, are as strict as
    public pages. No staff page has a way out to another site.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith("/manage/"):
            response._csp_replace = {  # type: ignore[attr-defined]  # django-csp's own hook
                "form-action": [SELF],
                "img-src": [SELF, "data:", "blob:"],
                "frame-src": [SELF],
                **({} if is_ours_alone(request) else LOOSENED),
            }
        return response


FRAME = "wagtail.admin.views.generic.base"
LOOSENED = {"script-src": [SELF, UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]}


def is_ours_alone(request: HttpRequest) -> bool:
    """Whether the screen is a view of ours that takes no more than the frame from Wagtail."""
    match = request.resolver_match
    if match is None:
        return False
    view = getattr(match.func, "view_class", match.func)
    modules = [base.__module__ for base in view.__mro__] if isinstance(view, type) else []
    if any(name.startswith("wagtail.") and name != FRAME for name in modules):
        return False
    return str(view.__module__).split(".")[0] in OURS
