"""What a vote that is closed gave: members' and staff's ranking side by side, ties as ties."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from consultations.panels.codesign.activities.counting import (
    COULD,
    MUST,
    PLACES,
    SHOULD,
    WONT,
    leading,
    ranking,
)
from consultations.panels.codesign.activities.models import Activity
from consultations.panels.codesign.rooms.stages import Kind

PLACE_WORDS = {
    MUST: _("Must"),
    SHOULD: _("Should"),
    COULD: _("Could"),
    WONT: _("Not this time"),
}


@dataclass(frozen=True)
class Line:
    """A card with what members and staff gave it. None where that isn't told."""

    text: str
    members: Any
    staff: Any
    share: int = 0  # of the most votes of members, in hundredths


@dataclass(frozen=True)
class Result:
    lines: list[Line]
    members: dict[str, Any]
    staff: dict[str, Any]

    @property
    def is_told(self) -> bool:
        """Whether enough members voted to show totals."""
        return self.members["totals"] is not None


def result_of(activity: Activity) -> Result | None:
    """None while it is open, for everybody."""
    if not activity.is_vote or not activity.is_closed or not activity.result:
        return None
    texts = {str(c.pk): c.text for c in activity.cards.filter(is_hidden=False)}
    members, staff = activity.result["members"], activity.result["staff"]
    make = _dots if activity.kind == Kind.DOTS else _places
    return Result(make(texts, members["totals"], staff["totals"]), members, staff)


def _dots(texts: dict[str, str], members: Any, staff: Any) -> list[Line]:
    hers = {row.card: row for row in ranking(members or {})}
    theirs = {row.card: row for row in ranking(staff or {})}
    most = max((row.votes for row in hers.values()), default=0)
    order = [*hers, *(card for card in texts if card not in hers)]
    return [
        Line(
            texts[card],
            hers.get(card),
            theirs.get(card),
            round(100 * hers[card].votes / most) if card in hers and most else 0,
        )
        for card in order
        if card in texts
    ]


def _places(texts: dict[str, str], members: Any, staff: Any) -> list[Line]:
    def led(totals: Any, card: str) -> list[Any]:
        return [PLACE_WORDS[place] for place in leading((totals or {}).get(card, {}))]

    def order(card: str) -> tuple[int, int]:
        totals = (members or {}).get(card, {})
        first = leading(totals)
        return (PLACES.index(first[0]) if first else len(PLACES), -totals.get(MUST, 0))

    return [
        Line(texts[card], led(members, card), led(staff, card)) for card in sorted(texts, key=order)
    ]
