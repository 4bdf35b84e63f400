"""After a purge her words are in no file: index, write-ahead log, packs and certificates included.

Marked words go the whole road: sealed, swept, read, suggested, coded, quoted in a published pack.
"""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage, Outcome
from feedback.intake.models import IntakeKey, ReceiptSlip
from feedback.keys import create_key, is_destroyed
from feedback.models import Form, Response
from feedback.review.models import PurgeCertificate, WaitingResponse
from feedback.review.services import complete_review, open_batch
from feedback.review.sweep import sweep
from feedback.services import submit_response
from insights.models import Coding, Reading, ReviewPack, Suggestion
from insights.packs.services import publish_pack
from insights.services import suggest_themes
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_payload
from tests.factories.packs import HOUSING, signed_pack
from tests.factories.themes import theme_of, use_codebook
from tests.leftovers import hits

MARK = "kittiwake-7f3a"
WORDS = f"The hostel had no room, said the {MARK}. "
LONG_AGO = timedelta(days=1200)


@pytest.fixture
def road(
    transactional_db: None, form: Callable[..., Form], consultation: Callable[..., Any], area: Any
) -> Form:
    """Twelve marked responses of three years ago, one short and quoted, others long."""
    with time_machine.travel(timezone.now() - LONG_AGO):
        create_key()
        today = timezone.localdate()
        asked = form(consultation("closed", closes_on=today - timedelta(days=3)))
        use_codebook(asked.consultation)
        for number in range(12):
            text = WORDS * (1 if number == 0 else 20 * number)
            payload = make_payload(asked, text, uses=["design_team", "report", "public"])
            submit_response(payload=payload, visit=f"visit-{number}")
        sweep()
        read_and_code(asked, make_staff("reviewer", area), make_staff("facilitator", area))
        create_key()
    return asked


def read_and_code(asked: Form, reader: User, facilitator: User) -> None:
    while batch := open_batch(user=reader, area=asked.consultation.area):
        for waiting in WaitingResponse.objects.filter(batch=batch, status="waiting"):
            complete_review(user=reader, waiting=waiting, spans={}, level=0)
    suggest_themes(consultation=asked.consultation)
    for response in Response.objects.all():
        Reading.objects.create(response=response, reader=facilitator, read_on=timezone.localdate())
        Coding.objects.create(
            response=response, theme=theme_of(HOUSING), coder=facilitator, decision="added",
            codebook_version="1.0", coded_on=timezone.localdate(),
        )  # fmt: skip
    told = list(Response.objects.all()[:1])
    pack = publish_pack(pack=signed_pack(asked, facilitator, quotes=told), by=facilitator)
    assert MARK in str(pack.editions)


def test_no_word_is_left_anywhere_after_a_purge(road: Form) -> None:
    assert hits(MARK)  # this search would find it
    old_key = IntakeKey.objects.exclude(retired_on=None).get()
    if connection.vendor == "sqlite":
        index_and_delete()
    call_command("purge_expired")
    assert hits(MARK) == []
    for model in (Response, WaitingResponse, Suggestion, Coding, ReceiptSlip):
        assert not model._default_manager.exists()
    assert is_destroyed(old_key.pk)
    assert ReviewPack.objects.get().changes
    assert MARK not in str(Outcome.objects.values())
    assert PurgeCertificate.objects.get().counts["responses"] == {road.slug: 12}
    assert ConsultationPage.objects.filter(pk=road.consultation_id).exists()


def index_and_delete() -> None:
    """A full-text index as Wagtail's search keeps one, and its rows deleted: words stay in it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = OFF")
        cursor.execute("CREATE VIRTUAL TABLE words_fts USING fts5(text)")
        for number in range(50):
            cursor.execute(
                "INSERT INTO words_fts(rowid, text) VALUES (%s, %s)", [number, f"{MARK} {number}"]
            )
        cursor.execute("DELETE FROM words_fts")
        cursor.execute("PRAGMA secure_delete = ON")


@pytest.mark.long
def test_deleting_alone_leaves_words(road: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a dump shows no dead rows")
    index_and_delete()
    monkeypatch.setattr("feedback.review.retention.services.clear_files", lambda: None)
    call_command("purge_expired")
    assert hits(MARK)


def test_a_busy_database_is_said_and_the_next_purge_clears_it(road: Form) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("VACUUM waits for nobody there")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    reader = sqlite3.connect(str(connections["default"].settings_dict["NAME"]))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM feedback_form").fetchone()
    with pytest.raises(CommandError, match=r"may still be in the files of the default database"):
        call_command("purge_expired")
    assert PurgeCertificate.objects.get().finished_at is None
    reader.close()
    call_command("purge_expired")
    assert hits(MARK) == []
    assert PurgeCertificate.objects.get().finished_at is not None
