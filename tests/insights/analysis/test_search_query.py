"""What is typed into a search field is read as it best can be, and says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.analysis.search_query import LONGEST_WORD, MOST_TERMS, Note, read_query

SIGNS = st.text(alphabet="ab c-=\"“”'’‘ORANDT[name]é.\n", max_size=60)


def read(text: str, **more: object) -> tuple[list[str], list[str], bool, list[str]]:
    query = read_query(text, **more)  # type: ignore[arg-type]
    wanted, without = ([str(t) for t in some] for some in (query.wanted, query.without))
    return wanted, without, query.any_of, [note.value for note in query.notes]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("hostel refuge", ["hostel", "refuge"]),
        ("hostel Hostels HOSTEL'S", ["hostel"]),
        ('"no room"', ['"no room"']),
        ("“no room” hostel", ['"no room"', "hostel"]),
        ("'no room' didn't", ['"no room"', "didn't"]),
        ("self-harm", ['"self harm"']),
        ("=rooms", ["=rooms"]),
        ('="no room"', ['="no room"']),
        ("rooms =rooms", ["rooms", "=rooms"]),
        ("or and not", ["or", "and", "not"]),
        ('"OR"', ['"OR"']),
        ("tŷ TY", ["tŷ"]),
    ],
)
def test_words_and_phrases(text: str, wanted: list[str]) -> None:
    assert read(text) == (wanted, [], False, [])


def test_what_is_left_out() -> None:
    assert read('hostel -court -"no room" NOT bus') == (
        *(["hostel"], ["court", '"no room"', "bus"], False, ["not"]),
    )
    assert read("hostel", without="court OR -bus") == (["hostel"], ["court", "bus"], False, [])


@pytest.mark.parametrize(
    ("text", "wanted", "note"),
    [
        ('"no room', ['"no room"'], Note.OPEN_QUOTE),
        ('hostel "', ["hostel"], Note.OPEN_QUOTE),
        ("hostel OR refuge", ["hostel", "refuge"], Note.OR),
        ("hostel AND refuge", ["hostel", "refuge"], Note.AND),
        ("?!", [], Note.NO_WORD),
        ("[name] rang", ["rang"], Note.DETAIL),
        (" ".join(f"w{n}" for n in range(30)), [f"w{n}" for n in range(20)], Note.TOO_MANY),
        ("x" * (LONGEST_WORD + 1) + " hostel", ["hostel"], Note.TOO_MANY),
    ],
)
def test_guesses_are_told(text: str, wanted: list[str], note: Note) -> None:
    found = read_query(text)
    assert ([str(term) for term in found.wanted], found.notes) == (wanted, (note,))
    assert found.any_of == (note == Note.OR)


@pytest.mark.parametrize("text", ["%", '""', "?!", "-", "=", "AND", "[name]", ' "" % '])
def test_what_has_no_word_looks_for_nothing(text: str) -> None:
    found = read_query(text)
    assert found.is_only_signs
    assert found.notes
    assert not read_query(f"{text} hostel").is_only_signs
    assert not read_query("", without=text).is_only_signs


def test_nothing_typed_is_nothing_asked() -> None:
    assert not read_query("", without="   ")
    assert read_query("  ").notes == ()


@given(st.text() | SIGNS, st.text() | SIGNS, st.booleans())
def test_any_string_is_read_and_read_again_is_the_same(
    text: str, without: str, any_of: bool
) -> None:
    once = read_query(text, without=without, any_of=any_of)
    again = read_query(once.text, without=once.without_text, any_of=once.any_of)
    assert (again.wanted, again.without, again.any_of) == (once.wanted, once.without, once.any_of)
    assert not again.notes
    assert len(once.wanted) + len(once.without) <= MOST_TERMS
