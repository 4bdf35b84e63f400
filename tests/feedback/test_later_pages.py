"""The pages on which she adds to what she sent, or puts it right, and what they write down."""

from collections.abc import Callable

import pytest

from feedback import flow
from feedback.intake.models import IntakeKey, ReceiptAct
from feedback.later_words import KINDS
from tests.feedback.holding import Holder, one_form, read, reader
from tests.feedback.test_later_words import ADDED, acts, later

__all__ = ["one_form", "read", "reader"]
Read = Callable[..., Holder]


@pytest.mark.pages
@pytest.mark.parametrize("how", list(KINDS))
def test_the_page_says_what_it_does_and_shows_nothing_that_she_sent(read: Read, how: str) -> None:
    her = read("report")
    her.press(how)
    assert "<textarea" in her.text
    assert "my own words" not in her.text
    assert her.page.status_code == 200


@pytest.mark.pages
@pytest.mark.parametrize("how", list(KINDS))
def test_she_is_told_that_we_have_it(read: Read, how: str) -> None:
    her = read("report")
    later(her, how, ADDED)
    assert ("We have what you added" in her.text) == (how == "add")
    assert ("We have your new words" in her.text) == (how == "correct")
    assert ADDED not in her.text
    assert acts() == 1


@pytest.mark.pages
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Write something first"),
        (" \n ", "Write something first"),
        ("x" * (flow.LONGEST_TEXT + 1), "Make it 20,000 or fewer"),
    ],
)
@pytest.mark.parametrize("how", list(KINDS))
def test_what_can_not_be_sent_comes_back_with_what_to_do(
    read: Read, how: str, text: str, told: str
) -> None:
    her = read("report")
    later(her, how, text)
    assert told in her.text
    assert f">\n{text}</textarea>" in her.text
    assert acts() == 0


@pytest.mark.pages
def test_without_a_key_her_words_are_still_on_the_page(read: Read) -> None:
    her = read("report")
    IntakeKey.objects.all().delete()
    later(her, "add", ADDED)
    assert her.page.status_code == 503
    assert f">\n{ADDED}</textarea>" in her.text


@pytest.mark.pages
@pytest.mark.parametrize("go", ["add-now", "correct-now", "add", "correct"])
def test_wrong_words_open_no_such_page(read: Read, go: str) -> None:
    her = read("report")
    her.words = "none of these six words works"
    her.press(go, text=ADDED)
    assert "<textarea" not in her.text
    assert acts() == 0


def test_the_same_sent_twice_is_one(read: Read) -> None:
    her = read("report")
    for _ in range(3):
        later(her, "add", ADDED)
    assert acts() == 1
    later(her, "add", "something else")
    assert acts() == 2


def test_the_act_tells_nothing_but_its_kind(read: Read) -> None:
    her = read("report")
    later(her, "add", ADDED)
    act = ReceiptAct.objects.get()
    assert ADDED.encode() not in bytes(act.sealed or b"")
    assert len(bytes(act.sealed or b"")) > 1_000  # padded
