"""Panel pages have addresses and cookies of their own, which no other page is ever sent.

Without this, the cookie of who is logged in as a member would travel to the question pages too, in
the same browser: they drop it unread, but a proxy in front of them might write it down.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]
PANEL = "/panel/"
LANGUAGE_KEY = "language"
# What Django calls its cookies → what they are called below /panel/.
NAMES = {
    settings.SESSION_COOKIE_NAME: "panel",
    settings.CSRF_COOKIE_NAME: "panel_form",
    "messages": "panel_notes",  # "Kept.", until the next page has shown it
}


def is_panel(request: HttpRequest) -> bool:
    """Whether the address is a page of panel members."""
    return request.path_info.startswith(PANEL)


def is_staff_door(request: HttpRequest) -> bool:
    """Whether the address is a page where staff see to their login."""
    return request.path_info.startswith("/accounts/")


class OwnDoor:
    """Below /panel/: addresses of config.panel_urls, and cookies that stay there."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_panel(request):
            return self.get_response(request)
        request.urlconf = "config.panel_urls"  # Django's own hook
        given = {ours: request.COOKIES.get(theirs) for ours, theirs in NAMES.items()}
        request.COOKIES = {name: value for name, value in given.items() if value is not None}
        response = self.get_response(request)
        for ours, theirs in NAMES.items():
            morsel = response.cookies.pop(ours, None)
            if morsel is not None:
                response.cookies[theirs] = morsel.value
                response.cookies[theirs].update({**morsel, "path": PANEL})
        return response


class OwnLanguage:
    """The language that she chose, kept in her session: it stands in no address of these doors.

    Staff who chose none have that of their admin, or before they log in that of their browser.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (is_panel(request) or is_staff_door(request)):
            return self.get_response(request)
        chosen = request.session.get(LANGUAGE_KEY) or _language_of(request)
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self.get_response(request)
            response.headers["Content-Language"] = chosen
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _language_of(request: HttpRequest) -> str:
    if is_panel(request):
        return settings.LANGUAGE_CODE
    profile = getattr(request.user, "wagtail_userprofile", None)
    preferred = profile.preferred_language if profile else ""
    return str(preferred or translation.get_language_from_request(request))
