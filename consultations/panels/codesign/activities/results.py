"""What a vote that is closed gave: members' and staff's ranking side by side, ties as ties."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.panels.codesign.activities.counting import (
    COULD,
    LEAST_BALLOTS,
    MUST,
    PLACES,
    SHOULD,
    WONT,
    leading,
    ranking,
)
from consultations.panels.codesign.activities.models import Activity, Card
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
    hard: bool = False


@dataclass(frozen=True)
class Result:
    lines: list[Line]
    members: dict[str, Any]
    staff: dict[str, Any]
    why: str = ""  # why there are no totals (tallying.why_untold)

    @property
    def is_few(self) -> bool:
        """Whether so few took part that the number itself isn't told."""
        return int(self.members["ballots"]) < LEAST_BALLOTS

    @property
    def is_told(self) -> bool:
        """Whether enough members voted to show totals."""
        return self.members["totals"] is not None


def result_of(activity: Activity) -> Result | None:
    """None while it is open, for everybody."""
    if not activity.is_vote or not activity.is_closed or not activity.result:
        return None
    cards = {str(c.pk): c for c in activity.cards.filter(is_hidden=False)}
    members, staff = activity.result["members"], activity.result["staff"]
    make = _dots if activity.kind == Kind.DOTS else _places
    return Result(make(cards, members, staff), members, staff, activity.result.get("why", ""))


def _standing(cards: dict[str, Card], told: Any) -> dict[str, Any]:
    """Totals of cards that are still shown: what was taken away has no rank."""
    return {card: n for card, n in (told["totals"] or {}).items() if card in cards}


def _dots(cards: dict[str, Card], members: Any, staff: Any) -> list[Line]:
    hers = {row.card: row for row in ranking(_standing(cards, members))}
    theirs = {row.card: row for row in ranking(_standing(cards, staff))}
    most = max((row.votes for row in hers.values()), default=0)
    order = [*hers, *(card for card in cards if card not in hers)]
    return [
        Line(
            cards[card].text,
            hers.get(card),
            theirs.get(card),
            round(100 * hers[card].votes / most) if card in hers and most else 0,
            cards[card].hard,
        )
        for card in order
    ]


def _places(cards: dict[str, Card], members: Any, staff: Any) -> list[Line]:
    hers, theirs = _standing(cards, members), _standing(cards, staff)

    def led(told: Any, totals: dict[str, Any]) -> list[str]:
        if not totals:
            return []
        voted = told["ballots"] - told["passed"]  # told where totals are
        return [
            gettext("%(place)s: %(n)d of %(all)d")
            % {"place": PLACE_WORDS[place], "n": totals[place], "all": voted}
            for place in leading(totals)
        ]

    def order(card: str) -> tuple[int, int]:
        totals = hers.get(card, {})
        first = leading(totals)
        return (PLACES.index(first[0]) if first else len(PLACES), -totals.get(MUST, 0))

    return [
        Line(
            cards[card].text,
            led(members, hers.get(card, {})),
            led(staff, theirs.get(card, {})),
            hard=cards[card].hard,
        )
        for card in sorted(cards, key=order)
    ]
