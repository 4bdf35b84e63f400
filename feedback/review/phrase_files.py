"""Files of phrases and word sets in feedback/data. Lines that begin with # are for readers."""

from collections.abc import Iterator
from pathlib import Path

from feedback.review.plain_words import same_pair, same_word

_DATA = Path(__file__).resolve().parents[1] / "data"


def read_parts(name: str) -> dict[str, list[str]]:
    """The lines under each [head], words of one meaning written as plain_words writes them."""
    parts: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in _lines(name):
        if line.startswith("["):
            lines = parts.setdefault(line.strip("[]"), [])
        else:
            lines += [_in_same_words(line)] if ": " in line else _ways_of(line)
    return parts


def read_sets(name: str) -> dict[str, str]:
    """Name → words, of lines such as `name: words`."""
    return dict(_in_same_words(line).split(": ", 1) for line in _lines(name))


def _lines(name: str) -> list[str]:
    lines = (_DATA / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _ways_of(line: str) -> Iterator[str]:
    """The line in same words, and once more for each two neighbours that count as one word.

    A text has "wanna" for "want to", so "dont want|wish to live" also has to be "dont wanna live".
    """
    parts = line.split()
    yield _in_same_words(line)
    for place in range(len(parts) - 1):
        pairs = (
            same_pair(one, other)
            for one in parts[place].split("|")
            for other in parts[place + 1].split("|")
        )
        for joined in dict.fromkeys(pair for pair in pairs if pair):
            yield from _ways_of(" ".join([*parts[:place], joined, *parts[place + 2 :]]))


def _in_same_words(line: str) -> str:
    return " ".join("|".join(map(same_word, part.split("|"))) for part in line.split())
