import math

import pytest

from feedback.receipts import WORDS, code_hash, make_code, normalise, slip_keys, word_list

KEY = b"k" * 32
DISTRESSING = {
    "custody",
    "judge",
    "pregnant",
    "childhood",
    "groom",
    "scared",
    "shame",
    "unsafe",
} | {"unwanted", "gambling", "prison", "police", "violate", "rape", "jail", "kick", "slum", "mom"}


def test_six_words_are_77_bits_or_more() -> None:
    assert WORDS * math.log2(len(word_list())) >= 77


def test_no_word_is_there_twice() -> None:
    assert len(set(word_list())) == len(word_list())


def test_no_word_of_the_list_is_distressing() -> None:
    assert not DISTRESSING & set(word_list())


def test_the_same_visit_has_the_same_receipt() -> None:
    assert make_code(KEY, b"visit") == make_code(KEY, b"visit")


@pytest.mark.parametrize(("key", "visit"), [(b"j" * 32, b"visit"), (KEY, b"other")])
def test_another_visit_has_another_receipt(key: bytes, visit: bytes) -> None:
    assert make_code(key, visit) != make_code(KEY, b"visit")


@pytest.mark.parametrize(
    "typed",
    [
        "Copper lantern MEADOW violin pepper harbour",
        "copper, lantern. meadow\nviolin-pepper  harbour",
    ],
)
def test_capitals_and_signs_do_not_matter(typed: str) -> None:
    assert normalise(typed) == "copper lantern meadow violin pepper harbour"


@pytest.mark.parametrize("typed", ["", "copper", "a b c d e", "a b c d e f g", "1 2 3 4 5 6"])
def test_what_is_not_six_words_is_no_receipt(typed: str) -> None:
    assert normalise(typed) is None


def test_what_is_stored_needs_the_key() -> None:
    assert code_hash(KEY, "a b c d e f") != code_hash(b"j" * 32, "a b c d e f")


def test_slip_keys_come_from_the_words_alone() -> None:
    assert slip_keys("a b c d e f") == slip_keys("a b c d e f")
    assert slip_keys("a b c d e f") != slip_keys("a b c d e g")
