"""Many women at once on the real server, while a worker sweeps and the machine suggests.

What is asserted holds on any machine: no error, nobody lost, nobody doubled, no more work for a
request at the end than at the start, no memory that grows. `pytest -m long -s -k load` prints what
was measured.
"""

import statistics
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connections
from django_tasks_db.models import DBTaskResult

from feedback.intake.models import ReceiptAct, ReceiptSlip, SealedResponse
from feedback.models import Form
from feedback.review.models import WaitingResponse
from feedback.review.sweep import sweep
from feedback.sealing import random_id
from feedback.services import ReadResponse, record_responses
from feedback.slips import find_slip, open_slip
from feedback.state import Visit
from insights.models import Suggestion
from insights.services.runs import ask_for_run
from tests.factories.feedback import make_payload
from tests.factories.themes import use_codebook
from tests.journeys.send_one import Page
from tests.resilience.processes import Server, a_server, a_worker

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
WOMEN = 20  # at a time
WARM_UP = 40  # journeys after which the server has grown as far as it should
QUARTER = 90
JOURNEYS = WARM_UP + 4 * QUARTER
TAKE_BACK = 20  # each twentieth woman takes her words back at once
READ_BEFORE = 2_000  # responses that the machine suggests themes for meanwhile
MOST_SECONDS = 240
MORE_WORK = 1.5  # for a request of the last quarter, against one of the first
GROWN_KB = 30 * 1024


@dataclass
class Figures:
    """What was measured and what women were given."""

    seconds: list[float] = field(default_factory=list)  # of each request after the warm-up
    work: list[float] = field(default_factory=list)  # processor seconds a request, by quarter
    failures: list[str] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    taken_back: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)
    lasted: float = 0
    memory: tuple[int, int] = (0, 0)


class Woman:
    """Goes through the whole form by what its pages say, as an old phone would."""

    def __init__(self, server: Server, figures: Figures) -> None:
        self.server, self.figures = server, figures

    def fetch(self, path: str, fields: list[tuple[str, str]] | None = None) -> str:
        began = time.perf_counter()
        body = urlencode(fields) if fields is not None else ""
        status, page, headers = self.server.ask("POST" if body else "GET", path, body)
        taken = time.perf_counter() - began
        with self.figures.lock:
            self.figures.seconds.append(taken)
            if status != 200 or "Set-Cookie" in headers:
                self.figures.failures.append(f"{path}: {status}")
        return page

    def tell(self, start: str) -> str:
        """From the start page to the six words."""
        page = Page(start, self.fetch(start))
        while not page.words:
            assert page.action, "This page leads nowhere."
            page = Page(start, self.fetch(urlsplit(page.action).path, page.fields))
        return " ".join(page.words)

    def take_back(self, words: str) -> None:
        fields = {"words": words, "visit": Visit.begin().token, "go": "take-back-now"}
        page = self.fetch("/your-words/", list(fields.items()))
        assert "Your words are taken back" in page


def journey(server: Server, form: Form, figures: Figures, number: int) -> None:
    woman = Woman(server, figures)
    words = woman.tell(f"/form/{form.slug}/")
    with figures.lock:
        figures.receipts.append(words)
    if number % TAKE_BACK == 0:
        woman.take_back(words)
        with figures.lock:
            figures.taken_back.add(words)


@pytest.fixture
def read_before(one_form: Form) -> Form:
    """A consultation with many responses, coded with a codebook: work for the machine."""
    use_codebook(one_form.consultation)
    payload = make_payload(one_form, "The hostel was full, and the judge said nothing. " * 10)
    record_responses(
        responses=[
            ReadResponse(payload, random_id().to_bytes(32, "big"), payload.answers)
            for _ in range(READ_BEFORE)
        ]
    )
    return one_form


