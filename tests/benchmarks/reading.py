"""Reads lines with known answers: one JSON object a line, as in the codebook's examples."""

import argparse
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

LINES = Path(__file__).with_name("lines")
Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    """The objects of a .jsonl file. Raises ValueError that names the line that can't be read."""
    rows: list[Row] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            _check(row)
        except (ValueError, KeyError, TypeError) as wrong:
            raise ValueError(f"{path.name}, line {number}: {wrong}") from wrong
        rows.append(row)
    return rows


def _check(row: Row) -> None:
    text = row["text"]
    if not isinstance(text, str):
        raise TypeError("text is not a string")
    for span in row.get("pii", ()):
        if not 0 <= span["start"] < span["end"] <= len(text):
            raise ValueError(f"a span from {span['start']} to {span['end']} is not in the text")


def share(part: int, whole: int) -> float | None:
    """A share with four decimals; nothing of nothing is unknown."""
    return round(part / whole, 4) if whole else None


def run(
    about: str,
    score: Callable[[list[Row]], dict[str, Any]],
    lines_of: Callable[[dict[str, Any]], Iterable[str]],
    misses: Callable[[list[Row]], Iterable[str]],
) -> None:
    """The command of a benchmark: figures as text or as JSON, and what went wrong if asked for."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--examples", type=Path, required=True, help="a .jsonl file of texts")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--misses", action="store_true", help="print what went wrong as well")
    options = parser.parse_args()
    try:
        rows = read_rows(options.examples)
    except (OSError, ValueError) as wrong:
        parser.error(str(wrong))
    figures = score(rows)
    print(json.dumps(figures) if options.json else "\n".join(lines_of(figures)))
    if options.misses:
        print("\n".join(misses(rows)))
