"""The sweep takes each response in once, loses none, and forgets what was taken back."""

import random
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from feedback.intake.models import ClosedVisit, ReceiptAct, ReceiptSlip, SealedResponse
from feedback.keys import create_key
from feedback.models import Answer, Form, FormVersion, Response
from feedback.payload import AnswerPayload
from feedback.redaction import Span
from feedback.review import sweep as sweeping
from feedback.review.cases.services import decide_case
from feedback.review.models import CueLevel, SafeguardingCase, WaitingResponse
from feedback.review.services import complete_review, open_batch
from feedback.review.tombstones import bury, tombstones
from feedback.sealing import monday, random_id
from feedback.services import withdraw
from feedback.slips import find_slip, open_slip, register_slip_writer
from tests.feedback.review.conftest import Send, first_key, sweep_now

URGENT = "he said he will kill me tonight and i dont want to be here anymore"


def take_back(code: str) -> None:
    found = find_slip(code)
    assert found is not None
    withdraw(found[0])


def read_it(reader: User, waiting: WaitingResponse, spans: list[Span] | None = None) -> Response:
    key = first_key(waiting.version.form)
    return complete_review(user=reader, waiting=waiting, spans={key: spans or []}, level=0)


def test_a_response_leaves_the_intake_and_waits_sealed(send: Send) -> None:
    send("They listened to me.")
    report = sweep_now()
    row = WaitingResponse.objects.get()
    assert (report.taken_in, SealedResponse.objects.count()) == (1, 0)
    assert row.swept_on == timezone.localdate()
    assert row.area_id == row.version.form.area_id


def test_no_column_of_a_waiting_row_holds_her_words(send: Send) -> None:
    send("Zanzibar canary seventeen")
    sweep_now()
    row = WaitingResponse.objects.values().get()
    for value in row.values():
        whole = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        assert b"canary" not in whole


def test_sweeping_again_changes_nothing(send: Send) -> None:
    send()
    sweep_now()
    again = sweep_now()
    assert (again.taken_in, WaitingResponse.objects.count()) == (0, 1)


