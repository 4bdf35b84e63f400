"""Opening a response again: who may, for how long, and what stays as it was."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from feedback.models import Answer, Response
from feedback.redaction import Span
from feedback.review.cases.services import decide_case
from feedback.review.models import Redaction, SafeguardingCase, WaitingResponse
from feedback.review.redacting.again import (
    NotRead,
    OriginalGone,
    StoredAgain,
    chosen_spans,
    more_out,
    open_again,
    store_again,
)
from feedback.review.services import TakenBack, complete_review
from feedback.services import Translated, withdraw
from feedback.signals import answers_changed
from feedback.slips import find_slip
from tests.feedback.review.conftest import actions, first_key

Opened = Callable[..., WaitingResponse]
WORDS = "My worker Sarah rang about Zanzibar"
SARAH = Span(10, 15, "STAFF_NAME", "staff")
ZANZIBAR = Span(27, 35, "PLACE_SPECIFIC", "rare")


@pytest.fixture
def was_read(opened: Opened, reader: User) -> Callable[..., WaitingResponse]:
    """was_read(span, …) stores WORDS without them."""

    def make(*spans: Span, level: int = 0) -> WaitingResponse:
        waiting = opened(WORDS)
        key = first_key(waiting.version.form)
        complete_review(user=reader, waiting=waiting, spans={key: spans}, level=level)
        waiting.refresh_from_db()
        return waiting

    return make


def again(user: User, waiting: WaitingResponse, *spans: Span, **more: Any) -> StoredAgain:
    payload = open_again(user=user, waiting=waiting, why="missed")
    key = first_key(waiting.version.form)
    return store_again(user=user, waiting=waiting, spans={key: spans}, payload=payload, **more)


def test_words_are_made_again_from_the_original(
    was_read: Callable[..., WaitingResponse], reader: User
) -> None:
    waiting = was_read(SARAH)
    answer = Answer.objects.get()
    again(reader, waiting, ZANZIBAR)
    after = Answer.objects.get()
    assert (after.pk, after.text) == (answer.pk, "My worker Sarah rang about [place]")
    assert Response.objects.get().pk == answer.response_id
    assert chosen_spans(waiting) == {first_key(waiting.version.form): [ZANZIBAR]}
    assert actions()[-2:] == ["opened response again: missed", "stored response again"]


def test_what_stays_out_stays_hers_who_took_it_out(
    was_read: Callable[..., WaitingResponse], reader: User, staff: Callable[..., Any]
) -> None:
    waiting = was_read(SARAH)
    second = staff("reviewer", waiting.area).user
    again(second, waiting, SARAH, ZANZIBAR)
    by = dict(Redaction.objects.values_list("kind", "by"))
    assert by == {"STAFF_NAME": reader.pk, "PLACE_SPECIFIC": second.pk}


def test_nothing_is_stored_twice_when_nothing_changes(
    was_read: Callable[..., WaitingResponse], reader: User
) -> None:
    waiting = was_read(SARAH)
    heard: list[object] = []
    listener = lambda **given: heard.append(given)  # noqa: E731
    answers_changed.connect(listener)
    try:
        again(reader, waiting, SARAH)
        assert heard == []
        again(reader, waiting, SARAH, ZANZIBAR)
    finally:
        answers_changed.disconnect(listener)
    assert [given["hides_more"] for given in heard] == [True]  # type: ignore[index]
    assert Redaction.objects.count() == 2


def test_the_original_that_is_gone_stays_gone(
    was_read: Callable[..., WaitingResponse], reader: User
) -> None:
    waiting = was_read(SARAH)
    payload = open_again(user=reader, waiting=waiting, why="missed")
    WaitingResponse.objects.update(sealed=b"")
    waiting.refresh_from_db()
    with pytest.raises(OriginalGone):
        open_again(user=reader, waiting=waiting, why="missed")
    with pytest.raises(OriginalGone):
        store_again(user=reader, waiting=waiting, spans={}, payload=payload)
    assert "[name]" in Answer.objects.get().text


def test_nobody_opens_again_what_was_taken_back(
    opened: Opened, send: Callable[..., str], reader: User, one_form: Any
) -> None:
    waiting = opened(WORDS)
    complete_review(user=reader, waiting=waiting, spans={}, level=0)
    waiting.refresh_from_db()
    payload = open_again(user=reader, waiting=waiting, why="kind")
    from feedback.intake.models import ReceiptSlip

    withdraw(ReceiptSlip.objects.get())
    before = actions()
    with pytest.raises(TakenBack):
        open_again(user=reader, waiting=waiting, why="kind")
    with pytest.raises(TakenBack):
        store_again(user=reader, waiting=waiting, spans={}, payload=payload)
    assert actions() == before
    assert find_slip("a b c d e f") is None


def test_nobody_opens_again_what_nobody_has_read(opened: Opened, reader: User) -> None:
    with pytest.raises(NotRead):
        open_again(user=reader, waiting=opened(WORDS), why="missed")


@pytest.mark.parametrize("why", ["", "curious", "other"])
def test_nobody_opens_again_without_a_reason(
    why: str, was_read: Callable[..., WaitingResponse], reader: User
) -> None:
    waiting = was_read()
    before = actions()
    with pytest.raises(ValueError, match="why"):
        open_again(user=reader, waiting=waiting, why=why)
    assert actions() == before


@pytest.mark.parametrize("role", ["facilitator", "editor", "auditor", "administrator"])
def test_others_open_nothing_again(
    role: str, was_read: Callable[..., WaitingResponse], staff: Callable[..., Any]
) -> None:
    waiting = was_read()
    with pytest.raises(PermissionDenied):
        open_again(user=staff(role, waiting.area).user, waiting=waiting, why="missed")


def test_a_reader_of_another_area_opens_nothing_again(
    was_read: Callable[..., WaitingResponse], staff: Callable[..., Any], other_area: Any
) -> None:
    waiting = was_read()
    stranger = staff("reviewer", other_area).user
    with pytest.raises(PermissionDenied):
        open_again(user=stranger, waiting=waiting, why="missed")


def test_a_span_outside_of_the_words_changes_nothing(
    was_read: Callable[..., WaitingResponse], reader: User
) -> None:
    waiting = was_read(SARAH)
    with pytest.raises(ValueError, match="span"):
        again(reader, waiting, Span(30, 99, "PERSON", "other"))
    assert Answer.objects.get().text.startswith("My worker [name]")


def test_a_concern_that_is_seen_now_opens_a_case(
    was_read: Callable[..., WaitingResponse], reader: User
) -> None:
    waiting = was_read()
    again(reader, waiting, level=2)
    assert SafeguardingCase.objects.get().level == 2


def test_what_the_lead_decided_stays_decided(
    was_read: Callable[..., WaitingResponse], reader: User, staff: Callable[..., Any]
) -> None:
    waiting = was_read(level=1)
    lead = staff("safeguarding_lead", waiting.area).user
    case = SafeguardingCase.objects.get()
    decide_case(user=lead, case=case, done=["service"], words="Told the centre.", seen=0)
    again(reader, waiting, level=0)
    case.refresh_from_db()
    assert case.decided_at is not None
    assert (case.level, case.marked_by) == (1, reader)


def test_a_translation_is_kept_and_changed_with_the_words(
    was_read: Callable[..., WaitingResponse], reader: User
) -> None:
    waiting = was_read(SARAH)
    key = first_key(waiting.version.form)
    again(reader, waiting, SARAH, translated={key: Translated("pl", "My worker rang")})
    answer = Answer.objects.get()
    assert (answer.language, answer.translation) == ("pl", "My worker rang")
    with pytest.raises(ValueError, match="language"):
        again(reader, waiting, SARAH, translated={key: Translated("xx", "")})


@pytest.mark.parametrize(
    ("before", "after", "more"),
    [
        ([], [SARAH], 1),
        ([SARAH], [SARAH], 0),
        ([SARAH], [], 0),
        ([SARAH], [Span(10, 15, "PERSON", "other")], 0),
        ([SARAH], [Span(10, 16, "PERSON", "other")], 1),
        ([SARAH, ZANZIBAR], [Span(11, 14, "PERSON", "other")], 0),
    ],
)
def test_what_is_more(before: list[Span], after: list[Span], more: int) -> None:
    assert len(more_out({"a": before}, {"a": after})) == more
    assert len(more_out({}, {"a": after})) == len(after)
