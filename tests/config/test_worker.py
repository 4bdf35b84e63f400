"""The worker: tasks that were left behind are done, those of others are left alone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.management.commands import worker
from feedback.models import Form
from insights.models import Suggestion
from insights.services.runs import ask_for_run
from tests.factories.feedback import make_response
from tests.factories.themes import use_codebook

pytestmark = pytest.mark.django_db(transaction=True)
Task = DBTaskResult[..., Any]


@pytest.fixture
def task(form: Callable[..., Form]) -> Task:
    """Suggestions that a facilitator asked for."""
    made = form()
    use_codebook(made.consultation)
    make_response(made, "The hostel was full.")
    run = ask_for_run(consultation=made.consultation, by=None)
    return DBTaskResult.objects.get(pk=str(run.task))


def status_of(task: Task) -> str:
    task.refresh_from_db()
    return str(task.status)


def test_a_task_that_its_worker_left_is_done(task: Task) -> None:
    task.claim(worker.name())
    worker.run_queue()
    assert (status_of(task), Suggestion.objects.count()) == ("SUCCESSFUL", 1)
    assert task.worker_ids == [worker.name()] * 2


def test_a_task_that_is_left_each_time_is_given_up(task: Task) -> None:
    for _ in range(worker.MOST_BEGINNINGS):
        task.claim(worker.name())
    worker.run_queue()
    assert status_of(task) == "FAILED"
    assert task.exception_class_path.endswith("LeftBehind")
    assert not Suggestion.objects.exists()
    worker.run_queue()
    assert len(task.worker_ids) == worker.MOST_BEGINNINGS


def test_while_another_worker_is_at_the_queue_it_is_left_alone(task: Task) -> None:
    with worker.at_the_queue() as alone:
        assert alone
        worker.run_queue()
        assert status_of(task) == "READY"
        task.claim(worker.name())
        worker.run_queue()
        assert status_of(task) == "RUNNING"
    worker.run_queue()
    assert status_of(task) == "SUCCESSFUL"


@pytest.mark.parametrize(("hours", "status"), [(23, "RUNNING"), (25, "SUCCESSFUL")])
def test_a_task_of_another_machine_has_a_day(task: Task, hours: int, status: str) -> None:
    task.claim("alongside-worker elsewhere")
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(hours=hours))
    worker.run_queue()
    assert status_of(task) == status


def test_what_has_ended_is_not_done_again(task: Task) -> None:
    worker.run_queue()
    Suggestion.objects.all().delete()
    worker.run_queue()
    assert not Suggestion.objects.exists()
    task.claim(worker.name())
    task.set_failed(RuntimeError())
    worker.run_queue()
    assert status_of(task) == "FAILED"


def test_a_database_out_of_reach_ends_no_worker(
    task: Task, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone() -> None:
        raise OperationalError("could not connect to canary")

    with monkeypatch.context() as patch:
        patch.setattr(worker, "work", gone)
        call_command("worker", "--once")
    assert "OperationalError" in caplog.text
    assert "canary" not in caplog.text
    call_command("worker", "--once")
    assert status_of(task) == "SUCCESSFUL"


def test_other_errors_are_not_hidden(task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError

    monkeypatch.setattr(worker, "work", broken)
    with pytest.raises(RuntimeError):
        worker.run_queue()
    with worker.at_the_queue() as alone:
        assert alone
