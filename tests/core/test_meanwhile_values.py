"""How a sentence names what somebody else changed."""

import pytest
from django import forms

from core.meanwhile.values import LONGEST, changed_sentence

FIELD = forms.CharField(label="What women said")
LONG = "They told us of workers who came back each week. " * 6


@pytest.mark.parametrize(
    ("was", "now", "shown", "not_shown"),
    [
        ("Short.", "Shorter.", ["“Short.”", "“Shorter.”"], ["…"]),
        (LONG, f"{LONG} And they stayed.", ["… ", "And they stayed."], ["They told us of workers"]),
        (f"{LONG} One.", f"{LONG} Two.", ["One.”", "Two.”"], ["They told us of workers"]),
        (LONG, f"First. {LONG}", ["“They told us", "“First. They told us", "…”"], ["“… "]),
        ("", LONG, ["“nothing”", "“They told us"], ["“… "]),
    ],
)
def test_two_long_texts_are_shown_where_they_part(
    was: str, now: str, shown: list[str], not_shown: list[str]
) -> None:
    told = changed_sentence(FIELD, "", was, now)
    assert not [words for words in shown if words not in told]
    assert not [words for words in not_shown if words in told]
    assert len(told) < 2 * LONGEST + 60
