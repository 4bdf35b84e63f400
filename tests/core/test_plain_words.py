"""Words to look at again: found in any form, and never inside another word."""

import pytest

from core.plain_words import HURTFUL, OF_THE_OFFICE, Hint, advise
from tests.house.paths import ROOT, files


def words(found: list[Hint]) -> list[str]:
    return [hint.words for hint in found]


@pytest.mark.parametrize(
    ("text", "hurtful", "office"),
    [
        ("Female offenders must engage.", ["Female offenders"], []),
        ("An OFFENDER's family.", ["OFFENDER's"], []),
        ("She failed  to\nengage.", ["failed to engage"], []),
        (
            "We utilise a pathway in order to assist.",
            [],
            ["utilise", "pathway", "in order to", "assist"],
        ),
        ("The PSR is late.", [], ["PSR"]),
        ("Offer her tea. The fender of a car. Clientele.", [], []),
        ("Justice, adjust, simple, re-used.", [], []),
        ("She left prison. We asked her what helped.", [], []),
        ("", [], []),
        ("Vulnerable and vulnerable.", ["Vulnerable"], []),
    ],
)
def test_what_is_noticed(text: str, hurtful: list[str], office: list[str]) -> None:
    found = advise(text)
    assert words(found.hurtful) == hurtful
    assert words(found.of_the_office) == office


def test_each_word_has_something_else_to_say_and_stands_once() -> None:
    assert not set(HURTFUL) & set(OF_THE_OFFICE)
    assert all(instead.strip() for instead in [*HURTFUL.values(), *OF_THE_OFFICE.values()])


def test_long_text_is_read_in_no_time() -> None:
    assert advise("the women said that " * 20_000).count >= 1


def test_no_page_of_ours_uses_a_word_that_labels() -> None:
    """What our own templates say: those words that can have no other sense."""
    labels = ("offender", "service user", "hard to reach", "non-compliant", "addict", "inmate")
    for path in files("html"):
        text = path.read_text().lower()
        assert not [label for label in labels if label in text], path
    assert ROOT.is_dir()
