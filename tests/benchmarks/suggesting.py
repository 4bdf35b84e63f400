"""What it costs to suggest themes for many responses, from texts to suggestions with reasons.

python -m tests.benchmarks.suggesting --responses R.csv --codebook C.json --many 10000 100000 --json

Texts beyond those in the file are the first half of one and the second half of another, drawn by a
seed. 500 are coded. Each number runs in a process of its own, one thread, in chunks of 500 as a run
does; reading from and writing to a database is not in it.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

CODED, CHUNK = 500, 500


def main() -> None:
    """Print {number: {"cpu_seconds", "peak_mb", "suggestions"}}."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=Path, required=True)
    parser.add_argument("--codebook", type=Path, required=True)
    parser.add_argument("--many", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--json", action="store_true", help="the only way it prints")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given.responses, given.codebook, given.one)))
        return
    found = {}
    for many in given.many:
        command = [sys.executable, "-m", "tests.benchmarks.suggesting", "--one", str(many)]
        command += ["--responses", str(given.responses), "--codebook", str(given.codebook)]
        one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        ran = subprocess.run(command, check=True, capture_output=True, text=True, env=one_thread)
        found[str(many)] = json.loads(ran.stdout)
    print(json.dumps(found))


def measure(responses: Path, codebook: Path, many: int) -> dict[str, Any]:
    """CPU seconds of the process from the first text on, and its peak memory."""
    import numpy as np

    from insights.analysis.engine import Coded, Engine, ThemeCard
    from insights.codebook.files import read_codebook
    from tests.benchmarks.themes.data import read_responses

    themes = read_codebook(codebook).themes
    data = read_responses(responses, themes)
    cards = [
        ThemeCard(number, f"{t.name}. {t.description}", t.cues, t.cues_cy, t.examples)
        for number, t in enumerate(themes)
    ]
    coded = [
        Coded(row, (text,), frozenset(np.flatnonzero(data.truth[row]).tolist()))
        for row, text in enumerate(data.texts[:CODED])
    ]
    texts = spliced(data.texts, many)
    began = time.process_time()
    engine = Engine(cards, texts, coded)
    written = 0
    for start in range(0, many, CHUNK):
        written += sum(map(len, engine.suggest([(text,) for text in texts[start : start + CHUNK]])))
    return {
        "cpu_seconds": round(time.process_time() - began, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "suggestions": written,
    }


def spliced(texts: tuple[str, ...], many: int) -> list[str]:
    """So many texts: those given, and then halves of two put together."""
    import numpy as np

    pairs = np.random.default_rng(0).integers(0, len(texts), (max(many - len(texts), 0), 2))
    made = [texts[a][: len(texts[a]) // 2] + " " + texts[b][len(texts[b]) // 2 :] for a, b in pairs]
    return [*texts, *made][:many]


if __name__ == "__main__":
    main()
