"""What her six words open, and what they never show."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from feedback.intake.models import IntakeKey, ReceiptAct, ReceiptSlip
from feedback.models import Form
from feedback.services import submit_response
from feedback.slips import find_slip, seal_part
from tests.factories.feedback import make_payload

URL = "/your-words/"
OUTCOME: dict[str, object] = {
    "taken_to": "Southdown board",
    "decisions": [
        {"you_said": "We wait.", "answer": "not", "what": "No change.", "because": "No money."}
    ],
}


def ask(words: str, go: str = "look", visit: str | None = None) -> Any:
    client = Client()
    if visit is None:
        visit = visit_of(client.get(URL))
    return client.post(URL, {"words": words, "go": go, "visit": visit})


def visit_of(page: Any) -> str:
    found = re.search(r'name="visit" value="([^"]+)"', page.content.decode())
    assert found is not None
    return found.group(1)


def text(page: Any) -> str:
    return page.content.decode()


@pytest.fixture
def words(form: Callable[..., Form], intake_key: IntakeKey) -> str:
    return submit_response(payload=make_payload(form(), "my own words"), visit="f" * 32)


def write(words: str, **parts: dict[str, object]) -> None:
    found = find_slip(words)
    assert found is not None
    slip = ReceiptSlip.objects.get(pk=found[0].pk)
    for name, part in parts.items():
        setattr(slip, name, seal_part(part, bytes(slip.public_key)))
    slip.save()


def test_she_sees_that_it_arrived(words: str) -> None:
    page = ask(words)
    assert "We got them" in text(page)
    assert "A person will read them" in text(page)
    assert not page.cookies
    assert page.headers["Cache-Control"] == "no-store"


def test_she_sees_how_far_it_came(words: str) -> None:
    write(words, read={"removed": 1}, themes={"names": [["Housing", "Tai"]]}, outcome=OUTCOME)
    page = text(ask(words))
    assert "A person read them" in page
    assert "1 detail " in page
    assert "Housing" not in page
    assert "No money." not in page


def test_themes_and_answers_open_on_a_second_button(words: str) -> None:
    write(words, read={"removed": 0}, themes={"names": [["Housing", "Tai"]]}, outcome=OUTCOME)
    page = text(ask(words, "more"))
    assert "Housing" in page
    assert "Southdown board" in page
    assert "No money." in page


def test_the_page_never_shows_her_words_or_the_name_of_the_consultation(words: str) -> None:
    write(words, read={"removed": 0}, themes={"names": [["Housing", "Tai"]]}, outcome=OUTCOME)
    for go in ("look", "more", "take-back"):
        page = text(ask(words, go))
        assert "my own words" not in page
        assert "Consultation" not in page


@pytest.mark.parametrize("typed", ["one two three four five six", "wrong", "1 2 3"])
def test_wrong_words_open_nothing_and_are_kept_in_the_field(words: str, typed: str) -> None:
    page = text(ask(typed))
    assert "Nothing opens with these words" in page
    assert f'value="{typed}"' in page


def test_no_words_says_what_to_do(words: str) -> None:
    assert "Type your six words" in text(ask(""))


def test_taking_back_asks_once_and_then_holds(words: str) -> None:
    assert "Take your words back?" in text(ask(words, "take-back"))
    assert not ReceiptAct.objects.exists()
    assert "are taken back" in text(ask(words, "take-back-now"))
    assert ReceiptAct.objects.get().kind == "withdraw"
    assert "Nothing opens with these words" in text(ask(words))


def test_taken_back_and_never_given_look_alike(words: str) -> None:
    ask(words, "take-back-now")
    gone, never = text(ask(words)), text(ask("one two three four five six"))
    different = re.compile(r'value="[^"]*"')
    assert different.sub("", gone) == different.sub("", never)


def test_after_leaving_the_page_does_not_come_back(words: str) -> None:
    client = Client()
    visit = visit_of(client.get(URL))
    assert "We got them" in text(ask(words, visit=visit))
    client.post("/leave/", {"visit": visit})
    page = text(ask(words, visit=visit))
    assert "We got them" not in page
    assert words not in page


@pytest.mark.parametrize("visit", ["", "nonsense"])
def test_a_post_without_a_visit_asks_again(words: str, visit: str) -> None:
    page = text(ask(words, visit=visit))
    assert "We got them" not in page
    assert words not in page


def test_in_welsh_themes_are_in_welsh(words: str) -> None:
    write(words, themes={"names": [["Housing", "Tai"]]})
    client = Client()
    visit = visit_of(client.get(f"/cy{URL}"))
    page = client.post(f"/cy{URL}", {"words": words, "go": "more", "visit": visit})
    assert "Tai" in text(page)
    assert "Housing" not in text(page)


def test_a_taking_back_that_failed_is_never_said_to_be_done(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(ReceiptAct.objects, "bulk_create", full)
    page = ask(words, "take-back-now")
    assert page.status_code == 503
    assert "nothing was changed" in text(page)
    assert "taken back</h1>" not in text(page)
    assert f'value="{words}"' in text(page)  # so that pressing once more is enough
    monkeypatch.undo()
    assert "Your words are taken back" in text(ask(words, "take-back-now"))


def test_before_a_report_is_out_all_of_them_can_go(words: str) -> None:
    write(words, outcome=OUTCOME)  # signed: taken somewhere, not published
    page = text(ask(words, "take-back"))
    assert "all of them can go" in page
    assert "came out on" not in page


def test_after_it_they_go_from_all_that_we_still_hold(words: str) -> None:
    write(words, outcome={**OUTCOME, "published_on": "2026-10-05"})
    page = text(ask(words, "take-back"))
    assert "came out on 5 October 2026" in page
    assert "all of them can go" not in page
