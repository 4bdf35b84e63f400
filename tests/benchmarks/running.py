"""What a whole look for themes costs with its database: read, suggest, write, propose, say so.

python -m tests.benchmarks.running --responses R.csv --codebook C.json --many 10000 --json

The texts are those of tests.benchmarks.suggesting, and 500 of them are coded by one person. Two
runs are measured: the first, and the one that follows it, which takes the place of what the first
wrote. Each number of responses has a process and fresh databases of its own, one thread; which
databases is said by the environment, as for the tests (`python -m tests.postgres` for PostgreSQL).
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

CODED, AT_ONCE = 500, 2_000


def main() -> None:
    """Print {number: {"first": {"cpu_seconds", "wall_seconds"}, "again": …, "rows", "peak_mb"}}."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=Path, required=True)
    parser.add_argument("--codebook", type=Path, required=True)
    parser.add_argument("--many", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--json", action="store_true", help="the only way it prints")
    parser.add_argument("--profile", type=Path, help="where to put the second run's profile")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given.responses, given.codebook, given.one, given.profile)))
        return
    found = {}
    for many in given.many:
        command = [sys.executable, "-m", "tests.benchmarks.running", "--one", str(many)]
        command += ["--responses", str(given.responses), "--codebook", str(given.codebook)]
        command += ["--profile", str(given.profile)] if given.profile else []
        one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=one_thread)
        found[str(many)] = json.loads(ran.stdout)
    print(json.dumps(found))


def measure(responses: Path, codebook: Path, many: int, profile: Path | None) -> dict[str, Any]:
    """CPU seconds of this process, and those that passed; the server's are not in them."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "site"))
    django.setup()
    from tests.databases import for_this_run, remove_data_folder

    databases = for_this_run()
    databases.create()
    try:
        return _runs(responses, codebook, many, profile)
    finally:
        databases.drop()
        remove_data_folder()


def _runs(responses: Path, codebook: Path, many: int, profile: Path | None) -> dict[str, Any]:
    from insights.models import Suggestion

    consultation = _filled(responses, codebook, many)
    before = _peak_mb()
    first = _timed(consultation)
    rows = Suggestion.objects.count()
    if profile is None:
        again = _timed(consultation)
    else:
        import cProfile

        with cProfile.Profile() as watched:
            again = _timed(consultation)
        watched.dump_stats(profile)
    return {
        "first": first,
        "again": again,
        "rows": rows,
        "peak_mb": _peak_mb(),
        "peak_mb_filled": before,
    }


def _peak_mb() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _timed(consultation: Any) -> dict[str, float]:
    from insights.services.runs import ask_for_run, carry_out_run

    wall, cpu = time.perf_counter(), time.process_time()
    run = ask_for_run(consultation=consultation, by=None, queued=False)
    if carry_out_run(run=run) is None:
        raise RuntimeError("The run was not carried out.")
    return {
        "cpu_seconds": round(time.process_time() - cpu, 1),
        "wall_seconds": round(time.perf_counter() - wall, 1),
    }


def _filled(responses: Path, codebook: Path, many: int) -> Any:
    """A consultation with so many responses, of which CODED have been coded."""
    from django.utils import timezone

    from consultations.models import ConsultationPage
    from core.models import Area, HomePage
    from feedback.sealing import random_id
    from feedback.services import ReadResponse, record_responses
    from insights.codebook.files import read_codebook
    from insights.models import Coding
    from insights.services import choose_codebook, import_codebook
    from tests.benchmarks.suggesting import spliced
    from tests.benchmarks.themes.data import read_responses
    from tests.factories.accounts import make_staff
    from tests.factories.consultations import make_consultation
    from tests.factories.feedback import make_form, make_payload

    draft = read_codebook(codebook)
    data = read_responses(responses, draft.themes)
    area = Area.objects.create(name="Somewhere", slug="somewhere")
    consultation: ConsultationPage = make_consultation(HomePage.objects.get(), area)
    form = make_form(consultation)
    book = import_codebook(draft=draft)
    choose_codebook(consultation=consultation, codebook=book, by=None)
    coder = make_staff("facilitator", area)
    themes = {theme.code: theme for theme in book.themes.all()}
    texts = spliced(data.texts, many)
    stored = []
    for start in range(0, many, AT_ONCE):
        read = []
        for text in texts[start : start + AT_ONCE]:
            payload = make_payload(form, text)
            hashed = random_id().to_bytes(32, "big")
            read.append(ReadResponse(payload=payload, intake_hash=hashed, answers=payload.answers))
        stored += [row.pk for row in record_responses(responses=read)]
    Coding.objects.bulk_create(
        Coding(
            response_id=stored[row],
            theme=themes[draft.themes[number].code],
            coder=coder,
            decision=Coding.Decision.ADDED,
            codebook_version=book.version,
            coded_on=timezone.localdate(),
        )
        for row in range(CODED)
        for number in data.truth[row].nonzero()[0].tolist()
    )
    return consultation


if __name__ == "__main__":
    main()
