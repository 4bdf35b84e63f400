"""First words of responses in lists: the main answer's, and none where they are hard to read."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from feedback.models import Form, Response
from feedback.review.excerpts import first_words, hard_ones
from feedback.review.models import WaitingResponse
from feedback.review.services import complete_review
from feedback.services import Translated, translate_answers
from tests.factories.feedback import make_response
from tests.feedback.review.conftest import first_key, two_answers
from tests.fixtures.story import StaffClient

Opened = Callable[..., WaitingResponse]
URGENT = "he said he will kill me tonight"


def first_of(response: Response) -> str:
    return first_words({response.pk: response.version}).get(response.pk, "")


def test_the_first_answer_with_words_in_the_order_of_the_form_names_a_response(
    one_form: Form,
) -> None:
    for _ in range(6):  # ids are random, so each order comes up
        both = two_answers(one_form, "The main thing", "A minor one")
        assert first_of(make_response(one_form, answers=both)) == "The main thing"
    none_first = two_answers(one_form, " ", "A minor one")
    assert first_of(make_response(one_form, answers=none_first)) == "A minor one"


def test_a_response_without_words_has_none(one_form: Form) -> None:
    assert first_of(make_response(one_form, answers={})) == ""


@pytest.mark.parametrize(("level", "hard"), [(1, True), (0, False)])
@pytest.mark.pages
def test_hard_words_are_folded_where_they_are_translated_and_replied_to(
    opened: Opened, reader: User, staff: Callable[..., StaffClient], level: int, hard: bool
) -> None:
    waiting = opened(URGENT, receipt_hash=("ab" * 32))
    area = waiting.area
    key = first_key(waiting.version.form)
    response = complete_review(user=reader, waiting=waiting, spans={key: []}, level=level)
    translate_answers(response=response, translated={key: Translated("cy", "")})
    answer = response.answers.get()
    for role, address in (
        ("reviewer", reverse("reading_room:translation", args=[answer.pk])),
        ("facilitator", reverse("replies:write", args=[response.pk])),
    ):
        page = staff(role, area).get(address).content.decode()
        before, _, after = page.partition(URGENT)
        assert after, address
        assert ("<details" in before.split("<main", 1)[-1]) is hard, address
        assert ("<summary>Open her words" in before) is hard, address
        assert ("Abuse at a person" in before) is hard, address
    listed = staff("reviewer", area).get(reverse("reading_room:translations")).content.decode()
    assert (URGENT in listed) is not hard
    assert ("Hard to read: her words are not shown" in listed) is hard


@pytest.mark.parametrize(
    ("text", "level", "hard"),
    [
        (URGENT, 1, True),
        ("you are a useless bitch", 0, True),
        ("They listened", 2, True),
        (URGENT, 0, False),
        ("They listened", 1, False),
    ],
)
@pytest.mark.pages
def test_hard_words_stay_out_of_lists(
    opened: Opened,
    reader: User,
    staff: Callable[..., StaffClient],
    text: str,
    level: int,
    hard: bool,
) -> None:
    waiting = opened(text)
    key = first_key(waiting.version.form)
    stored = complete_review(user=reader, waiting=waiting, spans={key: []}, level=level)
    assert hard_ones([stored.pk]) == ({stored.pk} if hard else set())
    client = staff("reviewer", waiting.area)
    for name in ("reading_room:read", "replies:replies"):
        shown = client.get(reverse(name)).content.decode()
        assert (text in shown) is not hard
        assert ("Hard to read: her words are not shown in this list" in shown) is hard


TITLES = {
    "reading_room:queue": "Reading room",
    "reading_room:read": "What was read",
    "reading_room:names": "Names",
    "reading_room:translations": "Translations",
    "replies:replies": "Replies",
    "replies:looks": "Second looks",
}


@pytest.mark.pages
def test_each_screen_has_a_title_of_its_own_and_our_name(
    one_form: Form, staff: Callable[..., StaffClient]
) -> None:
    client = staff("reviewer", one_form.consultation.area)
    for name, title in TITLES.items():
        assert f"<title>{title} - Alongside</title>" in client.get(reverse(name)).content.decode()
