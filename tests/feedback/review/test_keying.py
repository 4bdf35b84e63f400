"""Keying: sealed like the web, once for each sheet, and keyed twice where the sheet is drawn."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from core.models import Area
from feedback.intake.models import ReceiptSlip, SealedResponse
from feedback.invites import make_code
from feedback.models import Form
from feedback.review.keying.differences import differences, settled
from feedback.review.keying.services import is_keyed
from feedback.review.keying.tickets import Ticket
from feedback.review.models import PrintRun, WaitingResponse
from feedback.review.paper.numbers import Copy
from feedback.sealing import NotOpened
from feedback.services import publish_form, withdraw
from feedback.slips import find_slip
from tests.factories.feedback import make_payload
from tests.feedback.review.conftest import actions, sweep_now
from tests.feedback.review.keying import SAID, Staff, begin, key, sent
from tests.fixtures.story import StaffClient

# -- what is sealed


def test_a_sheet_is_sealed_and_its_slip_opens_with_the_printed_words(
    worker: StaffClient, run: PrintRun, nobody_draws: None
) -> None:
    copy = Copy(run.pk, 7)
    page = key(worker, begin(worker, number=copy.number), uses=["report", "nonsense"])
    assert "Select a valid choice" in page  # nothing that was not on the sheet
    page = key(worker, begin(worker, number=copy.number), uses=["report"])
    (payload,) = sent()
    assert (payload.channel, payload.uses, payload.uses_wording) == ("paper", ["report"], 1)
    assert [answer.text for answer in payload.answers.values()] == [SAID]
    assert find_slip(copy.words) is not None
    assert not re.findall(r"<li>([a-z]+)</li>", page)  # where words would stand
    assert actions() == []  # no line beside it, so no time and no name


def test_it_goes_to_the_reading_room_with_its_channel(
    worker: StaffClient, run: PrintRun, nobody_draws: None
) -> None:
    key(worker, begin(worker, number=Copy(run.pk, 1).number))
    key(worker, begin(worker, number=Copy(run.pk, 2).number), helped="on")
    sweep_now()
    channels = WaitingResponse.objects.values_list("channel", flat=True)
    assert sorted(channels) == ["helped", "paper"]


def test_none_ticked_is_counted_only(
    worker: StaffClient, run: PrintRun, nobody_draws: None
) -> None:
    key(worker, begin(worker, number=Copy(run.pk, 1).number))
    assert sent()[0].uses == []


@pytest.mark.parametrize("channel", ["phone", "helped"])
def test_without_a_slip_she_gets_her_words_once(
    worker: StaffClient, one_form: Form, channel: str
) -> None:
    ticket = begin(worker, channel=channel, form=one_form.pk)
    page = key(worker, ticket, agreed="on")
    words = re.findall(r"<li>([a-z]+)</li>", page)
    assert find_slip(" ".join(words)) is not None
    assert re.findall(r"<li>([a-z]+)</li>", key(worker, ticket, agreed="on")) == words
    assert [payload.channel for payload in sent()] == [channel]
    with time_machine.travel(timezone.now() + timedelta(minutes=12)):
        later = key(worker, ticket, agreed="on")
    assert "nothing was added" in later
    assert not re.findall(r"<li>([a-z]+)</li>", later)


def test_the_version_on_the_sheet_is_keyed_not_the_one_that_is_live(
    worker: StaffClient, run: PrintRun, one_form: Form, nobody_draws: None
) -> None:
    one_form.questions.all()[1].delete()
    new = publish_form(form=one_form)
    key(worker, begin(worker, number=Copy(run.pk, 3).number))
    assert sent()[0].version == run.version_id != new.pk


# -- once


def test_keyed_twice_is_one_response_and_said_plainly(
    worker: StaffClient, run: PrintRun, nobody_draws: None
) -> None:
    number = Copy(run.pk, 1).number
    ticket = begin(worker, number=number)
    key(worker, ticket)
    assert "nothing was added" in key(worker, ticket, **{"q1-text": "Something else"})
    assert "was keyed before" in begin(worker, number=number)
    assert [p.answers for p in sent()] == [sent()[0].answers]
    assert SealedResponse.objects.count() == ReceiptSlip.objects.count() == 1


def test_after_the_sweep_and_after_taking_back_it_is_keyed_still(
    worker: StaffClient, run: PrintRun, nobody_draws: None
) -> None:
    copy = Copy(run.pk, 1)
    key(worker, begin(worker, number=copy.number))
    sweep_now()
    assert is_keyed(copy)
    found = find_slip(copy.words)
    assert found is not None
    withdraw(found[0])
    sweep_now()
    assert not ReceiptSlip.objects.exists()
    assert is_keyed(copy)
    assert "was keyed before" in begin(worker, number=copy.number)
    assert not is_keyed(Copy(run.pk, 2))


# -- mistakes lose nothing


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"as_written": ""}, "Compare it with the sheet, then tick this."),
        ({"q1-text": "  ", "q3-text": ""}, "There is no answer yet."),
        ({"q1-text": "x" * 20_001}, "20,001 characters"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(
    worker: StaffClient, run: PrintRun, fields: dict[str, str], said: str
) -> None:
    typed = {"q3-text": "[illegible] & <b>a bed</b>", **fields}
    page = key(worker, begin(worker, number=Copy(run.pk, 1).number), **typed)
    assert said in page
    if typed["q3-text"]:
        assert "[illegible] &amp; &lt;b&gt;a bed&lt;/b&gt;" in page
    assert sent() == []


def test_when_nothing_can_be_sealed_it_stays_on_the_page(
    worker: StaffClient, run: PrintRun, one_form: Form, nobody_draws: None, intake_key: Any
) -> None:
    ticket = begin(worker, number=Copy(run.pk, 1).number)
    type(intake_key).objects.all().delete()
    page = key(worker, ticket)
    assert "could not be sealed now" in page
    assert SAID in page


def test_on_the_phone_she_has_to_agree_first(worker: StaffClient, one_form: Form) -> None:
    page = key(worker, begin(worker, channel="phone", form=one_form.pk))
    assert "Read it to her first" in page
    assert sent() == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"number": "1-001-AAAA"}, "not a number of a form printed for your areas"),
        ({"number": ""}, "Choose the form, or type the number"),
        ({"number": "COPY", "channel": "phone"}, "Only a paper form has a number"),
        ({"number": "BEYOND"}, "not a number of a form printed for your areas"),
    ],
)
def test_what_can_not_be_begun_says_why(
    worker: StaffClient, run: PrintRun, fields: dict[str, str], said: str
) -> None:
    known = {"COPY": Copy(run.pk, 1).number, "BEYOND": Copy(run.pk, 21).number}
    number = known.get(fields["number"], fields["number"])
    assert said in begin(worker, **{**fields, "number": number})


# -- who may


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("centre_worker", True),
        ("reviewer", True),
        ("facilitator", True),
        ("editor", False),
        ("safeguarding_lead", False),
        ("auditor", False),
    ],
)
def test_keying_asks_for_its_role(staff: Staff, one_form: Form, role: str, may: bool) -> None:
    client = staff(role, one_form.consultation.area)
    assert (client.get(reverse("keying:start")).status_code == 200) is may


def test_another_area_s_sheets_are_not_hers(
    staff: Staff, worker: StaffClient, run: PrintRun, other_area: Area
) -> None:
    stranger = staff("centre_worker", other_area)
    number = Copy(run.pk, 1).number
    assert "not a number of a form" in begin(stranger, number=number)
    assert "can’t be used any more" in key(stranger, begin(worker, number=number))
    assert sent() == []


def test_a_page_for_keying_is_good_for_a_day() -> None:
    with time_machine.travel("2026-11-24 09:00"):
        token = Ticket.begin(
            version=1, channel="paper", language="cy", wording=1, user=5, copy=Copy(1, 2)
        ).seal()
        assert Ticket.open(token, 5).copy == Copy(1, 2)
        for wrong in ("", "x", token[:-4]):
            with pytest.raises(NotOpened):
                Ticket.open(wrong, 5)
        with pytest.raises(NotOpened):
            Ticket.open(token, 6)
    with time_machine.travel("2026-11-25 09:00:01"), pytest.raises(NotOpened):
        Ticket.open(token, 5)


# -- a code that stands on the sheet


@pytest.mark.parametrize("typed", ["{code}", " {plain} "])
def test_a_code_on_paper_is_sealed_with_her_words(
    worker: StaffClient, one_form: Form, typed: str
) -> None:
    code = make_code()
    said = typed.format(code=code, plain=code.replace("-", "").lower())
    key(worker, begin(worker, form=one_form.pk), invite=said)
    assert [payload.invite for payload in sent()] == [code]


def test_a_wrong_code_is_said_and_nothing_is_sealed(worker: StaffClient, one_form: Form) -> None:
    page = key(worker, begin(worker, form=one_form.pk), invite="KTQ7-XXXX")
    assert "This code is not right." in page
    assert "KTQ7-XXXX" in page
    assert SAID in page
    assert sent() == []


def test_two_keys_with_different_codes_are_settled(one_form: Form) -> None:
    first, second = (
        replace(make_payload(one_form), invite=code) for code in (make_code(), make_code())
    )
    (found,) = differences(first, second)
    assert found.key == "invite"
    assert settled(first, second, {"invite": found.second}).invite == second.invite
    assert differences(first, first) == []
