"""A brief as PDF/UA on A4 in 14 pt, and how long it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.plain_english import read
from core.printing import each_text, ends_at, frame_of_a_file, pdf_ua
from insights.packs.pdf import printable

TEMPLATE = Path(__file__).parent / "brief.typ"
MOST_PAGES = 2


@dataclass(frozen=True)
class Length:
    """How many pages a brief takes, and about how many words are too many for two."""

    pages: int
    words_over: int


def brief_pdf(shown: dict[str, Any]) -> bytes:
    """The file. `shown` is as selectors.shown_draft or shown_brief give it."""
    return pdf_ua(TEMPLATE, brief=_document(shown))


def length_of(shown: dict[str, Any]) -> Length:
    """How long the file would be."""
    page, down = ends_at(TEMPLATE, brief=_document(shown))
    if page <= MOST_PAGES:
        return Length(page, 0)
    whole = (page - 1) + down  # in pages
    words = read("\n".join(_words(shown))).words
    over = words * (whole - MOST_PAGES) / whole
    return Length(page, max(1, round(over)))


def _words(shown: dict[str, Any]) -> list[str]:
    """All that is read in it."""
    parts = [text for part in shown["parts"] for text in (*part["paragraphs"], *part["items"])]
    return [*parts, *shown["asks"], *(quote["text"] for quote in shown["quotes"])]


def _document(shown: dict[str, Any]) -> dict[str, Any]:
    gone = _("These words are no longer here.")
    quotes = [
        {"text": q["text"] or gone, "gone": not q["text"], "language": q["language"]}
        for q in shown["quotes"]
    ]
    labels = {
        **frame_of_a_file(),
        "page_of": [_("Page"), _("of")],
        "said": _("In their words"),
        "said_hint": _("Words of women who let anyone read them. Please don't read them aloud."),
    }
    document: dict[str, Any] = each_text({**shown, "quotes": quotes, **labels}, printable)
    return document
