"""Runs: looking for themes as something that is asked for, seen, stopped and picked up again.

`suggest_themes` does the looking. A run begins at the first response each time that it is begun,
and every chunk replaces what it wrote before: however often its process was killed, the rows at the
end are those of a run that nobody disturbed.
"""

import contextlib
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from consultations.models import ConsultationPage
from consultations.selectors import source_of
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.analysis.pace import is_due
from insights.models import SuggestionRun, Theming
from insights.permissions import require_coder
from insights.proposals.proposing import propose_themes
from insights.selectors import theming_of
from insights.selectors.coded import coded_number
from insights.services.suggestions import NoCodebook, SuggestionReport, suggest_themes
from insights.tasks import suggest_for_run

State = SuggestionRun.State
Reason = SuggestionRun.Reason
Seen = Callable[[SuggestionRun], None]
AT_WORK = ("READY", "RUNNING")
# A command that has said nothing for so long was killed. Where it wasn't, it finds at its next
# chunk that the run is another's, and stops.
LEFT_AFTER = timedelta(minutes=15)


class RunGoingOn(RuntimeError):
    """A consultation has one run at a time."""


class RunCancelled(Exception):
    """Somebody asked that it stops, or another process has begun it anew."""


class RunFailed(RuntimeError):
    """A run ended by an error: says which kind and where, never its text, which may hold words."""


class _CodebookChanged(Exception):
    """What was looked for is not what the consultation is coded with now."""


@transaction.atomic
def ask_for_run(
    *, consultation: ConsultationPage, by: User | None, queued: bool = True
) -> SuggestionRun:
    """Ask that themes are looked for. Takes the place of the run before, which must have ended.

    Run and task are committed together, so no worker meets one without the other. `by` is None for
    an operator at the command line, whose own process carries it out where it isn't `queued`.
    Raises PermissionDenied, NoCodebook, RunGoingOn.
    """
    page = source_of(consultation)
    if by is not None:
        require_coder(by, page.area_id)
    theming = theming_of(page)
    if theming is None:
        raise NoCodebook("Choose a codebook for this consultation first.")
    runs = SuggestionRun.objects.filter(consultation=page)
    runs.exclude(state__in=SuggestionRun.LIVE).delete()
    run = SuggestionRun(
        consultation=page,
        asked_by=by,
        started_on=timezone.localdate(),
        total=_count(page),
        coded=coded_number(page, theming.codebook),
        alive_at=None if queued else _this_minute(),
    )
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError as error:
        raise RunGoingOn("Themes are being looked for already.") from error
    if queued:
        _enqueue(run)
    return run


def look_again(*, consultation: ConsultationPage) -> None:
    """Words or codings have changed: a run follows at once, or after the one that is going on.

    Nothing happens where nobody has asked for themes yet. Many changes make one run.
    """
    page = source_of(consultation)
    runs = SuggestionRun.objects.filter(consultation=page)
    at_work = runs.filter(state__in=(State.RUNNING, State.CANCELLING))
    if not runs.exists() or at_work.update(again=True):
        return
    with contextlib.suppress(RunGoingOn, NoCodebook):
        ask_for_run(consultation=page, by=None)


def learn_if_due(*, consultation: ConsultationPage) -> None:
    """After a coding: look again once people have coded so much more that it would show.

    A run that was stopped or failed counts as one that learned: the next waits for as many more.
    """
    page = source_of(consultation)
    theming = theming_of(page)
    last = SuggestionRun.objects.filter(consultation=page).first()
    if theming is None or last is None:
        return
    coded = coded_number(page, theming.codebook)
    if is_due(coded=coded, learned_from=last.coded):
        look_again(consultation=page)


def cancel_run(*, consultation: ConsultationPage, by: User) -> bool:
    """Stop what is going on: at once where nobody has begun it, else after the chunk that it is at.
    What changes after that is looked at all the same, by a run that follows.

    False where there was nothing to stop. Raises PermissionDenied.
    """
    page = source_of(consultation)
    require_coder(by, page.area_id)
    runs = SuggestionRun.objects.filter(consultation=page)
    return bool(
        runs.filter(state=State.WAITING).update(**_stopped())
        or runs.filter(state=State.RUNNING).update(state=State.CANCELLING, again=False)
        or runs.filter(state=State.CANCELLING).exists()
    )


def carry_out_run(*, run: SuggestionRun, seen: Seen | None = None) -> SuggestionReport | None:
    """Look for themes from the first response on, and save how far it is after every chunk.

    `seen` is given the run each time. None where it was stopped, or isn't to be begun. Raises
    RunFailed.
    """
    if not _begin(run):
        return None
    chosen = _chosen(run.consultation)
    try:
        note = _noting(run, seen, chosen)
        report = suggest_themes(consultation=run.consultation, after_chunk=note)
        proposed = propose_themes(
            consultation=run.consultation, go_on=lambda: _require_going_on(run)
        ).proposed
    except RunCancelled:
        _end(run, State.CANCELLED)
    except NoCodebook:
        _end(run, State.FAILED, reason=Reason.CODEBOOK)
    except KeyboardInterrupt:
        _end(run, State.CANCELLED, again=False)
        raise
    except Exception as error:
        if not _look_follows(run, chosen):
            raise RunFailed(_where(error)) from None
    else:
        counts = {
            "without": report.without,
            "written": report.written,
            "kept": report.kept,
            "coded": report.coded,
            "has_learned": report.has_learned,
            "proposed": proposed,
        }
        _end(run, State.DONE, done=report.responses, total=report.responses, **counts)
        return report
    return None


