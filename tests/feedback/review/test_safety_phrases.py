"""The machine that finds phrases: what it finds, where, and at what cost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.review.phrases import PhraseBook
from feedback.review.plain_words import plain_words

LINES = ["kill myself", "he _ hit|hits me", "want - die", "suicid~", "@kid _ food"]
BOOK = PhraseBook(LINES, {"kid": "son @girl", "girl": "daughter"})


def found(text: str) -> list[tuple[int, int, int]]:
    words = text.split()
    return [(n, BOOK.start_of(n, words, end), end) for n, end in BOOK.find(words)]


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("i kill myself", [(0, 1, 2)]),
        ("he hit me", [(1, 0, 2)]),
        ("he a b c d hits me", [(1, 0, 6)]),
        ("he hit he hit me", [(1, 2, 4)]),
        ("want to die", [(2, 0, 2)]),
        ("so suicidal", [(3, 1, 1)]),
        ("daughter has no food", [(4, 0, 3)]),
        ("kill myself kill myself", [(0, 0, 1), (0, 2, 3)]),
    ],
)
def test_a_phrase_is_found(text: str, finds: list[tuple[int, int, int]]) -> None:
    assert found(text) == finds


@pytest.mark.parametrize(
    "text",
    ["he a b c d e hit me", "he . hit me", "want to not die", "kill . myself", "kill", ""],
)
def test_nothing_is_found_where_no_phrase_is(text: str) -> None:
    assert found(text) == []


@given(
    st.lists(
        st.sampled_from(
            ["he", "hit", "hits", "me", "kill", "myself", "want", "die", "son", "food", ".", "x"]
        )
    )
)
def test_each_phrase_is_found_where_a_plain_search_finds_it(words: list[str]) -> None:
    ends = {end for number, end in BOOK.find(words) if number == 1}
    for end, word in enumerate(words):
        plain = (
            word == "me"
            and end > 1
            and words[end - 1] in ("hit", "hits")
            and any(
                words[start] == "he" and "." not in words[start:end]
                for start in range(max(0, end - 6), end - 1)
            )
        )
        assert plain == (end in ends)


@pytest.mark.parametrize("line", ["", "_ a", "a _", "ab~ c", "@nobody"])
def test_a_phrase_that_says_nothing_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"phrase|beginning|set of words"):
        PhraseBook([line])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I don’t know", "i do not know"),
        ("He’s gonna", "he is going to"),
        ("Siân", "sian"),
        ("noooo!!", "noo."),
    ],
)
def test_ways_of_writing_count_as_one(one: str, other: str) -> None:
    assert [w for w in plain_words(one) if w != "."] == [w for w in plain_words(other) if w != "."]
