"""Addresses below a consultation's page: each version has one, and each of its files."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path


def _shown(view: str, pattern: str) -> Any:
    """The address of a view of consultations.accessible.views: it knows the page's own model, so it
    is asked for when somebody reads."""

    def show(page: Any, request: HttpRequest, **named: str | None) -> HttpResponseBase:
        from consultations.accessible import views

        answer: HttpResponseBase = getattr(views, view)(page, request, **named)
        return answer

    return re_path(pattern, name=view)(show)


class WithVersions(RoutablePageMixin):
    """A mixin before the page of a consultation."""

    show_easy_read = _shown("easy_read", r"^easy-read/(?:(?P<pictures>pictures)/)?$")
    show_picture = _shown("picture", r"^easy-read/pictures/(?P<pk>[0-9]{1,15})/$")
    show_audio = _shown("audio", r"^audio/(?:(?P<code>[a-z]{2})/)?$")
    send_audio = _shown("audio_file", r"^audio/(?P<code>[a-z]{2}(?:-gb)?)/file/$")
    show_bsl = _shown("bsl", r"^bsl/(?:(?P<video>video)/)?$")
    send_bsl = _shown("bsl_file", r"^bsl/file/$")
    send_still = _shown("still", r"^bsl/still/$")
    send_captions = _shown("captions", r"^bsl/captions/$")
    send_large_print = _shown("large_print", r"^large-print/$")
    show_other_language = _shown("other_language", r"^in/(?P<code>[a-z]{2})/$")
