"""What organisations sent goes when its time is over: addresses first, then originals, then all."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.bodies.models import BodyAnswer, BodyReading
from consultations.models import ConsultationPage
from tests.factories.bodies import make_body
from tests.feedback.review.retention.conftest import purge

pytestmark = pytest.mark.django_db
Make = Callable[..., ConsultationPage]


def old(page: ConsultationPage, days: int, read_days: int = 0, **fields: object) -> BodyAnswer:
    """What was sent so many days ago, and read so many days ago."""
    sent_at = timezone.now() - timedelta(days=days)
    answer = make_body(page, sent_at=sent_at, email="a@body.example", **fields)  # type: ignore[arg-type]
    read_on = timezone.localdate() - timedelta(days=read_days)
    BodyReading.objects.filter(answer=answer).update(read_on=read_on)
    return answer


@pytest.mark.parametrize(("days", "left"), [(150, "a@body.example"), (190, "")])
def test_an_address_goes_after_six_months(consultation: Make, days: int, left: str) -> None:
    answer = old(consultation(), days)
    assert purge().counts == ({} if left else {"body_contacts": {"": 1}})
    answer.refresh_from_db()
    assert answer.email == left
    assert answer.said


def test_an_address_goes_also_of_what_nobody_has_read(consultation: Make) -> None:
    answer = old(consultation(), 190, read=False)
    purge()
    answer.refresh_from_db()
    assert (answer.email, bool(answer.said)) == ("", True)


@pytest.mark.parametrize(("days", "is_left"), [(90, True), (91, False)])
def test_what_was_sent_goes_and_what_may_be_shown_stays(
    consultation: Make, days: int, is_left: bool
) -> None:
    answer = old(consultation(), 100, days)
    purge()
    answer.refresh_from_db()
    assert bool(answer.said) == is_left
    assert answer.reading.said[0]["text"] == "Gate pick-ups work."


@pytest.mark.parametrize(("days", "is_left"), [(90, True), (91, False)])
def test_what_was_set_aside_goes_whole(consultation: Make, days: int, is_left: bool) -> None:
    old(consultation(), 100, days)
    BodyReading.objects.update(status=BodyReading.Status.ASIDE, said=[])
    purge()
    assert BodyAnswer.objects.exists() == is_left


def test_what_was_put_back_waits_however_long(consultation: Make) -> None:
    answer = old(consultation(), 100, 91)
    BodyReading.objects.update(status=BodyReading.Status.WAITING, said=[])
    purge()
    answer.refresh_from_db()
    assert answer.said


@pytest.mark.parametrize(("days", "is_left"), [(700, True), (740, False)])
def test_all_of_it_goes_after_two_years(consultation: Make, days: int, is_left: bool) -> None:
    old(consultation(), days)
    purge()
    assert BodyAnswer.objects.exists() == BodyReading.objects.exists() == is_left
