"""The page that takes the six words of a draft: what it opens, and what nothing opens any more."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from feedback import drafts
from feedback.drafts import DRAFT_DAYS, purge_drafts
from feedback.intake.models import Draft, IntakeKey, SealedResponse
from feedback.models import Form
from feedback.services import publish_form
from tests.factories.feedback import add_welsh
from tests.feedback.saving import URL, MakeForm, Saver, opens, words_in
from tests.feedback.woman import ESCAPED, SECRET, Woman, field

pytestmark = pytest.mark.pages


@pytest.fixture
def made(form: MakeForm, intake_key: IntakeKey) -> Form:
    return form()


# -- What has become of it × the door she tries → what she may see: (her text, the six words)
DOORS = ("saving again", "opening again", "words anew")
NOTHING = (False, False)
BECAME: dict[str, tuple[tuple[bool, bool], ...]] = {
    "saved": ((False, True), (True, False), (True, False)),
    "left": (NOTHING, NOTHING, (True, False)),
    "sent": (NOTHING, NOTHING, NOTHING),
    "a day later": (NOTHING, NOTHING, (True, False)),
    "two weeks later": (NOTHING, NOTHING, NOTHING),
}
HOURS = {"a day later": 25, "two weeks later": (DRAFT_DAYS + 1) * 24}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("became", BECAME)
def test_what_each_door_shows(made: Form, became: str, door: str) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    woman.open(words)
    assert ESCAPED in woman.text
    if became == "left":
        woman.leave()
    elif became == "sent":
        woman.press("continue", text=SECRET)
        woman.send()
        assert len(woman.words) == 6
    with time_machine.travel(timezone.now() + timedelta(hours=HOURS.get(became, 0))):
        if door == "saving again":
            page = woman.save_again()
        elif door == "opening again":
            page = woman.open_again()
        else:
            page = woman.open(words)
    text = page.content.decode()
    assert page.status_code == 200
    assert (ESCAPED in text, words_in(page) == words) == BECAME[became][DOORS.index(door)]


def test_each_kind_of_words_opens_its_own_door_alone(made: Form) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    visit = field(Client().get("/your-words/"), "visit")
    page = Client().post("/your-words/", {"words": words, "visit": visit}).content.decode()
    assert "Nothing opens with these words" in page
    other = Woman(made)
    other.to_the_end()
    assert "Nothing opens with these words" in woman.open(" ".join(other.words)).content.decode()


@pytest.mark.parametrize("hours", [1, DRAFT_DAYS * 24])
def test_it_opens_for_fourteen_days(made: Form, hours: int) -> None:
    words = Saver(made).save_secret()
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        assert purge_drafts() == 0
        assert opens(words)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "six words that open nothing here",
        "one two three",
        "\0 \0 \0 \0 \0 \0",
        "a\0b c d e f g",
        "ŵ ŷ ô â î û",
        "<b>x</b> y z a b c",
        "x " * 5000,
        "'; DROP TABLE intake_draft; --",
    ],
)
def test_odd_words_open_nothing_and_break_nothing(made: Form, typed: str) -> None:
    words = Saver(made).save_secret()
    visit = field(Client().get(URL), "visit")
    page = Client().post(URL, {"words": typed, "visit": visit})
    assert page.status_code == 200
    assert ESCAPED not in page.content.decode()
    assert 'aria-invalid="true"' in page.content.decode()
    assert opens(words)


@pytest.mark.parametrize("visit", ["", "nonsense", "A" * 500, "\0"])
def test_words_without_a_visit_of_ours_open_nothing(made: Form, visit: str) -> None:
    words = Saver(made).save_secret()
    page = Client().post(URL, {"words": words, "visit": visit})
    assert page.status_code == 200
    assert ESCAPED not in page.content.decode()


def test_capitals_and_signs_between_the_words_do_not_matter(made: Form) -> None:
    words = Saver(made).save_secret()
    assert opens(f" {words.upper().replace(' ', ', ')}. ")


def test_the_door_sets_no_cookie_and_keeps_nothing(made: Form) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    for page in (woman.page, Client().get(URL), woman.open(words)):
        assert not page.cookies
        assert page.headers["Cache-Control"] == "no-store"


def test_a_post_from_another_site_is_refused(made: Form) -> None:
    words = Saver(made).save_secret()
    visit = field(Client().get(URL), "visit")
    data = {"words": words, "visit": visit}
    assert Client().post(URL, data, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_it_opens_in_the_language_of_the_page(made: Form) -> None:
    add_welsh(made.questions.first().question, "Beth ddigwyddodd?")
    publish_form(form=made)
    woman = Saver(made)
    words = woman.save_secret()
    woman.open(words, prefix="/cy")
    assert "Beth ddigwyddodd?" in woman.text
    assert ESCAPED in woman.text


def test_the_way_in_stands_on_the_first_pages(made: Form) -> None:
    for path in ("/", f"/form/{made.slug}/"):
        assert 'href="/carry-on/"' in Client().get(path).content.decode()
    assert 'formaction="/carry-on/"' in Client().get("/your-words/").content.decode()


def test_a_draft_of_older_code_still_opens(made: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "asdict", lambda state: {**asdict(state), "gone_field": 1})
    words = Saver(made).save_secret()
    assert opens(words)


@pytest.mark.parametrize("sealed", [b"", b"nonsense", b"\xff" * 90])
def test_a_damaged_row_opens_nothing(made: Form, sealed: bytes) -> None:
    words = Saver(made).save_secret()
    Draft.objects.update(sealed=sealed)
    assert not opens(words)


def test_words_of_another_installation_open_nothing(made: Form, settings: Any) -> None:
    words = Saver(made).save_secret()
    settings.RECEIPT_KEY = "another key of another place, long enough"
    assert not opens(words)


# -- closing: what was begun before is taken for a day, also where it was saved meanwhile


@pytest.mark.parametrize("days_before", [0, 3])
def test_a_draft_of_before_closing_may_be_sent_for_a_day(made: Form, days_before: int) -> None:
    closes = made.consultation.closes_at
    with time_machine.travel(closes - timedelta(days=days_before, hours=2)):
        woman = Saver(made)
        words = woman.save_secret()
    with time_machine.travel(closes + timedelta(hours=2)):
        woman.open(words)
        assert ESCAPED in woman.text
        woman.press("continue", text=SECRET)
        words = woman.save()
        woman.open(words)
        woman.send()
        assert len(woman.words) == 6
    assert SealedResponse.objects.count() == 1


def test_after_that_day_its_words_are_there_to_copy(made: Form) -> None:
    closes = made.consultation.closes_at
    with time_machine.travel(closes - timedelta(hours=2)):
        woman = Saver(made)
        words = woman.save_secret()
    with time_machine.travel(closes + timedelta(hours=25)):
        woman.open(words)
        assert ESCAPED in woman.text
        assert "This could not be sent" in woman.text
        woman.press("send", shown="uses")  # what it carries for the other language sends nothing
        assert "This could not be sent" in woman.text
    assert not SealedResponse.objects.exists()


def test_a_draft_begun_after_closing_has_no_day(made: Form) -> None:
    """The closing day was moved to one before she began."""
    closes = made.consultation.closes_at
    with time_machine.travel(closes - timedelta(hours=2)):
        woman = Saver(made)
        words = woman.save_secret()
    page = made.consultation
    earlier = page.closes_on - timedelta(days=1)
    type(page).objects.filter(pk=page.pk).update(closes_on=earlier)
    with time_machine.travel(closes - timedelta(hours=1)):
        woman.open(words)
        assert "This could not be sent" in woman.text
