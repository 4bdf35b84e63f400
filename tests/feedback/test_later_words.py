"""She adds to what she sent, or puts other words in the place of it, with her six words."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from feedback.intake.models import IntakeKey, ReceiptAct
from feedback.later_words import KINDS, LaterWords
from feedback.models import Form, Response
from feedback.payload import AnswerPayload, to_json
from feedback.review.models import SafeguardingCase, WaitingResponse
from feedback.review.services import open_batch
from feedback.review.tombstones import tombstones
from feedback.review.unsealing import open_sealed
from feedback.sealing import seal
from feedback.selectors import answers_for, responses_for
from feedback.services import submit_response, withdraw
from feedback.uses import Use
from tests.factories.feedback import live, make_payload
from tests.feedback.holding import Holder, one_form, read, read_all, reader
from tests.feedback.review.conftest import sweep_now
from tests.fixtures.story import log_in

__all__ = ["one_form", "read", "reader"]
ADDED, NEW = "and they lost my letters", "what I meant to say"
Read = Callable[..., Holder]


def later(her: Holder, how: str, text: str) -> Any:
    her.press(how)
    return her.press(f"{how}-now", text=text)


def words(use: Use = Use.READING_TEAM) -> list[str]:
    """All that this use may read now."""
    allowed = responses_for(use=use)
    return sorted(answer.text for answer in answers_for(use=use).filter(response__in=allowed))


def acts() -> int:
    return ReceiptAct.objects.filter(kind__in=KINDS.values()).count()


# -- added


def test_what_she_adds_is_read_and_stands_beside_the_rest(
    read: Read, reader: User, one_form: Form
) -> None:
    her = read("report")
    later(her, "add", ADDED)
    assert words() == ["my own words"]  # nobody has read it
    assert sweep_now().later == 1
    waiting = WaitingResponse.objects.get(status="waiting")
    payload = open_sealed(waiting.key_id, bytes(waiting.sealed))
    assert (payload.later, payload.uses, payload.version) == ("add", ["report"], waiting.version_id)
    read_all(reader, one_form)
    assert words() == words(Use.REPORT) == [ADDED, "my own words"]
    assert words(Use.PUBLIC) == []
    assert acts() == 0
    assert len({bytes(r.visit_hash or b"") for r in Response.objects.all()}) == 1  # one woman


def test_what_she_adds_before_anybody_read_waits_beside_it(one_form: Form, reader: User) -> None:
    her = Holder(one_form, "report")
    later(her, "add", ADDED)
    sweep_now()
    assert WaitingResponse.objects.count() == 2
    read_all(reader, one_form)
    assert words(Use.REPORT) == [ADDED, "my own words"]


@pytest.mark.parametrize("first", ["my own words", ADDED])
def test_a_change_of_uses_holds_for_all_that_she_sent(
    one_form: Form, reader: User, first: str
) -> None:
    """Whichever is read first, and the change is applied between the two."""
    her = Holder(one_form, "report")
    later(her, "add", ADDED)
    sweep_now()
    her.enter()
    her.allow()
    sweep_now()
    rows = {
        next(iter(open_sealed(row.key_id, bytes(row.sealed)).answers.values())).text: row
        for row in WaitingResponse.objects.all()
    }
    last = rows.pop(first).pk, *(row.pk for row in rows.values())
    WaitingResponse.objects.filter(pk=last[1]).update(held_because="trap")
    read_all(reader, one_form)
    sweep_now()
    WaitingResponse.objects.filter(pk=last[1]).update(held_because="")
    read_all(reader, one_form)
    sweep_now()
    assert words() == sorted([ADDED, "my own words"])
    assert words(Use.REPORT) == []


@pytest.mark.pages
@pytest.mark.parametrize(
    ("how", "told"),
    [("add", "to add to what she had"), ("correct", "in the place of what she had")],
)
def test_a_reader_is_told_what_it_is(
    read: Read, reader: User, one_form: Form, how: str, told: str
) -> None:
    her = read("report")
    later(her, how, NEW)
    sweep_now()
    batch = open_batch(user=reader, area=one_form.consultation.area)
    assert batch is not None
    waiting = WaitingResponse.objects.get(batch=batch, status="waiting")
    page = log_in(reader).get(reverse("reading_room:item", args=[batch.pk, waiting.pk]))
    assert told in page.content.decode()


def test_danger_in_what_she_adds_opens_a_case(read: Read) -> None:
    her = read()
    later(her, "add", "I want to kill myself tonight")
    assert sweep_now().urgent == 1
    assert SafeguardingCase.objects.count() == 1


# -- put right


def test_what_she_puts_right_hides_the_rest_at_once_and_takes_its_place(
    read: Read, reader: User, one_form: Form
) -> None:
    her = read("report")
    gone = bytes(Response.objects.get().intake_hash)
    later(her, "correct", NEW)
    assert words() == []
    sweep_now()
    assert not Response.objects.exists()
    assert gone in tombstones()
    read_all(reader, one_form)
    assert words() == words(Use.REPORT) == [NEW]
    sweep_now()
    her.enter()
    her.press("look")
    assert "A person read them" in her.text


def test_before_anybody_read_only_the_new_words_wait(one_form: Form) -> None:
    her = Holder(one_form, "report")
    sweep_now()
    later(her, "correct", NEW)
    sweep_now()
    row = WaitingResponse.objects.get()
    payload = open_sealed(row.key_id, bytes(row.sealed))
    assert [answer.text for answer in payload.answers.values()] == [NEW]
    assert (payload.later, payload.uses) == ("correct", ["report"])


def test_choices_that_she_made_stay(read: Read, reader: User, one_form: Form) -> None:
    her = read("report")
    stored = Response.objects.get()
    asked = stored.version.questionnaire.questions[1]
    stored.answers.create(question_key=asked.key, options=[asked.options[0].key])
    later(her, "correct", NEW)
    sweep_now()
    read_all(reader, one_form)
    answers = {a.question_key.hex: a for a in Response.objects.get().answers.all()}
    assert answers[asked.key].options == [asked.options[0].key]


@pytest.mark.parametrize("first_read", [True, False])
def test_choices_stay_also_after_she_has_added_something(
    read: Read, reader: User, one_form: Form, first_read: bool
) -> None:
    """They stand in one of two responses; which of them was read doesn't matter."""
    asked = live(one_form).questionnaire.questions[1]
    answers = {asked.key: AnswerPayload(options=[asked.options[0].key])}
    words = submit_response(payload=make_payload(one_form, answers=answers), visit="a" * 32)
    her = Holder.__new__(Holder)
    her.words = words
    her.enter()
    later(her, "add", ADDED)
    sweep_now()
    unread = WaitingResponse.objects.all()
    last = next(row for row in unread if bool(_later(row)) == first_read)
    WaitingResponse.objects.filter(pk=last.pk).update(held_because="trap")
    read_all(reader, one_form)
    her.enter()
    later(her, "correct", NEW)
    sweep_now()
    (row,) = WaitingResponse.objects.all()
    kept = open_sealed(row.key_id, bytes(row.sealed)).answers
    assert kept[asked.key].options == [asked.options[0].key]


