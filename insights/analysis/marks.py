"""Cuts a text at the places that cues matched, so that a page can mark them. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters, and the themes whose cues they belong to."""

    text: str
    keys: tuple[int, ...] = ()


def segments(text: str, spans: Iterable[tuple[int, int, int]]) -> list[Segment]:
    """The whole text in order, cut at each (start, end, theme) span.

    Joined together the segments are the text again. Spans that reach beyond it, since words were
    taken out after the suggestion was made, are cut off.
    """
    inside = [(max(start, 0), min(end, len(text)), key) for start, end, key in spans]
    inside = [span for span in inside if span[0] < span[1]]
    edges = sorted({0, len(text), *(s for s, _, _ in inside), *(e for _, e, _ in inside)})
    return [
        Segment(text[a:b], tuple(dict.fromkeys(k for s, e, k in inside if s <= a and b <= e)))
        for a, b in pairwise(edges)
    ]
