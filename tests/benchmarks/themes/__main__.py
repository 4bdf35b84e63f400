"""How well themes are found with few labels, beside other methods in the same run.

    python -m tests.benchmarks.themes --responses R.csv --codebook C.json [--labels 0 50 200 500]
        [--splits 3] [--methods alongside cues lr-tfidf svc-recipe bertopic] [--json]

For each split the same rows are judged whatever the number of labels, and nothing is learned from
but the labels asked for and the texts without their codes. Figures: issue 5, and metrics.py. Each
method runs in a process of its own with one thread; CPU seconds are for all label counts and
splits together. BERTopic gets our TF-IDF and SVD vectors, and is left out where it isn't installed.
"""

import json
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from insights.codebook.files import CodebookError, read_codebook
from tests.benchmarks.themes.command import Parser, number, say
from tests.benchmarks.themes.data import DataError, read_responses
from tests.benchmarks.themes.methods import METHODS, OURS
from tests.benchmarks.themes.runner import compare

NAMES = (
    "sample_f1",
    "micro_f1",
    "macro_f1",
    "recall_at_5",
    "hit_at_3",
    "confident_half_f1",
    "spearman",
)


def main(arguments: list[str] | None = None) -> None:
    """The command. Exits with 2 and one line where it can't begin."""
    parser = Parser(prog="tests.benchmarks.themes", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--responses", type=Path, required=True, help="a CSV file of coded texts")
    parser.add_argument("--codebook", type=Path, required=True, help="a JSON file of themes")
    parser.add_argument("--labels", type=number(0), nargs="+", default=[0, 50, 200, 500])
    parser.add_argument("--splits", type=number(1), default=3, help="how many random splits")
    parser.add_argument("--methods", nargs="+", default=[OURS], help=", ".join(METHODS))
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    methods = list(dict.fromkeys(options.methods))
    for name in methods:
        if name not in METHODS:
            parser.error(f"There is no method “{name}”: take one of {', '.join(METHODS)}.")
    try:
        themes = read_codebook(options.codebook, slug="benchmark").themes
        responses = read_responses(options.responses, themes)
    except (CodebookError, DataError) as wrong:
        parser.error(str(wrong))
    if responses.empty:
        say(f"{responses.empty} rows without a text were left out.")
    if responses.uncoded:
        say(f"{responses.uncoded} responses have no theme; they count as none of the themes.")
    labels = list(dict.fromkeys(options.labels))
    try:
        report = compare(responses, themes, labels, options.splits, methods)
    except BrokenProcessPool:
        parser.error("A method's process was ended from outside: is there memory enough?")
    print(json.dumps(report) if options.json else "\n".join(table(report)))


def table(report: dict[str, Any]) -> Iterator[str]:
    """The report for a person to read: a line for each method and label count."""
    yield f"{'method':16} {'labels':>6} " + " ".join(f"{name:>9.9}" for name in NAMES)
    ours = {OURS: report} if "labels" in report else {}
    for method, found in (ours | report.get("rivals", {})).items():
        if isinstance(found, str):
            yield f"{method:16} {found}"
            continue
        for count, figures in found["labels"].items():
            shown = [_shown((figures or {}).get(name)) for name in NAMES]
            yield f"{method:16} {count:>6} " + " ".join(f"{value:>9}" for value in shown)
        yield f"{method:16} {found['cpu_seconds']} CPU seconds, at most {found['peak_mb']} MB"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
