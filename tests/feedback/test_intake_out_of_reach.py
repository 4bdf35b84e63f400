"""The intake is locked, full, gone or has no whole key: her words come back, and she gets away."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DataError, InterfaceError, OperationalError, connections
from django.test import Client

from feedback import services
from feedback.equality.services import send_answers
from feedback.equality.state import AboutYou
from feedback.equality.wording import current
from feedback.intake.models import (
    ClosedVisit,
    IntakeKey,
    ReceiptAct,
    ReceiptSlip,
    SealedEquality,
    SealedResponse,
)
from feedback.keys import NoIntakeKey, PrivateKeyMissing, current_key, private_key
from feedback.models import Form
from feedback.payload import AnswerPayload
from feedback.services import NotTakenNow, is_closed, leave_visit, submit_response
from feedback.state import CHECK, USES, State, Visit
from tests.factories.feedback import live, make_payload
from tests.feedback.holding import Holder
from tests.feedback.woman import Woman

pytestmark = pytest.mark.django_db
BULK_CREATE = "django.db.models.query.QuerySet.bulk_create"
HER_WORDS = "They listened to me."
ERRORS = [OperationalError, InterfaceError, DataError]


def breaking(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception], *, at: int = 1
) -> pytest.MonkeyPatch:
    """The nth write of rows fails, with a text that repeats what was written."""
    from django.db.models.query import QuerySet

    original, calls = QuerySet.bulk_create, iter(range(1, 100))

    def bulk_create(rows: Any, *args: Any, **options: Any) -> Any:
        if next(calls) == at:
            raise error(f"DETAIL: {HER_WORDS}")
        return original(rows, *args, **options)

    monkeypatch.setattr(BULK_CREATE, bulk_create)
    return monkeypatch


def send(form: Form) -> tuple[int, str]:
    version = live(form)
    first = version.definition["questions"][0]["key"]
    state = State(Visit.begin(), version.pk, USES, {first: AnswerPayload(text=HER_WORDS)})
    posted = {"state": state.to_token(), "go": "send", "uses_shown": "1"}
    page = Client().post(f"/form/{form.slug}/", posted)
    return page.status_code, page.content.decode()


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("at", [1, 2, 3])
def test_what_can_not_be_stored_is_not_stored_at_all(
    form: Callable[..., Form],
    intake_key: IntakeKey,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: type[Exception],
    at: int,
) -> None:
    payload = make_payload(form(), HER_WORDS)
    with breaking(monkeypatch, error, at=at).context(), pytest.raises(NotTakenNow) as raised:
        submit_response(payload=payload, visit="v")
    for model in (SealedResponse, ReceiptSlip, ClosedVisit):
        assert not model.objects.exists()
    assert HER_WORDS not in caplog.text + str(raised.value)
    assert error.__name__ in caplog.text
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_it_may_be_sent_again(
    form: Callable[..., Form], intake_key: IntakeKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = make_payload(form(), HER_WORDS)
    breaking(monkeypatch, OperationalError)
    with pytest.raises(NotTakenNow):
        submit_response(payload=payload, visit="v")
    assert len(submit_response(payload=payload, visit="v").split()) == 6
    assert SealedResponse.objects.count() == 1


def test_she_gets_her_words_back_and_is_told_to_try_again(
    form: Callable[..., Form], intake_key: IntakeKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = form()
    breaking(monkeypatch, OperationalError)
    status, page = send(made)
    assert status == 503
    assert HER_WORDS in page
    assert "Please try again later" in page
    assert "DETAIL" not in page
    assert send(made)[0] == 200


@pytest.mark.parametrize("error", ERRORS)
def test_leaving_never_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: type[Exception]
) -> None:
    visit = Visit.begin()
    breaking(monkeypatch, error)
    gone = Client().post("/leave/", {"visit": visit.token})
    assert gone.status_code == 303
    assert not is_closed(visit.id)
    assert "is not closed" in caplog.text
    assert visit.id not in caplog.text
    leave_visit(visit.id)
    assert is_closed(visit.id)


def test_staff_work_waits_as_long_as_before(
    form: Callable[..., Form], intake_key: IntakeKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connections["intake"].vendor != "sqlite":
        pytest.skip("SQLite is told how long to wait; this run is on PostgreSQL.")

    def waits() -> int:
        with connections["intake"].cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            return int(cursor.fetchone()[0])

    usual, seen = waits(), []
    original = services._close

    def note(*row: Any) -> None:
        seen.append(waits())
        original(*row)

    monkeypatch.setattr(services, "_close", note)
    assert send(form())[0] == 200
    leave_visit("v")
    assert seen == [services.SENDING_WAITS_MS, services.LEAVING_WAITS_MS]
    breaking(monkeypatch, OperationalError)
    leave_visit("v")
    assert waits() == usual > max(seen)


# -- Keys that aren't whole


@pytest.mark.parametrize("public", [b"", b"k" * 31, b"k" * 33])
def test_nothing_is_sealed_to_a_damaged_key(
    form: Callable[..., Form], intake_key: IntakeKey, public: bytes
) -> None:
    IntakeKey.objects.update(public_key=public)
    with pytest.raises(NoIntakeKey, match="create_intake_key"):
        current_key()
    status, page = send(form())
    assert (status, HER_WORDS in page) == (503, True)
    assert not SealedResponse.objects.exists()


@pytest.mark.parametrize("written", ["", "ab", "ab" * 31, "ab" * 33, "no digits at all"])
def test_a_damaged_private_key_is_named_and_not_repeated(
    intake_key: IntakeKey, settings: Any, written: str
) -> None:
    file = Path(settings.INTAKE_KEYS_DIR) / f"intake-{intake_key.id}.key"
    assert len(private_key(intake_key.id)) == 32
    file.write_text(written)
    with pytest.raises(PrivateKeyMissing, match=file.name) as raised:
        private_key(intake_key.id)
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


@pytest.mark.parametrize("error", ERRORS)
def test_a_draft_that_can_not_be_kept_comes_back_on_the_page(
    form: Callable[..., Form],
    intake_key: IntakeKey,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
) -> None:
    woman = Woman(form())
    woman.begin()
    breaking(monkeypatch, error)
    woman.press("save", text=HER_WORDS)
    assert woman.page.status_code == 503
    assert HER_WORDS in woman.text
    assert not woman.words


@pytest.mark.parametrize("error", ERRORS)
def test_a_change_of_uses_that_can_not_be_written_is_never_said_to_be_made(
    form: Callable[..., Form],
    intake_key: IntakeKey,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
) -> None:
    her = Holder(form(), "public")
    her.look()
    breaking(monkeypatch, error)
    page = her.press("uses-now", **her.fields, uses=["report"])
    assert page.status_code == 503
    assert "nothing was changed" in page.content.decode()
    assert not ReceiptAct.objects.exists()


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("at", [1, 2])
def test_equality_answers_are_stored_with_their_visit_closed_or_not_at_all(
    form: Callable[..., Form],
    intake_key: IntakeKey,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
    at: int,
) -> None:
    wording, made = current("england"), form()
    question = wording.questionnaire.items[0]
    chosen = {question.key: question.options[0].key}
    state = AboutYou(Visit.begin(), made.slug, wording.id, CHECK, chosen)
    breaking(monkeypatch, error, at=at)
    with pytest.raises(NotTakenNow):
        send_answers(form=made, wording=wording, state=state)
    assert not SealedEquality.objects.exists()
    assert not ClosedVisit.objects.exists()
