"""An edition as PDF/UA, made by typst from the same blocks as the page.

All text goes in as JSON: typst sets strings as they are, so words can't become markup. typst is
imported inside the function, since the public process never needs it.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.printing import each_text, has_other_letters, without_unprintable
from insights.packs.document import lay_out
from insights.packs.editions import Edition

TEMPLATE = Path(__file__).parent / "pack.typ"


def pack_pdf(edition: Edition) -> bytes:
    """The file. `edition` is as shown_edition(printed=True) gives it."""
    import typst

    document = lay_out(edition) | _labels()
    made: bytes = typst.compile(
        str(TEMPLATE),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"pack": json.dumps(each_text(document, printable))},
    )
    return made


def _labels() -> dict[str, Any]:
    """Words of the frame, and the language that the document is in."""
    language, _sign, region = (get_language() or settings.LANGUAGE_CODE).partition("-")
    return {
        "language": language,
        "region": (region or "GB").upper(),
        "operator": settings.OPERATOR_NAME,
        "page_of": [_("Page"), _("of")],
        "you_said": _("You said"),
        "because": _("Because"),
        "women_head": _("Women"),
        "share_head": _("Share"),
    }


def printable(text: str) -> str:
    """Text that the fonts can draw. Other letters are said to be on the page; other signs go."""
    if has_other_letters(text):
        return _("[These words are in letters that this file can't show. Read them on the page.]")
    return without_unprintable(text)
