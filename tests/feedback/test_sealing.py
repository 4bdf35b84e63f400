from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.sealing import (
    BUCKETS,
    NotOpened,
    keyed_hash,
    keyed_id,
    lock,
    monday,
    new_key_pair,
    pad,
    random_id,
    seal,
    unlock,
    unpad,
    unseal,
)

KEY = b"k" * 32


@given(st.binary(max_size=5000))
def test_padding_comes_off_whole(data: bytes) -> None:
    assert unpad(pad(data)) == data


@given(st.binary(max_size=5000))
def test_length_shows_only_as_a_bucket(data: bytes) -> None:
    assert len(pad(data)) in BUCKETS


def test_more_than_the_largest_bucket_is_refused() -> None:
    with pytest.raises(ValueError, match="more than the largest"):
        pad(b"x" * BUCKETS[-1])


def test_damaged_length_is_refused() -> None:
    with pytest.raises(NotOpened):
        unpad(b"\xff\xff\xff\xff" + b"\0" * 1020)


def test_a_box_opens_with_its_private_key_alone() -> None:
    private, public = new_key_pair()
    other, _ = new_key_pair()
    box = seal("nobody told me ŵ 🌧".encode(), public)
    assert unseal(box, private).decode() == "nobody told me ŵ 🌧"
    with pytest.raises(NotOpened):
        unseal(box, other)


def test_each_changed_byte_of_a_box_is_noticed() -> None:
    private, public = new_key_pair()
    box = seal(b"words", public)
    for place in range(0, len(box), 97):
        damaged = bytearray(box)
        damaged[place] ^= 1
        with pytest.raises(NotOpened):
            unseal(bytes(damaged), private)


def test_the_same_words_sealed_twice_look_different() -> None:
    _, public = new_key_pair()
    assert seal(b"words", public) != seal(b"words", public)


@given(st.binary(max_size=2000))
def test_what_a_page_carries_comes_back(data: bytes) -> None:
    assert unlock(lock(data, KEY), KEY) == data


@given(st.text(max_size=200))
def test_anything_else_does_not_open(token: str) -> None:
    with pytest.raises(NotOpened):
        unlock(token, KEY)


def test_another_key_does_not_open_a_page() -> None:
    with pytest.raises(NotOpened):
        unlock(lock(b"x", KEY), b"j" * 32)


def test_parts_of_a_keyed_hash_do_not_run_together() -> None:
    assert keyed_hash(KEY, b"ab", b"c") != keyed_hash(KEY, b"a", b"bc")


def test_ids_fit_a_signed_column_and_are_never_zero() -> None:
    for id_ in [random_id() for _ in range(500)] + [keyed_id(KEY, bytes([n])) for n in range(255)]:
        assert 0 < id_ < 2**62


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2026, 11, 21), date(2026, 11, 16)),
        (date(2026, 11, 16), date(2026, 11, 16)),
        (date(2027, 1, 3), date(2026, 12, 28)),
    ],
)
def test_the_finest_date_is_the_monday(day: date, start: date) -> None:
    assert monday(day) == start
