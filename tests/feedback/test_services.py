from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from feedback.intake.models import ClosedVisit, IntakeKey, ReceiptSlip, SealedResponse
from feedback.keys import NoIntakeKey, PrivateKeyMissing, create_key, private_key
from feedback.models import Answer, Form, Response
from feedback.payload import Payload
from feedback.sealing import NotOpened, unseal
from feedback.selectors import answers_for, live_version, responses_for
from feedback.services import (
    NothingToAsk,
    is_closed,
    is_taken,
    leave_visit,
    may_repeat_receipt,
    publish_form,
    record_response,
    submit_response,
    withdraw,
)
from feedback.slips import find_slip, open_slip
from feedback.uses import OFFERED, Use, clean_uses
from tests.factories.feedback import live, make_payload

VISIT = "f" * 32
MakeForm = Callable[..., Form]
pytestmark = pytest.mark.django_db


@pytest.fixture
def payload(form: MakeForm, intake_key: IntakeKey) -> Payload:
    return make_payload(form(), "They listened.")


def test_what_she_sent_can_be_opened_with_the_private_key(
    payload: Payload, intake_key: IntakeKey
) -> None:
    submit_response(payload=payload, visit=VISIT)
    sealed = bytes(SealedResponse.objects.get().sealed)
    opened = Payload.from_bytes(unseal(sealed, private_key(intake_key.id)))
    assert opened.answers == payload.answers


def test_no_word_of_hers_stands_in_the_intake(payload: Payload) -> None:
    submit_response(payload=payload, visit=VISIT)
    assert b"listened" not in bytes(SealedResponse.objects.get().sealed)


def test_sending_twice_is_one_response_with_one_receipt(payload: Payload) -> None:
    first = submit_response(payload=payload, visit=VISIT)
    assert submit_response(payload=payload, visit=VISIT) == first
    assert SealedResponse.objects.count() == ReceiptSlip.objects.count() == 1


def test_the_same_words_of_another_woman_are_a_second_response(payload: Payload) -> None:
    first = submit_response(payload=payload, visit=VISIT)
    assert submit_response(payload=payload, visit="e" * 32) != first
    assert SealedResponse.objects.count() == 2


def test_a_visit_is_sent_once_whatever_changed_meanwhile(payload: Payload) -> None:
    """Another use ticked, another language, Monday instead of Sunday: one row, one receipt."""
    first = submit_response(payload=payload, visit=VISIT)
    for change in ({"uses": ["public"]}, {"language": "cy"}, {"week": "2026-01-05"}):
        assert submit_response(payload=replace(payload, **change), visit=VISIT) == first
    assert SealedResponse.objects.count() == ReceiptSlip.objects.count() == 1
    assert find_slip(first) is not None


def test_nothing_is_taken_without_a_key(form: MakeForm) -> None:
    with pytest.raises(NoIntakeKey):
        submit_response(payload=make_payload(form()), visit=VISIT)
    assert not SealedResponse.objects.exists()
    assert not is_closed(VISIT)


def test_a_private_key_that_is_missing_is_named() -> None:
    with pytest.raises(PrivateKeyMissing, match=r"intake-abc\.key"):
        private_key("abc")


def test_a_new_key_retires_the_one_before(intake_key: IntakeKey, payload: Payload) -> None:
    second = create_key()
    submit_response(payload=payload, visit=VISIT)
    row = SealedResponse.objects.get()
    assert row.key_id == second.id
    with pytest.raises(NotOpened):
        unseal(bytes(row.sealed), private_key(intake_key.id))


def test_her_six_words_open_her_slip(payload: Payload) -> None:
    code = submit_response(payload=payload, visit=VISIT)
    found = find_slip(code.upper())
    assert found is not None
    received = {"week": payload.week, "uses": payload.uses, "wording": 1, "n": 0, "acts": 0}
    assert open_slip(*found) == {"received": received}


@pytest.mark.parametrize("typed", ["", "six wrong words that open nothing", "copper lantern"])
def test_other_words_open_nothing(payload: Payload, typed: str) -> None:
    submit_response(payload=payload, visit=VISIT)
    assert find_slip(typed) is None


def test_the_stored_hash_does_not_open_the_slip(payload: Payload) -> None:
    code = submit_response(payload=payload, visit=VISIT)
    found = find_slip(code)
    assert found is not None
    assert open_slip(found[0], "other six words of no meaning") == {}


