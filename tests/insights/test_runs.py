"""Runs: one at a time, counted as they go, stopped when asked, failing in plain words."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.management.commands import worker
from core.models import Area
from feedback.models import Form, Response
from insights.models import Suggestion, SuggestionRun
from insights.selectors.runs import said_of
from insights.services import NoCodebook, choose_codebook, suggestions
from insights.services.runs import RunFailed, RunGoingOn, cancel_run, carry_out_run
from insights.tasks import suggest_for_run
from tests.factories.accounts import make_staff
from tests.factories.themes import make_codebook, small_codebook, use_codebook
from tests.insights.running import Page, State, after, asked, killed, now, page, rows

__all__ = ["page"]

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


def test_beside_a_run_that_goes_on_there_is_no_other(page: Page) -> None:
    run = asked(page)
    for state in SuggestionRun.LIVE:
        SuggestionRun.objects.filter(pk=run.pk).update(state=state)
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
    assert said_of(SuggestionRun.objects.get()).endswith(
        "0 responses, 0 suggestions written. Found by cues; 50 more coded responses, and it learns "
        "from you."
    )


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


def test_a_codebook_that_changes_meanwhile_ends_the_run_and_another_follows(page: Page) -> None:
    other = make_codebook([{"name": "Feeling safe"}], slug="flat")
    change = after(1, lambda _: choose_codebook(consultation=page, codebook=other, by=None))
    assert carry_out_run(run=asked(page), seen=change) is None
    run = SuggestionRun.objects.get()
    assert (run.state, run.asked_by) == ("waiting", None)


def test_so_does_another_version_of_it_and_the_same_one_does_not(page: Page) -> None:
    newer = {**small_codebook(), "version": "2.0"}
    carry_out_run(run=asked(page), seen=after(1, lambda _: make_codebook(newer)))
    assert SuggestionRun.objects.get().state == State.WAITING
    SuggestionRun.objects.all().delete()
    carry_out_run(run=asked(page), seen=after(1, lambda _: make_codebook(newer)))
    assert SuggestionRun.objects.get().state == State.DONE


@pytest.mark.django_db(transaction=True)
def test_an_error_is_told_by_its_kind_and_never_by_its_text(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("canary of her words")

    monkeypatch.setattr(suggestions, "words_of", fail)
    run = asked(page)
    worker.run_queue()
    task = DBTaskResult.objects.get()
    assert (task.status, now(run).state, now(run).reason) == ("FAILED", "failed", "error")
    assert "LookupError in fail" in task.traceback
    assert "canary" not in task.traceback + str(SuggestionRun.objects.values().get())
    with pytest.raises(RunFailed):
        carry_out_run(run=asked(page))


@pytest.mark.parametrize(
    ("coded", "said"),
    [
        (0, "Found by cues; 50 more coded responses, and it learns from you."),
        (49, "Found by cues; 1 more coded response, and it learns from you."),
        (50, "Learned from 50 coded responses of your area."),
        (1_234, "Learned from 1,234 coded responses of your area."),
    ],
)
def test_a_run_says_what_it_learned_from(coded: int, said: str) -> None:
    run = SuggestionRun(
        state=State.DONE, started_on=timezone.localdate(), coded=coded, has_learned=coded >= 50
    )
    assert said_of(run).endswith(said)


def test_a_run_that_learned_nothing_doesnt_say_that_it_did() -> None:
    run = SuggestionRun(state=State.DONE, started_on=timezone.localdate(), coded=55)
    assert "Learned from" not in said_of(run)
    assert "nothing was learned" in said_of(run)


def test_the_last_part_of_a_run_says_what_it_is() -> None:
    run = SuggestionRun(state=State.RUNNING, started_on=timezone.localdate(), done=7, total=7)
    assert "looking for new themes" in said_of(run)
    run.done = 6
    assert "6 of 7 responses" in said_of(run)
