"""Runs that are begun again when their process died, and those of a command.

Real processes that are killed: tests/resilience/test_killed_runs.py.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.management.commands import worker
from core.models import Area
from feedback.models import Form, Response
from insights.models import Coding, Suggestion, SuggestionRun
from insights.selectors import words
from insights.selectors.runs import run_of
from insights.services import reject_suggestion, runs, suggestions
from insights.services.runs import LEFT_AFTER, carry_out_run, mend_runs
from insights.tasks import suggest_for_run
from tests.factories.accounts import make_staff
from tests.factories.themes import use_codebook
from tests.insights.running import Page, State, after, asked, killed, now, page, rows

__all__ = ["page"]

# -- Picked up again


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("chunks", [1, 3])
def test_a_run_whose_worker_died_ends_with_the_same_rows(page: Page, chunks: int) -> None:
    carry_out_run(run=asked(page))
    undisturbed, counts = rows(), SuggestionRun.objects.values("written", "without", "done").get()
    Suggestion.objects.all().delete()
    run = asked(page)
    DBTaskResult.objects.get(pk=str(run.task)).claim(worker.name())
    killed(run, chunks)
    assert now(run).is_live

    worker.run_queue()

    stored = now(run)
    assert (stored.state, stored.begun) == (State.DONE, 2)
    assert rows() == undisturbed
    assert SuggestionRun.objects.values("written", "without", "done").get() == counts


def test_what_a_person_decided_in_between_is_kept(page: Page, area: Area) -> None:
    run = asked(page)
    killed(run, 2)
    decided = Suggestion.objects.order_by("pk").first()
    assert decided is not None
    coding = reject_suggestion(suggestion=decided, by=make_staff("facilitator", area))
    suggest_for_run.call(run.pk)
    assert Coding.objects.get() == coding
    assert Coding.objects.get().suggestion == decided
    assert (now(run).kept, now(run).written) == (1, 4)


@pytest.mark.django_db(transaction=True)
def test_a_run_that_every_worker_left_has_failed(page: Page) -> None:
    run = asked(page)
    for _ in range(worker.MOST_BEGINNINGS):
        DBTaskResult.objects.get(pk=str(run.task)).claim(worker.name())
    killed(run, 1)
    worker.run_queue()
    assert (now(run).state, now(run).reason) == ("failed", "left")
    asked(page)


def test_a_run_whose_task_is_gone_has_failed_and_others_are_left_alone(
    page: Page, form: Callable[..., Form]
) -> None:
    elsewhere = form().consultation
    use_codebook(elsewhere)
    waiting, gone = asked(elsewhere), asked(page)
    DBTaskResult.objects.get(pk=str(gone.task)).delete()
    mend_runs()
    assert (now(gone).state, now(waiting).state) == ("failed", "waiting")


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_command_left_is_done_by_the_worker(page: Page) -> None:
    run = asked(page, queued=False)
    killed(run, 1)
    worker.run_queue()
    assert (now(run).state, now(run).task) == (State.RUNNING, None)  # it may be at its next chunk
    SuggestionRun.objects.update(alive_at=timezone.now() - LEFT_AFTER - timedelta(minutes=1))
    worker.run_queue()
    assert (now(run).state, now(run).alive_at) == (State.DONE, None)


@pytest.mark.parametrize(("ends", "stands"), [(True, ("done", 2, 5)), (False, ("running", 2, 0))])
def test_a_process_whose_run_another_has_begun_writes_no_more(
    page: Page, ends: bool, stands: tuple[str, int, int]
) -> None:
    def take_over(run: SuggestionRun) -> None:
        if ends:
            carry_out_run(run=now(run))
        else:
            assert runs._begin(now(run))

    run = asked(page)
    assert carry_out_run(run=run, seen=after(1, take_over)) is None
    stored = now(run)
    assert (stored.state, stored.begun, stored.done) == stands


def test_two_that_begin_at_once_are_one(page: Page) -> None:
    run = asked(page)
    other = now(run)
    assert carry_out_run(run=run, seen=after(1, lambda _: None)) is not None
    assert carry_out_run(run=other) is None


# -- The command


def test_the_command_shows_how_far_it_is(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("suggest_themes", page.slug)
    said = capsys.readouterr()
    assert said.err.splitlines() == ["2 of 5 responses", "4 of 5 responses", "5 of 5 responses"]
    assert said.out.startswith("5 responses in ")
    found = run_of(page)
    assert found is not None
    assert (found.state, found.asked_by) == (State.DONE, None)


def test_ctrl_c_ends_the_command_between_whole_chunks(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = words.words_of

    def pressed(ids: list[int], *rest: Any) -> Any:
        if Suggestion.objects.exists():
            raise KeyboardInterrupt
        return found(ids, *rest)

    monkeypatch.setattr(suggestions, "words_of", pressed)
    with pytest.raises(CommandError, match=r"^Stopped on .*: 2 of 5 responses\.") as ended:
        call_command("suggest_themes", page.slug)
    assert ended.value.returncode == 130
    first = set(Response.objects.order_by("pk").values_list("pk", flat=True)[:2])
    assert {row[0] for row in rows()} <= first
    asked(page)


@pytest.mark.parametrize("what", ["another run", "an error"])
def test_the_command_says_why_it_does_nothing(
    page: Page, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise LookupError("canary")

    if what == "another run":
        asked(page)
        expected = "already. Waiting for the worker"
    else:
        monkeypatch.setattr(runs, "suggest_themes", fail)
        expected = "^LookupError in fail, line"
    with pytest.raises(CommandError, match=expected):
        call_command("suggest_themes", page.slug)
