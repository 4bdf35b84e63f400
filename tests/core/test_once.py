"""What a page asks once: as long as the page lasts, and never where something is written."""

import pytest

from core.once import asking_once, once_a_page


class Told(list[str]):
    """A read that counts how often it was asked."""

    def __init__(self) -> None:
        @once_a_page(lambda name: name)
        def read(name: str) -> str:
            self.append(name)
            return f"{name} {len(self)}"

        self.read = read


def test_within_a_page_the_first_answer_stands() -> None:
    told = Told()
    with asking_once():
        assert [told.read("a"), told.read("a")] == ["a 1", "a 1"]


def test_what_differs_is_asked_by_itself() -> None:
    told = Told()
    with asking_once():
        assert [told.read("a"), told.read("b"), told.read("a")] == ["a 1", "b 2", "a 1"]


def test_outside_each_is_asked_anew() -> None:
    told = Told()
    assert [told.read("a"), told.read("a")] == ["a 1", "a 2"]


def test_the_next_page_asks_anew() -> None:
    told = Told()
    for number in (1, 2):
        with asking_once():
            assert told.read("a") == f"a {number}"


def test_a_page_that_fails_leaves_nothing() -> None:
    told = Told()

    def fail() -> None:
        with asking_once():
            told.read("a")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert told.read("a") == "a 2"


def test_where_something_is_written_each_is_asked_anew() -> None:
    told = Told()
    with asking_once(), asking_once(if_=False):
        assert [told.read("a"), told.read("a")] == ["a 1", "a 2"]


def test_two_reads_of_one_key_are_two() -> None:
    one, other = Told(), Told()
    with asking_once():
        one.read("a")
        other.read("a")
    assert (one, other) == (["a"], ["a"])


def test_an_answer_of_nothing_is_an_answer() -> None:
    asked = []

    @once_a_page(lambda: None)
    def read() -> None:
        asked.append(1)

    with asking_once():
        read()
        read()
    assert asked == [1]


def test_what_a_page_was_told_is_known_and_nothing_else() -> None:
    @once_a_page(lambda number: number)
    def doubled(number: int) -> int:
        return 2 * number

    assert doubled.told(3) is None
    with asking_once():
        assert doubled.told(3) is None
        assert doubled(3) == 6
        assert (doubled.told(3), doubled.told(4)) == (6, None)
    assert doubled.told(3) is None
