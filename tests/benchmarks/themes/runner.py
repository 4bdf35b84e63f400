"""Judges methods on one file: the same rows for each, and figures as means over splits."""

from collections.abc import Sequence
from typing import Any

from insights.codebook.files import ThemeDraft
from tests.benchmarks.themes.command import say
from tests.benchmarks.themes.data import Responses
from tests.benchmarks.themes.methods import OURS, Prediction, Problem
from tests.benchmarks.themes.metrics import Figures, mean, score
from tests.benchmarks.themes.splits import Split, fitting, split
from tests.benchmarks.themes.worker import NotInstalled, Task, measure

NOT_INSTALLED = "not installed"
Report = dict[str, Any]


def compare(
    responses: Responses,
    themes: Sequence[ThemeDraft],
    labels: Sequence[int],
    splits: int,
    methods: Sequence[str],
) -> Report:
    """What issue 5 asks for: our figures, and those of other methods under "rivals".

    A label count that the file is too small for, or that a method can't answer with, is None.
    """
    rows = len(responses.texts)
    counts = fitting(labels, rows)
    for count in labels:
        if count not in counts:
            say(f"{count} labels: null, since {rows} responses are too few to judge some as well.")
    # Without a count that fits, there is nothing to run.
    parts = [split(rows, counts, seed) for seed in range(splits)] if counts else []
    if parts:
        say(f"{len(parts[0].test)} responses are judged in each split; one thread for each method.")
    report: Report = {}
    for name in methods:
        found = _judged(name, responses, themes, counts, parts)
        if isinstance(found, dict):
            found["labels"] = {str(count): found["labels"].get(count) for count in labels}
        if name == OURS and isinstance(found, dict):
            report = found | report
        else:
            report.setdefault("rivals", {})[name] = found
    return report


def _judged(
    name: str,
    responses: Responses,
    themes: Sequence[ThemeDraft],
    counts: Sequence[int],
    parts: Sequence[Split],
) -> Report | str:
    """Label count → figures, with the cost of all; or that the method's library is not here."""
    problem = Problem(responses.texts, themes)
    places = [(count, part) for count in counts for part in parts]
    tasks = [
        Task(part.train(count), responses.truth[part.train(count)], part.test)
        for count, part in places
    ]
    try:
        outcome = measure(name, problem, tasks)
    except NotInstalled as why:
        say(f"{name}: {why}; left out.")
        return NOT_INSTALLED
    judged: dict[int, list[Figures]] = {}
    for (count, part), answer in zip(places, outcome.answers, strict=True):
        if isinstance(answer, Prediction):
            judged.setdefault(count, []).append(score(responses.truth[part.test], answer))
        elif part is parts[0]:
            say(f"{name}, {count} labels: null, since {answer}.")
    return {
        "labels": {count: mean(figures) for count, figures in judged.items()},
        "cpu_seconds": round(outcome.cpu_seconds, 2),
        "peak_mb": round(outcome.peak_mb, 1),
    }