def _later(row: WaitingResponse) -> str:
    return open_sealed(row.key_id, bytes(row.sealed)).later


def test_an_act_that_makes_no_sense_stops_nothing_else(
    read: Read, reader: User, one_form: Form, intake_key: IntakeKey
) -> None:
    her = read("report")
    odd = to_json({"text": "x", "language": "en-gb", "week": "never", "n": 1})
    ReceiptAct.objects.create(
        receipt_hash=her.slip.receipt_hash,
        kind="add",
        key_id=intake_key.id,
        sealed=seal(odd, bytes(intake_key.public_key)),
    )
    assert sweep_now().left["later words: damaged"] == 1
    assert words() == ["my own words"]


def test_of_several_in_one_day_the_last_stands_with_what_came_after(
    read: Read, reader: User, one_form: Form
) -> None:
    her = read("report")
    for how, text in (("add", "one"), ("correct", "two"), ("correct", NEW), ("add", ADDED)):
        her.enter()
        later(her, how, text)
    sweep_now()
    read_all(reader, one_form)
    assert words() == sorted([NEW, ADDED])


def test_a_case_that_was_opened_stays_without_her_words(one_form: Form) -> None:
    her = Holder(one_form)
    sweep_now()
    row = WaitingResponse.objects.get()
    now = timezone.now()
    SafeguardingCase.objects.create(waiting=row, level=2, opened_at=now, running_since=now)
    later(her, "correct", NEW)
    sweep_now()
    row.refresh_from_db()
    assert (bytes(row.sealed), row.receipt_hash) == (b"", None)
    assert SafeguardingCase.objects.count() == 1


