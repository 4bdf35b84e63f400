"""What most tests of the reading room start from: words that a woman sent, still sealed."""

import random
from collections.abc import Callable
from itertools import count

import pytest
from django.utils import timezone

from accounts.models import AuditLine, User
from feedback.intake.models import IntakeKey
from feedback.models import Form
from feedback.payload import AnswerPayload
from feedback.review.keying import services as keying
from feedback.review.models import PrintRun, ReviewBatch, WaitingResponse
from feedback.review.services import open_batch
from feedback.review.sweep import SweepReport, sweep
from feedback.services import submit_response
from tests.factories.feedback import live, make_payload
from tests.fixtures.story import StaffClient

_visits = count(1)
Send = Callable[..., str]


@pytest.fixture
def one_form(form: Callable[..., Form], intake_key: IntakeKey) -> Form:
    """A published form, and a key to seal its answers to."""
    return form()


@pytest.fixture
def send(one_form: Form) -> Send:
    """send("her words", form=…) seals a response into the intake and gives her six words."""

    def submit(text: str = "They listened to me.", form: Form | None = None, **more: object) -> str:
        visit = f"visit-{next(_visits)}"
        return submit_response(payload=make_payload(form or one_form, text, **more), visit=visit)

    return submit


def sweep_now(seed: int = 1) -> SweepReport:
    """A sweep whose shuffle is the same each time."""
    return sweep(rng=random.Random(seed))


def first_key(form: Form) -> str:
    """The key of the form's first question, which make_payload answers."""
    return str(live(form).definition["questions"][0]["key"])


def two_answers(form: Form, first: str, last: str) -> dict[str, AnswerPayload]:
    """Answers to the first and the last question."""
    questions = live(form).definition["questions"]
    return {
        questions[0]["key"]: AnswerPayload(text=first),
        questions[-1]["key"]: AnswerPayload(text=last),
    }


@pytest.fixture
def reader(staff: Callable[..., object], one_form: Form) -> User:
    """A reviewer of the form's area."""
    client = staff("reviewer", one_form.consultation.area)
    return client.user  # type: ignore[attr-defined]


@pytest.fixture
def opened(send: Send, reader: User, one_form: Form) -> Callable[..., WaitingResponse]:
    """opened("her words") sends, sweeps and puts them into the reader's batch."""

    def make(text: str = "They listened to me.", **more: object) -> WaitingResponse:
        send(text, **more)
        sweep_now()
        batch = open_batch(user=reader, area=one_form.consultation.area)
        assert batch is not None
        return WaitingResponse.objects.get(batch=batch)

    return make


def batch_of(waiting: WaitingResponse) -> ReviewBatch:
    assert waiting.batch is not None
    return waiting.batch


def actions() -> list[str]:
    """What the audit log says happened, in order."""
    return list(AuditLine.objects.values_list("action", flat=True))


# -- keying


@pytest.fixture
def run(one_form: Form) -> PrintRun:
    """Twenty copies of the form; somebody has keyed one twice, so that none must be."""
    return PrintRun.objects.create(
        version=live(one_form),
        area_id=one_form.area_id,
        language="en-gb",
        copies=20,
        uses_wording=1,
        returns="To us.",
        printed_on=timezone.localdate(),
        checked=1,
    )


@pytest.fixture
def worker(staff: Callable[..., StaffClient], one_form: Form) -> StaffClient:
    return staff("centre_worker", one_form.consultation.area)


@pytest.fixture
def colleague(staff: Callable[..., StaffClient], one_form: Form) -> StaffClient:
    return staff("centre_worker", one_form.consultation.area)


@pytest.fixture
def nobody_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keying, "_is_drawn", lambda *a: False)


@pytest.fixture
def always_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keying, "_is_drawn", lambda *a: True)
