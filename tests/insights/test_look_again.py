"""Runs that nobody asked for by hand: after more codings, and after words have changed."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from core.models import Area
from feedback.models import Form
from insights.analysis.pace import AGAIN_AFTER, READY_AT, is_due
from insights.models import SuggestionRun
from insights.selectors.runs import said_of
from insights.services import add_coding, reject_suggestion, remove_coding
from insights.services.runs import ask_for_run, cancel_run, carry_out_run, learn_if_due, look_again
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.themes import theme_of, use_codebook
from tests.fixtures.story import log_in

State = SuggestionRun.State


@pytest.mark.parametrize(
    ("coded", "learned_from", "due"),
    [
        (READY_AT - 1, 0, False),
        (READY_AT, 0, True),
        (READY_AT, READY_AT - 1, True),  # the first model doesn't wait for twenty
        (READY_AT, READY_AT, False),
        (READY_AT + AGAIN_AFTER - 1, READY_AT, False),
        (READY_AT + AGAIN_AFTER, READY_AT, True),
        (READY_AT, READY_AT + 40, False),  # words taken back since
    ],
)
def test_when_a_run_would_know_more(coded: int, learned_from: int, due: bool) -> None:
    assert is_due(coded=coded, learned_from=learned_from) is due


@pytest.fixture
def coded_form(form: Callable[..., Form]) -> Form:
    made = form()
    use_codebook(made.consultation)
    make_response(made, "The hostel.")
    return made


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """One coded response is enough, and each one more is due."""
    monkeypatch.setattr("insights.analysis.pace.READY_AT", 1)
    monkeypatch.setattr("insights.analysis.pace.AGAIN_AFTER", 1)


def run_of(form: Form) -> SuggestionRun:
    return SuggestionRun.objects.get(consultation=form.consultation)


def looked(form: Form) -> SuggestionRun:
    carry_out_run(run=ask_for_run(consultation=form.consultation, by=None))
    return run_of(form)


def test_a_coding_that_is_due_asks_for_a_run(
    coded_form: Form, facilitator: User, ready: None
) -> None:
    response = make_response(coded_form, "Something.")
    looked(coded_form)
    add_coding(response=response, theme=theme_of("need.money"), by=facilitator)
    run = run_of(coded_form)
    assert (run.state, run.asked_by) == (State.WAITING, None)
    carry_out_run(run=run)
    assert run_of(coded_form).coded == 1


def test_a_coding_that_is_not_due_does_not(coded_form: Form, facilitator: User) -> None:
    response = make_response(coded_form, "Something.")
    before = looked(coded_form)
    add_coding(response=response, theme=theme_of("need.money"), by=facilitator)
    assert run_of(coded_form) == before


def test_turning_down_and_undoing_ask_for_nothing(
    coded_form: Form, facilitator: User, ready: None
) -> None:
    before = looked(coded_form)
    response = coded_form.versions.get().responses.get()
    coding = reject_suggestion(suggestion=response.suggestions.first(), by=facilitator)
    remove_coding(coding=coding, by=facilitator)
    assert run_of(coded_form) == before


def test_where_nobody_has_asked_for_themes_coding_asks_for_none(
    coded_form: Form, facilitator: User, ready: None
) -> None:
    add_coding(response=make_response(coded_form), theme=theme_of("need.money"), by=facilitator)
    learn_if_due(consultation=coded_form.consultation)
    look_again(consultation=coded_form.consultation)
    assert not SuggestionRun.objects.exists()


def test_changes_during_a_run_make_one_run_after_it(coded_form: Form) -> None:
    run = ask_for_run(consultation=coded_form.consultation, by=None)

    def change(_: SuggestionRun) -> None:
        look_again(consultation=coded_form.consultation)
        look_again(consultation=coded_form.consultation)

    assert carry_out_run(run=run, seen=change) is not None
    after = run_of(coded_form)
    assert after.pk != run.pk
    assert (after.state, after.again) == (State.WAITING, False)
    carry_out_run(run=after)
    assert run_of(coded_form) == after


def test_a_response_that_is_stored_after_a_look_is_looked_at(coded_form: Form) -> None:
    make_response(coded_form, "I had nowhere to go.")
    assert not SuggestionRun.objects.exists()  # nobody has asked for themes yet
    looked(coded_form)
    new = make_response(coded_form, "The hostel was full.")
    make_response(coded_form, "The court was cold.")
    after = run_of(coded_form)
    assert after.state == State.WAITING
    carry_out_run(run=after)
    assert [s.theme.code for s in new.suggestions.all()] == ["need.housing"]
    assert run_of(coded_form) == after


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (None, "Nobody has had themes looked for here yet."),
        (State.WAITING, "Nothing has been found here so far."),
        (State.RUNNING, "Nothing has been found here so far."),
        (State.CANCELLED, "may not have been looked at"),
        (State.FAILED, "may not have been looked at"),
        (State.DONE, "This one needs you."),
    ],
)
def test_only_after_a_whole_look_is_it_said_that_a_response_needs_a_person(
    coded_form: Form, area: Area, state: State | None, said: str
) -> None:
    response = make_response(coded_form, "Whatever.")
    if state is not None:
        ask_for_run(consultation=coded_form.consultation, by=None)
        SuggestionRun.objects.update(state=state)
    client = log_in(make_staff("facilitator", area))
    page = client.get(reverse("insights:bench", args=[coded_form.consultation.pk, response.pk]))
    assert said in page.content.decode()


def test_changes_before_a_run_has_begun_wait_for_it(coded_form: Form) -> None:
    run = ask_for_run(consultation=coded_form.consultation, by=None)
    look_again(consultation=coded_form.consultation)
    assert run_of(coded_form) == run


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [(False, False, State.CANCELLED), (True, False, State.CANCELLED), (False, True, State.WAITING)],
)
def test_what_somebody_stops_is_begun_again_only_for_what_changes_after_that(
    coded_form: Form, facilitator: User, before: bool, after: bool, state: State
) -> None:
    page = coded_form.consultation
    run = ask_for_run(consultation=page, by=None)

    def stop(_: SuggestionRun) -> None:
        if before:
            look_again(consultation=page)
        assert cancel_run(consultation=page, by=facilitator)
        if after:
            look_again(consultation=page)

    assert carry_out_run(run=run, seen=stop) is None
    assert run_of(coded_form).state == state
    assert (run_of(coded_form).pk != run.pk) is after


@pytest.mark.parametrize("after", [False, True])
def test_a_run_that_was_stopped_before_its_worker_began_is_followed_alike(
    coded_form: Form, after: bool
) -> None:
    run = ask_for_run(consultation=coded_form.consultation, by=None)
    SuggestionRun.objects.update(state=State.CANCELLING)  # its worker was killed, and comes again
    if after:
        look_again(consultation=coded_form.consultation)
    assert carry_out_run(run=run) is None
    assert run_of(coded_form).state == (State.WAITING if after else State.CANCELLED)


def test_without_a_codebook_nothing_is_looked_for_again(coded_form: Form) -> None:
    before = looked(coded_form)
    coded_form.consultation.theming.delete()
    look_again(consultation=coded_form.consultation)
    assert not SuggestionRun.objects.exclude(pk=before.pk).exists()


@pytest.mark.parametrize("ended", [State.CANCELLED, State.FAILED])
def test_after_a_run_that_did_not_end_well_as_many_more_codings_are_waited_for(
    coded_form: Form, facilitator: User, monkeypatch: pytest.MonkeyPatch, ended: str
) -> None:
    monkeypatch.setattr("insights.analysis.pace.READY_AT", 1)
    monkeypatch.setattr("insights.analysis.pace.AGAIN_AFTER", 2)
    money = theme_of("need.money")
    first, *others = (make_response(coded_form) for _ in range(3))
    add_coding(response=first, theme=money, by=facilitator)
    ask_for_run(consultation=coded_form.consultation, by=None)
    SuggestionRun.objects.update(state=ended)
    states = []
    for response in others:
        add_coding(response=response, theme=money, by=facilitator)
        states.append(run_of(coded_form).state)
    assert states == [ended, State.WAITING]


def test_a_codebook_of_which_no_theme_is_in_use_fails_once(coded_form: Form) -> None:
    run = ask_for_run(consultation=coded_form.consultation, by=None)
    theme_of("need.money").codebook.themes.update(status="retired")
    assert carry_out_run(run=run) is None
    assert (run_of(coded_form).state, run_of(coded_form).reason) == ("failed", "codebook")
    assert said_of(run_of(coded_form)).endswith("Choose one, then look again.")