# -- a sweep that stops, and backups


@pytest.mark.parametrize("how", list(KINDS))
def test_a_sweep_that_stopped_before_its_end_is_repeated(
    read: Read, reader: User, one_form: Form, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    her = read("report")
    later(her, how, NEW)
    act = ReceiptAct.objects.get()
    sweep_now()
    act.save(force_insert=True)  # as if it had not gone
    sweep_now()
    assert acts() == 0
    read_all(reader, one_form)
    assert words() == ([NEW] if how == "correct" else ["my own words", NEW])


def test_stopped_between_burying_and_storing_nothing_is_lost(
    read: Read, reader: User, one_form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    her = read("report")
    later(her, "correct", NEW)
    with monkeypatch.context() as broken:
        broken.setattr("feedback.review.later_words.forget_rows", interrupted)
        with pytest.raises(KeyboardInterrupt):
            sweep_now()
    sweep_now()
    read_all(reader, one_form)
    assert words() == words(Use.REPORT) == [NEW]


def interrupted(hashes: list[bytes]) -> None:
    raise KeyboardInterrupt


def test_what_was_put_right_does_not_come_back_from_a_backup(
    read: Read, reader: User, one_form: Form
) -> None:
    her = read("report")
    old = Response.objects.get()
    later(her, "correct", NEW)
    sweep_now()
    read_all(reader, one_form)
    old.save(force_insert=True)
    sweep_now()
    assert words() == [NEW]


@pytest.mark.parametrize("how", list(KINDS))
def test_taking_back_takes_what_waits_along(read: Read, how: str) -> None:
    her = read("report")
    later(her, how, NEW)
    withdraw(her.slip)
    sweep_now()
    assert (acts(), words(), WaitingResponse.objects.count()) == (0, [], 0)


def test_what_cannot_be_placed_stays_until_her_slip_goes(one_form: Form) -> None:
    her = Holder(one_form)
    later(her, "add", ADDED)
    key = settings.INTAKE_KEYS_DIR
    hidden = key.rename(key.with_name("elsewhere"))
    assert sweep_now().left["later words: no_key"] == 1
    hidden.rename(key)
    sweep_now()
    assert WaitingResponse.objects.count() == 2
    later(her, "add", "more")
    her.slip.delete()
    sweep_now()
    assert (acts(), WaitingResponse.objects.count()) == (0, 2)


def test_it_says_the_week_and_no_day(read: Read) -> None:
    her = read()
    with time_machine.travel("2026-10-07T15:00:00+01:00"):
        later(her, "add", ADDED)
    sweep_now()
    row = WaitingResponse.objects.get(status="waiting")
    assert open_sealed(row.key_id, bytes(row.sealed)).week == "2026-10-05"


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b"\xff", to_json({"text": 1, "language": "cy", "week": "", "n": 1})],
)
def test_what_is_no_act_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"later words|codec|JSON|Expecting"):
        LaterWords.from_bytes(data)
