"""How many personal details are found, and how many other words are covered with them.

    python -m tests.benchmarks.personal_details --examples FILE.jsonl [--json] [--misses]

A detail is found when all its characters are covered, whatever kind was given. `name` counts every
name, `name_lower` those of them that have no capital letter. Kinds that a person has to judge count
neither way. Over-redaction is the share of words outside any span that were covered, even in part.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from feedback.redaction import Span, candidates
from tests.benchmarks.reading import Row, run, share

IGNORED = frozenset(
    ["AGE_RARE", "DATE_SPECIFIC", "PLACE_SPECIFIC", "ESTABLISHMENT", "ORG_SPECIFIC", "RARE_EVENT"]
)
NAMES = frozenset(["PERSON", "STAFF_NAME", "CHILD_NAME"])
GROUPS = ("structured", "address", "name", "name_lower")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
Engine = Callable[[str], list[Span]]


def score(rows: Iterable[Row], engine: Engine = candidates) -> dict[str, Any]:
    """The figures, in the shape that issue 4 asks for."""
    kinds: Counter[str] = Counter()
    found: Counter[str] = Counter()
    outside = over = 0
    for row in rows:
        covered = _covered(row["text"], engine(row["text"]))
        for span in _judged(row):
            for name in (span["type"], *_groups_of(row["text"], span)):
                kinds[name] += 1
                found[name] += all(covered[span["start"] : span["end"]])
        here, taken = _words_outside(row, covered)
        outside, over = outside + here, over + taken
    return {
        "kinds": {
            kind: _recall(found[kind], kinds[kind]) for kind in sorted(kinds.keys() - {*GROUPS})
        },
        "groups": {group: _recall(found[group], kinds[group]) for group in GROUPS},
        "over_redaction": share(over, outside),
    }


def misses(rows: Iterable[Row], engine: Engine = candidates) -> Iterator[str]:
    """Details that were not found and words that were covered without need, one a line."""
    for row in rows:
        text = row["text"]
        covered = _covered(text, engine(text))
        for span in _judged(row):
            if not all(covered[span["start"] : span["end"]]):
                yield f"missed {span['type']}: {text[span['start'] : span['end']]!r} in {text!r}"
        inside = _covered_by_any(row)
        for word in _WORD.finditer(text):
            if any(covered[word.start() : word.end()]) and not any(
                inside[word.start() : word.end()]
            ):
                yield f"covered {word.group()!r} in {text!r}"


def _judged(row: Row) -> Iterator[dict[str, Any]]:
    return (span for span in row.get("pii", ()) if span["type"] not in IGNORED)


def _groups_of(text: str, span: dict[str, Any]) -> tuple[str, ...]:
    if span["type"] == "ADDRESS":
        return ("address",)
    if span["type"] not in NAMES:
        return ("structured",)
    words = text[span["start"] : span["end"]]
    return ("name",) if any(sign.isupper() for sign in words) else ("name", "name_lower")


def _covered(text: str, spans: Iterable[Span]) -> bytearray:
    covered = bytearray(len(text))
    for span in spans:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    return covered


def _covered_by_any(row: Row) -> bytearray:
    spans = [Span(s["start"], s["end"], s["type"], "") for s in row.get("pii", ())]
    return _covered(row["text"], spans)


def _words_outside(row: Row, covered: bytearray) -> tuple[int, int]:
    """Words outside any span, and those of them that were covered."""
    inside = _covered_by_any(row)
    places = [match.span() for match in _WORD.finditer(row["text"])]
    outside = [(start, end) for start, end in places if not any(inside[start:end])]
    return len(outside), sum(any(covered[start:end]) for start, end in outside)


def _recall(found: int, number: int) -> dict[str, Any]:
    return {"n": number, "recall": share(found, number)}


def _lines_of(figures: dict[str, Any]) -> Iterator[str]:
    for part in ("groups", "kinds"):
        yield part
        for name, row in figures[part].items():
            recall = "–" if row["recall"] is None else f"{row['recall']:.3f}"
            yield f"  {name:16} {row['n']:5}  recall {recall}"
    yield f"over-redaction {figures['over_redaction'] or 0:.4f} of the words outside any span"


if __name__ == "__main__":
    run(__doc__, score, _lines_of, misses)
