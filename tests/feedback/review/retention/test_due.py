"""What is due and what is not: each reason to keep something is tried on its own."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from core.models import Area
from feedback.intake.models import ReceiptAct, ReceiptSlip, SealedResponse
from feedback.models import EqualityAnswer, Form, FormVersion, Response
from feedback.review.duty.models import Alarm, LeadPeriod
from feedback.review.models import (
    RetentionPeriod,
    ReviewBatch,
    SafeguardingCase,
    SecondCheck,
    WaitingResponse,
)
from feedback.review.redacting.checks import unchecked
from feedback.review.retention import due
from feedback.review.retention.services import purge_expired, what_is_due
from feedback.sealing import monday, random_id
from tests.factories.feedback import make_form
from tests.feedback.review.conftest import Send
from tests.feedback.review.retention.conftest import Old, decide
from tests.feedback.review.test_sweep import URGENT

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
YEARS = 3 * 365


def originals() -> int:
    return due.originals(TODAY()).count()


# -- Sealed originals


@pytest.mark.parametrize(("days", "number"), [(91, 1), (90, 0), (1, 0)])
def test_an_original_is_due_when_its_period_is_over(read: Old, days: int, number: int) -> None:
    read(days=days)
    assert originals() == number


def test_an_unread_original_is_never_due(waiting: Old) -> None:
    waiting(days=YEARS)
    assert originals() == 0
    assert due.unread_too_long(TODAY()).count() == 1


def test_an_original_that_was_read_a_moment_ago_can_still_be_corrected(read: Old) -> None:
    row = read(days=200)
    assert row.batch_id is not None
    ReviewBatch.objects.filter(pk=row.batch_id).update(opened_at=timezone.now())
    assert originals() == 0
    opened = timezone.now() - timedelta(days=15)
    ReviewBatch.objects.filter(pk=row.batch_id).update(opened_at=opened)
    assert originals() == 1


def test_an_original_in_an_open_case_is_not_due(read: Old, reader: User) -> None:
    row = read(URGENT, level=2)
    case = SafeguardingCase.objects.get(waiting=row)
    assert originals() == 0
    decide(case, days=1)
    assert originals() == 1


@pytest.mark.parametrize(("days", "number"), [(100, 0), (200, 1)])
def test_a_check_that_waits_keeps_its_original_for_half_a_year(
    read: Old, days: int, number: int
) -> None:
    SecondCheck.objects.get_or_create(waiting=read(days=days))
    due.register_keeper(unchecked)
    assert originals() == number


def test_an_original_that_a_module_keeps_is_not_due(read: Old) -> None:
    row = read()
    read()
    due.register_keeper(lambda: WaitingResponse.objects.filter(pk=row.pk))
    assert [found.pk for found in due.originals(TODAY())] != [row.pk]
    assert originals() == 1


@pytest.mark.parametrize(("length", "number"), [(30, 1), (101, 0), (99, 1)])
def test_a_form_has_a_period_of_its_own(
    read: Old, one_form: Form, length: int, number: int
) -> None:
    read(days=100)
    RetentionPeriod.objects.create(form=one_form, kind="originals", length=length)
    RetentionPeriod.objects.create(form=one_form, kind="responses", length=1)
    assert originals() == number


def test_the_period_of_another_form_says_nothing_of_this_one(read: Old, one_form: Form) -> None:
    read(days=50)
    other = make_form(one_form.consultation)
    RetentionPeriod.objects.create(form=other, kind="originals", length=10)
    assert originals() == 0


# -- Discarded


def test_what_was_discarded_is_due_and_what_is_held_back_is_not(waiting: Old) -> None:
    gone, kept = waiting(days=91), waiting(days=91)
    WaitingResponse.objects.filter(pk=gone.pk).update(status="discarded")
    WaitingResponse.objects.filter(pk=kept.pk).update(held_because="flood")
    assert [row.pk for row in due.discarded(TODAY())] == [gone.pk]


def test_a_row_that_only_a_case_is_left_of_stays_with_it(read: Old, reader: User) -> None:
    row = read(URGENT, days=200, level=2)
    WaitingResponse.objects.filter(pk=row.pk).update(status="set_aside", sealed=b"")
    assert not due.discarded(TODAY()).exists()


# -- Responses


def age(response: Response, days: int, published: int | None = None) -> None:
    week = monday(TODAY() - timedelta(days=days))
    Response.objects.filter(pk=response.pk).update(week=week)
    day = TODAY() - timedelta(days=days if published is None else published)
    FormVersion.objects.filter(pk=response.version_id).update(published_on=day)


@pytest.mark.parametrize(
    ("days", "published", "number"),
    [
        (800, 800, 1),
        (700, 700, 0),
        (800, 700, 0),  # an old week that was brought in since
        (724, 900, 0),  # the week began before the limit and ended after it
    ],
)
def test_a_response_is_as_old_as_its_week_and_its_form(
    one_form: Form, response: Callable[..., Response], days: int, published: int, number: int
) -> None:
    age(response(one_form), days, published)
    assert due.responses(TODAY()).count() == number


def test_a_response_with_an_open_case_is_not_due(read: Old, reader: User) -> None:
    row = read(URGENT, level=2, days=900)
    age(Response.objects.get(), 900)
    assert not due.responses(TODAY()).exists()
    decide(SafeguardingCase.objects.get(waiting=row), days=1)
    assert due.responses(TODAY()).count() == 1


# -- Cases, slips, equality, audit


@pytest.mark.parametrize(("days", "number"), [(800, 1), (700, 0), (None, 0)])
def test_a_case_is_due_by_the_day_of_its_decision(
    read: Old, reader: User, days: int | None, number: int
) -> None:
    row = read(URGENT, level=2, days=900)
    if days is not None:
        decide(SafeguardingCase.objects.get(waiting=row), days)
    assert due.cases(TODAY()).count() == number


def slip(days: int, receipt: bytes = b"r" * 32) -> ReceiptSlip:
    week = monday(TODAY() - timedelta(days=days))
    return ReceiptSlip.objects.create(
        receipt_hash=receipt, public_key=b"k" * 32, week=week, received=b"x"
    )


@pytest.mark.parametrize(("days", "number"), [(380, 1), (360, 0)])
def test_a_slip_is_due_when_its_period_is_over(days: int, number: int) -> None:
    slip(days)
    assert len(due.slips(TODAY())) == number


def test_a_slip_stays_while_there_is_something_to_take_back(
    read: Old, waiting: Old, one_form: Form
) -> None:
    stored, still_waiting = read(days=400), waiting(days=400)
    assert ReceiptSlip.objects.count() == 2
    assert due.slips(TODAY()) == []
    still_waiting.delete()
    Response.objects.all().delete()
    assert len(due.slips(TODAY())) == 1  # the row that waits was emptied, but is there
    stored.delete()
    assert len(due.slips(TODAY())) == 2


@pytest.mark.parametrize("what", ["sealed", "act"])
def test_a_slip_stays_while_anything_of_hers_is_on_its_way(what: str) -> None:
    old = slip(400)
    if what == "sealed":
        SealedResponse.objects.create(key_id="k", week=old.week, sealed=b"x")
    else:
        ReceiptAct.objects.create(receipt_hash=old.receipt_hash, kind="consent")
    assert due.slips(TODAY()) == []


@pytest.mark.parametrize(("months", "number"), [(26, 1), (24, 0)])
def test_equality_answers_go_by_whole_months(one_form: Form, months: int, number: int) -> None:
    month = (TODAY() - timedelta(days=months * 30.5)).replace(day=1)
    EqualityAnswer.objects.create(
        id=random_id(), consultation=one_form.consultation, month=month, wording="w",
        question="q", option="o",
    )  # fmt: skip
    assert due.equality(TODAY()).count() == number


@pytest.mark.parametrize(("ended", "number"), [(YEARS, 2), (30, 0), (None, 0)])
def test_alarms_and_times_of_leads_go_long_after_they_ended(
    area: Area, reader: User, ended: int | None, number: int
) -> None:
    long_ago = timezone.now() - timedelta(days=2 * YEARS)
    end = None if ended is None else timezone.now() - timedelta(days=ended)
    Alarm.objects.create(area=area, kind="unread", raised_at=long_ago, ended_at=end)
    LeadPeriod.objects.create(
        area=area, person=reader, first_day=long_ago, last_day=end and end.date(), reach="room 2"
    )
    assert sum(what_is_due().counts.get("duty", Counter()).values()) == number
    purge_expired(ran_by="a test")
    assert (Alarm.objects.count(), LeadPeriod.objects.count()) == ((0, 0) if number else (1, 1))


def test_a_dry_run_counts_by_kind_and_form_and_changes_nothing(
    read: Old, waiting: Old, one_form: Form, reader: User
) -> None:
    read(days=100)
    waiting(days=100)
    audit(user=reader, action="opened batch", subject="x")
    report = what_is_due()
    assert report.counts == {"originals": {one_form.slug: 1}}
    assert report.unread == {one_form.slug: 1}
    assert report.certificate is None
    assert not WaitingResponse.objects.filter(sealed=b"").exists()


def test_nothing_is_due_on_the_first_day(send: Send, opened: Callable[..., Any]) -> None:
    opened()
    report = what_is_due()
    assert (report.counts, report.held, report.unread, report.keys) == ({}, {}, {}, [])
