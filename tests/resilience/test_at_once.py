"""Two at once: sweeps, workers, readers, coders, and a woman who takes back what is being read."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import AuditLine, User
from accounts.services import audit, broken_audit_lines
from config.management.commands import worker
from core.models import Area
from feedback.intake.models import ReceiptAct, ReceiptSlip, SealedResponse
from feedback.models import Form, Response
from feedback.redaction import Span
from feedback.review import services as reading_room
from feedback.review import slip_parts
from feedback.review import sweep as sweeping
from feedback.review.models import Redaction, ReviewBatch, SafeguardingCase, WaitingResponse
from feedback.review.selectors import standing
from feedback.review.services import complete_review, open_batch
from feedback.review.tombstones import tombstones
from feedback.slips import find_slip
from feedback.state import State
from insights.models import Coding, Reading, Suggestion, SuggestionRun
from insights.services import accept_suggestion, mark_read, reject_suggestion, suggest_themes
from insights.services import suggestions as suggesting
from insights.services.runs import RunGoingOn, ask_for_run
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.themes import use_codebook
from tests.feedback.review.conftest import Send, first_key, sweep_now
from tests.feedback.review.test_sweep import URGENT, take_back
from tests.resilience.conftest import Task, row_of, send_again, six_words
from tests.resilience.processes import meanwhile, run

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
TIMES = 8
Result = TypeVar("Result")


def at_once(*acts: Callable[[], Result]) -> list[Result]:
    """Do all of it at the same moment, each in a thread with connections of its own."""
    gate = threading.Barrier(len(acts))

    def do(act: Callable[[], Result]) -> Result:
        try:
            gate.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(do, acts))


class Another:
    """In the middle of what this process does, another one begins the same, and ends as soon as
    it may: `at(module, "name", act)` says when, which is after the first call of that function."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, stack: ExitStack, *command: str) -> None:
        self.monkeypatch, self.stack, self.command = monkeypatch, stack, command

    def at(self, module: Any, name: str, act: Callable[[], object] = lambda: None) -> None:
        original, done = getattr(module, name), threading.Event()

        def call(*args: Any, **options: Any) -> Any:
            result = original(*args, **options)
            if not done.is_set():
                done.set()
                act()
                self.stack.enter_context(meanwhile(*self.command))
            return result

        self.monkeypatch.setattr(module, name, call)

    def wait(self) -> None:
        """Until it has ended."""
        self.stack.close()


@pytest.fixture
def another_sweep(monkeypatch: pytest.MonkeyPatch) -> Iterator[Another]:
    with ExitStack() as stack:
        yield Another(monkeypatch, stack, "sweep_intake")


@pytest.fixture
def another_worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Another]:
    with ExitStack() as stack:
        yield Another(monkeypatch, stack, "worker", "--once")


# -- Sweeps


@pytest.mark.parametrize("place", ["_copy", "open_sealed", "tombstones"])
def test_two_sweeps_take_each_response_in_once(
    send: Send, another_sweep: Another, place: str
) -> None:
    codes = [send(), send(URGENT), send()]
    another_sweep.at(sweeping, place)
    sweep_now()
    another_sweep.wait()
    assert WaitingResponse.objects.count() == 3
    assert SafeguardingCase.objects.count() == 1
    assert not SealedResponse.objects.exists()
    assert all(find_slip(code) for code in codes)


@pytest.mark.parametrize("place", ["_copy", "open_sealed", "tombstones"])
def test_words_taken_back_between_two_sweeps_are_gone(
    send: Send, another_sweep: Another, place: str
) -> None:
    code = send("Zanzibar")
    another_sweep.at(sweeping, place, lambda: take_back(code))
    sweep_now()
    another_sweep.wait()
    assert not WaitingResponse.objects.exists()
    assert not SealedResponse.objects.exists()
    assert not ReceiptAct.objects.exists()
    assert not ReceiptSlip.objects.exists()
    assert len(tombstones()) == 1


