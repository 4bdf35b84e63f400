"""An area's own lists: phrases that are never a detail (a centre's name), phrases that always are.

Phrases are compared as whole words, without regard to capitals, accents and apostrophes. What is
denied wins over what is allowed: a word too many covered costs a click, one too few a secret.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from feedback.redaction.spans import TOKENS, Span, make_span

_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f]|(?<=\w)['’](?=\w)){1,200}")
_NO_APOSTROPHES = str.maketrans("", "", "'’‘`")
_WITHOUT_BAR = str.maketrans("łøđŁØĐ", "lodLOD")
_MOST_GAP = 3
_SHORT = 3  # "St. Mary's": a stop after so short a word ends no sentence
# Of these an allowed part is cut out; any other is one whole: half an e-mail address is none.
_CUT_KINDS = frozenset(
    [
        "PERSON",
        "STAFF_NAME",
        "CHILD_NAME",
        "ADDRESS",
        "PLACE_SPECIFIC",
        "ORG_SPECIFIC",
        "ESTABLISHMENT",
    ]
)
_POSSESSIVES = ("'s", "’s")


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    folded: str
    gap: str


def fold(text: str) -> str:
    """Casefolded, without accents and apostrophes: as phrases of a list are compared."""
    plain = text.translate(_NO_APOSTROPHES).translate(_WITHOUT_BAR)
    apart = unicodedata.normalize("NFKD", plain)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def with_lists(
    text: str, spans: list[Span], *, allow: Collection[str], deny: Mapping[str, str]
) -> list[Span]:
    """Spans (in order and apart) without what is allowed and with what is denied.

    `deny` maps a phrase to a kind. Raises ValueError where that is no kind of ours.
    """
    unknown = sorted(set(deny.values()) - TOKENS.keys())
    if unknown:
        raise ValueError(f"No such kind of detail: {', '.join(unknown)}")
    if not allow and not deny:
        return spans
    words = list(_words(text))
    if allow:
        spans = list(_cut_out(text, spans, [(s, e) for s, e, _ in _places(words, allow, False)]))
    for start, end, phrase in _places(words, deny, True):
        spans = _put_in(spans, make_span(start, end, deny[phrase]))
    return sorted(spans)


def _words(text: str) -> Iterator[_Word]:
    end = 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        yield _Word(match.start(), match.end(), fold(match.group()), gap)
        if match.group().endswith(_POSSESSIVES):  # as well without the s: "Sarah's"
            bare = match.group()[:-2]
            yield _Word(match.start(), match.end() - 2, fold(bare), gap)
        end = match.end()


def _places(
    words: list[_Word], phrases: Iterable[str], plural: bool
) -> Iterator[tuple[int, int, str]]:
    """Where phrases stand. `plural`: also with an s behind, as in "sarahs dad"."""
    by_first: dict[str, list[tuple[list[str], str]]] = {}
    for phrase in phrases:
        parts = [fold(match.group()) for match in _WORD.finditer(phrase)]
        if parts:
            by_first.setdefault(parts[0], []).append((parts, phrase))
            if plural and len(parts) == 1:
                by_first.setdefault(f"{parts[0]}s", []).append(([f"{parts[0]}s"], phrase))
            elif plural:
                by_first[parts[0]].append(([*parts[:-1], f"{parts[-1]}s"], phrase))
    for place, word in enumerate(words):
        for parts, phrase in by_first.get(word.folded, ()):
            end = _end_of(words, place, parts)
            if end is not None:
                yield word.start, end, phrase


def _end_of(words: list[_Word], place: int, parts: list[str]) -> int | None:
    """Where the phrase that begins at this word ends, if it stands here."""
    last = words[place]
    for part in parts[1:]:
        place += 1
        # A possessive is in the list twice, at one start.
        while place < len(words) and words[place].start == last.start:
            place += 1
        if place == len(words) or not _joins(words[place].gap, last.folded):
            return None
        here = words[place]
        if here.folded != part:
            following = words[place + 1 : place + 2]
            if not following or following[0].start != here.start or following[0].folded != part:
                return None
            here = following[0]
        last = here
    return last.end


def _joins(gap: str, before: str) -> bool:
    """Whether words on both sides of it may be of one phrase."""
    if not 0 < len(gap) <= _MOST_GAP or not set("!?;:•").isdisjoint(gap):
        return False
    return "." not in gap or len(before) <= _SHORT


def _cut_out(text: str, spans: list[Span], allowed: list[tuple[int, int]]) -> Iterator[Span]:
    """Spans, or what is left of them."""
    for span in spans:
        inside = [(s, e) for s, e in allowed if s < span.end and e > span.start]
        if any(s <= span.start and span.end <= e for s, e in inside):
            continue
        if not inside or span.kind not in _CUT_KINDS:
            yield span
            continue
        start = span.start
        for stop, following in [*inside, (span.end, span.end)]:
            left = _trimmed(text, start, stop)
            if left is not None:
                yield Span(*left, span.kind, span.reason)
            start = max(start, following)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without what is no letter or digit at its ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return (start, end) if start < end else None


def _put_in(spans: list[Span], denied: Span) -> list[Span]:
    """Spans and the denied one, which grows over names and places that it touches."""
    touching = [s for s in spans if s.start < denied.end and s.end > denied.start]
    for span in touching:
        if span.kind not in _CUT_KINDS and span.start <= denied.start and denied.end <= span.end:
            return spans  # within an e-mail address: covered already
    start = min([denied.start, *(s.start for s in touching)])
    end = max([denied.end, *(s.end for s in touching)])
    kept = [span for span in spans if span not in touching]
    return [*kept, make_span(start, end, denied.kind)]
