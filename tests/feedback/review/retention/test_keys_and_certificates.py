"""Keys that nothing is sealed to go, and a certificate says what went; needed ones stay."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from feedback.intake.models import IntakeKey, SealedEquality, SealedResponse
from feedback.keys import create_key, is_destroyed
from feedback.models import Form
from feedback.review.models import (
    PurgeCertificate,
    WaitingResponse,
)
from feedback.review.retention import services, steps
from feedback.review.retention.holds import place_hold
from feedback.review.retention.key_ends import sealed_to
from feedback.review.retention.ledger import Ledger, file_of, is_whole
from tests.feedback.review.retention.conftest import Old, purge, tomorrow

pytestmark = pytest.mark.django_db
Staff = Callable[..., Any]


# -- Keys


def retire(key: IntakeKey, days: int = 10) -> None:
    create_key()
    day = timezone.localdate() - timedelta(days=days)
    IntakeKey.objects.filter(pk=key.pk).update(retired_on=day)


def private_file(settings: Any, key: IntakeKey) -> Path:
    return Path(settings.INTAKE_KEYS_DIR) / f"intake-{key.pk}.key"


def test_a_retired_key_goes_once_nothing_is_sealed_to_it(
    read: Old, intake_key: IntakeKey, settings: Any
) -> None:
    read()
    retire(intake_key)
    assert private_file(settings, intake_key).exists()
    assert purge().keys == [intake_key.pk]
    assert not private_file(settings, intake_key).exists()
    assert is_destroyed(intake_key.pk)
    assert not IntakeKey.objects.filter(pk=intake_key.pk).exists()


def test_the_private_half_is_overwritten_before_it_is_removed(
    intake_key: IntakeKey, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    retire(intake_key)
    before = private_file(settings, intake_key).read_bytes()
    left: list[bytes] = []
    unlink = Path.unlink

    def look(path: Path) -> None:
        left.append(path.read_bytes())
        unlink(path)

    monkeypatch.setattr(Path, "unlink", look)
    call_command("destroy_intake_key", intake_key.pk)
    assert len(left[0]) == len(before)
    assert left[0] != before


@pytest.mark.parametrize("what", ["current", "just retired", "unread", "on its way", "equality"])
def test_a_key_that_is_needed_stays(
    intake_key: IntakeKey, settings: Any, waiting: Old, what: str
) -> None:
    if what != "current":
        if what == "unread":
            waiting()
        retire(intake_key, days=1 if what == "just retired" else 10)
    if what == "on its way":
        SealedResponse.objects.create(key_id=intake_key.pk, week=timezone.localdate(), sealed=b"x")
    if what == "equality":
        SealedEquality.objects.create(key_id=intake_key.pk, month=timezone.localdate(), sealed=b"x")
    assert purge().keys == []
    with pytest.raises(CommandError) as refused:
        call_command("destroy_intake_key", intake_key.pk)
    assert intake_key.pk in str(refused.value)
    assert private_file(settings, intake_key).exists()
    if what == "unread":
        assert "1 waiting responses are sealed to it, 1 of them nobody has read" in str(
            refused.value
        )


def test_a_key_whose_rows_are_on_hold_stays(
    read: Old, intake_key: IntakeKey, one_form: Form, administrator: User
) -> None:
    read()
    retire(intake_key)
    place_hold(user=administrator, form=one_form, reason="A claim.", review_on=tomorrow())
    assert purge().keys == []


def test_a_key_that_is_on_another_machine_is_named_and_not_said_to_be_destroyed(
    intake_key: IntakeKey, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    retire(intake_key)
    private_file(settings, intake_key).rename(Path(settings.DATA_DIR) / "elsewhere")
    call_command("purge_expired")
    assert f"Key {intake_key.pk} is of no use any more" in capsys.readouterr().err
    assert IntakeKey.objects.filter(pk=intake_key.pk).exists()
    with pytest.raises(CommandError, match="isn't in INTAKE_KEYS_DIR"):
        call_command("destroy_intake_key", intake_key.pk)
    with pytest.raises(CommandError, match="There is no intake key"):
        call_command("destroy_intake_key", "nonsense")


def test_killed_after_the_file_went_the_key_goes_with_the_next_purge(
    intake_key: IntakeKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    retire(intake_key)

    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(IntakeKey, "delete", killed)
        with pytest.raises(KeyboardInterrupt):
            purge()
    assert purge().keys == [intake_key.pk]


def test_every_table_with_a_box_is_counted(intake_key: IntakeKey) -> None:
    assert sealed_to(intake_key.pk) == {}
    SealedEquality.objects.create(key_id=intake_key.pk, month=timezone.localdate(), sealed=b"x")
    assert sealed_to(intake_key.pk).total() == 1


# -- Certificates


def test_the_certificate_says_what_went_without_words(
    read: Old, intake_key: IntakeKey, one_form: Form
) -> None:
    read("canary words")
    retire(intake_key)
    certificate = purge().certificate
    assert certificate is not None
    said = json.loads(file_of(certificate).read_text())
    assert said["destroyed"] == {"originals": {one_form.slug: 1}}
    assert (said["ran_by"], said["keys_destroyed"]) == ("a test", [intake_key.pk])
    assert said["digest"] == certificate.digest
    assert "canary" not in file_of(certificate).read_text()
    assert is_whole(PurgeCertificate.objects.get())


def test_a_changed_certificate_is_seen_and_they_run_on_from_each_other(read: Old) -> None:
    read()
    first = purge().certificate
    read()
    second = purge().certificate
    assert first is not None
    assert second is not None
    assert second.previous == first.digest != ""
    first.counts = {"originals": {"form": 99}}
    assert not is_whole(first)
    assert is_whole(PurgeCertificate.objects.get(pk=second.pk))


def test_a_killed_purge_leaves_an_open_certificate_that_the_next_one_closes(
    read: Old, one_form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    read()

    def killed() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(services, "clear_files", killed)
        with pytest.raises(KeyboardInterrupt):
            purge()
    assert PurgeCertificate.objects.get().finished_at is None
    report = purge()
    assert report.counts == {"originals": {one_form.slug: 1}}
    assert PurgeCertificate.objects.get().finished_at is not None


def test_what_goes_and_its_note_are_one_transaction(
    read: Old, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        read()
    monkeypatch.setattr(steps, "AT_ONCE", 1)
    note, times = Ledger.note, iter([True, False])

    def once(*args: Any) -> None:
        if not next(times, False):
            raise KeyboardInterrupt
        note(*args)

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "note", once)
        with pytest.raises(KeyboardInterrupt):
            purge()
    assert WaitingResponse.objects.filter(sealed=b"").count() == 1
    assert sum(purge().counts["originals"].values()) == 2
