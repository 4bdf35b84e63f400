"""The code with which a body writes again: the same for one visit, and a slip of the pen shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.bodies.codes import ALPHABET, _check, code_from, hash_of, id_of, read_code

KEY = b"a key of the site"
CODE = code_from(KEY, "visit")
letters = st.sampled_from(ALPHABET)


@given(st.text())
def test_each_code_reads_as_itself_however_it_is_typed(visit: str) -> None:
    code = code_from(KEY, visit)
    typed = code.lower().replace("-", " ").replace("1", "l").replace("0", "o")
    assert read_code(code) == read_code(typed) == code


@given(st.integers(0, 15), letters)
def test_a_wrong_sign_is_told(place: int, sign: str) -> None:
    bare = CODE.replace("-", "")
    wrong = bare[:place] + sign + bare[place + 1 :]
    assert (read_code(wrong) is None) == (wrong != bare)


@given(st.text(), st.integers(0, 15), st.integers(0, 15))
def test_two_signs_that_changed_places_are_told(visit: str, one: int, other: int) -> None:
    signs = list(code_from(KEY, visit).replace("-", ""))
    signs[one], signs[other] = signs[other], signs[one]
    swapped = "".join(signs)
    assert (read_code(swapped) is None) == (swapped != code_from(KEY, visit).replace("-", ""))


@pytest.mark.parametrize("apart", [1, 2, 15])
def test_a_swap_of_signs_sixteen_apart_is_told(apart: int) -> None:
    """Weights that are all odd, modulo 32, let just these through."""
    for low in range(16):
        letters = [ALPHABET[low + 16], *("0" * 14)]
        whole = [*letters, _check("".join(letters))]
        whole[0], whole[apart] = whole[apart], whole[0]
        is_same = whole[0] == ALPHABET[low + 16]
        assert (read_code("".join(whole)) is None) != is_same


@pytest.mark.parametrize("typed", ["", "-", CODE[:-1], CODE + "2", "U" * 16, "é" * 16, "٣" * 16])
def test_what_can_not_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def test_each_visit_and_each_site_has_its_own() -> None:
    assert code_from(KEY, "visit") == CODE
    assert code_from(KEY, "another") != CODE
    assert code_from(b"another key", "visit") != CODE


def test_what_is_kept_of_a_code_is_of_one_consultation_and_one_site() -> None:
    kept = hash_of(KEY, "here", CODE)
    assert kept == hash_of(KEY, "here", CODE)
    assert kept != hash_of(KEY, "there", CODE)
    assert kept != hash_of(b"another", "here", CODE)
    assert CODE.encode() not in kept


def test_an_id_is_of_a_visit_and_its_words() -> None:
    assert id_of(KEY, "v", "words") == id_of(KEY, "v", "words") < 2**62
    assert id_of(KEY, "v", "words") != id_of(KEY, "v", "other words")
    assert id_of(KEY, "v", "words") != id_of(KEY, "w", "words")
