"""Cues that somebody may be in danger. They order the reading queue and never clear anything.

Plain Python. The cues stand in feedback/data/safety-cues.txt, which explains how they are written.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NONE, CONCERN, URGENT = 0, 1, 2
LEVELS = {"concern": CONCERN, "urgent": URGENT}
_FILE = Path(__file__).resolve().parents[1] / "data" / "safety-cues.txt"
_STOP = " . "  # between sentences: no cue reaches across it
_WORDS_BEFORE = 5
_ANY_WORDS = r"(?:[^ .]{1,40} ){0,4}"


@dataclass(frozen=True)
class Cue:
    """A pattern over plain words, what it may mean and how soon it should be read."""

    pattern: re.Pattern[str]
    category: str
    level: int


@dataclass(frozen=True)
class CueList:
    """What the file holds."""

    cues: tuple[Cue, ...]
    before: frozenset[str]
    past: tuple[re.Pattern[str], ...]
    figures: tuple[re.Pattern[str], ...]


def safety_cues(text: str) -> tuple[int, list[str]]:
    """How soon a person should read this (0 none, 1 concern, 2 urgent), and the kinds found."""
    cue_list = load_cues()
    words = _without_figures(plain_words(text), cue_list)
    found: dict[str, int] = {}
    for cue in cue_list.cues:
        for match in cue.pattern.finditer(words):
            level = cue.level - _is_softened(words, match, cue_list)
            found[cue.category] = max(level, found.get(cue.category, NONE))
    kinds = sorted(kind for kind, level in found.items() if level > NONE)
    return max(found.values(), default=NONE), kinds


def plain_words(text: str) -> str:
    """Lower case, no accents, no apostrophes, one space between words, " . " between sentences."""
    apart = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    bare = re.sub(r"['’‘`]", "", bare)
    bare = re.sub(r"[.!?\n;:]", _STOP, bare)
    bare = re.sub(r"[^\w.]", " ", bare)
    return f" {' '.join(bare.split())} "


def _without_figures(words: str, cue_list: CueList) -> str:
    for figure in cue_list.figures:
        words = figure.sub(" ", words)
    return words


def _is_softened(words: str, match: re.Match[str], cue_list: CueList) -> bool:
    """Whether it is denied, or long over: then it counts one level less, never nothing at once."""
    before = words[: match.start() + 1].rsplit(_STOP, 1)[-1]
    if cue_list.before.intersection(before.split()[-_WORDS_BEFORE:]):
        return True
    after = words[match.end() - 1 :].split(_STOP, 1)[0]
    sentence = f"{before}{match.group().strip()}{after} "
    return any(past.search(sentence) for past in cue_list.past)


@cache
def load_cues() -> CueList:
    """Read the file once."""
    parts: dict[str, list[str]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            lines = parts.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    special = {name: parts.pop(name) for name in ("before", "past", "figures")}
    return CueList(
        cues=tuple(
            Cue(_compile(line), name.split()[0], LEVELS[name.split()[1]])
            for name, lines in parts.items()
            for line in lines
        ),
        before=frozenset(special["before"]),
        past=tuple(_compile(line) for line in special["past"]),
        figures=tuple(_compile(line) for line in special["figures"]),
    )


def _compile(line: str) -> re.Pattern[str]:
    """A cue as a pattern between two spaces. Every repeat in it is bounded."""
    parts = [_ANY_WORDS if word == "_" else f"{_word(word)} " for word in line.split()]
    return re.compile(" " + "".join(parts)[:-1] + "(?= )")


def _word(word: str) -> str:
    choices = [
        re.escape(w[:-1]) + r"\w{0,30}" if w.endswith("~") else re.escape(w)
        for w in word.split("|")
    ]
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
