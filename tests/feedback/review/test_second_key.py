"""Sheets keyed twice: drawn, compared, settled, and never kept waiting for long."""

import random
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditLine
from feedback.intake.models import SealedResponse
from feedback.models import Form
from feedback.payload import AnswerPayload, Payload
from feedback.review.keying import services
from feedback.review.keying.differences import differences, settled
from feedback.review.keying.models import FirstKey
from feedback.review.keying.services import KeyedBefore, save_keyed
from feedback.review.keying.tickets import Ticket
from feedback.review.models import PrintRun
from feedback.review.paper.numbers import Copy
from feedback.slips import find_slip
from tests.factories.feedback import live, make_payload
from tests.feedback.review.conftest import actions, sweep_now
from tests.feedback.review.keying import SAID, Staff, begin, key, sent
from tests.fixtures.story import StaffClient

# -- the second key


def ticket_of(run: PrintRun, client: StaffClient, place: int = 1) -> Ticket:
    return Ticket.begin(
        version=run.version_id,
        channel="paper",
        language="en-gb",
        wording=1,
        user=client.user.pk,
        copy=Copy(run.pk, place),
    )


@pytest.mark.parametrize(
    ("checked", "text", "with_colleague", "waits"),
    [
        (0, SAID, True, True),  # the first of a run
        (0, SAID, False, False),  # nobody else could key it
        (0, "he said he will kill me tonight", True, False),  # it must not wait
    ],
)
def test_the_first_sheet_of_a_run_waits_unless_that_could_harm(
    worker: StaffClient,
    run: PrintRun,
    one_form: Form,
    staff: Staff,
    checked: int,
    text: str,
    with_colleague: bool,
    waits: bool,
) -> None:
    run.checked = checked
    run.save()
    if with_colleague:
        staff("centre_worker", one_form.consultation.area)
    payload = make_payload(one_form, text, channel="paper")
    rng = random.Random(3)
    keyed = save_keyed(user=worker.user, ticket=ticket_of(run, worker), payload=payload, rng=rng)
    assert keyed.waits is waits
    assert SealedResponse.objects.exists() is not waits


def test_about_one_in_ten_of_the_others_waits(
    worker: StaffClient, colleague: StaffClient, run: PrintRun, one_form: Form
) -> None:
    run.copies = 200
    payload, rng = make_payload(one_form), random.Random(1)
    version = live(one_form)
    drawn = sum(services._is_drawn(run, payload, version, worker.user, rng) for _ in range(300))
    assert 15 <= drawn <= 50


def test_both_the_same_is_sealed(
    worker: StaffClient, colleague: StaffClient, run: PrintRun, always_drawn: None
) -> None:
    number = Copy(run.pk, 1).number
    assert "drawn for a second key" in key(worker, begin(worker, number=number))
    assert sent() == []
    first = FirstKey.objects.get()
    assert SAID.encode() not in bytes(first.sealed)
    assert "You keyed this sheet yourself" in begin(worker, number=number)
    key(colleague, begin(colleague, number=number), **{"q1-text": f"{SAID} "})
    assert [p.answers for p in sent()] == [sent()[0].answers]
    run.refresh_from_db()
    assert (run.checked, run.differed, FirstKey.objects.count()) == (2, 0, 0)
    assert actions() == ["opened a first key"]
    assert AuditLine.objects.get().subject == f"run {run.pk}"
    assert find_slip(Copy(run.pk, 1).words) is not None


def test_where_they_differ_the_second_settles_it(
    worker: StaffClient, colleague: StaffClient, run: PrintRun, always_drawn: None
) -> None:
    number = Copy(run.pk, 1).number
    key(worker, begin(worker, number=number), uses=["report"])
    page = key(colleague, begin(colleague, number=number), **{"q1-text": "They let me out late"})
    assert SAID in page
    assert "They let me out late" in page
    assert sent() == []
    carried = dict(re.findall(r'name="(ticket|second)" value="([^"]+)"', page))
    again = colleague.post(reverse("keying:settle"), {**carried, "d0": "typed", "d0-text": " "})
    assert "Type what the sheet says here." in again.content.decode()
    choice = {"d0": "typed", "d0-text": "They let me out at nine", "d1": "first"}
    stranger = worker.post(reverse("keying:settle"), {**carried, **choice}, follow=True)
    assert "can’t be used any more" in stranger.content.decode()
    colleague.post(reverse("keying:settle"), {**carried, **choice})
    (payload,) = sent()
    assert [answer.text for answer in payload.answers.values()] == ["They let me out at nine"]
    assert payload.uses == ["report"]
    run.refresh_from_db()
    assert (run.checked, run.differed) == (2, 1)


def test_what_nobody_keys_twice_goes_its_way_after_three_days(
    worker: StaffClient, colleague: StaffClient, run: PrintRun, always_drawn: None
) -> None:
    key(worker, begin(worker, number=Copy(run.pk, 1).number))
    assert sweep_now().first_keys == 0
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        report = sweep_now()
    assert (report.first_keys, report.taken_in) == (1, 1)
    assert not FirstKey.objects.exists()
    assert find_slip(Copy(run.pk, 1).words) is not None


def test_two_who_save_the_same_sheet_at_once_save_it_once(
    worker: StaffClient, colleague: StaffClient, run: PrintRun, one_form: Form, always_drawn: None
) -> None:
    payload = make_payload(one_form)
    save_keyed(user=worker.user, ticket=ticket_of(run, worker), payload=payload)
    with pytest.raises(KeyedBefore):
        save_keyed(user=colleague.user, ticket=ticket_of(run, colleague), payload=payload)


# -- differences, in plain Python

BASE = Payload(
    version=1,
    language="en-gb",
    channel="paper",
    week="2026-11-23",
    answers={"a": AnswerPayload("One\ntwo"), "b": AnswerPayload(options=["x"])},
    uses=["report"],
)


def changed(**fields: Any) -> Payload:
    return Payload(**{**vars(BASE), **fields})


@pytest.mark.parametrize(
    ("second", "keys"),
    [
        (changed(), []),
        (changed(answers={**BASE.answers, "a": AnswerPayload(" One  two ")}), []),
        (changed(answers={**BASE.answers, "a": AnswerPayload("one two")}), ["a"]),
        (changed(answers={"a": BASE.answers["a"]}), ["b"]),
        (changed(answers={**BASE.answers, "c": AnswerPayload("new")}), ["c"]),
        (changed(uses=[], language="cy", channel="helped"), ["uses", "language", "channel"]),
    ],
)
def test_differences_are_found_and_spaces_are_none(second: Payload, keys: list[str]) -> None:
    assert [found.key for found in differences(BASE, second)] == keys


def test_what_was_chosen_is_what_is_sealed() -> None:
    second = changed(answers={"a": AnswerPayload("One")}, uses=[], language="cy")
    found = differences(BASE, second)
    assert settled(BASE, second, {d.key: d.second for d in found}) == second
    assert settled(BASE, second, {d.key: d.first for d in found}) == BASE