@pytest.mark.parametrize("place", ["apply_acts", "_copy", "free_stale_batches", "purge_visits"])
def test_words_taken_back_in_the_middle_of_a_sweep_are_hidden_at_once(
    send: Send, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    codes = [send(), send()]
    original, calls = getattr(sweeping, place), iter([True])

    def call(*args: Any) -> None:
        original(*args)
        if next(calls, False):
            for code in codes:
                take_back(code)

    monkeypatch.setattr(sweeping, place, call)
    sweep_now()
    assert not standing().exists()
    assert [find_slip(code) for code in codes] == [None, None]
    assert sweep_now().taken_back == 2
    assert not WaitingResponse.objects.exists()
    assert not ReceiptSlip.objects.exists()


def test_a_slip_is_not_written_back_to_life(
    opened: Callable[..., WaitingResponse],
    reader: User,
    one_form: Form,
    another_sweep: Another,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    complete_review(user=reader, waiting=opened(), spans={first_key(one_form): []}, level=0)
    slip = ReceiptSlip.objects.get()
    monkeypatch.setattr(slip_parts, "read_parts", lambda receipts: slip.delete() and {})
    sweep_now()
    assert not ReceiptSlip.objects.exists()


# -- Her own two fingers


def test_a_woman_who_presses_twice_sends_once(
    one_form: Form, about_to_send: Callable[..., State]
) -> None:
    posted = urlencode({"state": about_to_send().to_token(), "go": "send", "uses_shown": "1"})
    pages = at_once(*[lambda: send_again(f"/form/{one_form.slug}/", posted)] * TIMES)
    assert len({six_words(page) for page in pages}) == 1
    assert SealedResponse.objects.count() == ReceiptSlip.objects.count() == 1


# -- Readers


def test_two_readers_never_hold_the_same_response(send: Send, one_form: Form) -> None:
    for _ in range(12):
        send()
    sweep_now()
    area = one_form.consultation.area
    readers = [make_staff("reviewer", area) for _ in range(4)]
    batches = at_once(*[lambda r=r: open_batch(user=r, area=area, size=6) for r in readers])
    held = [WaitingResponse.objects.filter(batch=batch).count() for batch in batches if batch]
    assert held == [6, 6]
    assert not WaitingResponse.objects.filter(batch=None).exists()


def test_a_reader_who_presses_twice_holds_one_batch(
    send: Send, reader: User, one_form: Form
) -> None:
    for _ in range(6):
        send()
    sweep_now()
    area = one_form.consultation.area
    batches = at_once(*[lambda: open_batch(user=reader, area=area, size=2)] * TIMES)
    assert ReviewBatch.objects.count() == 1
    assert {batch.pk for batch in batches if batch} == {ReviewBatch.objects.get().pk}
    assert WaitingResponse.objects.exclude(batch=None).count() == 2


def test_saving_twice_stores_once(
    opened: Callable[..., WaitingResponse], reader: User, one_form: Form
) -> None:
    waiting = opened("Sarah came")
    spans = {first_key(one_form): [Span(0, 5, "PERSON", "other")]}
    saved = at_once(
        *[lambda: complete_review(user=reader, waiting=waiting, spans=spans, level=1)] * TIMES
    )
    assert len({response.pk for response in saved}) == 1
    assert Response.objects.count() == Redaction.objects.count() == 1
    assert SafeguardingCase.objects.count() == 1


def test_words_taken_back_while_they_are_stored_are_gone(
    send: Send, reader: User, one_form: Form, another_sweep: Another
) -> None:
    code = send("Zanzibar")
    sweep_now()
    batch = open_batch(user=reader, area=one_form.consultation.area)
    waiting = WaitingResponse.objects.get(batch=batch)
    another_sweep.at(reading_room, "_store", lambda: take_back(code))
    complete_review(user=reader, waiting=waiting, spans={first_key(one_form): []}, level=0)
    another_sweep.wait()
    assert not Response.objects.exists()
    assert not WaitingResponse.objects.exists()


def test_a_reader_is_told_of_words_that_were_deleted_under_her_hands(
    send: Send, reader: User, one_form: Form, another_sweep: Another
) -> None:
    code = send("Zanzibar")
    sweep_now()
    batch = open_batch(user=reader, area=one_form.consultation.area)
    waiting = WaitingResponse.objects.get(batch=batch)
    another_sweep.at(reading_room, "open_sealed", lambda: take_back(code))
    with pytest.raises(reading_room.TakenBack):
        complete_review(user=reader, waiting=waiting, spans={first_key(one_form): []}, level=0)
    assert not Response.objects.exists()


def test_the_audit_chain_holds(one_form: Form) -> None:
    area = one_form.consultation.area
    users = [make_staff("reviewer", area) for _ in range(TIMES)]
    at_once(*[lambda u=u: audit(user=u, action="did", subject="it") for u in users * 2])
    assert AuditLine.objects.count() == 2 * TIMES
    assert broken_audit_lines() == []


# -- Coders


@pytest.fixture
def suggested(one_form: Form) -> Suggestion:
    use_codebook(one_form.consultation)
    make_response(one_form, "The hostel was full.")
    suggest_themes(consultation=one_form.consultation)
    return Suggestion.objects.get()


def test_two_facilitators_at_one_response_each_decide(suggested: Suggestion, area: Area) -> None:
    people = [make_staff("facilitator", area) for _ in range(TIMES)]
    acts = [(accept_suggestion, reject_suggestion)[place % 2] for place in range(TIMES)]
    at_once(
        *[lambda a=a, u=u: a(suggestion=suggested, by=u) for a, u in zip(acts, people, strict=True)]
    )
    decided = Coding.objects.values_list("coder_id", "decision")
    assert sorted(decided) == [
        (user.pk, ("accepted", "rejected")[place % 2]) for place, user in enumerate(people)
    ]


def test_a_facilitator_who_presses_twice_decides_once(suggested: Suggestion, area: Area) -> None:
    one = make_staff("facilitator", area)
    at_once(*[lambda: accept_suggestion(suggestion=suggested, by=one)] * TIMES)
    at_once(*[lambda: mark_read(response=suggested.response, by=one)] * TIMES)
    assert Coding.objects.count() == Reading.objects.count() == 1


def test_what_she_decides_while_the_machine_suggests_again_is_kept(
    suggested: Suggestion, area: Area, one_form: Form
) -> None:
    """A decision on a suggestion that the run replaces holds, or is refused: never half."""
    one = make_staff("facilitator", area)

    def decide() -> Coding | None:
        try:
            return accept_suggestion(suggestion=suggested, by=one)
        except (Suggestion.DoesNotExist, IntegrityError):
            return None

    decided, _ = at_once(decide, lambda: suggest_themes(consultation=one_form.consultation))
    assert Coding.objects.count() == (decided is not None)
    assert Suggestion.objects.count() == 1


def test_a_facilitator_who_presses_often_asks_for_one_run(
    suggested: Suggestion, area: Area
) -> None:
    page, one = suggested.response.version.form.consultation, make_staff("facilitator", area)

    def press() -> bool:
        try:
            ask_for_run(consultation=page, by=one)
        except RunGoingOn:
            return False
        return True

    assert sorted(at_once(*[press] * TIMES)) == [False] * (TIMES - 1) + [True]
    assert SuggestionRun.objects.count() == DBTaskResult.objects.count() == 1


def test_words_taken_back_during_a_run_leave_nothing(
    send: Send, reader: User, one_form: Form, another_sweep: Another
) -> None:
    use_codebook(one_form.consultation)
    codes = [send("The hostel was full."), send("The hostel was cold.")]
    sweep_now()
    batch = open_batch(user=reader, area=one_form.consultation.area)
    for waiting in WaitingResponse.objects.filter(batch=batch):
        complete_review(user=reader, waiting=waiting, spans={first_key(one_form): []}, level=0)
    another_sweep.at(suggesting, "words_of", lambda: take_back(codes[0]))
    try:
        suggest_themes(consultation=one_form.consultation)
    except IntegrityError:  # PostgreSQL: the run is marked as failed, and may be asked for again
        suggest_themes(consultation=one_form.consultation)
    another_sweep.wait()
    assert Suggestion.objects.count() == Response.objects.count() == 1


# -- Workers


@pytest.fixture
def task(suggested: Suggestion, one_form: Form) -> Task:
    return row_of(ask_for_run(consultation=one_form.consultation, by=None).task)


def test_two_workers_do_a_task_once(task: Task, another_worker: Another) -> None:
    another_worker.at(suggesting, "response_ids")
    call_command("worker", "--once")
    another_worker.wait()
    done = row_of(task.pk)
    assert (done.status, len(done.worker_ids)) == ("SUCCESSFUL", 1)


def test_a_task_that_another_worker_is_at_is_left_alone(task: Task) -> None:
    task.claim(worker.name())
    with worker.at_the_queue() as alone:
        assert alone
        assert run("worker", "--once").returncode == 0
        assert row_of(task.pk).status == "RUNNING"
    assert run("worker", "--once").returncode == 0
    assert row_of(task.pk).status == "SUCCESSFUL"


@pytest.mark.parametrize(("hours", "status"), [(1, "RUNNING"), (25, "SUCCESSFUL")])
def test_a_task_of_another_machine_is_left_alone_for_a_day(
    task: Task, hours: int, status: str
) -> None:
    task.claim("alongside-worker elsewhere")
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(hours=hours))
    call_command("worker", "--once")
    assert row_of(task.pk).status == status
