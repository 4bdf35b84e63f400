"""What must not stop a sweep, and what must not come back with one."""

import fcntl
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import DataError, OperationalError

from accounts.models import User
from feedback.intake.models import IntakeKey, ReceiptAct, ReceiptSlip, SealedResponse
from feedback.models import Form, Response
from feedback.review import sweep as sweeping
from feedback.review.models import WaitingResponse
from feedback.review.selectors import standing
from feedback.review.services import TakenBack, complete_review, open_waiting
from feedback.review.tombstones import bury
from feedback.sealing import random_id, seal
from feedback.slips import find_slip
from tests.factories.feedback import make_payload
from tests.feedback.review.conftest import Send, first_key, sweep_now
from tests.feedback.review.test_sweep import take_back


def forge(form: Form, key: IntakeKey, version: Any) -> None:
    """A row that was sealed with the right key, but not by our pages."""
    payload = replace(make_payload(form), version=version)
    box = seal(payload.to_bytes(), bytes(key.public_key))
    SealedResponse.objects.create(id=random_id(), key_id=key.id, week=payload.monday, sealed=box)


@pytest.mark.parametrize("version", ["canary", [1], {"pk": 1}, float("nan"), None, 10**40])
def test_a_version_that_is_no_number_stops_no_other_row(
    send: Send, one_form: Form, intake_key: IntakeKey, version: Any
) -> None:
    forge(one_form, intake_key, version)
    send()
    forge(one_form, intake_key, version)
    report = sweep_now()
    assert (report.taken_in, report.left.total()) == (1, 2)
    assert SealedResponse.objects.count() == 2


def test_what_the_database_refuses_is_counted_and_stops_no_other(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    send()
    send()
    original, calls = sweeping._copy, iter([True])

    def copy(*args: Any) -> None:
        if next(calls, False):
            raise DataError("value too long: canary")
        original(*args)

    monkeypatch.setattr(sweeping, "_copy", copy)
    report = sweep_now()
    assert (report.taken_in, dict(report.left)) == (1, {"damaged": 1})


def test_a_database_that_is_gone_ends_the_sweep_and_is_no_damage(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    send()

    def gone(*args: object) -> None:
        raise OperationalError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "_copy", gone)
        with pytest.raises(OperationalError):
            sweep_now()
    assert sweep_now().taken_in == 1


def test_a_sweep_lets_no_other_in_and_lets_go_at_the_end(
    one_form: Form, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_free() -> bool:
        lock = os.open(Path(settings.DATA_DIR) / "sweep.lock", os.O_RDONLY | os.O_CREAT)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(lock)
        return True

    seen: list[bool] = []
    monkeypatch.setattr(sweeping, "purge_visits", lambda report: seen.append(is_free()))
    sweep_now()
    assert (seen, is_free()) == ([False], True)

    def fail(report: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(sweeping, "purge_visits", fail)
    with pytest.raises(RuntimeError):
        sweep_now()
    assert is_free()


def test_what_can_not_be_buried_stays_hidden_and_stops_no_other(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_back(send())
    send()

    def refuse(receipt_hash: bytes) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "bury", refuse)
        report = sweep_now()
    assert (report.taken_back, report.taken_in, dict(report.left)) == (0, 2, {"not_buried": 1})
    assert (ReceiptAct.objects.count(), standing().count()) == (1, 1)
    assert sweep_now().taken_back == 1
    assert WaitingResponse.objects.count() == 1


def test_words_of_a_restored_backup_go_again(
    opened: Callable[..., WaitingResponse], send: Send, reader: User, one_form: Form
) -> None:
    waiting = opened()
    complete_review(user=reader, waiting=waiting, spans={first_key(one_form): []}, level=0)
    kept = send()
    sweep_now()
    response = Response.objects.get()
    assert response.receipt_hash is not None
    bury(bytes(response.receipt_hash))  # all that is left of her taking it back
    sweep_now()
    assert not Response.objects.exists()
    assert WaitingResponse.objects.count() == ReceiptSlip.objects.count() == 1
    assert find_slip(kept) is not None
    assert not ReceiptAct.objects.exists()


def test_a_reader_is_told_that_the_words_have_gone(
    opened: Callable[..., WaitingResponse], reader: User, one_form: Form
) -> None:
    waiting = opened()
    payload = open_waiting(user=reader, waiting=waiting)
    WaitingResponse.objects.filter(pk=waiting.pk).delete()
    for known in (payload, None):
        with pytest.raises(TakenBack):
            complete_review(
                user=reader,
                waiting=waiting,
                spans={first_key(one_form): []},
                level=0,
                payload=known,
            )
    assert not Response.objects.exists()
