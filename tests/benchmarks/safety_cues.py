"""How many texts of danger are flagged, and how many that tell of none.

    python -m tests.benchmarks.safety_cues --examples FILE.jsonl [--json] [--misses]

Urgent texts count as found when they are flagged urgent, texts of concern when they are flagged at
all. Of texts without danger the share is given that was flagged at all. "padded" are the same texts
inside some 60 and 200 words of the file's own texts without danger, as sentences; "run_on" has them
without any full stop between. A flag that the padding gets by itself counts there too; "quiet" has
padding that gets none, so that what is found there is found in the text itself.
"urgent_before_calm" is how well the queue is ordered: a flag too many costs order alone.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from feedback.review.cues import LEVELS, NONE, URGENT, Judged, judged, safety_cues
from tests.benchmarks.reading import Row, run, share

NAMES = ("none", *LEVELS)
LENGTHS = (60, 200)  # words
Engine = Callable[[str], tuple[int, list[str]]]


def score(rows: Iterable[Row], engine: Engine = safety_cues) -> dict[str, Any]:
    """The figures of the texts as they are, in the shape issue 4 asks for, and in longer ones."""
    rows = list(rows)
    levels = {"": levels_of(rows, engine)}
    quiet = [text for text in _calm(rows) if engine(text)[0] == NONE]
    for size in LENGTHS:
        levels[f"quiet {size}"] = levels_of(padded(rows, size, calm=quiet), engine)
        levels[f"padded {size}"] = levels_of(padded(rows, size), engine)
        levels[f"run_on {size}"] = levels_of(padded(rows, size, " "), engine)
    return {
        **figures_of(levels[""]),
        "padded": {str(size): figures_of(levels[f"padded {size}"]) for size in LENGTHS},
        "quiet": {str(size): figures_of(levels[f"quiet {size}"]) for size in LENGTHS},
        "run_on": {str(size): figures_of(levels[f"run_on {size}"]) for size in LENGTHS},
        "calm_flagged_urgent": {name or "alone": _urgent(of) for name, of in levels.items()},
        "urgent_before_calm": {
            "alone": before(rows),
            **{str(size): before(padded(rows, size)) for size in LENGTHS},
        },
    }


def before(rows: Sequence[Row], judge: Callable[[str], Judged] = judged) -> float | None:
    """How often the queue has an urgent text before a calm one, of all such pairs; 0.5 is chance.
    This is the area under the ROC curve of level and points together."""
    placed: dict[str, list[tuple[int, float]]] = {"urgent": [], "none": [], "concern": []}
    for row in rows:
        found = judge(row["text"])
        points = found.points if found.level else 0  # as the sweep keeps them
        placed[row["safeguarding"]["level"]].append((found.level, points))
    pairs = [
        (one > other) + (one == other) / 2 for one in placed["urgent"] for other in placed["none"]
    ]
    return round(sum(pairs) / len(pairs), 3) if pairs else None


def padded(
    rows: Sequence[Row], size: int, between: str = ". ", calm: Sequence[str] | None = None
) -> list[Row]:
    """Each text among texts without danger, `size` words in all; the same each time."""
    dice = random.Random(6)
    around = list(_calm(rows) if calm is None else calm)
    return [{**row, "text": _pad(row["text"], around, size, between, dice)} for row in rows]


def _calm(rows: Sequence[Row]) -> Iterator[str]:
    return (row["text"] for row in rows if row["safeguarding"]["level"] == "none")


def _pad(text: str, calm: list[str], size: int, between: str, dice: random.Random) -> str:
    parts: list[str] = []
    words = len(text.split())
    for other in dice.sample(calm, len(calm)):
        if words >= size:
            break
        if other != text:
            parts.append(other)
            words += len(other.split())
    parts.insert(dice.randint(0, len(parts)), text)
    return between.join(part.strip(".!? ") for part in parts)


def levels_of(rows: Iterable[Row], engine: Engine = safety_cues) -> list[tuple[str, int]]:
    """(level that is right, level that was found) of each text."""
    return [(row["safeguarding"]["level"], engine(row["text"])[0]) for row in rows]


def figures_of(levels: list[tuple[str, int]]) -> dict[str, Any]:
    """Recall of what has danger, and the share flagged of what has none."""
    number: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    for level, found in levels:
        number[level] += 1
        hit[level] += found >= (URGENT if level == "urgent" else 1)
    return {
        level: {
            "n": number[level],
            "flagged" if level == "none" else "recall": share(hit[level], number[level]),
        }
        for level in ("urgent", "concern", "none")
    }


def _urgent(levels: list[tuple[str, int]]) -> float | None:
    calm = [found for level, found in levels if level == "none"]
    return share(sum(found == URGENT for found in calm), len(calm))


def misses(rows: Iterable[Row], engine: Engine = safety_cues) -> Iterator[str]:
    """Texts that were flagged too low or without cause."""
    for row in rows:
        level, kinds = engine(row["text"])
        gold = row["safeguarding"]["level"]
        wrong = {"urgent": level < URGENT, "concern": level == NONE, "none": level > NONE}[gold]
        if wrong:
            yield f"{gold}, got {NAMES[level]} {kinds}: {row['text']!r}"


def _lines_of(figures: dict[str, Any]) -> Iterator[str]:
    yield from _lines_of_one(figures)
    for name in ("padded", "quiet", "run_on"):
        for size, some in figures[name].items():
            yield f"{name}, {size} words"
            yield from _lines_of_one(some)
    yield f"calm, flagged urgent: {figures['calm_flagged_urgent']}"
    yield f"urgent before calm: {figures['urgent_before_calm']}"


def _lines_of_one(figures: dict[str, Any]) -> Iterator[str]:
    for level in ("urgent", "concern", "none"):
        row = figures[level]
        name = "flagged" if level == "none" else "recall"
        shown = "–" if row[name] is None else f"{row[name]:.3f}"
        yield f"{level:8} {row['n']:5}  {name} {shown}"


if __name__ == "__main__":
    run(__doc__, score, _lines_of, misses)
