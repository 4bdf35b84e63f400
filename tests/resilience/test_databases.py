"""A database is locked, full or gone while women are there: no traceback, no lost words, no half
row, and leaving never waits."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import OperationalError, connections
from django.test import Client

from feedback.intake.models import ClosedVisit, ReceiptAct, ReceiptSlip, SealedResponse
from feedback.models import Form
from feedback.review.models import WaitingResponse
from feedback.slips import find_slip
from feedback.state import CHECK, State, Visit
from tests.databases import ALIASES
from tests.feedback.review.conftest import Send, sweep_now
from tests.resilience.conftest import HER_WORDS, six_words
from tests.resilience.processes import NOWHERE, Server, a_server

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""
MOMENT = 0.3  # seconds that a write waits for another one in these tests
MUCH = "They listened, and then they did not. " * 800  # needs pages that a full file can't get
AT_ONCE = 3  # seconds, on a busy machine
USUAL_WAIT = 20  # seconds that staff work waits for a lock
THREADS = 4


def only_on_sqlite(why: str) -> None:
    if connections["default"].vendor != "sqlite":
        pytest.skip(f"{why}; this run is on PostgreSQL.")


@contextmanager
def locked(alias: str) -> Iterator[None]:
    """Another process writes into this database all the while."""
    path = str(connections[alias].settings_dict["NAME"])
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield
        other.communicate("")


@contextmanager
def full(alias: str) -> Iterator[None]:
    """The disk has no room for this database to grow."""
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        yield
        cursor.execute(f"PRAGMA max_page_count = {pages * 1000}")


@pytest.fixture
def sqlite(one_form: Form, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """SQLite's one lock a file, and little patience, so that a test needs none either."""
    only_on_sqlite("One lock for a whole file is SQLite's")
    for alias in ALIASES:
        monkeypatch.setitem(connections[alias].settings_dict["OPTIONS"], "timeout", MOMENT)
    connections.close_all()
    yield
    monkeypatch.undo()
    connections.close_all()


Fault = Callable[[str], AbstractContextManager[None]]
FAULTS = [locked, full]
client = Client(raise_request_exception=False)


def send(form: Form, state: State) -> tuple[int, str]:
    """She presses Send."""
    posted = {"state": state.to_token(), "go": "send", "uses_shown": "1"}
    page = client.post(f"/form/{form.slug}/", posted)
    return page.status_code, page.content.decode()


def sent_rows() -> int:
    models = (SealedResponse, ReceiptSlip, ClosedVisit)
    return sum(model.objects.count() for model in models)


# -- Sending


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_other_database_does_not_stop_her(
    sqlite: None, one_form: Form, about_to_send: Callable[..., State], fault: Fault
) -> None:
    with fault("default"):
        status, page = send(one_form, about_to_send(MUCH))
    assert status == 200
    assert find_slip(six_words(page)) is not None


@pytest.mark.parametrize("fault", FAULTS)
def test_she_gets_her_words_back_when_they_can_not_be_kept(
    sqlite: None, one_form: Form, about_to_send: Callable[..., State], fault: Fault
) -> None:
    state = about_to_send(MUCH)
    with fault("intake"):
        status, page = send(one_form, state)
        assert status == 503
        assert MUCH.strip() in page
        assert "Please try again later" in page
        assert "Traceback" not in page
    assert sent_rows() == 0

    status, page = send(one_form, state)
    assert status == 200
    assert find_slip(six_words(page)) is not None
    assert sweep_now().taken_in == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_she_may_go_on_writing_meanwhile(
    sqlite: None, one_form: Form, about_to_send: Callable[..., State], fault: Fault
) -> None:
    state = about_to_send(step=CHECK)
    with fault("intake"), fault("default"):
        posted = {"state": state.to_token(), "go": "continue"}
        page = client.post(f"/form/{one_form.slug}/", posted)
    assert page.status_code == 200
    assert "How may we use your words?" in page.content.decode()


# -- Her six words


@pytest.mark.parametrize("fault", FAULTS)
def test_her_six_words_open_meanwhile(sqlite: None, send: Send, fault: Fault) -> None:
    code = send()
    with fault("intake"), fault("default"):
        page = client.post("/your-words/", {"words": code, "visit": Visit.begin().token})
    assert page.status_code == 200
    assert "What happened to your words" in page.content.decode()


def test_nothing_is_said_to_be_taken_back_that_was_not(sqlite: None, send: Send) -> None:
    code = send()
    asked = {"words": code, "visit": Visit.begin().token, "go": "take-back-now"}
    with locked("intake"):
        page = client.post("/your-words/", asked)
    assert page.status_code in {500, 503}
    assert "Your words are taken back" not in page.content.decode()
    assert not ReceiptAct.objects.exists()
    assert "Your words are taken back" in client.post("/your-words/", asked).content.decode()
    assert ReceiptAct.objects.count() == 1


# -- Leaving


