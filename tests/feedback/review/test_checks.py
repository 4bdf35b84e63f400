"""The second check: what is drawn, who may look, and what is noted."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from feedback.models import Answer, Form
from feedback.redaction import Span
from feedback.review.models import ReviewBatch, SecondCheck, WaitingResponse
from feedback.review.redacting.checks import (
    AlreadyChecked,
    checks_for,
    complete_check,
    figures_for,
    open_check,
)
from feedback.review.redacting.sample import draw_from, draw_from_finished, sample_size
from feedback.review.services import complete_review, open_batch
from feedback.review.welfare.batches import hand_back_batch
from tests.feedback.review.conftest import Send, actions, first_key, sweep_now

Staff = Callable[..., Any]
WORDS = "My worker Sarah rang about Zanzibar"
SARAH = Span(10, 15, "STAFF_NAME", "staff")
ZANZIBAR = Span(27, 35, "PLACE_SPECIFIC", "rare")


@pytest.mark.parametrize(
    ("read", "drawn"), [(0, 0), (1, 1), (2, 2), (3, 2), (10, 2), (20, 2), (21, 3), (100, 10)]
)
def test_two_or_a_tenth_are_drawn(read: int, drawn: int) -> None:
    assert sample_size(read) == drawn


@pytest.fixture
def batch(send: Send, reader: User, one_form: Form) -> ReviewBatch:
    """A batch of four that nobody has read."""
    for _ in range(4):
        send(WORDS)
    sweep_now()
    batch = open_batch(user=reader, area=one_form.consultation.area)
    assert batch is not None
    return batch


def read(user: User, batch: ReviewBatch, number: int = 4) -> None:
    """Read so many of a batch, Sarah out."""
    rows = WaitingResponse.objects.filter(batch=batch, status="waiting").order_by("pk")
    for waiting in list(rows)[:number]:
        key = first_key(waiting.version.form)
        complete_review(user=user, waiting=waiting, spans={key: [SARAH]}, level=0)


def test_nothing_is_drawn_before_the_batch_is_finished(batch: ReviewBatch, reader: User) -> None:
    read(reader, batch, 3)
    assert not SecondCheck.objects.exists()
    read(reader, batch, 1)
    assert SecondCheck.objects.count() == 2
    assert draw_from(batch, random.Random(1)) == 0


def test_what_was_read_is_drawn_from_when_the_rest_goes_back(
    batch: ReviewBatch, reader: User
) -> None:
    read(reader, batch, 3)
    hand_back_batch(user=reader, batch=batch)
    assert SecondCheck.objects.count() == 2
    assert draw_from_finished() == 0


def test_a_sweep_draws_from_what_was_left_lying(batch: ReviewBatch, reader: User) -> None:
    read(reader, batch, 1)
    WaitingResponse.objects.filter(batch=batch, status="waiting").update(batch=None)
    assert draw_from_finished() == 1
    assert draw_from_finished() == 0


def test_another_reader_checks_and_what_she_finds_goes_out(
    batch: ReviewBatch, reader: User, staff: Staff
) -> None:
    read(reader, batch)
    second = staff("reviewer", batch.area).user
    check = checks_for(second)[0]
    payload = open_check(user=second, check=check)
    key = first_key(check.waiting.version.form)
    stored = complete_check(user=second, check=check, spans={key: [ZANZIBAR]}, payload=payload)
    check.refresh_from_db()
    assert (check.by, check.missed, check.given_back) == (
        second,
        {"PLACE_SPECIFIC": 1},
        {"STAFF_NAME": 1},
    )
    texts = sorted(Answer.objects.values_list("text", flat=True))
    assert texts.count("My worker Sarah rang about [place]") == 1
    assert Answer.objects.get(response=stored.response).text.endswith("[place]")
    assert "opened response again: check" in actions()
    (figures,) = figures_for(second)
    assert (figures.checked, figures.missed, figures.kinds) == (1, 1, [("Place", 1)])
    assert (figures.share, figures.waiting, figures.hers) == (None, 1, 1)
    with pytest.raises(AlreadyChecked):
        complete_check(user=second, check=check, spans={}, payload=payload)
    with pytest.raises(AlreadyChecked):
        open_check(user=second, check=check)


def test_nobody_checks_what_she_read_herself(batch: ReviewBatch, reader: User) -> None:
    read(reader, batch)
    assert not checks_for(reader).exists()
    check = SecondCheck.objects.all()[0]
    with pytest.raises(PermissionDenied):
        open_check(user=reader, check=check)
    (figures,) = figures_for(reader)
    assert (figures.waiting, figures.hers) == (2, 0)


def test_a_reader_of_another_area_checks_nothing(
    batch: ReviewBatch, reader: User, staff: Staff, other_area: Any
) -> None:
    read(reader, batch)
    stranger = staff("reviewer", other_area).user
    assert not checks_for(stranger).exists()
    with pytest.raises(PermissionDenied):
        open_check(user=stranger, check=SecondCheck.objects.all()[0])


def test_what_can_not_be_opened_any_more_waits_for_nobody(
    batch: ReviewBatch, reader: User, staff: Staff
) -> None:
    read(reader, batch)
    second = staff("reviewer", batch.area).user
    WaitingResponse.objects.update(sealed=b"")
    assert not checks_for(second).exists()
    assert figures_for(second)[0].waiting == 0
