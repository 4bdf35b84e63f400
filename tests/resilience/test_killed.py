"""Processes are killed (SIGKILL) in the middle of their work; what follows mends all of it."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from feedback.intake.models import ClosedVisit, ReceiptAct, ReceiptSlip, SealedResponse
from feedback.models import Form, Response
from feedback.review.models import SafeguardingCase, WaitingResponse
from feedback.review.selectors import standing
from feedback.review.services import complete_review, open_batch
from feedback.review.tombstones import tombstones
from feedback.sealing import random_id
from feedback.selectors import responses_for
from feedback.services import ReadResponse, record_responses
from feedback.slips import find_slip, open_slip
from feedback.state import State
from feedback.uses import Use
from insights.models import Suggestion
from insights.services.runs import ask_for_run
from tests.factories.feedback import make_payload
from tests.factories.themes import use_codebook
from tests.feedback.review.conftest import Send, first_key, sweep_now
from tests.feedback.review.test_sweep import URGENT, take_back
from tests.resilience.conftest import Task, row_of, send_again, six_words
from tests.resilience.processes import Server, a_server, kill

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
COMMIT = "django.db.backends.base.base:BaseDatabaseWrapper._commit"
BULK_CREATE = "django.db.models.query:QuerySet.bulk_create"


# -- The sweep: copy, then delete (design §11.9)

IN_THE_SWEEP = [
    "before feedback.review.sweep:bury 1",
    "after feedback.review.sweep:bury 1",
    "after feedback.review.sweep:forget 1",
    "before django.db.models.base:Model.delete 1",  # the slip has gone, the act has not
    "before feedback.review.sweep:_open_case 1",  # written, not committed
    "after feedback.review.sweep:_copy 1",  # copied, not deleted
    "after feedback.review.sweep:_copy 2",
    "before feedback.review.sweep:write_slips 1",
    "after feedback.review.slip_parts:_seal_onto 1",
]


@pytest.fixture
def women(send: Send, reader: User, one_form: Form) -> dict[str, str]:
    """What became of them → their six words. Two were read, one of them has taken it back since;
    of three that are still sealed one is urgent, and one has taken it back."""
    words = {"read": send("The bus was late."), "read, taken back": send("Zanzibar")}
    sweep_now()
    batch = open_batch(user=reader, area=one_form.consultation.area)
    for waiting in WaitingResponse.objects.filter(batch=batch):
        complete_review(user=reader, waiting=waiting, spans={first_key(one_form): []}, level=0)
    words |= {"urgent": send(URGENT), "waits": send("They listened."), "taken back": send("No.")}
    take_back(words["taken back"])
    take_back(words["read, taken back"])
    return words


@pytest.mark.parametrize("point", IN_THE_SWEEP)
def test_a_sweep_that_is_killed_loses_no_woman_and_doubles_none(
    women: dict[str, str], point: str
) -> None:
    kill("sweep_intake", die_at=point)

    assert not set(find_all(women)) & {"taken back", "read, taken back"}
    assert responses_for(use=Use.READING_TEAM).count() == 1
    sweep_now()
    assert standing().count() == WaitingResponse.objects.count() == 3
    assert WaitingResponse.objects.filter(status=WaitingResponse.Status.WAITING).count() == 2
    assert Response.objects.count() == 1
    assert not SealedResponse.objects.exists()
    assert not ReceiptAct.objects.exists()
    assert SafeguardingCase.objects.count() == 1
    assert len(tombstones()) == 2
    assert find_all(women) == {"read": True, "urgent": False, "waits": False}


def find_all(women: dict[str, str]) -> dict[str, bool]:
    """Those whose six words open something → whether it says that her words were read."""
    found = {name: find_slip(words) for name, words in women.items()}
    return {name: "read" in open_slip(*slip) for name, slip in found.items() if slip}


# -- Sending

WOMEN, TRIES = 40, 100

IN_THE_SENDING = [
    ("before feedback.services:seal_part 1", 0),
    (f"after {BULK_CREATE} 1", 0),
    (f"after {BULK_CREATE} 2", 0),
    (f"after {BULK_CREATE} 3", 0),
    (f"before {COMMIT} 1", 0),
    (f"after {COMMIT} 1", 1),
    ("before feedback.pages:receipt 1", 1),
]


@pytest.mark.parametrize(("point", "there"), IN_THE_SENDING)
def test_what_she_sends_is_there_whole_or_not_at_all(
    one_form: Form, about_to_send: Callable[..., State], point: str, there: int
) -> None:
    address = f"/form/{one_form.slug}/"
    posted = urlencode({"state": about_to_send().to_token(), "go": "send", "uses_shown": "1"})
    kill("post", address, die_at=point, data=posted)

    assert counts() == [there] * 3
    first, again = (six_words(send_again(address, posted)) for _ in range(2))
    assert first == again
    assert counts() == [1] * 3
    assert find_slip(first) is not None
    assert sweep_now().taken_in == 1


def test_a_server_that_is_killed_while_women_send_takes_each_of_them_in_once(
    one_form: Form, about_to_send: Callable[..., State], tmp_path: Path
) -> None:
    posts = [
        urlencode({"state": about_to_send().to_token(), "go": "send", "uses_shown": "1"})
        for _ in range(WOMEN)
    ]
    broken: list[str] = []

    def send_until_it_is_there(server: Server, posted: str) -> str:
        for _ in range(TRIES):
            try:
                return six_words(server.ask("POST", f"/form/{one_form.slug}/", posted)[1])
            except (OSError, HTTPException) as error:
                broken.append(type(error).__name__)
                time.sleep(0.2)
        raise AssertionError("The server never came back.")

    with a_server(tmp_path) as server, ThreadPoolExecutor(WOMEN) as women:
        server.ask("GET", "/staying-safe/")  # it is up
        jobs = [women.submit(send_until_it_is_there, server, posted) for posted in posts]
        for some in (WOMEN // 8, WOMEN // 2):
            while sum(job.done() for job in jobs) < some:
                time.sleep(0.01)
            server.kill_worker()
        receipts = {job.result() for job in jobs}
    assert broken
    assert len(receipts) == WOMEN
    assert counts() == [WOMEN] * 3
    assert all(find_slip(words) for words in receipts)


def counts() -> list[int]:
    return [model.objects.count() for model in (SealedResponse, ReceiptSlip, ClosedVisit)]


# -- Imports: all rows or none

ROWS = 700  # more than are written at once
STORED = ("--already-redacted-by", "Southdown office", "--consent", "none")
IN_THE_IMPORT = [
    ("after django.db.models.query:QuerySet._insert 1", STORED),
    (f"after {BULK_CREATE} 1", STORED),
    (f"before {COMMIT} 1", STORED),
    ("after django.db.models.query:QuerySet._insert 1", ()),
    (f"before {COMMIT} 1", ()),
]


@pytest.mark.parametrize(("point", "provenance"), IN_THE_IMPORT)
def test_an_import_that_is_killed_brings_nothing_and_may_be_repeated(
    one_form: Form,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    point: str,
    provenance: tuple[str, ...],
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("text\n" + "".join(f"Words of row {n}\n" for n in range(ROWS)))
    command = ("import_responses", str(file), "--form", one_form.slug, *provenance)
    kill(*command, die_at=point)
    assert not Response.objects.exists()
    assert not SealedResponse.objects.exists()

    call_command(*command)
    call_command(*command)
    assert Response.objects.count() + SealedResponse.objects.count() == ROWS
    assert f"0 responses {'stored' if provenance else 'sealed'}" in capsys.readouterr().out


# -- The worker

HOSTELS = 600  # two chunks


@pytest.fixture
def task(one_form: Form) -> Task:
    """A run of suggestions that a facilitator has asked for."""
    use_codebook(one_form.consultation)
    payload = make_payload(one_form, "The hostel was full.")
    record_responses(
        responses=[
            ReadResponse(payload, random_id().to_bytes(32, "big"), payload.answers)
            for _ in range(HOSTELS)
        ]
    )
    return row_of(ask_for_run(consultation=one_form.consultation, by=None).task)


@pytest.mark.parametrize(
    ("point", "before"),
    [
        ("after insights.services.suggestions:words_of 1", 0),
        ("after insights.services.suggestions:words_of 2", 500),
        ("before django_tasks_db.models:DBTaskResult.set_successful 1", HOSTELS),
    ],
)
def test_a_task_whose_worker_was_killed_is_done_by_the_next(
    task: Task, point: str, before: int
) -> None:
    kill("worker", "--once", die_at=point)
    assert (row_of(task.pk).status, Suggestion.objects.count()) == ("RUNNING", before)

    call_command("worker", "--once")
    assert (row_of(task.pk).status, Suggestion.objects.count()) == ("SUCCESSFUL", HOSTELS)
    call_command("worker", "--once")
    assert DBTaskResult.objects.count() == 1


def test_a_task_that_kills_every_worker_is_given_up(task: Task) -> None:
    for _ in range(3):
        kill("worker", "--once", die_at="after insights.services.suggestions:words_of 1")
    call_command("worker", "--once")
    given_up = row_of(task.pk)
    assert (given_up.status, len(given_up.worker_ids)) == ("FAILED", 3)
    assert "hostel" not in given_up.traceback
    call_command("worker", "--once")
    assert row_of(task.pk).status == "FAILED"
