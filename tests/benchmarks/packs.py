"""What a design review pack costs at size: both editions, the page, each file, and signing.

python -m tests.benchmarks.packs --responses 10000 --json

Invented words (20 to 90 words a woman, of which two in three allow a use), our own codebook, three
themes and four suggestions each, a sample that was coded twice, ten decisions. Files are those of
the review edition, made from a draft, which counts anew each time, and from a signed pack. Memory
is of the whole process; which databases is said by the environment, as for the tests
(`python -m tests.postgres` for PostgreSQL).
"""

import argparse
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

AT_ONCE = 2_000
TEXT = (
    "the hostel had no room for my kids and nobody told me where to go after I came out so we "
    "slept at my sister's until a worker rang the council and found us a flat near the school"
)
WORDS = TEXT.split(" ")
ASKED = ["design_team", "report", "public"]


def main() -> None:
    """Print {what: {"seconds", "cpu_seconds", "queries", "mb"}, "process_peak_mb": …}."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="the only way it prints")
    parser.add_argument("--keep", type=Path, help="a folder for the files, to look at")
    parser.add_argument("--profile", type=Path, help="where to put the profile of the editions")
    given = parser.parse_args()
    print(json.dumps(measure(given.responses, given.keep, given.profile)))


def measure(many: int, keep: Path | None = None, profile: Path | None = None) -> dict[str, Any]:
    """Seconds that passed, those of this process, queries, megabytes of the file."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "site"))
    django.setup()
    from tests.databases import for_this_run, remove_data_folder

    databases = for_this_run()
    databases.create()
    try:
        return _measured(many, keep, profile)
    finally:
        databases.drop()
        remove_data_folder()


def _measured(many: int, keep: Path | None, profile: Path | None) -> dict[str, Any]:
    from insights.models import ReviewPack
    from insights.packs.making import ask_to_sign, carry_out
    from insights.packs.selectors import build_editions, missing_for_signing, shown_edition

    pack, by = _filled(many)
    found: dict[str, Any] = {"process_filled_mb": _peak_mb()}
    found["editions"] = _timed(lambda: build_editions(pack))
    if profile is not None:
        import cProfile

        with cProfile.Profile() as watched:
            build_editions(pack)
        watched.dump_stats(profile)
    found["missing"] = _timed(lambda: missing_for_signing(pack))
    missing_for_signing(pack, may_recall=True)
    found["missing_again"] = _timed(lambda: missing_for_signing(pack, may_recall=True))
    found |= {f"draft_{k}": v for k, v in _files(pack).items()}
    found["ask_to_sign"] = _timed(lambda: ask_to_sign(pack=pack, by=by))
    found["sign"] = _timed(lambda: carry_out(pack.makings.select_related("pack").get()))
    signed = ReviewPack.objects.select_related("consultation__area").get(pk=pack.pk)
    found |= {f"signed_{k}": v for k, v in _files(signed, keep).items()}
    found["quotes"] = len(shown_edition(signed, "review")["quotes"])
    return {**found, "process_peak_mb": _peak_mb()}


def _files(pack: Any, keep: Path | None = None) -> dict[str, Any]:
    """The page and each file of the review edition; both editions' are kept."""
    from django.template.loader import render_to_string

    from insights.packs.charts import with_charts
    from insights.packs.document import lay_out
    from insights.packs.file_views import FILES
    from insights.packs.selectors import EDITIONS, shown_edition

    def page(name: str = "review") -> bytes:
        document = with_charts(lay_out(shown_edition(pack, name)))
        context = {"document": document, "pack": pack, "name": name}
        return render_to_string("insights/packs/edition.html", context).encode()

    def file(kind: str, name: str = "review") -> bytes:
        return FILES[kind][0](shown_edition(pack, name, printed=True))

    found = {"page": _timed(page)}
    found |= {kind: _timed(lambda kind=kind: file(kind)) for kind in FILES}  # type: ignore[misc]
    for name in EDITIONS if keep else ():
        assert keep is not None
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{name}.html").write_bytes(page(name))
        for kind in FILES:
            (keep / f"{name}.{kind}").write_bytes(file(kind, name))
    return found


