"""What the slow tier starts from: women who send, and one who is about to."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from feedback.models import Form
from feedback.payload import AnswerPayload
from feedback.state import USES, State, Visit
from tests.factories.feedback import live
from tests.feedback.review.conftest import one_form, opened, reader, send

__all__ = ["one_form", "opened", "reader", "send"]
HER_WORDS = "They listened, and the hostel was full."
Task = DBTaskResult[..., Any]


@pytest.fixture
def about_to_send(one_form: Form) -> Callable[..., State]:
    """about_to_send("her words") is what her page carries on the last page before sending."""

    def make(text: str = HER_WORDS, step: str = USES) -> State:
        version = live(one_form)
        first = version.definition["questions"][0]["key"]
        answers = {first: AnswerPayload(text=text)}
        return State(visit=Visit.begin(), version=version.pk, step=step, answers=answers)

    return make


def send_again(address: str, posted: str) -> str:
    """Post the same, and get the page."""
    page = Client().post(address, posted, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 200
    return page.content.decode()


def six_words(page: str) -> str:
    """The receipt that a page shows."""
    listed = re.search(r'<ol class="words"[^>]*>(.*?)</ol>', page, re.S)
    assert listed is not None
    return " ".join(re.findall(r"<li>([a-z]+)</li>", listed.group(1)))


def row_of(task_id: object) -> Task:
    """What the queue says of a task now."""
    return DBTaskResult.objects.get(pk=str(task_id))
