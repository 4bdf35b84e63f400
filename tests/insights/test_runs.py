"""Runs: one at a time, counted as they go, stopped when asked, begun again when their process died.

Real processes that are killed: tests/resilience/test_killed_runs.py.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from config.management.commands import worker
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form, Response
from insights.models import Coding, Suggestion, SuggestionRun
from insights.selectors.runs import run_of, said_of
from insights.services import NoCodebook, choose_codebook, reject_suggestion, runs, suggestions
from insights.services.runs import (
    LEFT_AFTER,
    RunFailed,
    RunGoingOn,
    ask_for_run,
    cancel_run,
    carry_out_run,
    mend_runs,
)
from insights.tasks import suggest_for_run
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.themes import make_codebook, small_codebook, use_codebook

Page = ConsultationPage
State = SuggestionRun.State
Rows = list[tuple[Any, ...]]
COLUMNS = ("response", "theme", "words", "band", "engine", "codebook_version")


@pytest.fixture
def page(form: Callable[..., Form], monkeypatch: pytest.MonkeyPatch) -> Page:
    """Five responses in chunks of two: four with a cue, one without."""
    monkeypatch.setattr(suggestions, "CHUNK", 2)
    made = form()
    use_codebook(made.consultation)
    for text in ("The hostel.", "In debt.", "The judge.", "A flat, and debt.", "She rang."):
        make_response(made, text)
    found: Page = made.consultation
    return found


def asked(page: Page, *, by: User | None = None, queued: bool = True) -> SuggestionRun:
    return ask_for_run(consultation=page, by=by, queued=queued)


def now(run: SuggestionRun) -> SuggestionRun:
    """The run as it is stored."""
    return SuggestionRun.objects.get(pk=run.pk)


def rows() -> Rows:
    """What is suggested, by whatever ids it is stored."""
    return list(Suggestion.objects.order_by("response", "theme").values_list(*COLUMNS))


def after(chunks: int, act: Callable[[SuggestionRun], object]) -> Callable[[SuggestionRun], None]:
    """Do something once so many chunks are done."""
    left = [chunks]

    def seen(run: SuggestionRun) -> None:
        left[0] -= 1
        if left[0] == 0:
            act(run)

    return seen


def die(run: SuggestionRun) -> None:
    """What SIGKILL leaves: nothing more is done, not even tidying up."""
    raise SystemExit


def killed(run: SuggestionRun, chunks: int) -> None:
    """Its process ends in the middle, with whatever is committed by then."""
    with pytest.raises(SystemExit):
        carry_out_run(run=run, seen=after(chunks, die))


# -- Asking


def test_a_run_and_its_task_are_there_together(page: Page, area: Area) -> None:
    coder = make_staff("facilitator", area)
    run = now(asked(page, by=coder))
    task = DBTaskResult.objects.get()
    assert (run.state, run.task, run.asked_by, run.total) == ("waiting", task.pk, coder, 5)
    assert task.args_kwargs == {"args": [run.pk], "kwargs": {}}


def test_what_is_rolled_back_leaves_neither(page: Page) -> None:
    with transaction.atomic():
        asked(page)
        transaction.set_rollback(True)
    assert not SuggestionRun.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("state", SuggestionRun.LIVE)
def test_beside_a_run_that_goes_on_there_is_no_other(page: Page, state: State) -> None:
    SuggestionRun.objects.filter(pk=asked(page).pk).update(state=state)
    with pytest.raises(RunGoingOn):
        asked(page)
    assert SuggestionRun.objects.count() == DBTaskResult.objects.count() == 1


def test_the_database_itself_lets_one_run_live(page: Page) -> None:
    day = timezone.localdate()
    asked(page)
    with pytest.raises(IntegrityError), transaction.atomic():
        SuggestionRun.objects.create(consultation=page, state=State.RUNNING, started_on=day)
    SuggestionRun.objects.create(consultation=page, state=State.DONE, started_on=day)


def test_another_consultation_may_have_its_own(page: Page, form: Callable[..., Form]) -> None:
    elsewhere = form().consultation
    use_codebook(elsewhere)
    assert asked(page).pk != asked(elsewhere).pk


def test_only_the_last_run_is_kept(page: Page) -> None:
    first = asked(page)
    carry_out_run(run=first)
    second = asked(page)
    assert list(SuggestionRun.objects.all()) == [second]
    assert suggest_for_run.call(first.pk) == {}


def test_who_may_not_code_there_asks_and_stops_nothing(page: Page, other_area: Area) -> None:
    stranger = make_staff("facilitator", other_area)
    with pytest.raises(PermissionDenied):
        asked(page, by=stranger)
    run = asked(page)
    with pytest.raises(PermissionDenied):
        cancel_run(consultation=page, by=stranger)
    assert now(run).state == State.WAITING


def test_without_a_codebook_no_run_is_kept(form: Callable[..., Form]) -> None:
    with pytest.raises(NoCodebook):
        asked(form().consultation)
    assert not SuggestionRun.objects.exists()


# -- How far it is


def test_progress_is_saved_after_each_chunk(page: Page) -> None:
    said: list[tuple[str, int, int]] = []

    def seen(run: SuggestionRun) -> None:
        stored = now(run)
        said.append((stored.state, stored.done, stored.total))

    report = carry_out_run(run=asked(page), seen=seen)
    assert said == [("running", 2, 5), ("running", 4, 5), ("running", 5, 5)]
    run = SuggestionRun.objects.get()
    assert report is not None
    assert (
        (run.state, run.done, run.without)
        == ("done", report.responses, report.without)
        == (
            "done",
            5,
            1,
        )
    )
    assert (run.written, run.kept, run.ended_on) == (5, 0, timezone.localdate())


def test_a_consultation_without_responses_is_done_at_once(form: Callable[..., Form]) -> None:
    empty = form().consultation
    use_codebook(empty)
    carry_out_run(run=asked(empty))
    assert said_of(SuggestionRun.objects.get()).endswith("0 responses, 0 suggestions written.")


def test_a_run_that_has_ended_is_not_begun(page: Page) -> None:
    run = asked(page)
    carry_out_run(run=run)
    Suggestion.objects.all().delete()
    assert carry_out_run(run=now(run)) is None
    assert not Suggestion.objects.exists()


def test_the_minute_of_a_command_goes_when_it_ends(page: Page) -> None:
    run = asked(page, queued=False)
    assert (run.task, DBTaskResult.objects.exists()) == (None, False)
    assert run.alive_at is not None
    assert (run.alive_at.second, run.alive_at.microsecond) == (0, 0)
    carry_out_run(run=run)
    assert now(run).alive_at is None


# -- Stopping


def test_what_waits_is_stopped_at_once_and_no_worker_begins_it(page: Page, area: Area) -> None:
    run = asked(page)
    assert cancel_run(consultation=page, by=make_staff("second_coder", area))
    assert now(run).state == State.CANCELLED
    assert suggest_for_run.call(run.pk) == {}
    assert not Suggestion.objects.exists()
    asked(page)  # and another may be asked for


def test_what_runs_stops_after_its_chunk_and_keeps_whole_chunks(page: Page, area: Area) -> None:
    coder = make_staff("facilitator", area)

    def stop(run: SuggestionRun) -> None:
        assert cancel_run(consultation=page, by=coder)
        assert now(run).state == State.CANCELLING
        with pytest.raises(RunGoingOn):
            asked(page)

    run = asked(page)
    assert carry_out_run(run=run, seen=after(1, stop)) is None
    stored = now(run)
    assert (stored.state, stored.done) == (State.CANCELLED, 4)
    looked_at = Response.objects.order_by("pk").values_list("pk", flat=True)[:4]
    stopped = rows()
    assert {row[0] for row in stopped} <= set(looked_at)
    carry_out_run(run=asked(page))
    assert stopped == [row for row in rows() if row[0] in set(looked_at)]


def test_what_was_to_be_stopped_when_its_worker_died_is_not_begun_again(
    page: Page, area: Area
) -> None:
    run = asked(page)
    killed(run, 1)
    cancel_run(consultation=page, by=make_staff("facilitator", area))
    assert suggest_for_run.call(run.pk) == {}
    assert now(run).state == State.CANCELLED


def test_where_nothing_goes_on_there_is_nothing_to_stop(page: Page, area: Area) -> None:
    coder = make_staff("facilitator", area)
    assert not cancel_run(consultation=page, by=coder)
    carry_out_run(run=asked(page))
    assert not cancel_run(consultation=page, by=coder)
    assert SuggestionRun.objects.get().state == State.DONE


def test_asked_to_stop_twice_it_is_still_being_stopped(page: Page, area: Area) -> None:
    coder = make_staff("facilitator", area)
    run = asked(page)
    SuggestionRun.objects.update(state=State.RUNNING)
    assert cancel_run(consultation=page, by=coder)
    assert cancel_run(consultation=page, by=coder)
    assert now(run).state == State.CANCELLING


# -- Failing


def test_a_codebook_that_changes_meanwhile_ends_the_run(page: Page) -> None:
    other = make_codebook([{"name": "Feeling safe"}], slug="flat")
    change = after(1, lambda _: choose_codebook(consultation=page, codebook=other, by=None))
    assert carry_out_run(run=asked(page), seen=change) is None
    run = SuggestionRun.objects.get()
    assert (run.state, run.reason) == ("failed", "codebook")
    assert said_of(run).endswith("The codebook was changed meanwhile. Look for themes again.")


def test_so_does_another_version_of_it_and_the_same_one_does_not(page: Page) -> None:
    newer = {**small_codebook(), "version": "2.0"}
    carry_out_run(run=asked(page), seen=after(1, lambda _: make_codebook(newer)))
    assert SuggestionRun.objects.get().reason == "codebook"
    carry_out_run(run=asked(page), seen=after(1, lambda _: make_codebook(newer)))
    assert SuggestionRun.objects.get().state == State.DONE


@pytest.mark.django_db(transaction=True)
def test_an_error_is_told_by_its_kind_and_never_by_its_text(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("canary of her words")

    monkeypatch.setattr(suggestions, "match_answers", fail)
    run = asked(page)
    worker.run_queue()
    task = DBTaskResult.objects.get()
    assert (task.status, now(run).state, now(run).reason) == ("FAILED", "failed", "error")
    assert "LookupError in fail" in task.traceback
    assert "canary" not in task.traceback + str(SuggestionRun.objects.values().get())
    with pytest.raises(RunFailed):
        carry_out_run(run=asked(page))


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
    found = suggestions.match_answers

    def pressed(ids: list[int], *rest: Any) -> Any:
        if Suggestion.objects.exists():
            raise KeyboardInterrupt
        return found(ids, *rest)

    monkeypatch.setattr(suggestions, "match_answers", pressed)
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
