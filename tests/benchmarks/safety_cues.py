"""How many texts of danger are flagged, and how many that tell of none.

    python -m tests.benchmarks.safety_cues --examples FILE.jsonl [--json] [--misses]

Urgent texts count as found when they are flagged urgent, texts of concern when they are flagged at
all. Of texts without danger the share is given that was flagged at all.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from feedback.review.cues import LEVELS, NONE, URGENT, safety_cues
from tests.benchmarks.reading import Row, run, share

NAMES = ("none", *LEVELS)
Engine = Callable[[str], tuple[int, list[str]]]


def score(rows: Iterable[Row], engine: Engine = safety_cues) -> dict[str, Any]:
    """The figures, in the shape that issue 4 asks for."""
    number: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    for row in rows:
        level = row["safeguarding"]["level"]
        number[level] += 1
        hit[level] += engine(row["text"])[0] >= (URGENT if level == "urgent" else 1)
    return {
        level: {
            "n": number[level],
            "flagged" if level == "none" else "recall": share(hit[level], number[level]),
        }
        for level in ("urgent", "concern", "none")
    }


def misses(rows: Iterable[Row], engine: Engine = safety_cues) -> Iterator[str]:
    """Texts that were flagged too low or without cause."""
    for row in rows:
        level, kinds = engine(row["text"])
        gold = row["safeguarding"]["level"]
        wrong = {"urgent": level < URGENT, "concern": level == NONE, "none": level > NONE}[gold]
        if wrong:
            yield f"{gold}, got {NAMES[level]} {kinds}: {row['text']!r}"


def _lines_of(figures: dict[str, Any]) -> Iterator[str]:
    for level, row in figures.items():
        name = "flagged" if level == "none" else "recall"
        shown = "–" if row[name] is None else f"{row[name]:.3f}"
        yield f"{level:8} {row['n']:5}  {name} {shown}"


if __name__ == "__main__":
    run(__doc__, score, _lines_of, misses)
