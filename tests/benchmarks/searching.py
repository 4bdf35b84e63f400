"""What a search costs in a web process: CPU seconds of its own, seconds that pass, and memory.

python -m tests.benchmarks.searching --many 10000 --json

Responses of two answers of some fifty words each, put together from the sentences of the demo; one
in five is coded, one in three read. Which databases is said by the environment, as for the tests
(`python -m tests.postgres` for PostgreSQL). Each search is made twice: a worker is warm the second
time. `walk` is what the bench asks for to go on.
"""

import argparse
import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

AT_ONCE = 2_000
ROOT = Path(__file__).resolve().parents[2]
SENTENCES = ROOT / "site" / "config" / "demo" / "examples.jsonl"
ASKED = {
    "one word": "q=hostel",
    "a common word": "q=support",
    "a phrase": "q=%22nowhere+to+go%22",
    "a word and its synonyms": "q=prison&also=1",
    "five words with synonyms": "q=prison+money+home+children+doctor&also=1&any=1",
    "none of these": "without=hostel",
    "a word with accents": "q=t%C5%B7",
    "words and filters": "q=hostel&coded=nobody&read=not_me&channel=paper&channel=web",
    "filters alone": "coded=anyone&read=not_me&use=report",
}


def main() -> None:
    """Print {question: {"found", "first", "again", "walk"}}, each as CPU and wall seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="the only way it prints")
    given = parser.parse_args()
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    sys.path.insert(0, str(ROOT / "site"))
    django.setup()
    from tests.databases import for_this_run, remove_data_folder

    databases = for_this_run()
    databases.create()
    try:
        print(json.dumps(measure(given.many), indent=1))
    finally:
        databases.drop()
        remove_data_folder()


def measure(many: int) -> dict[str, Any]:
    """Seconds for each question, and the memory that this process grew by, in MB."""
    consultation, reader = _filled(many)
    before = _peak_mb(begin=True)
    found: dict[str, Any] = {name: _asked(consultation, reader, q) for name, q in ASKED.items()}
    return {"responses": many, "more_mb": _peak_mb() - before, **found}


def _asked(consultation: Any, reader: Any, asked: str) -> dict[str, Any]:
    from django.http import QueryDict

    from insights.search.question import Question
    from insights.search.selectors import offered_by, search
    from insights.selectors import theming_of

    question = Question.of(QueryDict(asked), offered_by(consultation, theming_of(consultation)))
    times, ids = [], [0]
    for _ in range(2):
        wall, cpu = time.perf_counter(), time.process_time()
        ids = search(consultation, question, reader).ids
        times.append((time.process_time() - cpu, time.perf_counter() - wall))
    wall, cpu = time.perf_counter(), time.process_time()
    search(consultation, question, reader).whereabouts(ids[len(ids) // 2] if ids else 0)
    times.append((time.process_time() - cpu, time.perf_counter() - wall))
    first, again, walk = ([round(cpu, 2), round(wall, 2)] for cpu, wall in times)
    return {"found": len(ids), "first": first, "again": again, "walk": walk}


def _peak_mb(*, begin: bool = False) -> int:
    """The most memory since it was told to begin; Linux alone tells."""
    if begin:
        Path("/proc/self/clear_refs").write_text("5")
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def _filled(many: int) -> tuple[Any, Any]:
    """A consultation with so many responses, and a coder."""
    from django.utils import timezone

    from core.models import Area, HomePage
    from feedback.payload import AnswerPayload
    from feedback.sealing import random_id
    from feedback.services import ReadResponse, record_responses
    from insights.models import Coding, Reading
    from insights.services.rows import count_anew
    from tests.factories.accounts import make_staff
    from tests.factories.consultations import make_consultation
    from tests.factories.feedback import live, make_form, make_payload
    from tests.factories.themes import theme_of, use_codebook

    area = Area.objects.create(name="Somewhere", slug="somewhere")
    page = make_consultation(HomePage.objects.get(), area)
    form, coder = make_form(page), make_staff("facilitator", area)
    use_codebook(page)
    keys = [question["key"] for question in live(form).definition["questions"]]
    lines = [json.loads(line)["text"] for line in SENTENCES.read_text().splitlines()]
    sentences = [part for line in lines for part in line.split(". ")]
    chosen = random.Random(1)
    stored = []
    for start in range(0, many, AT_ONCE):
        read = []
        for _ in range(min(AT_ONCE, many - start)):
            texts = [". ".join(chosen.choices(sentences, k=4)) for _ in range(2)]
            answers = {keys[0]: AnswerPayload(texts[0]), keys[2]: AnswerPayload(texts[1])}
            payload = make_payload(form, answers=answers, uses=["report"], channel="paper")
            hashed = random_id().to_bytes(32, "big")
            read.append(ReadResponse(payload=payload, intake_hash=hashed, answers=payload.answers))
        stored += [row.pk for row in record_responses(responses=read)]
    today, theme = timezone.localdate(), theme_of("need.housing")
    decided = {"decision": "added", "codebook_version": "1", "coded_on": today}
    Coding.objects.bulk_create(
        Coding(response_id=pk, theme=theme, coder=coder, **decided) for pk in stored[::5]
    )
    Reading.objects.bulk_create(
        Reading(response_id=pk, reader=coder, read_on=today) for pk in stored[::3]
    )
    count_anew(Coding, Reading)
    return page, coder


if __name__ == "__main__":
    main()
