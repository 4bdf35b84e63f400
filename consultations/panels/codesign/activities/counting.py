"""How votes are counted, by plain functions: dots, must-should-could, ties, passes.

Votes of members and of staff are never added up. Fewer than three ballots of members give no
totals: they would say who chose what (tallying.why_untold).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST_BALLOTS = 3
MUST, SHOULD, COULD, WONT = "must", "should", "could", "wont"
PLACES = (MUST, SHOULD, COULD, WONT)
# Of all cards, in hundredths: else everything is a must. Not this time takes any number.
CAPS = {MUST: 20, SHOULD: 30, COULD: 30}

Dots = Mapping[str, int]
Placed = Mapping[str, str]


class TooMany(ValueError):
    """More dots than she has, or more cards in one place than it takes. `most` is how many."""

    def __init__(self, place: str, most: int) -> None:
        super().__init__(place)
        self.place, self.most = place, most


def dots_for(cards: int) -> int:
    """How many dots each woman has: the root of the number of cards, by the rule of thumb."""
    return max(1, round(math.sqrt(cards)))


def caps_for(cards: int) -> dict[str, int]:
    """How many cards each place takes, one at least; `wont` takes all."""
    return {place: max(1, math.ceil(cards * cap / 100)) for place, cap in CAPS.items()}


def check_dots(choices: Dots, *, cards: Iterable[str], most: int) -> dict[str, int]:
    """Her dots on cards that are there, noughts left out. Raises TooMany, ValueError below 0."""
    known = set(cards)
    kept = {card: n for card, n in choices.items() if card in known and n}
    if any(n < 0 for n in kept.values()):
        raise ValueError("Fewer dots than none.")
    if sum(kept.values()) > most:
        raise TooMany("dots", most)
    return kept


def check_places(choices: Placed, *, cards: Sequence[str]) -> dict[str, str]:
    """Her places for cards that are there. Raises TooMany."""
    known = set(cards)
    kept = {c: place for c, place in choices.items() if c in known and place in PLACES}
    used = Counter(kept.values())
    for place, most in caps_for(len(known)).items():
        if used[place] > most:
            raise TooMany(place, most)
    return kept


@dataclass(frozen=True)
class Ranked:
    """A card with its rank; equal votes have equal ranks, and say that they tie."""

    card: str
    votes: int
    rank: int
    ties: bool


def ranking(votes: Mapping[str, int]) -> list[Ranked]:
    """Cards by votes, the most first. Ties share a rank: 1, 2, 2, 4."""
    counts = Counter(votes.values())
    rows = sorted(votes.items(), key=lambda row: (-row[1], row[0]))
    return [
        Ranked(card, n, 1 + sum(other > n for other in votes.values()), counts[n] > 1)
        for card, n in rows
    ]


def dots_together(ballots: Iterable[Dots], cards: Iterable[str]) -> dict[str, int]:
    """Dots by card, those without any included."""
    total = dict.fromkeys(cards, 0)
    for ballot in ballots:
        for card, n in ballot.items():
            if card in total:
                total[card] += n
    return total


def places_together(ballots: Iterable[Placed], cards: Iterable[str]) -> dict[str, dict[str, int]]:
    """How many put each card where."""
    total = {card: dict.fromkeys(PLACES, 0) for card in cards}
    for ballot in ballots:
        for card, place in ballot.items():
            if card in total:
                total[card][place] += 1
    return total


def leading(places: Mapping[str, int]) -> list[str]:
    """The place that most chose; several where they tie, none where nobody chose."""
    most = max(places.values(), default=0)
    return [place for place in PLACES if most and places.get(place) == most]
