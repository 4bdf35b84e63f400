"""What a consultation can also be had in, as women are told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.accessible.media import MEGABYTE
from consultations.accessible.models import (
    EasyRead,
    LargePrint,
    OtherLanguage,
    Recording,
)
from consultations.accessible.tongues import ENGLISH, html_code, tongue
from consultations.models import ConsultationPage

Written = EasyRead | Recording | OtherLanguage


def length_in_words(seconds: int) -> str:
    """About how long a recording is."""
    if seconds < 60:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    minutes = round(seconds / 60)
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def size_in_words(size: int) -> str:
    """How much of her data something costs."""
    if size < MEGABYTE:
        return _("%(n)s KB") % {"n": max(1, round(size / 1000))}
    return _("%(n)s MB") % {"n": f"{size / MEGABYTE:.1f}".rstrip("0").rstrip(".")}


@dataclass(frozen=True)
class Offered:
    """A way to have the page: its words, its path below the page, and the language of the words."""

    words: str
    path: str
    detail: str = ""
    language: str = ""

    def is_at(self, below: str) -> bool:
        """Whether this is what stands there, below the page: with its pictures or its film, too."""
        return below in {self.path, f"{self.path}pictures/", f"{self.path}video/"}


def offered(page: ConsultationPage) -> list[Offered]:
    """What a page can also be had in, in the order of the public line. Welsh is a page of its own
    and stands with the languages of the site."""
    here = page.locale.language_code
    source = page.source
    easy = in_language(EasyRead.objects.filter(consultation=source, live=True), here)
    recordings = list(Recording.objects.filter(consultation=source, live=True))
    audio = in_language([r for r in recordings if r.sort == Recording.Sort.AUDIO], here)
    bsl = next((r for r in recordings if r.sort == Recording.Sort.BSL), None)
    found = [
        *([Offered(_("Easy read"), "easy-read/", _beside(easy, here))] if easy else []),
        *([_recorded(_("Audio"), "audio/", audio, here)] if audio else []),
        *([_recorded(_("BSL"), "bsl/", bsl, ENGLISH)] if bsl else []),
        *_in_large_print(page),
    ]
    spoken = [r for r in recordings if r.sort == Recording.Sort.AUDIO and r is not audio]
    return [*found, *_in_other_languages(source, [r for r in spoken if r.language != ENGLISH])]


def _in_large_print(page: ConsultationPage) -> list[Offered]:
    found = LargePrint.objects.filter(page=page).first()
    detail = _("PDF, %(size)s") % {"size": size_in_words(found.size)} if found else ""
    return [Offered(_("Large print"), "large-print/", detail)] if found else []


def _in_other_languages(source: ConsultationPage, spoken: list[Recording]) -> list[Offered]:
    written = OtherLanguage.objects.filter(consultation=source, live=True).order_by("language")
    return [
        *(
            Offered(tongue(v.language).own_name, f"in/{v.language}/", language=v.language)
            for v in written
        ),
        *(
            Offered(
                tongue(r.language).own_name,
                f"audio/{r.language}/",
                _("audio, %(length)s") % {"length": length_in_words(r.seconds)},
                html_code(r.language),
            )
            for r in spoken
        ),
    ]


def _recorded(words: str, path: str, recording: Recording, here: str) -> Offered:
    details = [length_in_words(recording.seconds), _beside(recording, here)]
    return Offered(words, path, ", ".join(filter(None, details)))


def _beside(version: Written | None, here: str) -> str:
    """Says so where a version is in the other language than the page."""
    if version is None or version.language == here:
        return ""
    return _("in English") if version.language == ENGLISH else _("in Welsh")


def in_language(versions: Iterable[Any], language: str) -> Any:
    """The version of this language, or the English one; None where there is neither."""
    by_language = {version.language: version for version in versions}
    return by_language.get(language) or by_language.get(ENGLISH)


def older_page_since(page: ConsultationPage) -> date | None:
    """Since when the English says something else than this page, its translation."""
    translated = getattr(page, "translated", None)  # none where it was published before we noted it
    return translated.older_since if translated else None
