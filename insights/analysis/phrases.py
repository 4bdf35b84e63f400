"""What a text is compared by: its stems and neighbouring pairs of them, and how women wrote each.
Plain Python."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from insights.analysis.cues import NEGATIONS
from insights.analysis.stopwords import VAGUE
from insights.analysis.tokens import stem, tokenise, without_redacted

SHORTEST = 2  # letters; single ones are initials and lists
# Negations and vague words count beside another ("no room", "women's centre") and say no topic by
# themselves. "Nothing" does.
_ONLY_BESIDE = (NEGATIONS | {stem(word) for word in VAGUE}) - {stem("nothing")}
Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A text as runs of stems; a run ends at a sentence's end, a stop word or a redaction token.

    `wholes` counts how each stem and each pair ("call back") was written, in lower case.
    """

    runs: tuple[Run, ...]
    wholes: dict[str, Counter[str]]

    @property
    def features(self) -> list[str]:
        """Stems and pairs in order, as often as they stand there. Pairs have a space inside."""
        stems = [one for run in self.runs for one in run if one not in _ONLY_BESIDE]
        return stems + [f"{a} {b}" for run in self.runs for a, b in _pairs(run)]


def read(text: str, stopwords: Collection[str]) -> Said:
    """A text without stop words (whole words in lower case with straight apostrophes), numbers,
    single letters and redaction tokens. Never fails; of an empty text nothing is left."""
    plain = without_redacted(text)
    runs: list[list[tuple[str, str]]] = [[]]
    for token in tokenise(plain):
        word = plain[token.start : token.end].lower().replace("’", "'")
        if not token.joined:
            runs.append([])
        if word in stopwords or len(word) < SHORTEST or word.isnumeric():
            runs.append([])
        else:
            runs[-1].append((token.stem, word))
    wholes: dict[str, Counter[str]] = {}
    for run in runs:
        for one, word in run:
            wholes.setdefault(one, Counter())[word] += 1
        for (a, first), (b, second) in pairwise(run):
            wholes.setdefault(f"{a} {b}", Counter())[f"{first} {second}"] += 1
    return Said(tuple(tuple(one for one, _ in run) for run in runs if run), wholes)


def whole_form(feature: str, said: Iterable[Said]) -> str:
    """How most of these texts wrote a stem or a pair; of equals the first in the alphabet.

    Raises ValueError if none of them has it.
    """
    forms: Counter[str] = Counter()
    for text in said:
        forms.update(text.wholes.get(feature, {}).keys())
    return min(forms, key=lambda form: (-forms[form], form))


def _pairs(run: Run) -> Iterable[tuple[str, str]]:
    """Neighbours that say something together: not one word twice, nor two that say no topic."""
    return ((a, b) for a, b in pairwise(run) if a != b and not {a, b} <= _ONLY_BESIDE)
