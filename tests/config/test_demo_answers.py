"""The demo's equality answers are such as a woman could give."""

import random

import pytest

from config.demo.about_them import OFTEN, WOMEN, _answers
from feedback.equality.sweep import FEWEST
from feedback.equality.wording import NOT_SAID, current


@pytest.mark.parametrize("country", ["england", "wales"])
def test_each_answer_was_offered_and_asked(country: str) -> None:
    wording, rng = current(country), random.Random(1)
    women = [_answers(wording, rng) for _ in range(WOMEN)]
    assert WOMEN >= FEWEST
    assert all(wording.told(answers) == answers for answers in women)
    assert any(NOT_SAID in answers.values() for answers in women)
    assert len({len(answers) for answers in women}) > 1  # some skip more than others


@pytest.mark.parametrize("key", sorted(OFTEN))
def test_each_option_has_its_share(key: str) -> None:
    item = current("england").questionnaire.item(key)
    assert item is not None
    assert len(OFTEN[key]) == len(item.options) - 1  # "prefer not to say" apart
