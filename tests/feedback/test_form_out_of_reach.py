"""The database of forms can't be read: what she wrote is there to copy, and nobody else's page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.utils import timezone

from feedback import views
from feedback.models import Form
from feedback.payload import AnswerPayload
from feedback.services import leave_visit
from feedback.state import READY, State, Visit
from tests.factories.feedback import live

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
BEFORE, NOW = "They listened <to me>.", "And then nobody came."


@pytest.fixture
def gone(form: Callable[..., Form], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """gone(error) breaks every reading of a form, and gives what posts her page."""
    made = form()
    version = live(made)
    keys = [question["key"] for question in version.definition["questions"]]

    def at(step: str) -> State:
        said = {keys[0]: AnswerPayload(text=BEFORE)}
        return State(Visit.begin(), version.pk, step, said)

    def breaking(error: type[Exception], **fields: str) -> Any:
        def broken(*_: object, **__: object) -> None:
            raise error(f"could not connect, while reading {BEFORE}")

        monkeypatch.setattr(views, "get_object_or_404", broken)
        state = at(keys[-1]).to_token()
        client = Client(raise_request_exception=False)
        return client.post(f"/form/{made.slug}/", {"state": state, "go": "continue", **fields})

    return breaking


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("go", ["continue", "back", "send", "save"])
def test_her_words_are_there_to_copy(
    gone: Callable[..., Any],
    caplog: pytest.LogCaptureFixture,
    error: type[Exception],
    go: str,
) -> None:
    page = gone(error, go=go, text=NOW)
    text = page.content.decode()
    assert page.status_code == 503
    assert "They listened &lt;to me&gt;." in text
    assert NOW in text
    assert "Please try again later" in text
    assert page.headers["Cache-Control"] == "no-store"
    assert "listened" not in caplog.text


def test_what_she_skips_is_there_to_copy_too(gone: Callable[..., Any]) -> None:
    assert NOW in gone(OperationalError, go="skip", text=NOW).content.decode()


@pytest.mark.parametrize("state", ["", "broken"])
def test_without_words_it_is_the_usual_page(gone: Callable[..., Any], state: str) -> None:
    page = gone(OperationalError, state=state, text=NOW)
    assert page.status_code == 500
    assert "Something broke on our side" in page.content.decode()


def test_after_a_day_nothing_is_shown(gone: Callable[..., Any]) -> None:
    old = State(Visit.begin(), 1, READY, {"a": AnswerPayload(text=BEFORE)}).to_token()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        page = gone(OperationalError, state=old)
    assert page.status_code == 500
    assert "listened" not in page.content.decode()


def test_after_leaving_nothing_is_shown(gone: Callable[..., Any]) -> None:
    left = State(Visit.begin(), 1, READY, {"a": AnswerPayload(text=BEFORE)})
    leave_visit(left.visit.id)
    page = gone(OperationalError, state=left.to_token())
    assert page.status_code == 500
    assert "listened" not in page.content.decode()


def test_where_nobody_knows_whether_she_left_nothing_is_shown(
    gone: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(visit: str) -> bool:
        raise OperationalError

    monkeypatch.setattr(views, "is_closed", unknown)
    page = gone(OperationalError, text=NOW)
    assert page.status_code == 500
    assert "listened" not in page.content.decode()


def test_other_errors_are_not_hidden(gone: Callable[..., Any]) -> None:
    assert gone(ValueError, text=NOW).status_code == 500
