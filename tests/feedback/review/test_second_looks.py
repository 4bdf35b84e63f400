"""She sees what was taken out or set aside and why, and may ask once for a second look."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User
from feedback.intake.models import ReceiptAct
from feedback.models import Form
from feedback.redaction import REASONS as KNOWN_REASONS
from feedback.redaction import TOKENS, Span
from feedback.review.choices import DISCARD_REASONS
from feedback.review.models import Redaction, WaitingResponse
from feedback.review.quarantine import discard, put_back
from feedback.review.replies.look_views import pieces
from feedback.review.replies.looking import AlreadyAnswered, answer_look, open_again
from feedback.review.replies.models import SecondLook
from feedback.review.services import TakenBack, complete_review, open_batch
from feedback.second_looks import ASIDE, DETAILS, OUTCOMES, REASONS, reading_of
from feedback.services import withdraw
from tests.feedback.holding import Holder, one_form, reader
from tests.feedback.review.conftest import actions, first_key, sweep_now
from tests.fixtures.story import log_in

__all__ = ["one_form", "reader"]
Staff = Callable[..., Any]


@pytest.fixture
def her(one_form: Form, reader: User) -> Holder:
    """A woman whose words were read, with two details out."""
    her = Holder(one_form)
    sweep_now()
    batch = open_batch(user=reader, area=one_form.consultation.area)
    assert batch is not None
    spans = {
        first_key(one_form): [Span(0, 2, "PERSON", "other"), Span(3, 6, "CHILD_NAME", "child")]
    }
    complete_review(user=reader, waiting=WaitingResponse.objects.get(), spans=spans, level=0)
    sweep_now()
    return her


@pytest.fixture
def other(staff: Staff, one_form: Form) -> User:
    """Another reader of the area."""
    user = staff("reviewer", one_form.consultation.area).user
    assert isinstance(user, User)
    return user


def ask(her: Holder) -> SecondLook:
    her.press("look-again")
    sweep_now()
    return SecondLook.objects.get()


def test_every_token_reason_and_outcome_has_its_plain_words() -> None:
    assert {token.strip("[]") for token in TOKENS.values()} == set(DETAILS)
    assert set(KNOWN_REASONS) == set(REASONS)
    assert {key for key, _ in DISCARD_REASONS} == set(ASIDE)
    assert set(SecondLook.Outcome.values) == set(OUTCOMES)


@pytest.mark.parametrize(
    ("part", "read", "reasons"),
    [
        ({}, False, False),
        ({"read": {"removed": 1}}, True, False),
        ({"read": {"read": True, "removed": 1, "details": [["new", "new", 1]]}}, True, True),
        ({"read": {"removed": 1, "details": [["name", "her", 1, "2026-11-23"]]}}, True, True),
        ({"read": {"read": False, "held": 1}}, False, True),
        ({"read": {"read": False, "aside": ["unheard of"]}}, False, True),
    ],
)
def test_a_part_in_words(part: dict[str, Any], read: bool, reasons: bool) -> None:
    reading = reading_of(part)
    assert (reading.read, reading.has_reasons) == (read, reasons)
    assert all(str(line) for line in reading.aside)


def test_she_sees_what_was_taken_out_and_why_but_not_the_words(her: Holder) -> None:
    her.press("look")
    assert "2 details" in her.text
    assert "could show who a child is" not in her.text
    her.press("why")
    assert "<b>A name</b>: it could show who a child is" in her.text
    assert "<b>A name</b>: it could show who somebody is" in her.text
    assert "own words" not in her.text


def test_she_sees_in_which_week_words_were_taken_out_and_nothing_finer(her: Holder) -> None:
    for number, at in enumerate(("2026-11-25T22:10Z", "2026-12-01T09:00Z")):
        pk = Redaction.objects.order_by("start")[number].pk
        Redaction.objects.filter(pk=pk).update(at=at)
    sweep_now()
    her.press("look")
    assert "week of 23 November" in her.text
    her.press("why")
    assert '<span class="when">week of 23 November</span>' in her.text
    assert '<span class="when">week of 30 November</span>' in her.text
    for finer in ("25 November", "1 December", "22:10", "09:00"):
        assert finer not in her.text
    match = re.search(r'formaction="([^"]+)" lang="cy"', her.text)
    assert match is not None
    welsh = her.client.post(match[1], {"words": her.words, "visit": her.visit, "go": "why"})
    assert '<span class="when">wythnos 23 Tachwedd</span>' in welsh.content.decode()


def test_held_back_and_set_aside_are_told(one_form: Form, reader: User) -> None:
    her = Holder(one_form)
    sweep_now()
    rows = WaitingResponse.objects.all()
    rows.update(held_because="fast")
    sweep_now()
    her.press("look")
    assert "They wait apart until a person looks" in her.text
    her.press("why")
    assert "It looks as if a machine may have sent them" in her.text
    discard(user=reader, rows=rows, reason="same")
    sweep_now()
    her.press("look")
    assert "A person looked, and set them aside" in her.text
    her.press("why")
    assert "The same words came in many times." in her.text
    put_back(user=reader, rows=rows)
    sweep_now()
    her.press("look")
    assert "A person will read them" in her.text


def test_she_asks_once(her: Holder) -> None:
    her.press("look-again")
    her.press("look-again")
    assert ReceiptAct.objects.filter(kind="look").count() == 1
    assert "Another reader will look" in her.text
    sweep_now()
    her.press("look-again")
    assert not ReceiptAct.objects.filter(kind="look").exists()
    assert "Ask for a second look" not in her.text
    assert SecondLook.objects.count() == 1


def test_an_act_that_comes_again_after_the_sweep_is_the_same(her: Holder) -> None:
    look = ask(her)
    ReceiptAct.objects.create(receipt_hash=bytes(look.receipt_hash), kind="look")
    assert sweep_now().looks == 0
    assert SecondLook.objects.count() == 1
    assert not ReceiptAct.objects.exists()


def test_where_nothing_was_done_there_is_nothing_to_ask(one_form: Form) -> None:
    her = Holder(one_form)
    her.press("look-again")
    assert not ReceiptAct.objects.exists()


def test_a_different_reader_answers_and_she_is_told(her: Holder, other: User) -> None:
    look = ask(her)
    waiting = WaitingResponse.objects.get()
    assert open_again(user=other, look=look, waiting=waiting).answers
    answer_look(user=other, look=look, outcome="stays", words="A child was named.")
    with pytest.raises(AlreadyAnswered):
        answer_look(user=other, look=look, outcome="changed", words="x")
    sweep_now()
    her.press("why")
    assert "It stays as it is." in her.text
    assert "A child was named." in her.text
    assert "Ask for a second look" not in her.text
    assert actions()[-2:] == ["opened words again", "answered second look: stays"]


def test_the_first_reader_does_not_answer(her: Holder, reader: User) -> None:
    look = ask(her)
    with pytest.raises(PermissionDenied):
        answer_look(user=reader, look=look, outcome="stays", words="x")
    with pytest.raises(PermissionDenied):
        open_again(user=reader, look=look, waiting=WaitingResponse.objects.get())
    page = log_in(reader).get(reverse("replies:look", args=[look.pk]))
    assert "A different reader" in page.content.decode()
    assert not SecondLook.objects.exclude(outcome="").exists()


@pytest.mark.parametrize("role", ["facilitator", "contact_worker", "auditor"])
def test_nor_do_those_who_read_no_sealed_words(
    her: Holder, staff: Staff, one_form: Form, role: str
) -> None:
    look = ask(her)
    client = staff(role, one_form.consultation.area)
    with pytest.raises(PermissionDenied):
        answer_look(user=client.user, look=look, outcome="stays", words="x")
    assert client.get(reverse("replies:look", args=[look.pk])).status_code in {302, 403, 404}


@pytest.mark.parametrize(
    ("outcome", "words"), [("", "x"), ("lost", "x"), ("stays", " "), ("stays", "x" * 1_001)]
)
def test_an_answer_has_its_outcome_and_words(
    her: Holder, other: User, outcome: str, words: str
) -> None:
    with pytest.raises(ValueError, match="outcome"):
        answer_look(user=other, look=ask(her), outcome=outcome, words=words)


def test_words_of_another_woman_do_not_open_by_it(her: Holder, other: User, one_form: Form) -> None:
    look = ask(her)
    Holder(one_form, visit="e" * 32)
    sweep_now()
    stranger = WaitingResponse.objects.get(status="waiting")
    with pytest.raises(PermissionDenied):
        open_again(user=other, look=look, waiting=stranger)


def test_taking_back_ends_it(her: Holder, other: User) -> None:
    look = ask(her)
    waiting = WaitingResponse.objects.get()
    withdraw(her.slip)
    with pytest.raises(TakenBack):
        open_again(user=other, look=look, waiting=waiting)
    assert log_in(other).get(reverse("replies:look", args=[look.pk])).status_code == 404
    sweep_now()
    assert not SecondLook.objects.exists()


def test_the_screens(her: Holder, other: User) -> None:
    look = ask(her)
    client = log_in(other)
    listed = client.get(reverse("replies:looks")).content.decode()
    assert reverse("replies:look", args=[look.pk]) in listed
    words = reverse("replies:look_words", args=[look.pk, WaitingResponse.objects.get().pk])
    opened = client.get(words).content.decode()
    assert "<mark>my</mark> (Name: It is about somebody else)" in opened
    page = reverse("replies:look", args=[look.pk])
    missing = client.post(page, {"outcome": "", "words": "kept"}).content.decode()
    assert "Choose what came of it." in missing
    assert "kept" in missing
    client.post(page, {"outcome": "changed", "words": "The place is back."})
    assert "The place is back." in client.get(page).content.decode()


def test_pieces_pass_over_what_does_not_fit() -> None:
    spans = [
        Redaction(start=0, end=2, kind="PERSON", reason="other"),
        Redaction(start=1, end=3, kind="PERSON", reason="other"),
        Redaction(start=4, end=99, kind="PERSON", reason="other"),
    ]
    assert [piece["text"] for piece in pieces("abcdef", spans)] == ["", "ab", "cdef"]
