"""Runs one method in a process of its own, so that time and memory are its own.

The process gets texts, codebook and the labels of training rows, never the codes of test rows.
"""

import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.themes.methods import (
    BoolArray,
    IntArray,
    NothingToSay,
    Prediction,
    Problem,
    load_method,
)

ONE_THREAD = {
    f"{library}_NUM_THREADS": "1"
    for library in ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB_MAXIMUM", "NUMBA")
}
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Task:
    """One thing to predict: labels (len(train) × T) of the rows `train`, for the rows `test`."""

    train: IntArray
    labels: BoolArray
    test: IntArray


@dataclass(frozen=True)
class Outcome:
    """What a method answered to each task, or why it couldn't; and what all of them cost.

    CPU seconds are user and system time of all threads, for learning and predicting, without the
    import of libraries. The peak is the most memory the process ever held, libraries included.
    """

    answers: list[Prediction | str]
    cpu_seconds: float
    peak_mb: float


class NotInstalled(Exception):
    """A method's library is not here. The message names it."""


def measure(name: str, problem: Problem, tasks: Sequence[Task]) -> Outcome:
    """Run a method on all tasks in a fresh process with one thread.

    Raises NotInstalled, KeyError for a name that isn't registered, and what the method raises.
    """
    # A fresh interpreter and not a copy of this one, whose memory would count as the method's.
    fresh = multiprocessing.get_context("spawn")
    with _one_thread(), ProcessPoolExecutor(1, mp_context=fresh) as processes:
        return processes.submit(_run, name, problem, tasks).result()


def _run(name: str, problem: Problem, tasks: Sequence[Task]) -> Outcome:
    try:
        method = load_method(name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("tests", "insights"):
            raise  # ours: a mistake, and not a library to do without
        raise NotInstalled(f"{error.name} is not installed") from error
    answers: list[Prediction | str] = []
    began = time.process_time()
    for task in tasks:
        try:
            answers.append(method.fit_predict(problem, task.train, task.labels, task.test))
        except NothingToSay as why:
            answers.append(str(why))
    return Outcome(answers, time.process_time() - began, peak_mb())


def peak_mb() -> float:
    """The most memory this process has held, in MB of a million bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # ru_maxrss would also hold what the parent had when this process began (Linux, exec).
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024 / MEGABYTE
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) / MEGABYTE


@contextmanager
def _one_thread() -> Iterator[None]:
    """Libraries read these as they are imported, which the new process does later."""
    before = dict(os.environ)
    os.environ.update(ONE_THREAD)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
