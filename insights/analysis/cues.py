"""Cue rules: which themes a text may be about, and the words that say so. Plain Python.

A cue is a word or a phrase of the codebook, compared by stems. Any cue is a suggestion, no cue
means that the response needs a person; nothing is ever decided here.

A cue after "no", "not" or "without" still counts: a theme is a topic and not a stance, and "no
bus", "never felt safe" and "nobody found me a hostel" are what women come to say. The span says
that it was negated, and `keep_negated=False` leaves such hits out for codebooks of another kind.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.welsh_mutations import mutated
from insights.analysis.misspelt import SHORTEST, meant
from insights.analysis.tokens import WORD, Token, stem, tokenise

ENGINE = "cues-2"
SHORTEST_WELSH = 5  # a cue whose first sound may have changed
STRONG_CUES = 2  # so many different cues make a suggestion a strong one
NEGATING_WORDS = """
no not never without nobody none nothing neither nor cannot can't don't didn't doesn't won't
wouldn't couldn't shouldn't isn't wasn't aren't weren't hasn't haven't hadn't lack dim ddim heb
"""
NEGATIONS = frozenset(stem(word) for word in NEGATING_WORDS.split())
NEGATION_WINDOW = 3


class Band(StrEnum):
    """How much speaks for a suggestion. The words match insights.models.Suggestion.Band."""

    STRONG = "strong"
    WEAK = "weak"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class ThemeCues:
    """A theme as the engine needs it. `key` is whatever the caller knows it by."""

    key: str
    cues: tuple[str, ...]
    cues_cy: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one text that matched a cue."""

    start: int
    end: int
    cue: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A theme that a text may be about, and why."""

    key: str
    spans: tuple[Span, ...]

    @property
    def band(self) -> Band:
        return band_of(span.cue for span in self.spans)


def band_of(cues: Iterable[str]) -> Band:
    """STRONG for two different cues or more. Spellings of one stem are one cue."""
    different = {tuple(stem_phrase(cue)) for cue in cues}
    return Band.STRONG if len(different) >= STRONG_CUES else Band.WEAK


def stem_phrase(cue: str) -> list[str]:
    """The stems of a cue, in order. Empty for a cue without a word in it."""
    return [token.stem for token in tokenise(cue)]


Phrases = dict[tuple[str, ...], dict[str, str]]  # stems → {theme key: cue as it was written}


class CueMatcher:
    """Finds the cues of all themes of a codebook in one pass over a text."""

    def __init__(self, themes: Sequence[ThemeCues], *, keep_negated: bool = True) -> None:
        self.keep_negated = keep_negated
        self._order = {theme.key: place for place, theme in enumerate(themes)}
        phrases: dict[str, Phrases] = defaultdict(dict)
        for theme in themes:
            for cue, stems in _spellings(theme):
                by_theme = phrases[stems[0]].setdefault(stems, {})
                by_theme.setdefault(theme.key, cue)
        self._phrases = dict(phrases)
        words = (word for theme in themes for cue in theme.cues for word in WORD.findall(cue))
        spelt = {one for by_stems in phrases.values() for stems in by_stems for one in stems}
        self._meant = {form: word for form, word in meant(words).items() if form not in spelt}

    def match(self, text: str) -> list[Hit]:
        """Every theme with a cue in the text, in the order of the codebook."""
        return self.match_tokens(tokenise(text))

    def match_tokens(self, tokens: Sequence[Token]) -> list[Hit]:
        """The same for a text that is cut into words already."""
        found: dict[str, list[Span]] = defaultdict(list)
        if any(token.stem in self._meant for token in tokens):
            tokens = [t._replace(stem=self._meant.get(t.stem, t.stem)) for t in tokens]
        phrases = self._phrases
        for place, token in enumerate(tokens):
            if token.stem not in phrases:
                continue
            for stems, cues in phrases[token.stem].items():
                if _runs(tokens, place, stems):
                    self._note(found, tokens, place, place + len(stems) - 1, cues)
        hits = [Hit(key, _longest(spans)) for key, spans in found.items()]
        return sorted(hits, key=lambda hit: self._order[hit.key])

    def _note(
        self,
        found: dict[str, list[Span]],
        tokens: Sequence[Token],
        first: int,
        last: int,
        cues: dict[str, str],
    ) -> None:
        negated = _negated(tokens, first)
        if negated and not self.keep_negated:
            return
        for key, cue in cues.items():
            found[key].append(Span(tokens[first].start, tokens[last].end, cue, negated))


def _spellings(theme: ThemeCues) -> list[tuple[str, tuple[str, ...]]]:
    """Each cue with the stems to look for, two words also written as one; a Welsh cue also with its
    first sound mutated."""
    found = [(cue, tuple(stem_phrase(cue))) for cue in theme.cues]
    for cue in theme.cues:
        words = WORD.findall(cue)
        if len(words) == 2 and len("".join(words)) >= SHORTEST:
            found.append((cue, (stem("".join(words)),)))
    for cue in theme.cues_cy:
        found += [
            (cue, tuple(stem_phrase(form)))
            for form in (cue, *mutated(cue, shortest=SHORTEST_WELSH))
        ]
    return [(cue, stems) for cue, stems in found if stems]


def _runs(tokens: Sequence[Token], place: int, stems: tuple[str, ...]) -> bool:
    """Whether the stems, the first of which stands here, follow each other within one sentence."""
    if len(stems) == 1:
        return True
    run = tokens[place : place + len(stems)]
    return (
        len(run) == len(stems)
        and all(token.stem == wanted for token, wanted in zip(run, stems, strict=True))
        and all(token.joined for token in run[1:])
    )


def _negated(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word such as "no" or "never" stands shortly before, in the same sentence."""
    for back in range(place, max(place - NEGATION_WINDOW, 0), -1):
        if not tokens[back].joined:
            return False
        if tokens[back - 1].stem in NEGATIONS:
            return True
    return False


def _longest(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order, without those that stand inside a longer one: "police" in "police station"
    is one reason, not two."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end, s.cue)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return tuple(kept)
