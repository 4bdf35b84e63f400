"""The words of a brief, as staff write them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from consultations.services import MOST_ASKS, QuoteText
from core.meanwhile.shown import carry
from core.staff_forms import InOurWords
from insights.briefs.parts import (
    ABOUT,
    ASKED,
    DECIDED,
    DISAGREED,
    TITLES,
    TOLD,
    UNSURE,
    Part,
    part_from,
)
from insights.briefs.selectors import Written
from insights.forms import Ticked

LONGEST_PART = 4_000
LONGEST_ASK = 300


def _box(key: str) -> forms.CharField:
    label: Any = TITLES[key]
    box = forms.Textarea(attrs={"rows": 7})
    return forms.CharField(label=label, required=False, max_length=LONGEST_PART, widget=box)


def _line(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=LONGEST_ASK)


class BriefForm(InOurWords, forms.Form):
    """A box for each part, five lines for questions, a tick for each quote. A draft may be
    unfinished, so nothing is required here."""

    about, told, unsure = _box(ABOUT), _box(TOLD), _box(UNSURE)
    disagreed, decided, asked = _box(DISAGREED), _box(DECIDED), _box(ASKED)
    ask_1 = _line(_("First question"))
    ask_2 = _line(_("Second question"))
    ask_3 = _line(_("Third question"))
    ask_4 = _line(_("Fourth question"))
    ask_5 = _line(_("Fifth question"))
    quotes = Ticked(label=_("Quotes"), required=False, coerce=int)

    def __init__(self, data: Any, *, written: Written, offered: Mapping[int, QuoteText]) -> None:
        texts = {part.key: part.text for part in written.parts}
        asks = {f"ask_{number}": ask for number, ask in enumerate(written.asks, start=1)}
        initial = {**texts, **asks, "quotes": [p for p in written.places if p in offered]}
        super().__init__(data, initial=initial)
        self.offered = offered
        self.fields["quotes"].choices = [(place, place) for place in offered]  # type: ignore[attr-defined]
        carry(self)

    @property
    def boxes(self) -> list[BoundField]:
        return [self[key] for key in TITLES]

    @property
    def lines(self) -> list[BoundField]:
        return [self[f"ask_{number}"] for number in range(1, MOST_ASKS + 1)]

    @property
    def ticks(self) -> list[tuple[int, QuoteText, bool]]:
        """Place, quote, and whether it is ticked."""
        ticked = {str(place) for place in self["quotes"].value() or []}
        return [(place, quote, str(place) in ticked) for place, quote in self.offered.items()]

    @property
    def written(self) -> dict[str, Any]:
        """What save_brief takes, once it is valid."""
        given = self.cleaned_data
        asks = [given[f"ask_{number}"].strip() for number in range(1, MOST_ASKS + 1)]
        parts: list[Part] = [part_from(key, given[key]) for key in TITLES]
        return {
            "parts": parts,
            "asks": [ask for ask in asks if ask],
            "places": [place for place in self.offered if place in given["quotes"]],
        }
