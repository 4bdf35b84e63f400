"""What the pages of versions show: contexts, no decisions. An editor's preview shows the same."""

from typing import Any

from consultations.accessible.models import EasyRead, OtherLanguage, Recording, Version
from consultations.accessible.selectors import length_in_words, size_in_words
from consultations.accessible.tongues import html_code, tongue
from consultations.models import ConsultationPage
from core.drawings import DRAWINGS, shapes_of

Context = dict[str, Any]


def _shared(page: ConsultationPage, version: Version) -> Context:
    return {
        "page": page,
        "version": version,
        "older_since": version.older_since,
        "lang": html_code(version.language),
        "direction": tongue(version.language).direction,
    }


def easy_read(page: ConsultationPage, version: EasyRead, *, with_pictures: bool) -> Context:
    """Lines with our drawings, each of which stands in the page once, and pictures if asked for."""
    lines = list(version.lines.all())
    drawn = dict.fromkeys(line.drawing for line in lines if line.drawing in DRAWINGS)
    waiting = sum(line.picture_bytes for line in lines if line.picture)
    return _shared(page, version) | {
        "lines": lines,
        "drawings": [(code, shapes_of(code)) for code in drawn],
        "is_easy": True,
        "with_pictures": with_pictures,
        "pictures_size": size_in_words(waiting) if waiting else "",
        "pictures": sum(bool(line.picture) for line in lines),
    }


def recording(page: ConsultationPage, version: Recording) -> Context:
    return _shared(page, version) | {
        "length": length_in_words(version.seconds),
        "size": size_in_words(version.size),
    }


def other_language(page: ConsultationPage, version: OtherLanguage) -> Context:
    return _shared(page, version)
