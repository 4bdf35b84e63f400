"""What looks automatic is flagged inside the seal, and whoever sends it never notices."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from core.floods import FLAGS, Bucket
from feedback import floods
from feedback.floods import flags_of, noticed
from feedback.intake.models import IntakeKey
from feedback.models import Form
from feedback.payload import Payload
from feedback.state import State, Visit
from tests.feedback.woman import MakeForm, Woman, sent

START = 1_000_000.0


@pytest.fixture
def made(form: MakeForm, intake_key: IntakeKey) -> Form:
    return form()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The bucket's time, and a bucket that nobody has taken from."""
    now = [START]
    monkeypatch.setattr(floods, "sends", Bucket(clock=lambda: now[0]))
    return now


def walk(made: Form, **trap: str) -> Woman:
    """To the end, with something in the trap of the first question."""
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text="They listened.", **trap)
    for go in ("skip", "skip", "continue"):
        woman.press(go)
    woman.press("send", shown="uses")
    return woman


def flags(payload: Payload) -> list[str]:
    return payload.flags


def test_a_person_is_never_flagged(made: Form, clock: list[float], settings: Any) -> None:
    settings.LEAST_SECONDS_TO_SEND, settings.MOST_SENDS_A_MINUTE = 3, 60
    with time_machine.travel(timezone.now()) as now:
        woman = Woman(made)
        woman.begin()
        woman.press("continue", text="They listened.", website="")
        for go in ("skip", "skip", "continue"):
            woman.press(go)
        now.shift(timedelta(seconds=3))
        woman.press("send", shown="uses")
    assert [payload.flags for payload in sent()] == [[]]


def test_a_field_that_people_can_not_see_is_a_trap(made: Form) -> None:
    woman = walk(made, website="https://buy.example")
    assert [payload.flags for payload in sent()] == [["honeypot"]]
    assert len(woman.words) == 6


@pytest.mark.parametrize("step", ["ready", "uses"])
def test_the_trap_is_on_other_pages_too(made: Form, step: str) -> None:
    woman = Woman(made)
    woman.press("start")
    woman.press("continue", shown="ready", website="x" if step == "ready" else "")
    for go in ("skip", "skip", "skip", "continue"):
        woman.press(go)
    woman.press("send", shown="uses", website="x" if step == "uses" else "")
    assert sent()[0].flags == ["honeypot"]


def test_what_was_in_the_trap_is_kept_nowhere(made: Form) -> None:
    walk(made, website="https://buy.example")
    assert b"buy.example" not in sent()[0].to_bytes()


@pytest.mark.parametrize("page", ["ready", "question", "uses"])
def test_nobody_meets_the_trap(made: Form, page: str) -> None:
    woman = Woman(made)
    woman.press("start")
    for go in {"ready": (), "question": ("continue",), "uses": ("continue",) * 5}[page]:
        woman.press(go)
    (hidden,) = re.findall(r'<div class="skip" aria-hidden="true">.*?</div>', woman.text, re.S)
    assert 'name="website" tabindex="-1" autocomplete="off"' in hidden
    assert "Leave this empty" in hidden


def test_faster_than_a_person_is_flagged(made: Form, settings: Any) -> None:
    settings.LEAST_SECONDS_TO_SEND = 3
    with time_machine.travel(timezone.now(), tick=False):
        woman = walk(made)
    assert sent()[0].flags == ["fast"]
    assert len(woman.words) == 6


def test_more_than_usual_is_flagged_and_taken(
    made: Form, clock: list[float], settings: Any
) -> None:
    settings.MOST_SENDS_A_MINUTE = 2
    assert all(len(walk(made).words) == 6 for _ in range(3))
    clock[0] += 30
    walk(made)
    assert sorted(map(flags, sent())) == [[], [], [], ["flood"]]


def test_sending_again_is_not_counted_again(made: Form, clock: list[float], settings: Any) -> None:
    settings.MOST_SENDS_A_MINUTE = 1
    woman = walk(made)
    for _ in range(3):
        woman.repeat(woman.state, "send", shown="uses")
    assert [payload.flags for payload in sent()] == [[]]


def test_off_means_off(made: Form, settings: Any) -> None:
    settings.LEAST_SECONDS_TO_SEND = settings.MOST_SENDS_A_MINUTE = 0
    for _ in range(3):
        walk(made)
    assert {tuple(payload.flags) for payload in sent()} == {()}


def test_a_bucket_fills_up_again_and_never_runs_over() -> None:
    now = [START]
    bucket = Bucket(clock=lambda: now[0])
    assert [bucket.has_room(2) for _ in range(3)] == [True, True, False]
    now[0] += 29
    assert not bucket.has_room(2)
    now[0] += 1
    assert bucket.has_room(2)
    now[0] += 86_400
    assert [bucket.has_room(2) for _ in range(3)] == [True, True, False]


def test_a_clock_that_goes_back_lets_nobody_through_for_it() -> None:
    now = [START]
    bucket = Bucket(clock=lambda: now[0])
    assert [bucket.has_room(1) for _ in range(2)] == [True, False]
    now[0] -= 3600
    assert not bucket.has_room(1)


def test_signs_are_noted_once_and_in_one_order(clock: list[float], settings: Any) -> None:
    settings.LEAST_SECONDS_TO_SEND, settings.MOST_SENDS_A_MINUTE = 3, 1
    state = State(visit=Visit.begin(), version=1, step="uses")
    for _ in range(2):
        state = noticed({"website": "x"}, state)
    flags_of(state)
    assert flags_of(state) == list(FLAGS)


@pytest.mark.parametrize("posted", [{}, {"website": ""}, {"text": "https://buy.example"}])
def test_what_she_writes_is_no_sign(posted: dict[str, str]) -> None:
    state = State(visit=Visit.begin(), version=1, step="uses")
    assert noticed(posted, state) == state


def test_no_second_of_hers_is_sealed(made: Form) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        second = str(Visit.begin().started)
        walk(made)
    assert second.encode() not in sent()[0].to_bytes()


def test_no_sign_needs_an_address(made: Form, settings: Any, caplog: Any) -> None:
    """Two addresses are one stream: the counter is a number."""
    floods.sends.has_room(60)
    held = vars(floods.sends)
    assert {type(value) for name, value in held.items() if name in {"_left", "_last"}} == {float}
    assert set(held) == {"clock", "_left", "_last", "_lock"}
