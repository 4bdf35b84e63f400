"""Versions of a consultation: each is checked, shown and fits its English unless told otherwise."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

import config.demo
from consultations.accessible.services import fits_now
from consultations.models import (
    ConsultationPage,
    EasyLine,
    EasyRead,
    OtherLanguage,
    Part,
    Recording,
)

FILES = Path(config.demo.__file__ or "").parent / "files"
AUDIO = (FILES / "audio.mp3").read_bytes()
VIDEO = (FILES / "bsl.mp4").read_bytes()
CAPTIONS = (FILES / "bsl.vtt").read_bytes()
PICTURE = (FILES / "two-weeks.png").read_bytes()


def _shared(page: ConsultationPage, fields: dict[str, Any]) -> dict[str, Any]:
    checked = {"checked_by": "Maya Rees", "checked_on": timezone.localdate(), "live": True}
    return {"consultation": page, **checked, **fields}


def _saved(version: Any) -> Any:
    fits_now(version)
    version.save()
    return version


def make_easy(page: ConsultationPage, *words: str, **fields: Any) -> EasyRead:
    """Easy read with a drawing in each line."""
    version = EasyRead(**{"title": "Easy words", **_shared(page, fields)})
    version.lines = [
        EasyLine(words=line, drawing="speak", sort_order=place)
        for place, line in enumerate(words or ("You can tell us.", "We listen."))
    ]
    made: EasyRead = _saved(version)
    return made


def with_picture(version: EasyRead, data: bytes = b"a picture") -> EasyLine:
    """The first line of easy read with a picture of an editor's own."""
    line: EasyLine = version.lines.first()
    line.picture = ContentFile(data, name="picture.jpg")
    line.picture_bytes, line.alt = len(data), "A calendar"
    line.save()
    return line


def make_recording(page: ConsultationPage, sort: str = "audio", **fields: Any) -> Recording:
    """Audio of 26 seconds, or a video of 8."""
    data = AUDIO if sort == "audio" else VIDEO
    told = {"sort": sort, "transcript": "All that is said.", "size": len(data)}
    told |= {"content_type": "audio/mpeg" if sort == "audio" else "video/mp4"}
    told |= {"seconds": 26 if sort == "audio" else 8}
    told |= {"file": ContentFile(data, name="a.mp3" if sort == "audio" else "a.mp4")}
    made: Recording = _saved(Recording(**{**told, **_shared(page, fields)}))
    return made


def make_other(page: ConsultationPage, language: str = "pl", **fields: Any) -> OtherLanguage:
    """The page in Polish."""
    told: dict[str, Any] = {"language": language, "title": "Po polsku", "way_in": "Możesz pisać."}
    words = fields.pop("words", "Plan może się zmienić.")
    version = OtherLanguage(**{**told, **_shared(page, fields)})
    version.parts = [Part(words=words)]
    made: OtherLanguage = _saved(version)
    return made
