"""A woman at the page that her six words open, changing how her words may be used."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from feedback.intake.models import IntakeKey, ReceiptAct, ReceiptSlip
from feedback.models import Form, Response
from feedback.review.models import WaitingResponse
from feedback.review.services import complete_review, open_batch
from feedback.selectors import answers_for, responses_for
from feedback.services import submit_response
from feedback.slips import find_slip
from feedback.uses import Use
from tests.factories.feedback import make_payload
from tests.feedback.review.conftest import sweep_now
from tests.feedback.woman import field

URL = "/your-words/"
OTHERS = [use for use in Use if use is not Use.READING_TEAM]


@pytest.fixture
def one_form(form: Callable[..., Form], intake_key: IntakeKey) -> Form:
    return form()


@pytest.fixture
def reader(staff: Callable[..., Any], one_form: Form) -> User:
    user = staff("reviewer", one_form.consultation.area).user
    assert isinstance(user, User)
    return user


class Holder:
    """A woman with six words, at the page that they open."""

    def __init__(self, form: Form, *uses: str, visit: str = "f" * 32) -> None:
        payload = make_payload(form, "my own words", uses=list(uses))
        self.words = submit_response(payload=payload, visit=visit)
        self.enter()

    def enter(self) -> None:
        """Come to the page anew, as another day."""
        self.client = Client()
        self.visit = field(self.client.get(URL), "visit")

    def press(self, go: str, **fields: object) -> Any:
        data = {"words": self.words, "visit": self.visit, "go": go, **fields}
        self.page = self.client.post(URL, data)
        return self.page

    def look(self) -> None:
        self.press("uses")
        self.fields = {"wording": field(self.page, "wording"), "n": field(self.page, "n")}

    def allow(self, *uses: str) -> Any:
        """Look at the uses, tick these, and send."""
        self.look()
        return self.press("uses-now", uses=list(uses), **self.fields)

    @property
    def text(self) -> str:
        return str(self.page.content.decode())

    @property
    def ticked(self) -> list[str]:
        self.look()
        return re.findall(r'name="uses" value="(\w+)" checked', self.text)

    @property
    def slip(self) -> ReceiptSlip:
        found = find_slip(self.words)
        assert found is not None
        return found[0]

    @property
    def response(self) -> Response:
        return Response.objects.get(receipt_hash=self.slip.receipt_hash)


@pytest.fixture
def read(reader: User, one_form: Form) -> Callable[..., Holder]:
    """read("report") sent words with these uses, and a person has read them."""

    def make(*uses: str) -> Holder:
        her = Holder(one_form, *uses)
        sweep_now()
        read_all(reader, one_form)
        return her

    return make


def read_all(reader: User, form: Form) -> None:
    batch = open_batch(user=reader, area=form.consultation.area)
    assert batch is not None
    for waiting in WaitingResponse.objects.filter(batch=batch):
        complete_review(user=reader, waiting=waiting, spans={}, level=0)


def seen_by(use: Use) -> bool:
    return responses_for(use=use).exists() and answers_for(use=use).exists()


def acts() -> int:
    return ReceiptAct.objects.filter(kind=ReceiptAct.Kind.CONSENT).count()
