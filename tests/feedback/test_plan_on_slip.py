"""Before she takes her words back she sees until when nothing is out: the day that we promise."""

from datetime import date

import pytest

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Form
from feedback.slips import open_slip, seal_part
from tests.feedback.holding import Holder, one_form, reader
from tests.feedback.review.conftest import sweep_now

__all__ = ["one_form", "reader"]
pytestmark = pytest.mark.pages
TOLD = "We mean to have a report out by"


def promise(form: Form, day: date) -> None:
    ConsultationPage.objects.filter(pk=form.consultation_id).update(reply_by=day)


def shown(her: Holder) -> str:
    her.press("take-back")
    return her.text


def test_the_day_is_shown_as_it_is_promised_now(one_form: Form) -> None:
    her = Holder(one_form)
    promise(one_form, date(2027, 3, 14))
    sweep_now()
    assert f"{TOLD} 14 March 2027" in shown(her)
    promise(one_form, date(2027, 4, 1))
    sweep_now()
    assert f"{TOLD} 1 April 2027" in shown(her)


def test_a_day_that_has_passed_is_not_promised(one_form: Form) -> None:
    her = Holder(one_form)
    promise(one_form, date(2026, 3, 14))
    sweep_now()
    assert TOLD not in shown(her)
    assert "all of them can go" in her.text


def test_before_a_sweep_no_day_is_made_up(one_form: Form) -> None:
    her = Holder(one_form)
    assert TOLD not in shown(her)
    assert "all of them can go" in her.text


def test_the_day_is_for_her_alone(one_form: Form) -> None:
    her = Holder(one_form)
    promise(one_form, date(2027, 3, 14))
    sweep_now()
    assert b"2027" not in bytes(her.slip.plan or b"")
    assert "plan" not in open_slip(her.slip, "six other words of no meaning")
    assert "14 March" not in her.press("look").content.decode()  # behind a second press


def test_once_it_is_out_that_day_is_shown_instead(one_form: Form, reader: User) -> None:
    her = Holder(one_form)
    sweep_now()
    slip = her.slip
    slip.outcome = seal_part({"published_on": "2027-03-01"}, bytes(slip.public_key))
    slip.save()
    assert "came out on 1 March 2027" in shown(her)
    assert TOLD not in her.text
