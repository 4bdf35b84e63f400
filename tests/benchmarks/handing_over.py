"""What handing over costs at size: a coded CSV, a REFI-QDA project, a page of quotes and its cards.

python -m tests.benchmarks.handing_over --many 10000 --json

Invented words (about 300 signs a woman, four answers in five with a use), three themes and two
passages a woman. Peak memory is of the whole process, beside what it was before; which databases
is said by the environment, as for the tests (`python -m tests.postgres` for PostgreSQL).
"""

import argparse
import json
import os
import random
import resource
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

AT_ONCE = 2_000
TEXT = (
    "the hostel had no room for my kids and nobody told me where to go after I came out so we "
    "slept at my sister's until a worker rang the council and found us a flat near the school"
)
WORDS = TEXT.split(" ")


def main() -> None:
    """Print {"csv": {"seconds", "mb", "peak_mb"}, "qdpx": …, "quotes": …, "cards": …}."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="the only way it prints")
    print(json.dumps(measure(parser.parse_args().many)))


def measure(many: int) -> dict[str, Any]:
    """Seconds that passed, megabytes of the file, megabytes that Python held at most."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "site"))
    django.setup()
    from tests.databases import for_this_run, remove_data_folder

    databases = for_this_run()
    databases.create()
    try:
        return _measured(many)
    finally:
        databases.drop()
        remove_data_folder()


def _measured(many: int) -> dict[str, Any]:
    from feedback.uses import Use
    from insights.handover.cards import chosen_quotes, quotes_by_theme
    from insights.handover.cards_pdf import cards_pdf
    from insights.handover.services import hand_over
    from insights.models import HandOver

    page, by = _filled(many)
    asked: dict[str, Any] = {"consultation": page, "use": Use.DESIGN_TEAM, "by": by}
    asked |= {"why": "Measured", "held_by": "Nobody"}
    found = {
        kind: _timed(lambda kind=kind: hand_over(kind=HandOver.Kind(kind), **asked).data)  # type: ignore[misc]
        for kind in ("coded_csv", "qdpx")
    }
    found["quotes"] = _timed(lambda: quotes_by_theme(page, Use.DESIGN_TEAM, by))
    keys = [q.key for one in quotes_by_theme(page, Use.DESIGN_TEAM, by) for q in one.quotes]
    found["cards"] = _timed(
        lambda: cards_pdf(chosen_quotes(page, Use.DESIGN_TEAM, by, keys).quotes, with_themes=True)
    )
    return {**found, "process_peak_mb": _peak_mb(), "quotes_offered": len(keys)}


def _peak_mb() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _timed(make: Callable[[], Any]) -> dict[str, float]:
    """Once for the time, and once more for the memory, which watching would slow."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = make()
    took = {
        "seconds": round(time.perf_counter() - wall, 1),
        "cpu_seconds": round(time.process_time() - cpu, 1),
    }
    tracemalloc.start()
    make()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    size = len(made) if isinstance(made, bytes) else 0
    return {**took, "mb": round(size / 1e6, 2), "peak_mb": round(peak / 1e6, 1)}


def _filled(many: int) -> tuple[Any, Any]:
    """A consultation with so many women, coded by one person with our own codebook."""
    from django.utils import timezone

    from consultations.models import ConsultationPage
    from core.models import Area, HomePage
    from feedback.sealing import random_id
    from feedback.selectors import answers_for
    from feedback.services import ReadResponse, record_responses
    from feedback.uses import Use
    from insights.codebook.files import SHIPPED, read_codebook
    from insights.models import Coding, Passage
    from insights.services import choose_codebook, import_codebook
    from tests.factories.accounts import make_staff
    from tests.factories.consultations import make_consultation
    from tests.factories.feedback import make_form, make_payload

    luck = random.Random(3)
    area = Area.objects.create(name="Somewhere", slug="somewhere")
    page: ConsultationPage = make_consultation(HomePage.objects.get(), area)
    form = make_form(page)
    book = import_codebook(draft=read_codebook(SHIPPED))
    choose_codebook(consultation=page, codebook=book, by=None)
    coder, themes = make_staff("facilitator", area), list(book.themes.all())
    today = timezone.localdate()
    for _ in range(0, many, AT_ONCE):
        read = []
        for _ in range(AT_ONCE):
            text = " ".join(luck.choices(WORDS, k=luck.randint(20, 90)))
            uses = ["design_team"] if luck.random() < 0.8 else []
            hashed = random_id().to_bytes(32, "big")
            payload = make_payload(form, text, uses=uses)
            read.append(ReadResponse(payload=payload, intake_hash=hashed, answers=payload.answers))
        stored = record_responses(responses=read)
        codings = Coding.objects.bulk_create(
            Coding(
                response=response,
                theme=theme,
                coder=coder,
                decision=Coding.Decision.ADDED,
                codebook_version=book.version,
                coded_on=today,
            )
            for response in stored
            for theme in luck.sample(themes, 3)
        )
        answers = answers_for(use=Use.READING_TEAM, responses=[r.pk for r in stored])
        of_response = dict(answers.exclude(text="").values_list("response_id", "pk"))
        Passage.objects.bulk_create(
            Passage(coding=coding, answer=of_response[coding.response_id], start=4, end=44)
            for number, coding in enumerate(codings)
            if number % 3
        )
    return page, coder


if __name__ == "__main__":
    main()
