"""The demo's versions of one consultation: easy read, audio, a film, large print, two languages.

The voice is a computer's and the film has no signer: both say so themselves.
"""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from config.demo.other_words import EASY, OTHER_TEXTS, SPOKEN
from consultations.accessible import uploads
from consultations.accessible.services import fits_now, note_published
from consultations.models import (
    ConsultationPage,
    EasyLine,
    EasyRead,
    OtherLanguage,
    Part,
    Recording,
)

FILES = Path(__file__).parent / "files"


def make_versions(page: ConsultationPage) -> None:
    """All versions of a page."""
    note_published(page=page)
    for language, told in EASY.items():
        _save(_easy_read(page, language, told))
    for row in SPOKEN:
        _save(_recording(page, **row))
    for language, row in OTHER_TEXTS.items():
        version = OtherLanguage(
            **_checked(page, row["checked_by"]),
            language=language,
            title=row["title"],
            way_in=row["way_in"],
        )
        version.parts = [Part(heading=row["heading"], words=row["text"])]
        _save(version)


def _checked(page: ConsultationPage, by: str) -> dict[str, Any]:
    today: date = timezone.localdate()
    return {"consultation": page, "checked_by": by, "checked_on": today, "live": True}


def _save(version: Any) -> None:
    fits_now(version)
    version.save()


def _easy_read(page: ConsultationPage, language: str, told: dict[str, Any]) -> EasyRead:
    version = EasyRead(**_checked(page, told["checked_by"]), language=language, title=told["title"])
    lines = []
    for place, (heading, words, drawing) in enumerate(told["lines"]):
        lines.append(EasyLine(heading=heading, words=words, drawing=drawing, sort_order=place))
    picture = uploads.picture(ContentFile((FILES / "two-weeks.png").read_bytes()))
    lines[0].picture, lines[0].picture_bytes = picture, picture.size
    lines[0].alt = told["alt"]
    version.lines = lines
    return version


def _recording(
    page: ConsultationPage, *, sort: str, file: str, captions: str, transcript: str, checked_by: str
) -> Recording:
    upload = ContentFile((FILES / file).read_bytes(), name=file)
    found = uploads.recording(upload, sort)
    version = Recording(
        **_checked(page, checked_by),
        sort=sort,
        file=upload,
        content_type=found.content_type,
        seconds=found.seconds,
        size=upload.size,
        transcript=transcript,
    )
    if captions:
        version.captions = ContentFile((FILES / captions).read_bytes(), name=captions)
    return version