def test_taking_words_back_holds_at_once(form: MakeForm, intake_key: IntakeKey) -> None:
    payload = make_payload(form())
    code = submit_response(payload=payload, visit=VISIT)
    found = find_slip(code)
    assert found is not None
    hashed = bytes(found[0].receipt_hash)
    record_response(
        payload=replace(payload, receipt_hash=hashed.hex()),
        intake_hash=b"1" * 32,
        answers=payload.answers,
    )
    assert responses_for(use=Use.READING_TEAM).count() == 1
    withdraw(found[0])
    assert not responses_for(use=Use.READING_TEAM).exists()
    assert not answers_for(use=Use.READING_TEAM).exists()
    assert find_slip(code) is None


def test_taking_one_back_leaves_those_without_a_receipt(
    form: MakeForm, response: Callable[..., Response], intake_key: IntakeKey
) -> None:
    paper = response(form())
    code = submit_response(payload=make_payload(form()), visit=VISIT)
    found = find_slip(code)
    assert found is not None
    withdraw(found[0])
    assert list(responses_for(use=Use.READING_TEAM)) == [paper]


@pytest.mark.parametrize("use", OFFERED)
def test_words_go_only_where_she_allowed(
    form: MakeForm, response: Callable[..., Response], use: Use
) -> None:
    allowed = response(form(), uses=[use.value])
    response(form(), uses=[other.value for other in OFFERED if other is not use])
    response(form())
    assert [a.response_id for a in answers_for(use=use)] == [allowed.pk]
    assert answers_for(use=Use.READING_TEAM).count() == 3


def test_a_use_that_was_not_offered_is_dropped() -> None:
    assert clean_uses(["public", "reading_team", "sell", "report"]) == ["report", "public"]


def test_nul_is_kept_as_the_sign_for_unknown(
    form: MakeForm, response: Callable[..., Response]
) -> None:
    response(form(), "a\0b")
    assert Answer.objects.get().text == "a\ufffdb"


def test_the_same_intake_row_is_stored_once(form: MakeForm) -> None:
    payload = make_payload(form())
    for _ in range(2):
        record_response(payload=payload, intake_hash=b"1" * 32, answers=payload.answers)
    assert Response.objects.count() == 1


def test_leaving_closes_a_visit() -> None:
    assert not is_closed(VISIT)
    leave_visit(VISIT)
    leave_visit(VISIT)
    assert is_closed(VISIT)
    assert not is_closed("e" * 32)


def test_a_closed_visit_does_not_show_its_visit_or_its_time() -> None:
    leave_visit(VISIT)
    row = ClosedVisit.objects.get()
    assert row.week.weekday() == 0
    assert VISIT not in f"{row.pk:x}{bytes(row.mark).hex()}"


@pytest.mark.parametrize(("minutes", "may"), [(0, True), (8, True), (11, False), (2000, False)])
def test_the_receipt_repeats_for_ten_minutes(payload: Payload, minutes: int, may: bool) -> None:
    submit_response(payload=payload, visit=VISIT)
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        assert may_repeat_receipt(VISIT) is may


def test_the_receipt_never_repeats_after_leaving(payload: Payload) -> None:
    submit_response(payload=payload, visit=VISIT)
    leave_visit(VISIT)
    assert not may_repeat_receipt(VISIT)


def test_a_visit_that_was_left_without_sending_has_no_receipt() -> None:
    leave_visit(VISIT)
    assert not may_repeat_receipt(VISIT)


def test_publishing_the_same_questions_makes_no_version(form: MakeForm) -> None:
    made = form()
    assert publish_form(form=made) == live_version(made)
    assert made.versions.count() == 1


def test_publishing_changed_questions_keeps_the_old_version(form: MakeForm) -> None:
    made = form()
    question = made.questions.first().question
    question.text = "Reworded?"
    question.save()
    second = publish_form(form=made)
    old = made.versions.get(number=1)
    assert second.number == 2
    assert second.definition["questions"][0]["key"] == old.definition["questions"][0]["key"]
    assert old.definition["questions"][0]["text"]["en-gb"] == "What happened on the day?"


def test_a_form_without_questions_is_not_published(form: MakeForm) -> None:
    empty = form(publish=False)
    empty.questions.all().delete()
    with pytest.raises(NothingToAsk):
        publish_form(form=empty)


@pytest.mark.parametrize(("days", "taken"), [(0, True), (2, True), (3, False)])
def test_a_replaced_version_is_taken_for_two_days(form: MakeForm, days: int, taken: bool) -> None:
    version = live(form())
    today = timezone.localdate()
    version.replaced_on = today - timedelta(days=days)
    assert is_taken(version, today) is taken
