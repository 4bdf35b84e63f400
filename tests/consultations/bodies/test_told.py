"""What organisations said, in the language of the page: words in the other one say so."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from consultations.models import Outcome

ROWS = {
    "english": {"text": "Gate pick-ups work.", "name": "Oak", "kind": ""},
    "welsh": {"text": "Mae’n gweithio.", "name": "Oak", "kind": "", "language": "cy"},
    "option": {"text": "Yes", "text_cy": "Ydy", "name": "Oak", "kind": ""},
    "untranslated": {"text": "Yes", "name": "Oak", "kind": ""},
}


def told(row: str, language: str) -> str:
    said = [{"question": "Q?", "question_cy": "C?", "rows": [ROWS[row]]}]
    outcome = Outcome(bodies={"named": [], "has_others": False, "said": said})
    with override(language):
        context = {"outcome": outcome, "LANGUAGE_CODE": language}
        return render_to_string("consultations/bodies/told.html", context)


@pytest.mark.parametrize(
    ("row", "language", "shown"),
    [
        ("english", "en-gb", "<bdi>Gate"),
        ("english", "cy", '<bdi lang="en">Gate'),
        ("welsh", "en-gb", '<bdi lang="cy">Mae'),
        ("welsh", "cy", "<bdi>Mae"),
        ("option", "en-gb", "<bdi>Yes"),
        ("option", "cy", "<bdi>Ydy"),
        ("untranslated", "cy", '<bdi lang="en">Yes'),
    ],
)
def test_each_says_its_language(row: str, language: str, shown: str) -> None:
    assert shown in told(row, language)
