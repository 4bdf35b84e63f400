"""How hard a text is to read: against what others published, and words counted by hand."""

import pytest

from core.plain_english import grade, read, sentences, syllables

PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature"
BY_HAND = {
    1: "the cat whole walked time times one safe moved real tried died lives judge "
    "don't we're they'll strength queue changed asked year",
    2: "table wanted needed houses housing prison release safety safely movement hopeful homeless "
    "trying going quiet science trial social people little changes churches worker hostel agreed "
    "woman women's couldn't isn't didn't rhythm visits persuade language police applied service",
    3: "appointment probation decision evidence family services violence religion "
    "created usual platypus beautiful serious officer area settlement November tomorrow",
    4: "community situation entitlement equality anonymous supervision usually reality",
    5: "accommodation recommendation organisation evaluation university",
}
WORDS = [(word, count) for count, words in BY_HAND.items() for word in words.split()]


def test_the_formula_is_that_which_was_published() -> None:
    assert grade(13, 1, 24) == pytest.approx(11.3, abs=0.05)  # the platypus
    assert grade(570, 100, 581) == pytest.approx(-1.3, abs=0.1)  # "Green Eggs and Ham"
    assert grade(1, 1, 1) == pytest.approx(-3.4)  # the lowest there can be


def test_a_text_is_counted_as_it_was_by_hand() -> None:
    found = read(PLATYPUS)
    assert found.words == 13
    assert found.grade == pytest.approx(11.3, abs=0.05)


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("The cat sat on the mat.", 0),
        ("You told us. We did it. A worker meets you at the gate.", 2),
        ("We could not pay for it this year. The fund is national.", 5),
    ],
)
def test_short_sentences_of_short_words_have_a_low_grade(text: str, most: int) -> None:
    found = read(text).grade
    assert found is not None
    assert found < most


def test_a_board_paper_has_a_high_grade() -> None:
    found = read(
        "Implementation of multi-agency accommodation pathways necessitates organisational "
        "collaboration between statutory authorities, notwithstanding budgetary considerations."
    )
    assert found.grade is not None
    assert found.grade > 20
    assert "accommodation" in found.hard_words


@pytest.mark.parametrize(("word", "count"), WORDS)
def test_syllables_are_as_they_are_said(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize("text", ["", "  \n ", "–", "…", "?!"])
def test_no_words_have_no_grade(text: str) -> None:
    found = read(text)
    assert (found.words, found.grade, found.long_sentences, found.hard_words) == (0, None, [], [])


def test_sentences_end_where_something_new_begins() -> None:
    text = "She said “No.” Then she left. It took 2.5 hours\n- a list\n- of two; or three"
    assert sentences(text) == [
        *("She said “No.", "Then she left.", "It took 2.5 hours"),
        *("a list", "of two", "or three"),
    ]
    assert len(sentences("Dr. Smith, e.g. the doctor, was kind.")) == 1


@pytest.mark.parametrize(("words", "is_long"), [(20, False), (21, True)])
def test_a_sentence_of_more_than_twenty_words_is_named(words: int, is_long: bool) -> None:
    text = f"We did. {'Word ' * (words - 1)}end."
    assert bool(read(text).long_sentences) == is_long


def test_hard_words_are_named_once_without_names_and_without_what_everybody_knows() -> None:
    text = "Accommodation is accommodation in Cumbria, said Amelia. Two appointments, one hospital."
    assert read(text).hard_words == ["accommodation"]
    assert read("Rehabilitation works. It is in 2026.").hard_words == ["rehabilitation"]
    assert read("A multidisciplinary’s remit; the solicitor’s office.").hard_words == [
        "multidisciplinary's"
    ]


def test_a_long_text_takes_no_time() -> None:
    assert read("x" * 200_000).words == 1
    assert read("a " * 50_000).words == 50_000
    assert read(". " * 50_000).words == 0
