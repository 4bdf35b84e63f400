from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from feedback.payload import AnswerPayload, Payload
from feedback.state import State, Visit

texts = st.text(max_size=300)


@given(texts, st.lists(st.sampled_from(["x", "y"])))
def test_state_comes_back_as_it_was(text: str, options: list[str]) -> None:
    state = State(
        visit=Visit.begin(),
        version=3,
        step="check",
        answers={"a" * 32: AnswerPayload(text=text, options=options)},
        uses=["report"],
        changing=True,
    )
    assert State.from_token(state.to_token()) == state


@given(st.text(max_size=500))
def test_anything_else_is_no_state_and_no_visit(token: str) -> None:
    assert State.from_token(token) is None
    assert Visit.from_token(token) is None


def test_a_leave_button_carries_no_state() -> None:
    state = State(visit=Visit.begin(), version=1, step="check")
    assert State.from_token(state.visit.token) is None
    assert Visit.from_token(state.to_token()) is None


def test_no_word_shows_in_what_the_page_carries() -> None:
    answers = {"a" * 32: AnswerPayload(text="my secret words")}
    token = State(visit=Visit.begin(), version=1, step="check", answers=answers).to_token()
    assert "secret" not in token


@pytest.mark.parametrize(("hours", "over"), [(0, False), (22, False), (25, True), (9000, True)])
def test_a_visit_is_over_after_a_day(hours: int, over: bool) -> None:
    visit = Visit.begin()
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        assert visit.is_over is over


@given(texts)
def test_a_payload_comes_back_as_it_was(text: str) -> None:
    payload = Payload(
        version=1,
        language="cy",
        channel="web",
        week="2026-11-16",
        answers={"a" * 32: AnswerPayload(text=text)},
        uses=["public"],
    )
    assert Payload.from_bytes(payload.to_bytes()) == payload


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"answers": {}, "nonsense": 1}', b"\xff"])
def test_anything_else_is_no_payload(data: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        Payload.from_bytes(data)