def test_leaving_does_not_wait_for_a_database(one_form: Form) -> None:
    only_on_sqlite("One lock for a whole file is SQLite's")
    with locked("intake"):
        began = time.monotonic()
        gone = client.post("/leave/", {"visit": Visit.begin().token})
        waited = time.monotonic() - began
    assert gone.status_code == 303
    assert waited < AT_ONCE


def test_leaving_waits_for_the_one_who_is_before_her(one_form: Form) -> None:
    """A write that takes its usual moment is waited for: her visit is closed."""
    visit = Visit.begin()
    assert client.post("/leave/", {"visit": visit.token}).status_code == 303
    assert ClosedVisit.objects.count() == 1


def test_a_locked_intake_does_not_hold_the_whole_site(
    one_form: Form, about_to_send: Callable[..., State], tmp_path: Path
) -> None:
    """As many women send as the server has threads; the next page waits no longer than they do."""
    only_on_sqlite("One lock for a whole file is SQLite's")
    sending = [
        urlencode({"state": about_to_send().to_token(), "go": "send", "uses_shown": "1"})
        for _ in range(THREADS)
    ]
    with a_server(tmp_path) as server, ThreadPoolExecutor(THREADS) as women, locked("intake"):
        server.ask("GET", "/staying-safe/")
        began = time.monotonic()
        sent = [women.submit(server.ask, "POST", f"/form/{one_form.slug}/", s) for s in sending]
        time.sleep(1)
        assert server.ask("GET", "/staying-safe/")[0] == 200
        assert [answer.result()[0] for answer in sent] == [503] * THREADS
        assert time.monotonic() - began < USUAL_WAIT


# -- A server that has gone


@pytest.mark.parametrize("gone", ["DATABASE_URL", "INTAKE_DATABASE_URL"])
def test_a_database_that_is_gone_is_told_calmly(
    one_form: Form, about_to_send: Callable[..., State], send: Send, tmp_path: Path, gone: str
) -> None:
    code, state = send(), about_to_send()
    sending = urlencode({"state": state.to_token(), "go": "send", "uses_shown": "1"})
    looking = urlencode({"words": code, "visit": Visit.begin().token})
    address = f"/form/{one_form.slug}/"
    with a_server(tmp_path, **{gone: NOWHERE}) as server:
        pages = [
            server.ask("POST", address, sending),
            server.ask("GET", address),
            server.ask("POST", "/your-words/", looking),
        ]
        leaving(server, state)
        said = server.said
    for status, page, headers in pages:
        assert status in {200, 500, 503}
        assert "Traceback" not in page
        assert status == 200 or "on our side" in page
        assert status == 200 or "try again" in page
        assert "Set-Cookie" not in headers
    # hers to copy; not where nobody can tell whether she has left the page
    status, hers = (503, True) if gone == "DATABASE_URL" else (500, False)
    assert (pages[0][0], HER_WORDS in pages[0][1]) == (status, hers)
    assert SealedResponse.objects.count() == ReceiptSlip.objects.count() == 1
    for word in (HER_WORDS, code, state.visit.id, one_form.slug, "127.0.0.1"):
        assert word not in said


def leaving(server: Server, state: State) -> None:
    began = time.monotonic()
    status, _, headers = server.ask("POST", "/leave/", urlencode({"visit": state.visit.token}))
    assert status == 303
    assert "Location" in headers
    assert time.monotonic() - began < AT_ONCE


def test_a_server_that_was_started_again_is_found_again(
    one_form: Form, about_to_send: Callable[..., State], tmp_path: Path
) -> None:
    if connections["default"].vendor != "postgresql":
        pytest.skip("Connections break with PostgreSQL; this run is on SQLite.")
    states = [about_to_send() for _ in range(6)]
    posts = [urlencode({"state": s.to_token(), "go": "send", "uses_shown": "1"}) for s in states]
    with a_server(tmp_path) as server:
        for half in (posts[:3], posts[3:]):
            answers = [server.ask("POST", f"/form/{one_form.slug}/", post)[0] for post in half]
            assert answers == [200] * 3
            break_connections()
    assert SealedResponse.objects.count() == 6


def break_connections() -> None:
    """End every other connection to these databases, as a restart of the server does."""
    for alias in ALIASES:
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


# -- The staff side


def test_a_locked_database_ends_no_worker(sqlite: None, send: Send, settings: Any) -> None:
    settings.SWEEP_EVERY_MINUTES = 1  # on a Sunday too
    send()
    with locked("default"):
        call_command("worker", "--once")
    assert not WaitingResponse.objects.exists()
    call_command("worker", "--once")
    assert WaitingResponse.objects.count() == 1


@pytest.mark.parametrize("alias", ALIASES)
def test_a_sweep_that_finds_a_locked_database_is_repeated(
    sqlite: None, send: Send, alias: str
) -> None:
    code = send()
    with locked(alias), pytest.raises(OperationalError):
        sweep_now()
    assert SealedResponse.objects.count() == 1
    sweep_now()
    assert (SealedResponse.objects.count(), WaitingResponse.objects.count()) == (0, 1)
    assert find_slip(code) is not None
