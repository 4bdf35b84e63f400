"""What a purge does: what is due goes, what is on hold stays, and a certificate says so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import AuditCheckpoint, AuditLine, User
from accounts.services import audit, broken_audit_lines
from feedback.intake.models import ReceiptSlip
from feedback.models import Answer, Form, Response
from feedback.review.forgetting import forget, forget_responses
from feedback.review.models import (
    LegalHold,
    Opening,
    PurgeCertificate,
    Redaction,
    RetentionPeriod,
    SafeguardingCase,
    SecondCheck,
    SecondLook,
    WaitingResponse,
)
from feedback.review.retention.holds import AlreadyLifted, HoldIncomplete, lift_hold, place_hold
from feedback.review.retention.services import NoSuchPeriod, set_period, what_is_due
from feedback.sealing import monday
from tests.feedback.review.conftest import actions
from tests.feedback.review.retention.conftest import Old, decide, purge, tomorrow
from tests.feedback.review.retention.test_due import age
from tests.feedback.review.test_sweep import URGENT

pytestmark = pytest.mark.django_db
Staff = Callable[..., Any]


# -- What goes


def test_an_original_goes_and_the_redacted_words_stay(read: Old, one_form: Form) -> None:
    row = read()
    assert purge().counts == {"originals": {one_form.slug: 1}}
    row.refresh_from_db()
    assert (bytes(row.sealed), row.status) == (b"", "read")
    assert Answer.objects.count() == 1


def test_a_response_goes_with_all_that_led_to_it(read: Old, reader: User) -> None:
    row = read(days=900)
    Redaction.objects.create(
        waiting=row, question_key="0" * 32, start=0, end=1, kind="PERSON", reason="other",
        by=reader, at=timezone.now(),
    )  # fmt: skip
    age(Response.objects.get(), 900)
    purge()
    for model in (Response, Answer, WaitingResponse, Redaction):
        assert not model.objects.exists()


def test_a_case_outlives_its_response_and_then_goes_too(read: Old, reader: User) -> None:
    row = read(URGENT, level=2, days=900)
    case = SafeguardingCase.objects.get(waiting=row)
    decide(case, days=10)
    age(Response.objects.get(), 900)
    purge()
    row.refresh_from_db()
    assert (bytes(row.sealed), row.receipt_hash, row.response_id) == (b"", None, None)
    decide(case, days=800)
    purge()
    assert not SafeguardingCase.objects.exists()
    assert not WaitingResponse.objects.exists()


def test_purging_twice_is_purging_once(read: Old) -> None:
    read()
    first, again = purge(), purge()
    assert first.certificate is not None
    assert (again.counts, again.certificate) == ({}, None)
    assert PurgeCertificate.objects.count() == 1


def test_unread_words_stay_and_the_command_says_so(
    waiting: Old, one_form: Form, capsys: pytest.CaptureFixture[str]
) -> None:
    row = waiting("canary words", days=3000)
    call_command("purge_expired")
    printed = capsys.readouterr()
    assert f"Unread for longer than its period, form {one_form.slug}: 1." in printed.err
    assert "Nothing is due." in printed.out
    assert "canary" not in printed.out + printed.err
    row.refresh_from_db()
    assert bytes(row.sealed)


def test_ended_logins_go_and_others_stay(db: None) -> None:
    now = timezone.now()
    for name, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=name, expire_date=now + timedelta(days=days))
    assert what_is_due().counts == {"sessions": {"": 1}}
    assert purge().certificate is None
    assert Session.objects.get().session_key == "new"


# -- The audit log, by whole months


def write_lines(user: User, *days: int) -> None:
    for ago in days:
        with time_machine.travel(timezone.now() - timedelta(days=ago)):
            audit(user=user, action="opened batch", subject=f"{ago} days ago")


def test_old_months_go_and_the_chain_stays_whole(reader: User) -> None:
    write_lines(reader, 900, 899, 850, 30, 1)
    assert purge().counts == {"audit": {"": 3}}
    assert AuditLine.objects.count() == 2
    assert broken_audit_lines() == []
    assert sum(point.lines for point in AuditCheckpoint.objects.all()) == 3
    audit(user=reader, action="opened batch", subject="now")
    assert broken_audit_lines() == []


def test_the_chain_goes_on_from_a_checkpoint_when_all_lines_went(reader: User) -> None:
    write_lines(reader, 900, 800)
    purge()
    audit(user=reader, action="opened batch", subject="now")
    assert broken_audit_lines() == []
    AuditCheckpoint.objects.update(last="0" * 64)
    assert len(broken_audit_lines()) == 1


@pytest.mark.parametrize("what", ["line", "checkpoint"])
def test_a_log_that_was_changed_is_not_deleted_and_all_else_goes(
    read: Old, reader: User, what: str
) -> None:
    write_lines(reader, 1000)
    purge()
    write_lines(reader, 850, 10)
    read()
    lines = AuditLine.objects.count()
    if what == "line":
        AuditLine.objects.filter(subject__startswith="850").update(subject="nothing")
    else:
        AuditCheckpoint.objects.update(lines=7)
    with pytest.raises(CommandError, match="The audit log was changed"):
        call_command("purge_expired")
    assert AuditLine.objects.count() == lines
    assert what_is_due().counts == {"audit": {"": 1}}
    assert PurgeCertificate.objects.first() is not None


def test_no_line_goes_while_anything_is_on_hold(
    reader: User, administrator: User, one_form: Form
) -> None:
    write_lines(reader, 900)
    place_hold(user=administrator, form=one_form, reason="A claim.", review_on=tomorrow())
    assert purge().counts == {}
    assert AuditLine.objects.count() == 2


# -- Holds


def test_what_is_on_hold_stays_and_is_listed_until_it_is_lifted(
    read: Old, one_form: Form, administrator: User
) -> None:
    row = read()
    hold = place_hold(user=administrator, form=one_form, reason="A claim.", review_on=tomorrow())
    report = purge()
    assert (report.counts, report.held) == ({}, {"originals": {one_form.slug: 1}})
    row.refresh_from_db()
    assert bytes(row.sealed)
    lift_hold(user=administrator, hold=hold, because="It is settled.")
    assert purge().counts == {"originals": {one_form.slug: 1}}
    assert actions()[-2:] == ["placed a legal hold", "lifted a legal hold"]


def test_a_case_on_hold_keeps_its_response_and_no_other(
    read: Old, one_form: Form, lead: User
) -> None:
    row, other = read(URGENT, level=2, days=900), read(days=900)
    case = SafeguardingCase.objects.get(waiting=row)
    decide(case, days=850)
    for response in Response.objects.all():
        age(response, 900)
    place_hold(user=lead, case=case, reason="The police asked.", ends_on=tomorrow())
    report = purge()
    assert report.held == {
        "originals": {one_form.slug: 1},
        "responses": {one_form.slug: 1},
        "cases": {one_form.slug: 1},
    }
    assert [r.pk for r in Response.objects.all()] == [row.response_id]
    assert not WaitingResponse.objects.filter(pk=other.pk).exists()


def test_a_hold_ends_by_itself_after_its_last_day(
    read: Old, one_form: Form, administrator: User
) -> None:
    read()
    hold = place_hold(user=administrator, form=one_form, reason="A claim.", ends_on=tomorrow())
    LegalHold.objects.filter(pk=hold.pk).update(ends_on=timezone.localdate())
    assert purge().counts == {}
    LegalHold.objects.filter(pk=hold.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert "originals" in purge().counts
    with pytest.raises(AlreadyLifted):
        lift_hold(user=administrator, hold=hold, because="Over.")


@pytest.mark.parametrize(
    "given",
    [
        {"reason": " ", "review_on": True},
        {"reason": "A claim."},
        {"reason": "A claim.", "ends_on": False},
        {"reason": "A claim.", "ends_on": True, "review_on": False},
    ],
)
def test_a_hold_needs_a_reason_and_a_day_to_come(
    one_form: Form, administrator: User, given: dict[str, Any]
) -> None:
    days = {True: tomorrow(), False: timezone.localdate() - timedelta(days=1)}
    values: dict[str, Any] = {k: days[v] if isinstance(v, bool) else v for k, v in given.items()}
    with pytest.raises(HoldIncomplete):
        place_hold(user=administrator, form=one_form, **values)
    assert not LegalHold.objects.exists()


@pytest.mark.parametrize(
    ("role", "on", "may"),
    [
        ("administrator", "form", True),
        ("administrator", "case", True),
        ("safeguarding_lead", "case", True),
        ("safeguarding_lead", "form", False),
        ("reviewer", "case", False),
        ("editor", "form", False),
    ],
)
def test_who_may_place_and_lift_a_hold(
    read: Old, one_form: Form, staff: Staff, other_area: Any, role: str, on: str, may: bool
) -> None:
    read(URGENT, level=2)
    what = {"form": one_form} if on == "form" else {"case": SafeguardingCase.objects.get()}
    elsewhere = staff(role, other_area).user
    for user in (elsewhere, staff(role, one_form.consultation.area).user):
        if user is elsewhere or not may:
            with pytest.raises(PermissionDenied):
                place_hold(user=user, reason="A claim.", review_on=tomorrow(), **what)
        else:
            hold = place_hold(user=user, reason="A claim.", review_on=tomorrow(), **what)
            with pytest.raises(PermissionDenied):
                lift_hold(user=elsewhere, hold=hold, because="No.")
            with pytest.raises(HoldIncomplete):
                lift_hold(user=user, hold=hold, because=" ")


# -- Periods


def test_a_period_is_set_and_taken_back(one_form: Form, administrator: User) -> None:
    set_period(user=administrator, form=one_form, kind="originals", length=30)
    set_period(user=administrator, form=one_form, kind="originals", length=40)
    assert RetentionPeriod.objects.get().length == 40
    set_period(user=administrator, form=one_form, kind="originals", length=None)
    assert not RetentionPeriod.objects.exists()
    assert actions() == ["set period of originals"] * 3


@pytest.mark.parametrize(
    ("kind", "length"), [("slips", 3), ("drafts", 3), ("unknown", 3), ("cases", 0), ("cases", 999)]
)
def test_a_period_that_makes_no_sense_is_refused(
    one_form: Form, administrator: User, kind: str, length: int
) -> None:
    with pytest.raises(NoSuchPeriod):
        set_period(user=administrator, form=one_form, kind=kind, length=length)


def test_only_administrators_of_the_area_set_periods(
    one_form: Form, staff: Staff, other_area: Any
) -> None:
    area = one_form.consultation.area
    for user in (staff("administrator", other_area).user, staff("editor", area).user):
        with pytest.raises(PermissionDenied):
            set_period(user=user, form=one_form, kind="cases", length=3)


def test_what_she_asked_goes_with_her_slip(read: Old) -> None:
    """Once nothing can be told to her any more, that she asked for a second look is not kept."""
    row = read(days=800)
    receipt = bytes(row.receipt_hash or b"")
    SecondLook.objects.create(receipt_hash=receipt, area=row.area, asked_on=timezone.localdate())
    old = timezone.localdate() - timedelta(days=800)
    ReceiptSlip.objects.filter(receipt_hash=receipt).update(week=monday(old))
    purge()
    assert SecondLook.objects.exists()  # her words are still held
    forget_responses([row.response_id or 0])
    purge()
    assert not ReceiptSlip.objects.exists()
    assert not SecondLook.objects.exists()


def test_of_a_case_whose_words_were_taken_back_no_trace_of_reading_stays(
    read: Old, lead: User
) -> None:
    row = read(level=2)
    SecondCheck.objects.get_or_create(waiting=row)
    Opening.objects.get_or_create(reader=lead, waiting=row, day=timezone.localdate())
    forget([bytes(row.receipt_hash or b"")])
    row.refresh_from_db()
    assert not SecondCheck.objects.exists()
    assert not Opening.objects.exists()
    assert row.receipt_hash is None
