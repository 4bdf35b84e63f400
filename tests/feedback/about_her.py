"""A woman who answers the equality questions, over HTTP or at once; what was sealed; the sweep."""

import random
from datetime import timedelta
from itertools import count
from typing import Any

import time_machine
from django.test import Client
from django.utils import timezone

from feedback.equality.services import send_answers
from feedback.equality.state import AboutYou
from feedback.equality.sweep import EqualityReport, sweep_equality
from feedback.equality.wording import current
from feedback.intake.models import SealedEquality
from feedback.keys import private_key
from feedback.models import Form
from feedback.payload import from_json
from feedback.sealing import unpad, unseal
from feedback.state import CHECK, Visit
from tests.feedback.woman import field

LATER = timedelta(days=35)
_visits = count(1)


class AboutHer:
    """Goes through the questions as a browser without script or cookies would."""

    def __init__(self, form: Form, prefix: str = "") -> None:
        self.client = Client()
        self.url = f"{prefix}/about-you/{form.slug}/"
        self.page: Any = self.client.get(self.url)
        self.state = ""

    def press(self, go: str, option: str = "", url: str = "") -> Any:
        data = {"state": self.state, "go": go, **({"option": option} if option else {})}
        self.page = self.client.post(url or self.url, data)
        self.state = field(self.page, "state") or self.state
        return self.page

    def to_the_end(self, option: str = "30-39") -> Any:
        self.press("start")
        self.press("check", option)
        return self.press("send")

    @property
    def text(self) -> str:
        return str(self.page.content.decode())

    @property
    def opened(self) -> AboutYou:
        state = AboutYou.from_token(self.state)
        assert state is not None
        return state


def sent() -> list[dict[str, Any]]:
    """What was sealed, opened with the private key."""
    rows = SealedEquality.objects.all()
    return [from_json(unpad(unseal(bytes(r.sealed), private_key(r.key_id)))) for r in rows]


def answer_of(form: Form, **answers: str) -> None:
    """One more woman answers."""
    wording = current(form.consultation.area.country)
    visit = Visit(id=f"visit-{next(_visits)}", started=0)
    given = {key.replace("_", "-"): option for key, option in answers.items()}
    state = AboutYou(visit, form.slug, wording.id, CHECK, given or {"age": "30-39"})
    send_answers(form=form, wording=wording, state=state)


def sweep_later(after: timedelta = LATER) -> EqualityReport:
    with time_machine.travel(timezone.now() + after):
        return sweep_equality(rng=random.Random(1))