def _look_follows(run: SuggestionRun, chosen: tuple[int, str] | None) -> bool:
    """End a run that failed. Whether a person had changed the codebook meanwhile: a theme may have
    gone while rows pointed to it, and she was told that a look for themes follows."""
    changed = _chosen(run.consultation) != chosen
    _end(run, State.FAILED, reason=Reason.CODEBOOK if changed else Reason.ERROR)
    if changed:
        look_again(consultation=run.consultation)
    return changed


def mend_runs() -> None:
    """Look after runs whose process has gone. Called by the worker that is alone at the queue, once
    it has put tasks that were left behind back into it (trap 6).

    A run whose task is no more, or was given up, has failed. One that a command began and left is
    given to the queue.
    """
    live = list(SuggestionRun.objects.filter(state__in=SuggestionRun.LIVE))
    ids = [run.task for run in live if run.task]
    tasks = DBTaskResult.objects.filter(pk__in=ids, status__in=AT_WORK)
    at_work = set(tasks.values_list("pk", flat=True))
    for run in live:
        if run.task is None:
            if run.alive_at is None or run.alive_at < timezone.now() - LEFT_AFTER:
                _hand_over(run)
        elif run.task not in at_work:
            _end(run, State.FAILED, reason=Reason.LEFT)


def _count(page: ConsultationPage) -> int:
    return responses_for(use=Use.READING_TEAM, consultation=page).count()


def _stopped() -> dict[str, Any]:
    """How a run stands that nobody is at, once it was stopped."""
    return {"state": State.CANCELLED, "ended_on": timezone.localdate(), "alive_at": None}


def _enqueue(run: SuggestionRun) -> None:
    run.task = UUID(suggest_for_run.enqueue(run.pk).id)
    run.save(update_fields=["task"])


def _begin(run: SuggestionRun) -> bool:
    """Take the run for this process, from its first response. A process that had it before is out.
    False where somebody stopped it, or another process was faster."""
    mine = SuggestionRun.objects.filter(pk=run.pk, begun=run.begun)
    begun = mine.filter(state__in=(State.WAITING, State.RUNNING)).update(
        state=State.RUNNING,
        begun=run.begun + 1,
        done=0,
        again=False,
        total=_count(run.consultation),
        alive_at=None if run.task else _this_minute(),
    )
    if not begun:
        mine.filter(state=State.CANCELLING).update(**_stopped())
        _follow(run)
        return False
    run.refresh_from_db()
    return True


def _noting(
    run: SuggestionRun, seen: Seen | None, chosen: tuple[int, str] | None
) -> Callable[[int], None]:
    """What is called after each chunk: saves how far the run is, and in the same statement learns
    whether it may go on."""
    mine = SuggestionRun.objects.filter(pk=run.pk, begun=run.begun, state=State.RUNNING)

    def note(responses: int) -> None:
        run.done += responses
        run.total = max(run.total, run.done)  # others may have come in meanwhile
        run.alive_at = None if run.task else _this_minute()
        if not mine.update(done=run.done, total=run.total, alive_at=run.alive_at):
            raise RunCancelled
        if seen is not None:
            seen(run)
        if _chosen(run.consultation) != chosen:
            raise _CodebookChanged

    return note


def _require_going_on(run: SuggestionRun) -> None:
    """Raise RunCancelled if it was stopped, or another process has it."""
    mine = SuggestionRun.objects.filter(pk=run.pk, begun=run.begun, state=State.RUNNING)
    if not mine.exists():
        raise RunCancelled


def _chosen(page: ConsultationPage) -> tuple[int, str] | None:
    theming: Theming | None = theming_of(page)
    return (theming.codebook_id, theming.codebook.version) if theming else None


def _end(run: SuggestionRun, state: State, **values: int | str | bool) -> None:
    """End a run, unless it has ended or is another process's by now. One that was to be stopped
    was stopped, whatever else came in between; only a run that got through is done all the same.
    Where something changed that it may not have seen, another follows."""
    ended = {"ended_on": timezone.localdate(), "alive_at": None, "done": run.done}
    live = SuggestionRun.objects.filter(pk=run.pk, begun=run.begun, state__in=SuggestionRun.LIVE)
    if state == State.DONE or not live.filter(state=State.CANCELLING).update(
        state=State.CANCELLED, **ended
    ):
        live.update(state=state, **ended | values)
    _follow(run)


def _follow(run: SuggestionRun) -> None:
    if SuggestionRun.objects.filter(pk=run.pk, ended_on__isnull=False, again=True).exists():
        look_again(consultation=run.consultation)


@transaction.atomic
def _hand_over(run: SuggestionRun) -> None:
    """The command that carried it out was killed: a worker does it."""
    mine = SuggestionRun.objects.filter(pk=run.pk, begun=run.begun)
    mine.filter(state=State.CANCELLING).update(**_stopped())
    _follow(run)
    if mine.filter(state__in=(State.WAITING, State.RUNNING)).update(
        state=State.WAITING, begun=run.begun + 1, done=0, alive_at=None
    ):
        run.refresh_from_db()
        _enqueue(run)


def _this_minute() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


def _where(error: Exception) -> str:
    """The kind of an error, and the last line of ours that it came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename]
    at = (ours or frames)[-1]
    return f"{type(error).__name__} in {at.name}, line {at.lineno} of {Path(at.filename).name}"
