"""What she may allow, in the words that she saw: every wording ever shown can still be read."""

from collections.abc import Callable

import pytest
from django.utils.translation import override

from feedback import uses as uses_module
from feedback.models import Form
from feedback.payload import AnswerPayload, Payload
from feedback.state import State, Visit
from feedback.uses import USES_WORDING, WORDINGS, Use
from tests.feedback.holding import Holder, one_form, read, reader
from tests.feedback.review.conftest import sweep_now
from tests.feedback.woman import Woman, sent

__all__ = ["one_form", "read", "reader"]

# A wording that was ever shown, as it was shown: a line of it may never be changed, only a number
# added, since each response keeps the number that it saw.
EVER_SHOWN = {
    1: {
        "design_team": "Show them to the people who plan services",
        "report": "Print them in a report",
        "public": "Show them on this website",
        "read_aloud": "Read them aloud at a meeting",
        "research": "Let researchers learn from them",
    },
}


def test_each_wording_ever_shown_stays_as_it_was() -> None:
    with override("en-gb"):
        now = {
            number: {use.value: str(label) for use, (label, _) in wording.items()}
            for number, wording in WORDINGS.items()
        }
    assert now == EVER_SHOWN


@pytest.mark.parametrize("language", ["en-gb", "cy"])
@pytest.mark.parametrize("number", EVER_SHOWN)
def test_each_wording_can_be_read(number: int, language: str) -> None:
    with override(language):
        assert all(str(label) and str(hint) for label, hint in WORDINGS[number].values())
    if language == "cy":
        with override("cy"):
            welsh = [str(label) for label, _ in WORDINGS[number].values()]
        assert not set(welsh) & set(EVER_SHOWN[number].values())


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> int:
    """A second wording, of two uses."""
    newest = {Use.PUBLIC: ("Put them on the web", "New."), Use.REPORT: ("In a report", "New.")}
    monkeypatch.setitem(uses_module.WORDINGS, 2, newest)
    return 2


def test_a_page_of_an_older_wording_shows_and_keeps_it(one_form: Form, newer: int) -> None:
    woman = Woman(one_form)
    woman.begin()
    woman.press("continue", text="Sad")
    for go in ("skip", "skip", "continue"):
        woman.press(go)
    assert "Show them on this website" in woman.text
    woman.press("send", shown="uses", uses=["public", "research"])
    (payload,) = sent()
    assert (payload.uses_wording, payload.uses) == (1, ["public", "research"])


def test_a_page_of_the_newer_wording_shows_and_keeps_that(one_form: Form, newer: int) -> None:
    woman = Woman(one_form)
    version = one_form.versions.get()
    said = {version.definition["questions"][0]["key"]: AnswerPayload("Sad")}
    state = State(Visit.begin(), version.pk, "uses", answers=said, wording=2)
    woman.state = state.to_token()
    assert "Put them on the web" in woman.press("start").content.decode()
    woman.press("send", shown="uses", uses=["research", "public"])
    (payload,) = sent()
    assert (payload.uses_wording, payload.uses) == (2, ["public"])


def test_a_change_keeps_the_wording_of_its_page(read: Callable[..., Holder], newer: int) -> None:
    her = read("report")
    her.look()
    her.press("uses-now", uses=["public", "research"], **{**her.fields, "wording": "2"})
    sweep_now()
    assert (her.response.uses, her.response.uses_wording) == (["public"], 2)


@pytest.mark.parametrize("number", [0, 7, None, "1"])
def test_an_unknown_wording_is_read_as_the_newest(number: object) -> None:
    assert uses_module.known_wording(number) == USES_WORDING


def test_a_payload_without_a_number_is_of_the_first_wording() -> None:
    assert Payload(1, "en-gb", "web", "2026-11-16", {}).uses_wording == 1
