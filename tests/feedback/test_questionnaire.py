"""What a version keeps of its questions, and what was chosen, in words."""

import pytest

from feedback.questionnaire import Item, in_language, is_when, parts_of_year, when_words

LISTED = {
    "key": "a" * 32,
    "kind": "several",
    "options": [
        {"key": "x", "text": {"en-gb": "In prison", "cy": "Yn y carchar"}},
        {"key": "y", "text": {"en-gb": "At home"}},
    ],
}


@pytest.mark.parametrize(
    ("language", "shown"), [("cy", "Helô"), ("en-gb", "Hello"), ("pl", "Hello")]
)
def test_words_fall_back_to_english(language: str, shown: str) -> None:
    assert in_language({"en-gb": "Hello", "cy": "Helô"}, language) == shown


def test_what_she_chose_is_said_in_the_order_of_the_form() -> None:
    item = Item.from_json(LISTED)
    assert item.chosen_words(["y", "x"], "cy") == ["Yn y carchar", "At home"]
    assert item.chosen_words(["gone"], "cy") == []


def test_a_definition_of_an_older_version_is_read() -> None:
    item = Item.from_json({"key": "a", "kind": "long_text", "options": []})
    assert (item.show_if, dict(item.body), item.takes_more) == (frozenset(), {}, False)


@pytest.mark.parametrize(
    ("value", "english", "welsh"),
    [
        ("2026-05", "May 2026", "Mai 2026"),
        ("2026-winter", "Winter 2026", "Gaeaf 2026"),
        ("1999", "1999", "1999"),
        ("before", "Before that", "Cyn hynny"),
    ],
)
def test_a_time_in_words(value: str, english: str, welsh: str) -> None:
    assert when_words(value, "en-gb") == english
    assert when_words(value, "cy") == welsh


@pytest.mark.parametrize(
    "value", ["", "2026-", "2026-00", "2026-13", "26-05", "2026-05-01", "٢٠٢٦"]
)
def test_what_is_no_time(value: str) -> None:
    assert not is_when(value)
    with pytest.raises(ValueError, match="Not a month"):
        when_words(value, "en-gb")


def test_both_languages_name_the_same_parts_of_a_year() -> None:
    assert list(parts_of_year("cy")) == list(parts_of_year("en-gb"))
    assert len(parts_of_year("pl")) == 16
