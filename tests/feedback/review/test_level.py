"""How safe she sounds: said by a person, never chosen beforehand."""

import re
from collections.abc import Callable

import pytest

from feedback.models import Form, Response
from tests.feedback.review.test_screens import URGENT, WORDS, at_work, client, posted
from tests.fixtures.story import StaffClient

__all__ = ["at_work", "client"]
pytestmark = pytest.mark.pages


@pytest.mark.parametrize("words", [URGENT, WORDS])
def test_no_cue_chooses_the_level_beforehand(
    at_work: Callable[..., str], client: StaffClient, words: str
) -> None:
    shown = client.get(at_work(words)).content.decode()
    assert "Cues only order the queue; you decide." in shown
    radios = re.findall(r'<input type="radio" name="level"[^>]*>', shown)
    assert len(radios) == 3
    assert not [radio for radio in radios if "checked" in radio]


def test_a_level_has_to_be_chosen(
    at_work: Callable[..., str], client: StaffClient, one_form: Form
) -> None:
    data = posted(one_form)
    del data["level"]
    address = at_work()
    shown = client.post(address, data).content.decode()
    assert "Say how safe she sounds. The keys are 0, 1 and 2." in shown
    assert "Nothing is saved yet: say how safe she sounds." in shown
    assert not Response.objects.exists()
    shown = client.post(address, data | {"preview": "1"}).content.decode()
    assert "Nothing is saved yet" not in shown
    assert "The keys are 0, 1 and 2." not in shown