def test_killed_between_copy_and_delete_it_is_still_one_row(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(URGENT)

    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("django.db.models.query.QuerySet.delete", killed)
        with pytest.raises(KeyboardInterrupt):
            sweep_now()
    assert (WaitingResponse.objects.count(), SealedResponse.objects.count()) == (1, 1)
    sweep_now()
    assert (WaitingResponse.objects.count(), SealedResponse.objects.count()) == (1, 0)
    assert SafeguardingCase.objects.count() == 1


def test_a_damaged_row_stays_and_is_counted(send: Send) -> None:
    send()
    send()
    row = SealedResponse.objects.order_by("pk")[0]
    SealedResponse.objects.filter(pk=row.pk).update(sealed=b"x" + bytes(row.sealed)[1:])
    report = sweep_now()
    assert (report.taken_in, dict(report.left)) == (1, {"damaged": 1})
    assert SealedResponse.objects.get().pk == row.pk


def test_a_row_without_its_private_key_stays(send: Send, settings: Any) -> None:
    send()
    for file in Path(settings.INTAKE_KEYS_DIR).glob("*.key"):
        file.rename(file.with_suffix(".away"))
    create_key()
    send()
    report = sweep_now()
    assert (report.taken_in, dict(report.left)) == (1, {"no_key": 1})
    for file in Path(settings.INTAKE_KEYS_DIR).glob("*.away"):
        file.rename(file.with_suffix(".key"))
    assert sweep_now().taken_in == 1


def test_a_row_of_an_unknown_version_stays(send: Send) -> None:
    send(version=999)
    report = sweep_now()
    assert dict(report.left) == {"unknown_version": 1}
    assert SealedResponse.objects.count() == 1
    assert FormVersion.objects.filter(pk=999).count() == 0


@pytest.mark.parametrize(
    "field", [{"channel": "carrier pigeon"}, {"language": "en-gb-x"}, {"answers": {"no": {}}}]
)
def test_a_payload_that_our_pages_do_not_write_stays(send: Send, field: dict[str, Any]) -> None:
    if "answers" in field:
        field = {"answers": {"no-uuid": AnswerPayload(text="a")}}
    send(**field)
    assert dict(sweep_now().left) == {"damaged": 1}


def test_a_damaged_row_tells_no_words(send: Send, caplog: pytest.LogCaptureFixture) -> None:
    send(channel="canary-channel", text="canary words")
    report = sweep_now()
    assert "canary" not in caplog.text + repr(report)


def test_an_urgent_response_opens_a_case_when_it_is_swept(send: Send) -> None:
    send(URGENT)
    send("The bus was late.")
    before = timezone.now()
    assert sweep_now().urgent == 1
    case = SafeguardingCase.objects.get()
    assert (case.level, case.waiting.cue_level) == (CueLevel.URGENT, CueLevel.URGENT)
    assert case.opened_at >= before


def test_the_order_of_taking_in_is_the_shuffled_one(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        send(f"Words number {number}")
    taken: list[int] = []
    original = sweeping._take_one

    def note(row: SealedResponse, *args: Any) -> None:
        taken.append(row.pk)
        original(row, *args)

    monkeypatch.setattr(sweeping, "_take_one", note)
    expected = list(SealedResponse.objects.values_list("pk", flat=True))
    random.Random(7).shuffle(expected)
    sweep_now(7)
    assert taken == expected != sorted(expected)


def test_words_taken_back_while_sealed_are_never_taken_in(send: Send) -> None:
    take_back(send("Zanzibar"))
    report = sweep_now()
    assert (report.taken_back, report.dropped, report.taken_in) == (1, 1, 0)
    assert not SealedResponse.objects.exists()
    assert not WaitingResponse.objects.exists()
    assert not ReceiptAct.objects.exists()


def test_words_taken_back_while_waiting_are_deleted(send: Send) -> None:
    code, kept = send("Zanzibar"), send("The bus was late.")
    sweep_now()
    take_back(code)
    sweep_now()
    assert WaitingResponse.objects.count() == 1
    assert find_slip(code) is None
    assert find_slip(kept) is not None


def test_words_taken_back_after_reading_are_deleted(
    send: Send, opened: Callable[..., WaitingResponse], reader: User
) -> None:
    code = send("Zanzibar")
    sweep_now()
    batch = open_batch(user=reader, area=WaitingResponse.objects.get().area)
    read_it(reader, WaitingResponse.objects.get(batch=batch))
    take_back(code)
    sweep_now()
    assert not Response.objects.exists()
    assert not Answer.objects.exists()
    assert not WaitingResponse.objects.exists()


def test_the_tombstone_is_private_and_outlives_a_repeat(send: Send, settings: Any) -> None:
    take_back(send())
    sweep_now()
    path = Path(settings.INTAKE_KEYS_DIR) / "tombstones"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(tombstones()) == 1
    bury(next(iter(tombstones())))
    assert len(tombstones()) == 1


def test_a_tombstone_cut_short_spoils_no_other(send: Send, settings: Any) -> None:
    bury(b"a" * 32)
    path = Path(settings.INTAKE_KEYS_DIR) / "tombstones"
    path.write_text(path.read_text()[:-20])
    bury(b"b" * 32)
    assert tombstones() == {b"b" * 32}


def test_the_same_response_sent_again_after_withdrawal_stays_out(
    one_form: Form, send: Send
) -> None:
    code = send("Zanzibar")
    rows = list(SealedResponse.objects.all())
    take_back(code)
    sweep_now()
    SealedResponse.objects.bulk_create(rows)
    assert sweep_now().dropped == 1
    assert not WaitingResponse.objects.exists()


def test_a_case_of_words_taken_back_stays_without_them(
    send: Send, staff: Callable[..., Any]
) -> None:
    code = send(URGENT)
    sweep_now()
    case = SafeguardingCase.objects.get()
    lead = staff("safeguarding_lead", case.waiting.area).user
    words = "Asked the prison to check on everyone."
    decide_case(user=lead, case=case, done=["prison"], words=words, seen=0)
    take_back(code)
    sweep_now()
    row = SafeguardingCase.objects.get().waiting
    assert (bytes(row.sealed), row.receipt_hash, row.cue_kinds) == (b"", None, [])


def test_a_slip_says_how_many_details_were_taken_out(
    send: Send, reader: User, one_form: Form
) -> None:
    code = send("Sarah and Tyler came")
    sweep_now()
    batch = open_batch(user=reader, area=one_form.consultation.area)
    spans = [Span(0, 5, "PERSON", "other"), Span(10, 15, "PERSON", "other")]
    read_it(reader, WaitingResponse.objects.get(batch=batch), spans)
    assert sweep_now().slips == 1
    found = find_slip(code)
    assert found is not None
    read = open_slip(*found)["read"]
    assert (read["read"], read["removed"]) == (True, 2)
    week = monday(timezone.localdate()).isoformat()
    assert read["details"] == [["name", "other", 2, week]]


def test_a_slip_of_unread_words_says_nothing_yet(send: Send) -> None:
    code = send()
    assert sweep_now().slips == 0
    found = find_slip(code)
    assert found is not None
    assert set(open_slip(*found)) == {"received", "plan"}


def test_a_slip_carries_what_other_apps_write(
    opened: Callable[..., WaitingResponse], reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedback.slips._writers", [])
    register_slip_writer(lambda rs: {r.pk: {"themes": {"names": [["Housing", "Tai"]]}} for r in rs})
    read_it(reader, opened())
    sweep_now()
    assert ReceiptSlip.objects.get().themes is not None
    assert ReceiptSlip.objects.get().outcome is None


def test_a_response_whose_slip_has_gone_is_passed_over(
    opened: Callable[..., WaitingResponse], reader: User
) -> None:
    read_it(reader, opened())
    ReceiptSlip.objects.all().delete()
    assert sweep_now().slips == 0


def test_unread_words_of_a_batch_left_lying_go_back(
    opened: Callable[..., WaitingResponse],
) -> None:
    waiting = opened()
    with time_machine.travel(timezone.now() + timedelta(hours=23)):
        assert sweep_now().freed == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert sweep_now().freed == 1
    waiting.refresh_from_db()
    assert waiting.batch is None


def test_marks_of_visits_go_after_two_weeks(one_form: Form) -> None:
    this_week = monday(timezone.localdate())
    for weeks in (0, 2, 3):
        week = this_week - timedelta(weeks=weeks)
        ClosedVisit.objects.create(id=random_id(), mark=b"m" * 32, week=week)
    assert sweep_now().visits == 1
    assert ClosedVisit.objects.count() == 2


def test_the_command_tells_numbers_and_no_words(
    send: Send, capsys: pytest.CaptureFixture[str]
) -> None:
    send("canary words")
    send(channel="canary")
    call_command("sweep_intake")
    printed = capsys.readouterr()
    assert "Taken in 1" in printed.out
    assert "damaged: 1" in printed.err
    assert "canary" not in printed.out + printed.err
