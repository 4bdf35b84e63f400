"""What stands between a visitor and the site: forgetting who she is comes first."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]
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


class ForgetTheVisitor:
    """Remove address, agent, referrer and cookies from every request outside the staff paths."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_staff_path(request):
            for name in [n for n in request.META if n in TRACES or n.startswith("HTTP_SEC_CH_")]:
                del request.META[name]
            request.META["REMOTE_ADDR"] = ""
        return self.get_response(request)


class StaffContentSecurityPolicy:
    """Loosen the policy where Wagtail's editor needs inline script; nowhere else (design §10)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith("/manage/"):
            response._csp_update = {  # type: ignore[attr-defined]  # django-csp's own hook
                "script-src": [SELF, UNSAFE_INLINE],
                "style-src": [SELF, UNSAFE_INLINE],
                "img-src": [SELF, "data:", "blob:"],
                "frame-src": [SELF],
            }
        return response