@contextmanager
def suggesting_all_the_while(form: Form) -> Iterator[None]:
    """Ask for suggestions again as soon as the last run has ended."""
    stop = threading.Event()

    def ask() -> None:
        try:
            while not stop.wait(0.5):
                if not DBTaskResult.objects.exclude(status__in=("SUCCESSFUL", "FAILED")).exists():
                    ask_for_run(consultation=form.consultation, by=None)
        finally:
            connections.close_all()

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield
    finally:
        stop.set()
        asking.join()


def test_many_women_at_once(read_before: Form, tmp_path: Path) -> None:
    figures = Figures()
    busy = {"SWEEP_EVERY_MINUTES": "0"}  # at each turn of the worker
    with (
        a_server(tmp_path) as server,
        a_worker(tmp_path, **busy),
        suggesting_all_the_while(read_before),
    ):
        measure(server, read_before, figures)
        swept_meanwhile = WaitingResponse.objects.count()
        said = server.said
    report(figures)
    assert not figures.failures
    assert said == ""
    assert "ERROR" not in (tmp_path / "worker.txt").read_text()
    assert swept_meanwhile > 0
    nobody_is_lost(figures)
    assert not DBTaskResult.objects.filter(status="FAILED").exists()
    assert DBTaskResult.objects.filter(status="SUCCESSFUL").count() > 1
    assert Suggestion.objects.count() == 2 * READ_BEFORE
    assert figures.work[3] < MORE_WORK * figures.work[0]
    assert figures.memory[1] - figures.memory[0] < GROWN_KB


def measure(server: Server, form: Form, figures: Figures) -> None:
    """A warm-up, then four quarters, each with its own figures."""
    numbers = count(1)

    def all_of(journeys: int, women: ThreadPoolExecutor) -> float:
        """Processor seconds a request."""
        requests, worked = len(figures.seconds), server.work()
        jobs = [
            women.submit(journey, server, form, figures, next(numbers)) for _ in range(journeys)
        ]
        for job in jobs:
            job.result(timeout=MOST_SECONDS)
        return (server.work() - worked) / (len(figures.seconds) - requests)

    with ThreadPoolExecutor(WOMEN) as women:
        all_of(WARM_UP, women)
        figures.seconds.clear()
        began, before = time.perf_counter(), server.memory()
        figures.work = [all_of(QUARTER, women) for _ in range(4)]
        figures.lasted = time.perf_counter() - began
        figures.memory = (before, server.memory())


def nobody_is_lost(figures: Figures) -> None:
    """After one more sweep each woman is in the reading room once, or has taken her words back."""
    assert len(set(figures.receipts)) == JOURNEYS
    sweep()
    assert not SealedResponse.objects.exists()
    assert not ReceiptAct.objects.exists()
    kept = JOURNEYS - len(figures.taken_back)
    assert len(figures.taken_back) == JOURNEYS // TAKE_BACK
    assert WaitingResponse.objects.count() == ReceiptSlip.objects.count() == kept
    for words in figures.receipts:
        found = find_slip(words)
        assert (found is None) == (words in figures.taken_back)
        assert found is None or "received" in open_slip(*found)


def report(figures: Figures) -> None:
    ms = [second * 1000 for second in figures.seconds]
    centiles = statistics.quantiles(ms, n=100)
    size = len(ms) // 4
    first, last = statistics.median(ms[:size]), statistics.median(ms[-size:])
    work = ", ".join(f"{second * 1000:.1f}" for second in figures.work)
    sys.stdout.write(
        f"\n{JOURNEYS} journeys, {WOMEN} women at a time, on {connections['intake'].vendor}; "
        f"{len(ms)} requests after the warm-up, {len(figures.failures)} failed: "
        f"{len(ms) / figures.lasted:.0f} a second.\n"
        f"p50 {centiles[49]:.0f} ms, p95 {centiles[94]:.0f} ms, slowest {max(ms):.0f} ms; "
        f"p50 of the last quarter {last / first:.2f} of the first.\n"
        f"Processor ms a request, by quarter: {work}. "
        f"Server {figures.memory[0] / 1024:.0f} MB before, {figures.memory[1] / 1024:.0f} after.\n"
    )
