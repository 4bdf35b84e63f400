"""What counts as written: a gate that a dot passes asks for nothing."""

import pytest

from consultations.promises.services import Said, WordsMissing
from core.written import has_a_word, is_reference, says_something


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        *((nothing, False, False) for nothing in ("", " ", ".", "-", "?", "–", "n/a", "1", "a b")),
        *((one, True, False) for one in ("Done.", "Jo", "bwrdd")),
        *((some, True, True) for some in ("The board.", "Nid oes neb.", "We rang 12 women.")),
    ],
)
def test_words_and_sentences(text: str, word: bool, sentence: bool) -> None:
    assert has_a_word(text) is word
    assert says_something(text) is sentence


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        *((no, False) for no in ("", "-", "n/a", "12", "none", "TBC", "pending", "not yet")),
        *((yes, True) for yes in ("NRC 2027-1", "2027/081", "RES1")),
    ],
)
def test_references(text: str, is_one: bool) -> None:
    assert is_reference(text) is is_one


@pytest.mark.parametrize("words", ["", " ", ".", "-"])
def test_nothing_is_no_reason_for_everyone(words: str) -> None:
    with pytest.raises(WordsMissing):
        Said(words).checked()
    assert Said(" The builder stopped. ", "").checked() == Said("The builder stopped.")
