"""An edition as PDF/UA, made by typst from the same blocks as the page.

All text goes in as JSON: typst sets strings as they are, so words can't become markup. typst is
imported inside the function, since the public process never needs it.
"""

import json
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from insights.packs.document import lay_out
from insights.packs.editions import Edition

TEMPLATE = Path(__file__).parent / "pack.typ"
# Letters that the fonts inside typst hold. PDF/UA refuses a sign that can't be drawn.
PRINTABLE = (
    "\\n\\u0020-\\u007e\\u00a0-\\u017f\\u01a0\\u01a1\\u01af\\u01b0\\u0218-\\u021b\\u0300-\\u0304"
    "\\u0391-\\u03a1\\u03a3-\\u03c9\\u0410-\\u044f\\u0451\\u0401\\u0404\\u0406\\u0407\\u0454"
    "\\u0456\\u0457\\u1ea0-\\u1ef9\\u2010-\\u2015\\u2018-\\u201e\\u2020-\\u2022\\u2026\\u20ac\\u00d7\\u2192"
)
UNPRINTABLE = re.compile(f"[^{PRINTABLE}]+")
LETTERS = re.compile(r"[^\W\d_]")


def pack_pdf(edition: Edition) -> bytes:
    """The file. `edition` is as shown_edition(printed=True) gives it."""
    import typst

    document = lay_out(edition) | _labels()
    made: bytes = typst.compile(
        str(TEMPLATE),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"pack": json.dumps(_printable(document))},
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


def _printable(value: Any) -> Any:
    """The same structure with every text in letters that can be drawn."""
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return printable(value) if isinstance(value, str) else value


def printable(text: str) -> str:
    """Text that the fonts can draw. Other letters are said to be on the page; other signs go."""
    if LETTERS.search("".join(UNPRINTABLE.findall(text))):
        return _("[These words are in letters that this file can't show. Read them on the page.]")
    return UNPRINTABLE.sub("", text)
