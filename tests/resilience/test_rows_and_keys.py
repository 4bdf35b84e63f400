"""A bad row, a bad key, a bad file beside the keys: the sweep takes in all others and says why."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from feedback.intake.models import IntakeKey, ReceiptAct, ReceiptSlip, SealedResponse
from feedback.models import Form, Response
from feedback.review.models import WaitingResponse
from feedback.review.services import complete_review, open_batch, open_waiting
from feedback.review.unsealing import CannotBeOpened
from feedback.sealing import new_key_pair, random_id, seal
from feedback.selectors import responses_for
from feedback.slips import find_slip
from feedback.state import State
from feedback.uses import Use
from tests.factories.feedback import make_payload
from tests.feedback.review.conftest import Send, first_key, sweep_now
from tests.feedback.review.test_sweep import take_back
from tests.resilience.conftest import HER_WORDS

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
CANARY = "canary-7f3a"
KEPT: list[Any] = [Response, WaitingResponse, ReceiptSlip]


# -- Rows that our own pages didn't write

PAYLOADS: dict[str, Any] = {
    "no JSON": b"\xff\xfe not json",
    "a list": [],
    "a number": 7,
    "nothing": None,
    "deep": b"[" * 100_000,
    "version as text": {"version": CANARY},
    "version as a list": {"version": [1]},
    "version as a dict": {"version": {"pk": 1}},
    "version as null": {"version": None},
    "version far too large": {"version": 10**40},
    "version that is no number": {"version": float("nan")},
    "answers as a list": {"answers": [CANARY]},
    "answers as numbers": {"answers": {"0" * 32: {"text": 7}}},
    "answers with more": {"answers": {"0" * 32: {"text": CANARY, "address": CANARY}}},
    "options as a number": {"answers": {"0" * 32: {"options": 7}}},
    "week as a number": {"week": 7},
    "week as words": {"week": CANARY},
    "receipt as a number": {"receipt_hash": 7},
    "receipt as words": {"receipt_hash": CANARY},
    "channel as a dict": {"channel": {}},
    "receipt of another length": {"receipt_hash": "ab" * 33},
    "visit of another length": {"visit_hash": "ab"},
    "language as a list": {"language": ["en-gb"]},
    "uses as a dict": {"uses": {CANARY: 1}},
    "uses as words": {"uses": CANARY},
    "uses in uses": {"uses": [["report"]]},
    "wording as words": {"uses_wording": CANARY},
    "wording far too large": {"uses_wording": 10**40},
    "more than a payload": {"address": CANARY},
    "less than a payload": b"{}",
}


def forged(form: Form, key: IntakeKey, what: Any) -> SealedResponse:
    """Sealed with the right key by somebody who writes into the intake past our pages."""
    payload = make_payload(form)
    if isinstance(what, dict):
        what = {**asdict(payload), **what}
    data = what if isinstance(what, bytes) else json.dumps(what).encode()
    return SealedResponse(
        id=random_id(),
        key_id=key.id,
        week=payload.monday,
        sealed=seal(data, bytes(key.public_key)),
    )


def test_forged_rows_stop_no_other(
    one_form: Form, intake_key: IntakeKey, send: Send, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = [send() for _ in range(3)]
    bad = {forged(one_form, intake_key, what): name for name, what in PAYLOADS.items()}
    SealedResponse.objects.bulk_create(bad)
    call_command("sweep_intake")
    left = set(SealedResponse.objects.values_list("pk", flat=True))
    assert not [name for row, name in bad.items() if row.pk not in left]
    assert WaitingResponse.objects.count() == 3
    assert all(find_slip(code) for code in codes)
    printed = capsys.readouterr()
    assert "Taken in 3" in printed.out
    assert f"Left in the intake, damaged: {len(bad)}." in printed.err
    assert CANARY not in printed.out + printed.err


BOXES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda box: b"",
    "one byte": lambda box: b"x",
    "cut short": lambda box: box[:-1],
    "one bit turned": lambda box: box[:-1] + bytes([box[-1] ^ 1]),
    "longer": lambda box: box + b"x",
    "sealed to another key": lambda box: seal(CANARY.encode(), new_key_pair()[1]),
}


def test_damaged_boxes_stop_no_other(send: Send) -> None:
    for _ in range(len(BOXES) + 2):
        send()
    rows = SealedResponse.objects.order_by("pk")
    for row, spoil in zip(rows, BOXES.values(), strict=False):
        row.sealed = spoil(bytes(row.sealed))
        row.save()
    report = sweep_now()
    assert (report.taken_in, dict(report.left)) == (2, {"damaged": len(BOXES)})
    assert SealedResponse.objects.count() == len(BOXES)


# -- Keys

SPOIL: dict[str, Callable[[Path], object]] = {
    "missing": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "cut short": lambda file: file.write_text(file.read_text()[:-2]),
    "an odd number of digits": lambda file: file.write_text(file.read_text()[:-1]),
    "too long": lambda file: file.write_text(file.read_text() + "ab"),
    "no digits": lambda file: file.write_bytes(b"\xff\x00" * 32),
    "a folder": lambda file: file.rename(file.with_name("away")).with_name(file.name).mkdir(),
    "the whole folder away": lambda file: file.parent.rename(file.parent.with_name("away")),
}


@pytest.mark.parametrize("spoil", SPOIL.values(), ids=SPOIL.keys())
def test_without_its_private_key_all_waits_in_the_intake(
    send: Send, settings: Any, intake_key: IntakeKey, spoil: Callable[[Path], object]
) -> None:
    codes = [send() for _ in range(2)]
    file = Path(settings.INTAKE_KEYS_DIR) / f"intake-{intake_key.id}.key"
    whole = file.read_text()
    spoil(file)
    report = sweep_now()
    assert (report.taken_in, dict(report.left)) == (0, {"no_key": 2})
    assert SealedResponse.objects.count() == 2
    assert all(find_slip(code) for code in codes)

    if file.is_dir():
        file.rmdir()
    file.parent.mkdir(exist_ok=True)
    file.write_text(whole)
    assert sweep_now().taken_in == 2


def test_the_key_of_another_pair_opens_nothing_and_loses_nothing(
    send: Send, settings: Any, intake_key: IntakeKey
) -> None:
    send()
    file = Path(settings.INTAKE_KEYS_DIR) / f"intake-{intake_key.id}.key"
    file.write_text(new_key_pair()[0].hex())
    assert dict(sweep_now().left) == {"damaged": 1}
    assert SealedResponse.objects.count() == 1


def test_a_reader_is_told_that_a_key_is_away(
    opened: Callable[..., WaitingResponse], reader: User, settings: Any
) -> None:
    waiting = opened()
    next(Path(settings.INTAKE_KEYS_DIR).glob("*.key")).unlink()
    with pytest.raises(CannotBeOpened, match="no_key"):
        open_waiting(user=reader, waiting=waiting)
    waiting.refresh_from_db()
    assert waiting.status == WaitingResponse.Status.WAITING


def test_without_a_public_key_she_gets_her_words_back(
    one_form: Form, about_to_send: Callable[..., State]
) -> None:
    IntakeKey.objects.all().delete()
    posted = {"state": about_to_send().to_token(), "go": "send", "uses_shown": "1"}
    page = Client().post(f"/form/{one_form.slug}/", posted)
    assert page.status_code == 503
    assert HER_WORDS in page.content.decode()
    assert not SealedResponse.objects.exists()
    assert not ReceiptSlip.objects.exists()


@pytest.mark.parametrize("public", [b"", b"short", b"k" * 33])
def test_with_a_damaged_public_key_she_gets_her_words_back(
    one_form: Form, about_to_send: Callable[..., State], public: bytes
) -> None:
    IntakeKey.objects.update(public_key=public)
    posted = {"state": about_to_send().to_token(), "go": "send", "uses_shown": "1"}
    page = Client(raise_request_exception=False).post(f"/form/{one_form.slug}/", posted)
    assert page.status_code == 503
    assert HER_WORDS in page.content.decode()
    assert not ReceiptSlip.objects.exists()


# -- Tombstones


@pytest.fixture
def grave(settings: Any) -> Path:
    return Path(settings.INTAKE_KEYS_DIR) / "tombstones"


def read_all(reader: User, form: Form) -> None:
    """The reader reads what waits."""
    batch = open_batch(user=reader, area=form.consultation.area)
    for waiting in WaitingResponse.objects.filter(batch=batch):
        complete_review(user=reader, waiting=waiting, spans={first_key(form): []}, level=0)


def test_the_sweep_runs_without_a_tombstone_file(send: Send, grave: Path) -> None:
    take_back(send())
    sweep_now()
    grave.unlink()
    send()
    assert sweep_now().taken_in == 1
    take_back(send())
    assert sweep_now().dropped == 1
    assert grave.exists()


def test_nothing_is_taken_in_while_tombstones_can_not_be_read(send: Send, grave: Path) -> None:
    send()
    grave.mkdir()
    with pytest.raises(IsADirectoryError):
        sweep_now()
    assert not WaitingResponse.objects.exists()
    grave.rmdir()
    assert sweep_now().taken_in == 1


@pytest.mark.parametrize(
    "line",
    [b"\xff\xfe\n", b"zz" * 32 + b"\n", b"\0" * 64 + b"\n"],
    ids=["no text", "no digits", "zeros, as a crash leaves them"],
)
def test_a_spoilt_line_spoils_no_other_tombstone(send: Send, grave: Path, line: bytes) -> None:
    take_back(send())
    rows = list(SealedResponse.objects.all())
    sweep_now()
    grave.write_bytes(line + grave.read_bytes() + line)
    SealedResponse.objects.bulk_create(rows)
    send()
    report = sweep_now()
    assert (report.taken_in, report.dropped) == (1, 1)


def test_what_can_not_be_buried_stays_hidden_and_stops_no_other(
    send: Send, one_form: Form, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, sealed = send(), send()
    sweep_now()
    read_all(reader, one_form)
    take_back(code)
    take_back(sealed)
    send()
    monkeypatch.setattr("feedback.review.sweep.bury", refuse)
    report = sweep_now()
    assert (report.taken_in, report.taken_back, dict(report.left)) == (1, 0, {"not_buried": 2})
    assert ReceiptAct.objects.count() == 2
    assert not responses_for(use=Use.READING_TEAM).exists()
    assert find_slip(code) is None
    monkeypatch.undo()
    assert sweep_now().taken_back == 2
    assert not Response.objects.exists()
    assert WaitingResponse.objects.count() == 1


def refuse(receipt_hash: bytes) -> None:
    raise PermissionError


def test_a_restored_backup_does_not_bring_words_back(
    send: Send, one_form: Form, reader: User
) -> None:
    """Both databases as they were before she took her words back; the tombstone stands."""
    code, kept = send("Zanzibar"), send("The bus was late.")
    sweep_now()
    read_all(reader, one_form)
    read, waiting, slips = (list(model.objects.all()) for model in KEPT)
    take_back(code)
    sweep_now()
    Response.objects.bulk_create(read, ignore_conflicts=True)
    WaitingResponse.objects.bulk_create(waiting, ignore_conflicts=True)
    ReceiptSlip.objects.bulk_create(slips, ignore_conflicts=True)
    assert Response.objects.count() == 2
    sweep_now()
    assert Response.objects.count() == WaitingResponse.objects.count() == 1
    assert find_slip(kept) is not None
