"""A version as women would get it, for its editor, before it is shown."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from consultations.accessible import showing
from consultations.accessible.models import EasyRead, OtherLanguage, Recording
from core.addresses import public_addresses

PAGES = "consultations/accessible"


def serve(version: Any, request: HttpRequest) -> HttpResponse:
    """Its page. A recording, and a picture that isn't saved yet, can't be played from here."""
    page = version.consultation
    with override("cy" if version.language == "cy" else "en-gb"), public_addresses():
        if isinstance(version, EasyRead):
            context = showing.easy_read(page, version, with_pictures=False)
            return render(request, f"{PAGES}/easy_read.html", context)
        if isinstance(version, OtherLanguage):
            context = showing.other_language(page, version)
            return render(request, f"{PAGES}/other_language.html", context)
        assert isinstance(version, Recording)
        context = showing.recording(page, version)
        return render(request, f"{PAGES}/{version.sort}.html", context)
