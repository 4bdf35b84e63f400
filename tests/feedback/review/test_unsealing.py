"""A sealed response opens whole, or says why not, without a word of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.models import Form
from feedback.payload import AnswerPayload, Payload
from feedback.review.unsealing import CannotBeOpened, open_sealed, showable
from feedback.sealing import new_key_pair, seal
from tests.factories.feedback import make_payload


@given(st.text(st.characters(), max_size=60))
def test_what_is_shown_can_always_be_stored(text: str) -> None:
    shown = showable(text)
    assert shown.encode().decode() == shown
    assert "\0" not in shown
    assert showable(shown) == shown


@given(st.dictionaries(st.uuids().map(lambda u: u.hex), st.text(max_size=40), max_size=3))
def test_sealed_words_come_out_as_they_went_in(texts: dict[str, str]) -> None:
    private, public = new_key_pair()
    answers = {key: AnswerPayload(text=text) for key, text in texts.items()}
    payload = Payload(1, "cy", "web", "2026-10-05", answers)
    opened = open_sealed("key", seal(payload.to_bytes(), public), lambda _: private)
    assert {k: a.text for k, a in opened.answers.items()} == {
        k: showable(t) for k, t in texts.items()
    }


@given(st.binary(max_size=200))
def test_anything_sealed_opens_or_says_why(data: bytes) -> None:
    private, public = new_key_pair()
    with pytest.raises(CannotBeOpened, match="damaged"):
        open_sealed("key", seal(data, public), lambda _: private)


def test_a_payload_may_be_made_without_a_receipt(one_form: Form) -> None:
    payload = make_payload(one_form)
    private, public = new_key_pair()
    assert open_sealed("k", seal(payload.to_bytes(), public), lambda _: private).receipt_hash == ""