def _peak_mb() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _timed(make: Callable[[], Any]) -> dict[str, float]:
    from contextlib import ExitStack

    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    with ExitStack() as stack:
        watched = [
            stack.enter_context(CaptureQueriesContext(connections[alias]))
            for alias in ("default", "intake")
        ]
        wall, cpu = time.perf_counter(), time.process_time()
        made = make()
        took = {
            "seconds": round(time.perf_counter() - wall, 2),
            "cpu_seconds": round(time.process_time() - cpu, 2),
        }
    queries = sum(len(one.captured_queries) for one in watched)
    size = {"mb": round(len(made) / 1e6, 3)} if isinstance(made, bytes) else {}
    return {**took, "queries": queries, **size}


def _filled(many: int) -> tuple[Any, Any]:
    """A draft of a consultation with so many women, and the facilitator who may sign it."""
    from datetime import timedelta

    from django.utils import timezone

    from consultations.models import ConsultationPage
    from core.models import Area, HomePage
    from insights.codebook.files import SHIPPED, read_codebook
    from insights.models import Sample
    from insights.services import choose_codebook, import_codebook
    from tests.factories.accounts import make_staff
    from tests.factories.consultations import make_consultation
    from tests.factories.feedback import make_form
    from tests.factories.packs import make_decision, make_draft

    luck = random.Random(3)
    area = Area.objects.create(name="Somewhere", slug="somewhere")
    closed_on = timezone.localdate() - timedelta(days=3)
    page: ConsultationPage = make_consultation(
        HomePage.objects.get(), area, "closed", title="Getting out", closes_on=closed_on
    )
    form = make_form(page)
    book = import_codebook(draft=read_codebook(SHIPPED))
    choose_codebook(consultation=page, codebook=book, by=None)
    coder = make_staff("facilitator", area)
    themes = list(book.themes.all())
    for start in range(0, many, AT_ONCE):
        _store(form, coder, themes, min(AT_ONCE, many - start), luck)
    measured = {"value": 0.74, "low": 0.61, "high": 0.85}
    by_theme = {"first": 9, "second": 8, "both": 7, "percent": measured, "kappa": measured}
    Sample.objects.create(
        consultation=page,
        second=coder,
        drawn_by=coder,
        drawn_on=closed_on,
        drawn_from=many,
        compared_on=closed_on,
        codebook=book,
        agreement={
            "n": 25,
            "sets": measured,
            "themes": {str(t.pk): {**by_theme, "alpha": measured} for t in themes},
        },
    )
    answers = ["do", "part", "not", "do", "do", "part", "not", "do", "do", "part"]
    decisions = [
        make_decision(you_said=f"Point {n}.", answer=answer, because="It costs less.")
        for n, answer in enumerate(answers, start=1)
    ]
    return make_draft(page, coder, decisions=decisions), coder


def _store(form: Any, coder: Any, themes: list[Any], many: int, luck: random.Random) -> None:
    """So many responses more: read, suggested for, and coded by one person."""
    from django.utils import timezone

    from feedback.sealing import random_id
    from feedback.services import ReadResponse, record_responses
    from insights.models import Coding, Reading, Suggestion
    from tests.factories.feedback import make_payload

    read = []
    for _ in range(many):
        payload = make_payload(
            form,
            " ".join(luck.choices(WORDS, k=luck.randint(6, 90))),
            uses=[use for use in ASKED if luck.random() < 0.67],
            channel=luck.choice(["web", "web", "web", "paper", "kiosk"]),
            language="cy" if luck.random() < 0.1 else "en-gb",
            receipt_hash=random_id().to_bytes(32, "big").hex(),
        )
        hashed = random_id().to_bytes(32, "big")
        read.append(ReadResponse(payload=payload, intake_hash=hashed, answers=payload.answers))
    stored, today = record_responses(responses=read), timezone.localdate()
    Reading.objects.bulk_create(
        Reading(response=response, reader=coder, read_on=today) for response in stored
    )
    given = [(response, luck.sample(themes, 4)) for response in stored]
    suggested = Suggestion.objects.bulk_create(
        Suggestion(
            response=response,
            theme=theme,
            words=[],
            band=Suggestion.Band.STRONG,
            engine="cues",
            codebook_version=theme.codebook.version,
        )
        for response, chosen in given
        for theme in chosen
    )
    decided = [Coding.Decision.ACCEPTED] * 3 + [Coding.Decision.REJECTED]
    Coding.objects.bulk_create(
        Coding(
            response=one.response,
            theme=one.theme,
            coder=coder,
            decision=decided[place % 4],
            suggestion=one,
            codebook_version=one.codebook_version,
            coded_on=today,
        )
        for place, one in enumerate(suggested)
    )


if __name__ == "__main__":
    main()
