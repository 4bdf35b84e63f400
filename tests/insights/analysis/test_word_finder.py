"""Words are found by stem, phrases side by side, and narrowing loses nobody."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from insights.analysis.misspelt import misspellings
from insights.analysis.search_query import read_query
from insights.analysis.synonyms import RINGS
from insights.analysis.tokens import WORD, folded, stem
from insights.analysis.word_finder import ACCENTED, Finder, fragments_of, words_beside

TEXT = "They said no\nroom for my kids. The hostels were cold; I didn’t stay at [place] in the TŶ."
ENDS = ("", "s", "es", "ies", "y", "ed", "ing", "ly", "ness", "ation", "ity", "able", "'s", "n't")
KNOWN = [w for w in RINGS.split() if w.isascii()]
WORDS = st.sampled_from(KNOWN) | st.text(alphabet="abdehilnopsty'é", min_size=1, max_size=9)


def finds(query: str, text: str = TEXT, *, synonyms: bool = False, any_of: bool = False) -> bool:
    finder = Finder(read_query(query, any_of=any_of), synonyms=synonyms)
    return finder.holds(finder.found_in(text))


@pytest.mark.parametrize(
    "query",
    [
        *("hostel", "HOSTELLED", "kid", "didnt", "didn't", "ty", "tŷ", '"no room"', '"for my kid"'),
        *("=hostels", "=Tŷ", '="no room"', "hostel kid", "hostel -court", "-court", "hostel OR zz"),
    ],
)
def test_found(query: str) -> None:
    assert finds(query)


@pytest.mark.parametrize(
    "query",
    [
        *("court", "=hostel", '"room no"', '"kids the"', '="no rooms"', "hostel court", "-hostel"),
        *("place", '"at in"', "kid -room", '"no room cold"', "host"),
    ],
)
def test_not_found(query: str) -> None:
    assert not finds(query)


def test_any_of_needs_one_and_never_what_is_left_out() -> None:
    assert finds("court hostel", any_of=True)
    assert not finds("court bus", any_of=True)
    assert not finds("court hostel -kids", any_of=True)


def test_synonyms_are_asked_for() -> None:
    assert not finds("refuge")
    assert finds("refuge", synonyms=True)
    assert not finds("=refuge", synonyms=True)
    assert not finds('"refuge was"', synonyms=True)
    assert "gaol" in words_beside(read_query("prisons").wanted[0])
    assert words_beside(read_query("zebra").wanted[0]) == []


@pytest.mark.parametrize(
    ("query", "text"),
    [("accommodation", "No accomodation."), ("accomodation", "No accommodation.")],
)
def test_a_misspelt_word_is_found(query: str, text: str) -> None:
    finder = Finder(read_query(query))
    assert [text[start:end] for start, end in finder.places(text)] == [text[3:-1]]
    assert finder.holds(finder.found_in(text))
    assert 0 < len(finder.fragments) <= 4


@pytest.mark.parametrize("query", ["=accommodation", '"accommodation there"', "-accommodation"])
def test_a_misspelt_word_is_not_found_where_it_should_not_be(query: str) -> None:
    assert not finds(query, "No accomodation there.")


def test_a_mother_is_no_father() -> None:
    assert not finds("mum", "My dad came.", synonyms=True)
    assert not finds("dad", "My mum came.", synonyms=True)
    assert finds("mum", "My parents came.", synonyms=True)
    assert finds("parent", "My dad came.", synonyms=True)


def test_places_are_her_words() -> None:
    finder = Finder(read_query('hostel "no room" room -kids tŷ'))
    places = [TEXT[start:end] for start, end in finder.places(TEXT)]
    assert places == ["no\nroom", "hostels", "TŶ"]
    assert finder.places("") == []


def narrowed(finder: Finder, text: str) -> bool:
    """Whether a database would let the text through."""
    asked = finder.fragments
    letters = text.translate({n: n + 32 for n in range(ord("A"), ord("Z") + 1)})
    return not asked or any(a in letters for a in asked) or bool(re.search(ACCENTED, text))


@given(
    st.lists(WORDS, min_size=1, max_size=3),
    st.sampled_from(["%s", '"%s"', "=%s", '="%s"']),
    st.sampled_from(ENDS),
    st.text(max_size=5),
    st.sampled_from([str.lower, str.upper, str.title]),
    st.booleans(),
)
@example(["woman"], "%s", "", "", str.upper, False)
def test_narrowing_loses_nobody(
    words: list[str], asked: str, end: str, around: str, case: object, synonyms: bool
) -> None:
    text = case(f"{around} {' '.join(words)}{end} {around}")  # type: ignore[operator]
    finder = Finder(read_query(asked % " ".join(words)), synonyms=synonyms)
    if finder.found_in(text):
        assert narrowed(finder, text)


@pytest.mark.parametrize("word", [word for word in KNOWN if len(word) > 6])
def test_narrowing_loses_no_misspelling(word: str) -> None:
    finder = Finder(read_query(word))
    for form in misspellings(word):
        if finder.found_in(form):
            assert narrowed(finder, form), form


@given(st.text(max_size=12) | st.builds(str.__add__, WORDS, st.sampled_from(ENDS)))
def test_each_word_has_a_fragment_of_its_stem(text: str) -> None:
    for word in WORD.findall(text):
        letters = word.translate({n: n + 32 for n in range(ord("A"), ord("Z") + 1)})
        assert re.search(ACCENTED, word) or any(f in letters for f in fragments_of(stem(word)))


def test_each_word_of_the_special_ones_has_too() -> None:
    for word, by in (("women", "woman"), ("men", "man"), ("dying", "die"), ("skies", "sky")):
        assert stem(word) == stem(by)
        assert any(one in word for one in fragments_of(stem(word)))


def test_letters_that_lose_an_accent_are_all_asked_for() -> None:
    """Each letter that becomes an ASCII one is in the pattern, and none vanishes."""
    for code in range(128, 0x110000):
        letter = chr(code)
        if WORD.fullmatch(letter):
            plain = folded(letter)
            is_known = re.fullmatch(ACCENTED, letter)
            assert is_known or (plain and not any(one.isascii() for one in plain)), hex(code)
