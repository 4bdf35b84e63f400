"""A run whose process is killed (SIGKILL) ends with the rows of one that nobody disturbed."""

import signal
import time
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.models import Area
from feedback.models import Form, Response
from feedback.sealing import random_id
from feedback.services import ReadResponse, record_responses
from insights.models import Suggestion, SuggestionRun
from insights.services import add_coding
from insights.services.runs import LEFT_AFTER, RunGoingOn, ask_for_run
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_payload
from tests.factories.themes import theme_of, use_codebook
from tests.resilience.conftest import row_of
from tests.resilience.processes import JOB_SECONDS, kill, start

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

Rows = list[tuple[Any, ...]]
COLUMNS = (
    *("response", "theme", "words", "sentences", "band", "chance", "nearest"),
    *("engine", "codebook_version", "model_version"),
)
WOMEN = 1_700  # four chunks
CODED = 120
SAID = ("The hostel was full.", "In debt, and the judge said nothing.", "She rang.", "A flat.")
CHUNK_DONE = "insights.services.suggestions:_chunk"


@pytest.fixture
def undisturbed(one_form: Form) -> Rows:
    """The rows of a run that ended, which are then taken away."""
    use_codebook(one_form.consultation)
    payloads = [make_payload(one_form, said) for said in SAID]
    record_responses(
        responses=[
            ReadResponse(one, random_id().to_bytes(32, "big"), one.answers)
            for one in (payloads[n % len(SAID)] for n in range(WOMEN))
        ]
    )
    found = looked_for(one_form)
    assert len(found) == WOMEN  # of four women one has no theme, and one has two
    return found


def looked_for(form: Form) -> Rows:
    """The rows of a run that nobody disturbs; afterwards they are as if it had never been."""
    with suppress(RunGoingOn):  # many codings ask for one themselves
        ask_for_run(consultation=form.consultation, by=None)
    call_command("worker", "--once")
    found = rows()
    Suggestion.objects.all().delete()
    return found


def rows() -> Rows:
    return list(Suggestion.objects.order_by("response", "theme").values_list(*COLUMNS))


def the_run() -> SuggestionRun:
    return SuggestionRun.objects.get()


@pytest.mark.parametrize(
    ("point", "done"),
    [
        (f"before {CHUNK_DONE} 1", 0),
        (f"after {CHUNK_DONE} 1", 0),  # written, not noted
        (f"before {CHUNK_DONE} 3", 1_000),
        ("before insights.services.suggestions:write_rows 2", 500),  # in the middle of a chunk
        ("before insights.services.runs:_end 1", WOMEN),
    ],
)
def test_the_next_worker_ends_what_a_killed_one_began(
    undisturbed: Rows, one_form: Form, point: str, done: int
) -> None:
    ask_for_run(consultation=one_form.consultation, by=None)
    kill("worker", "--once", die_at=point)
    left = the_run()
    assert (left.state, left.done, left.total) == ("running", done, WOMEN)

    call_command("worker", "--once")

    run = the_run()
    assert (run.state, run.done, run.begun) == ("done", WOMEN, 2)
    assert (run.written, run.without, run.kept) == (WOMEN, WOMEN // 4, 0)
    assert row_of(run.task).status == "SUCCESSFUL"
    assert rows() == undisturbed


def test_so_does_a_run_that_learns_from_what_people_coded(
    undisturbed: Rows, one_form: Form, area: Area
) -> None:
    """The second process learns anew, and comes to the same chances, sentences and neighbours."""
    coder = make_staff("facilitator", area)
    housing = {row[0] for row in undisturbed if row[1] == theme_of("need.housing").pk}
    for response in Response.objects.order_by("pk")[:CODED]:
        theme = theme_of("need.housing" if response.pk in housing else "need.money")
        add_coding(response=response, theme=theme, by=coder)
    learned = looked_for(one_form)
    assert any(row[COLUMNS.index("chance")] for row in learned)

    ask_for_run(consultation=one_form.consultation, by=None)
    kill("worker", "--once", die_at=f"after {CHUNK_DONE} 2")
    call_command("worker", "--once")
    assert (the_run().state, the_run().begun) == ("done", 2)
    assert rows() == learned


def test_killed_from_outside_twice_it_still_ends_with_the_same(
    undisturbed: Rows, one_form: Form
) -> None:
    """Not at a point that we chose: whenever the signal comes, once some chunks are done."""
    ask_for_run(consultation=one_form.consultation, by=None)
    for chunks in (1, 2):
        with start("worker", "--once") as process:
            wait_until(500 * chunks, 1 + chunks // 2)
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=JOB_SECONDS)
        assert process.returncode == -signal.SIGKILL
        assert the_run().state == "running"
    call_command("worker", "--once")
    assert (the_run().state, the_run().begun) == ("done", 3)
    assert rows() == undisturbed


def wait_until(done: int, begun: int) -> None:
    end = time.monotonic() + JOB_SECONDS
    while time.monotonic() < end:
        run = the_run()
        if run.begun >= begun and run.done >= done:
            return
        time.sleep(0.005)
    raise AssertionError("It never came so far.")


def test_a_run_that_kills_every_worker_has_failed_and_may_be_asked_for_again(
    undisturbed: Rows, one_form: Form
) -> None:
    ask_for_run(consultation=one_form.consultation, by=None)
    for _ in range(3):
        kill("worker", "--once", die_at=f"before {CHUNK_DONE} 2")
    call_command("worker", "--once")
    assert (the_run().state, the_run().reason) == ("failed", "left")
    ask_for_run(consultation=one_form.consultation, by=None)
    call_command("worker", "--once")
    assert rows() == undisturbed


def test_a_killed_command_is_ended_by_the_worker_once_it_is_silent(
    undisturbed: Rows, one_form: Form
) -> None:
    kill("suggest_themes", one_form.consultation.slug, die_at=f"before {CHUNK_DONE} 3")
    call_command("worker", "--once")
    assert (the_run().state, the_run().done) == ("running", 1_000)
    SuggestionRun.objects.update(alive_at=timezone.now() - LEFT_AFTER - timedelta(minutes=1))
    call_command("worker", "--once")
    assert (the_run().state, the_run().alive_at) == ("done", None)
    assert rows() == undisturbed


def test_ctrl_c_stops_the_command_between_whole_chunks(undisturbed: Rows, one_form: Form) -> None:
    with start("suggest_themes", one_form.consultation.slug) as process:
        wait_until_it_runs()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=JOB_SECONDS)
    assert process.returncode != 0
    run = the_run()
    assert (run.state, run.alive_at) == ("cancelled", None)
    assert "Stopped on" in err
    kept = set(Response.objects.order_by("pk").values_list("pk", flat=True)[: run.done])
    assert rows() == [row for row in undisturbed if row[0] in kept]


def wait_until_it_runs() -> None:
    """The row of the undisturbed run has gone, and the command's own is at a chunk."""
    end = time.monotonic() + JOB_SECONDS
    while time.monotonic() < end:
        run = SuggestionRun.objects.filter(task=None).first()
        if run and run.done:
            return
        time.sleep(0.005)
    raise AssertionError("It never began.")
