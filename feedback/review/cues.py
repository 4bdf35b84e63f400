"""Cues that somebody may be in danger. They order the reading queue and never clear anything.

Plain Python. Two ways in, and the higher level stands: phrases that say it (safety-cues.txt, which
explains how they are written), and points for what is told indirectly (danger_points.py). What is
denied is taken out first (denials.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from feedback.review.danger_kinds import likely_kind
from feedback.review.danger_points import LONGEST, Hint, hint_of, sentences, speaks_of_now
from feedback.review.denials import DENIED, HALF_DENIED, without_denied
from feedback.review.phrase_files import read_parts
from feedback.review.phrases import PhraseBook
from feedback.review.plain_words import plain_words

NONE, CONCERN, URGENT = 0, 1, 2
LEVELS = {"concern": CONCERN, "urgent": URGENT}
UNSURE = "some_kind"  # danger, where no words tell which
_WORDS_BEFORE = 5
_SPECIAL = ("before", "still", "clauses", "past", "figures", "frames")
_LEAST_BESIDE_DENIAL = 6  # words that points need for danger now, where something is denied
LEAST_POINTS = -9.0  # of a text without a sentence that is long enough to tell
PHRASE_POINTS = 0.5  # for each level of a phrase that says it; 0 and 1 measured a little worse
_MARK_REACH = 6  # words of a long sentence that "years ago" reaches to either side


@dataclass(frozen=True)
class Cue:
    """What a phrase may mean and how soon it should be read."""

    category: str
    level: int
    is_topic: bool = False


@dataclass(frozen=True)
class CueList:
    """What the file holds; a cue stands at the place of its phrase in the book."""

    cues: tuple[Cue, ...]
    book: PhraseBook
    before: frozenset[str]
    still: frozenset[str]
    clauses: frozenset[str]
    past: PhraseBook
    figures: PhraseBook
    frames: PhraseBook


@dataclass(frozen=True)
class Judged:
    """How soon a person should read something (0 none, 1 concern, 2 urgent), the kinds found, and
    points that order texts of one level: of two urgent ones the higher is more often rightly so."""

    level: int
    kinds: list[str]
    points: float


def safety_cues(text: str) -> tuple[int, list[str]]:
    """The level of a text and the kinds found in it, as `judged` has them."""
    found = judged(text)
    return found.level, found.kinds


def judged(text: str) -> Judged:
    """Judge a text, so that a queue can be put in order.

    Each sentence is judged as if it stood alone and the highest level stands, so that no harmless
    text before, between or after it lowers it. Kinds are those of the sentences that gave it.
    """
    cue_list = load_cues()
    words = without_denied(_without_figures(plain_words(text), cue_list.figures))
    level, kinds, points = NONE, set[str](), LEAST_POINTS
    for sentence in dict.fromkeys(map(tuple, sentences(words))):
        found = _of_sentence(sentence, cue_list)
        points = max(points, found.points)
        if found.level > level:
            level, kinds = found.level, set()
        if found.level == level:
            kinds |= set(found.kinds)
    if len(kinds) > 1:
        kinds.discard(UNSURE)
    return Judged(level, sorted(kinds), points)


def _of_sentence(sentence: Sequence[str], cue_list: CueList) -> Judged:
    found = told(sentence, cue_list)
    level = max(found.values(), default=NONE)
    hint = hint_of(sentence)
    points = max(hint.now, LEAST_POINTS) + PHRASE_POINTS * level
    hinted, stretch = _hinted(sentence, hint, cue_list.past)
    if hinted <= level:
        return Judged(level, [kind for kind, of in found.items() if of == level > NONE], points)
    near = told(stretch, cue_list)
    highest = max(near.values(), default=NONE)
    if highest > NONE:
        return Judged(hinted, [kind for kind, of in near.items() if of == highest], points)
    return Judged(hinted, [likely_kind(stretch) or UNSURE], points)


def told(sentence: Sequence[str], cue_list: CueList) -> dict[str, int]:
    """Kind → level, of the phrases in one sentence."""
    found: dict[str, int] = {}
    phrases = list(cue_list.book.find(sentence))
    if not phrases:  # as in most sentences
        return found
    softened = _reach_of(sentence, (place for _, place in cue_list.past.find(sentence)))
    framed = _reach_of(sentence, (place for _, place in cue_list.frames.find(sentence)))
    for number, end in phrases:
        cue = cue_list.cues[number]
        if cue.is_topic and end in framed:
            continue
        if found.get(cue.category, NONE) < cue.level:
            start = cue_list.book.start_of(number, sentence, end)
            less = end in softened or _is_denied(sentence, start, cue_list)
            found[cue.category] = max(found.get(cue.category, NONE), cue.level - less)
    return found


def _hinted(sentence: Sequence[str], hint: Hint, past: PhraseBook) -> tuple[int, Sequence[str]]:
    """The level that points give, and the words that gave it; what is over is a concern at most.

    Danger at all comes first: points for danger now only tell how soon, since a calm text ("they
    let me out at noon") has as many words of now as any.
    """
    if hint.at_all < 0:
        return NONE, ()
    stretch = sentence[slice(*hint.stretch)]
    is_over = (
        len(sentence) <= LONGEST
        and any(True for _ in past.find(sentence))
        and not speaks_of_now(sentence)
    )
    said = [word for word in stretch if word not in (DENIED, HALF_DENIED)]
    is_denied = len(said) < min(len(stretch), _LEAST_BESIDE_DENIAL)
    return URGENT if hint.now >= 0 and not is_over and not is_denied else CONCERN, stretch


def _without_figures(words: list[str], figures: PhraseBook) -> list[str]:
    """The words without ways of speaking."""
    taken: set[int] = set()
    for number, end in figures.find(words):
        if end not in taken:
            taken.update(range(figures.start_of(number, words, end), end + 1))
    return [word for place, word in enumerate(words) if place not in taken]


def _is_denied(sentence: Sequence[str], start: int, cue_list: CueList) -> bool:
    """Denied it counts one level less, never nothing at once.

    The denial has to belong to the same clause: in "nobody came when he hit me" and "i dont know
    what to do he hits me" none does. "Not stopped" and "never a day without" deny nothing.
    """
    near = sentence[max(0, start - _WORDS_BEFORE) : start]
    for place in range(len(near) - 1, -1, -1):
        if near[place] in cue_list.clauses:
            near = near[place + 1 :]
            break
    denials = [word for word in near if word in cue_list.before]
    stops = cue_list.still.intersection(near)
    return len(denials) == 1 and (not stops or denials[0] in stops)


def _reach_of(sentence: Sequence[str], marks: Iterable[int]) -> set[int]:
    """All places of the sentence, if it has one of the marks; of a long one those around a mark."""
    size = len(sentence)
    places: set[int] = set()
    for mark in marks:
        if size <= LONGEST:
            return set(range(size))
        places.update(range(max(0, mark - _MARK_REACH), min(size, mark + _MARK_REACH + 1)))
    return places


@cache
def load_cues() -> CueList:
    """Read the file once."""
    parts = read_parts("safety-cues")
    special = {name: parts.pop(name) for name in _SPECIAL}
    cues: list[Cue] = []
    lines: list[str] = []
    for name, some in parts.items():
        category, level, *topic = name.split()
        cues += [Cue(category, LEVELS[level], bool(topic))] * len(some)
        lines += some
    return CueList(
        cues=tuple(cues),
        book=PhraseBook(lines),
        before=frozenset(special["before"]),
        still=frozenset(special["still"]),
        clauses=frozenset(word for line in special["clauses"] for word in line.split()),
        past=PhraseBook(special["past"]),
        figures=PhraseBook(special["figures"]),
        frames=PhraseBook(special["frames"]),
    )
