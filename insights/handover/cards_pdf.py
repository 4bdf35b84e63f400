"""Quote cards as PDF/UA: four A6 cards on an A4 page, to cut along the lines.

Nothing but words stands on a card: no channel, no week, no place, no number.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.printing import each_text, frame_of_a_file, pdf_ua, without_unprintable
from insights.handover.cards import CardQuote

TEMPLATE = Path(__file__).parent / "cards.typ"
ON_A_PAGE = 4
BROKEN_AFTER = 12  # signs of a word that is wider than a card


def cards_pdf(quotes: Sequence[CardQuote], *, with_themes: bool = False) -> bytes:
    """The file. `with_themes`: after each page of words one of themes, mirrored, so that they stand
    on the back of the cards when both sides are printed (long edge)."""
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
    return pdf_ua(TEMPLATE, cards=each_text(document, without_unprintable))


def _labels() -> dict[str, Any]:
    return {
        **frame_of_a_file(),
        "title": _("Quote cards"),
        "heads_up": _("Heads-up: this may be hard to hear."),
        "broken_after": BROKEN_AFTER,
    }
