"""Misspelt cues, and words that must not be taken for them."""

import pytest

from insights.analysis.cues import CueMatcher, ThemeCues
from insights.analysis.misspelt import meant, misspellings, spellings
from insights.analysis.tokens import stem

CUES = (
    "counsellor",
    "women's centre",
    "domestic violence",
    "suicidal",
    "self harm",
    "probation",
    "medication",
    "universal credit",
    "county lines",
    "debt",
)
MATCHER = CueMatcher([ThemeCues("a", CUES, ("tŷ",))])


def found(text: str) -> list[str]:
    return [span.cue for hit in MATCHER.match(text) for span in hit.spans]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("my councellor", "counsellor"),
        ("the women's center", "women's centre"),
        ("dometic violence", "domestic violence"),
        ("domestic voilence", "domestic violence"),
        ("feeling suicidle", "suicidal"),
        ("selfharm", "self harm"),
        ("self-harm", "self harm"),
        ("my probaton", "probation"),
        ("Probbation", "probation"),
        ("no medicasion", "medication"),
        ("univeral credit", "universal credit"),
        ("digartref yn y ty", "tŷ"),
    ],
)
def test_a_misspelt_cue_is_found(text: str, cue: str) -> None:
    assert found(text) == [cue]


@pytest.mark.parametrize(
    "text",
    ["the content", "a portion", "in my country", "a dept", "det", "meditation", "the centurion"],
)
def test_another_word_is_not(text: str) -> None:
    assert found(text) == []


def test_short_words_have_no_misspellings_but_american_ones() -> None:
    assert misspellings("debt") == set()
    assert misspellings("centre") == {"center"}
    assert misspellings("it's") == set()


def test_a_form_of_two_words_means_neither() -> None:
    forms = meant(["contract", "contrast"])
    assert set(forms.values()) <= {"contract", "contrast"}
    assert "contrat" not in forms


def test_a_word_that_is_a_cue_itself_means_itself() -> None:
    assert "medit" not in meant(["medication", "meditation"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("accommodation", "accomodation"),
        ("accomodation", "accommodation"),
        ("Counsellor", "councellor"),
        ("councellor", "counsellor"),
        ("centre", "center"),
    ],
)
def test_a_word_has_other_spellings(typed: str, said: str) -> None:
    assert stem(said) in spellings(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        *(("debt", "dept"), ("medication", "meditation"), ("support", "sport"), ("it's", "its")),
        *(("prison", "poison"), ("prisons", "prison"), ("through", "thorough")),
    ],
)
def test_another_word_is_no_spelling_of_it(typed: str, said: str) -> None:
    assert stem(said) not in spellings(typed)
