"""Quote cards as PDF/UA by typst: four A6 cards on an A4 page, to cut along the lines.

Nothing but words stands on a card: no channel, no week, no place, no number. All text goes in as
JSON, so that words can't become markup.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.printing import each_text, without_unprintable
from insights.handover.cards import CardQuote

TEMPLATE = Path(__file__).parent / "cards.typ"
ON_A_PAGE = 4
BROKEN_AFTER = 12  # signs of a word that is wider than a card


def cards_pdf(quotes: Sequence[CardQuote], *, with_themes: bool = False) -> bytes:
    """The file. `with_themes`: after each page of words one of themes, mirrored, so that they stand
    on the back of the cards when both sides are printed (long edge)."""
    import typst

    cards = [
        {
            "text": quote.text,
            "language": quote.language,
            "theme": quote.theme.name,
            "is_hard": quote.is_hard,
        }
        for quote in quotes
    ]
    pages = [cards[at : at + ON_A_PAGE] for at in range(0, len(cards), ON_A_PAGE)]
    document = {"pages": pages, "with_themes": with_themes, **_labels()}
    made: bytes = typst.compile(
        str(TEMPLATE),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"cards": json.dumps(each_text(document, without_unprintable))},
    )
    return made


def _labels() -> dict[str, Any]:
    language, _sign, region = (get_language() or settings.LANGUAGE_CODE).partition("-")
    return {
        "language": language,
        "region": (region or "GB").upper(),
        "operator": settings.OPERATOR_NAME,
        "title": _("Quote cards"),
        "heads_up": _("Heads-up: this may be hard to hear."),
        "broken_after": BROKEN_AFTER,
    }
