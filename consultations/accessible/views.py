"""What stands at the addresses below a consultation's page (pages.py): nothing is kept of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from consultations.accessible import showing
from consultations.accessible.models import EasyLine, EasyRead, LargePrint, OtherLanguage, Recording
from consultations.accessible.selectors import in_language
from consultations.accessible.streaming import send_file


def easy_read(page: Any, request: HttpRequest, pictures: str | None = None) -> HttpResponse:
    """Easy read; pictures that an editor brought weigh too much to come unasked."""
    found = EasyRead.objects.filter(consultation=page.source, live=True).prefetch_related("lines")
    version = in_language(found, get_language() or "")
    if version is None:
        raise Http404
    context = showing.easy_read(page, version, with_pictures=bool(pictures))
    return render(request, "consultations/accessible/easy_read.html", context)


def picture(page: Any, request: HttpRequest, pk: str) -> HttpResponseBase:
    lines = EasyLine.objects.filter(easy_read__consultation=page.source, easy_read__live=True)
    line = get_object_or_404(lines.exclude(picture=""), pk=int(pk))
    return send_file(request, line.picture, content_type="image/jpeg", name="picture.jpg")


def audio(page: Any, request: HttpRequest, code: str | None = None) -> HttpResponse:
    context = showing.recording(page, _audio(page, code))
    return render(request, "consultations/accessible/audio.html", context)


def audio_file(page: Any, request: HttpRequest, code: str) -> HttpResponseBase:
    return _send(request, _audio(page, code))


def bsl(page: Any, request: HttpRequest, video: str | None = None) -> HttpResponse:
    """First its length and size; the player, with its still picture, when she asks for it."""
    context = showing.recording(page, _bsl(page)) | {"with_video": bool(video)}
    return render(request, "consultations/accessible/bsl.html", context)


def bsl_file(page: Any, request: HttpRequest) -> HttpResponseBase:
    return _send(request, _bsl(page))


def still(page: Any, request: HttpRequest) -> HttpResponseBase:
    return _send_part(request, _bsl(page).poster, "image/jpeg", "still.jpg")


def captions(page: Any, request: HttpRequest) -> HttpResponseBase:
    return _send_part(request, _bsl(page).captions, "text/vtt; charset=utf-8", "captions.vtt")


def large_print(page: Any, request: HttpRequest) -> HttpResponseBase:
    found = get_object_or_404(LargePrint, page=page)
    return send_file(request, found.file, content_type="application/pdf", name="large-print.pdf")


def other_language(page: Any, request: HttpRequest, code: str) -> HttpResponse:
    versions = OtherLanguage.objects.filter(consultation=page.source, live=True)
    context = showing.other_language(page, get_object_or_404(versions, language=code))
    return render(request, "consultations/accessible/other_language.html", context)


def _audio(page: Any, code: str | None) -> Recording:
    """In this language; without one, in that of the page, or English. Raises Http404."""
    of_page = Recording.objects.filter(consultation=page.source, live=True, sort="audio")
    if code:
        return get_object_or_404(of_page, language=code)
    found: Recording | None = in_language(of_page, get_language() or "")
    if found is None:
        raise Http404
    return found


def _bsl(page: Any) -> Recording:
    return get_object_or_404(Recording, consultation=page.source, live=True, sort="bsl")


def _send(request: HttpRequest, found: Recording) -> HttpResponseBase:
    name = f"{found.sort}.{str(found.file.name).rpartition('.')[2]}"
    return send_file(request, found.file, content_type=found.content_type, name=name)


def _send_part(request: HttpRequest, file: Any, content_type: str, name: str) -> HttpResponseBase:
    if not file:
        raise Http404
    return send_file(request, file, content_type=content_type, name=name)
