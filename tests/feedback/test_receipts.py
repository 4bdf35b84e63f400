import hashlib
import math
from importlib.resources import files

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
HURTFUL = [
    "shoplift",
    "parole",
    "wrongdoer",
    "crook",
    "theft",
    "sinner",
    "scoundrel",
    "juror",
    "getaway",
    "trapped",
    "unlocked",
    "underfed",
    "unclothed",
    "repulsive",
    "nutcase",
    "chubby",
    "moody",
    "thong",
    "groin",
    "ovary",
    "pelvis",
    "cesarean",
    "daughter",
    "shiftless",
    "garbage",
    "emptiness",
    "gloomy",
    "mortally",
    "embattled",
    "unnamable",
    "manlike",
    "bladder",
]
# Whoever changes the list changes which six words a visit's code gives: a woman who is on that page
# during the update would see other words than the ones she wrote down, for ten minutes. Words that
# were already saved keep working. So change the list knowingly, between visits, with this number.
FINGERPRINT = "37ef92d35482a27582b6e18c26c8fb9dc96eeba6e8f40c7cdf5c36ca7a3a89d2"


def test_six_words_are_77_bits_or_more() -> None:
    assert WORDS * math.log2(len(word_list())) >= 77


def test_no_word_is_there_twice() -> None:
    assert len(set(word_list())) == len(word_list())


def _data(name: str) -> list[str]:
    return files("feedback").joinpath(f"data/{name}.txt").read_text().split()


def test_the_list_is_long_enough() -> None:
    assert len(word_list()) >= 7300


def test_every_word_is_plain_and_short() -> None:
    odd = [w for w in word_list() if not (w.isascii() and w.isalpha() and w.islower())]
    assert not odd
    assert not [w for w in word_list() if not 3 <= len(w) <= 11]


def test_no_left_out_word_is_in_the_list() -> None:
    assert not set(_data("left-out-words")) & set(word_list())


@pytest.mark.parametrize("word", HURTFUL)
def test_a_word_that_can_hurt_is_not_in_the_list(word: str) -> None:
    assert word not in word_list()


def test_every_added_word_is_in_the_list_once() -> None:
    eff = files("xkcdpass").joinpath("static/eff-long").read_text().split()
    added = _data("added-words")
    assert not set(added) & set(eff)
    assert {word_list().count(w) for w in added} == {1}
    assert added == sorted(set(added))


def test_the_list_is_the_one_we_know() -> None:
    assert hashlib.sha256(" ".join(word_list()).encode()).hexdigest() == FINGERPRINT


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
