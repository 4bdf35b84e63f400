"""The slow tier: whatever is posted, no page breaks and nothing but her words is taken."""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.intake.models import IntakeKey
from feedback.models import Form
from feedback.payload import AnswerPayload
from feedback.state import State, Visit

pytestmark = [pytest.mark.long, pytest.mark.django_db]
anything = st.text(max_size=400)
SLOWLY = settings(
    max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SLOWLY
@given(go=anything, text=anything, option=anything, step=anything, state=st.none() | anything)
def test_no_post_breaks_the_form(
    form: Callable[..., Form],
    intake_key: IntakeKey,
    go: str,
    text: str,
    option: str,
    step: str,
    state: str | None,
) -> None:
    made = Form.objects.first() or form()
    version = made.versions.get()
    steps = [q["key"] for q in version.definition["questions"]] + ["check", "uses", step]
    answers = {steps[0]: AnswerPayload(text=text)}
    for at in steps:
        token = State(visit=Visit.begin(), version=version.pk, step=at, answers=answers).to_token()
        data = {"state": token if state is None else state, "go": go, "text": text}
        page = Client().post(f"/form/{made.slug}/", {**data, "option": option, "uses": option})
        assert page.status_code < 500
        assert not page.cookies


@SLOWLY
@given(words=anything, go=anything)
def test_no_post_breaks_the_six_words(words: str, go: str) -> None:
    data = {"words": words, "go": go, "visit": Visit.begin().token}
    page = Client().post("/your-words/", data)
    assert page.status_code == 200
    assert not page.cookies
