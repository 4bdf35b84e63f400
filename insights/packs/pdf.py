"""An edition as PDF/UA, made from the same blocks as the page."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.printing import (
    each_text,
    frame_of_a_file,
    has_other_letters,
    pdf_ua,
    without_unprintable,
)
from insights.packs.charts import with_charts
from insights.packs.document import lay_out
from insights.packs.editions import Edition

TEMPLATE = Path(__file__).parent / "pack.typ"


def pack_pdf(edition: Edition) -> bytes:
    """The file. `edition` is as shown_edition(printed=True) gives it."""
    document = with_charts(lay_out(edition)) | _labels()
    return pdf_ua(TEMPLATE, pack=each_text(document, printable))


def _labels() -> dict[str, Any]:
    """Words of the frame, and the language that the document is in."""
    return {
        **frame_of_a_file(),
        "page_of": [_("Page"), _("of")],
        "you_said": _("You said"),
        "because": _("Because"),
        "does_not_fit": _("What does not fit:"),
        "tensions": _("Where women disagreed"),
        "concerns": _("Concerns"),
        "adapted": _(
            "Strength is weighed by people, in words adapted from GRADE-CERQual. No count sets it."
        ),
        "women_head": _("Women"),
        "share_head": _("Share"),
    }


def printable(text: str) -> str:
    """Text that the fonts can draw. Other letters are said to be on the page; other signs go."""
    if has_other_letters(text):
        return _("[These words are in letters that this file can't show. Read them on the page.]")
    return without_unprintable(text)
