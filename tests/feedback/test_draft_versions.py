"""Drafts of questions that changed, and of consultations that closed: no word of hers is lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from consultations.models import ConsultationPage
from feedback.intake.models import IntakeKey
from feedback.models import Form
from feedback.services import publish_form
from feedback.state import State
from tests.factories.feedback import make_question
from tests.feedback.saving import NAMED, WAYS, MakeForm, Saver, opens
from tests.feedback.woman import ESCAPED, SECRET, sent


@pytest.fixture
def made(form: MakeForm, intake_key: IntakeKey) -> Form:
    return form()


def reword(made: Form, *keep: int) -> None:
    """Publish a new version that asks only these questions of the three, and one more."""
    places = list(made.questions.order_by("sort_order"))
    for number, place in enumerate(places):
        if number not in keep:
            place.delete()
    made.questions.create(question=make_question("short_text", "New?"), sort_order=9)
    publish_form(form=made)


def test_reworded_questions_keep_her_answers(made: Form) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    reword(made, 0, 1, 2)
    woman.open(words)
    assert ESCAPED in woman.text
    assert "of 4" in woman.text
    woman.press("continue", text=SECRET)
    for go in ("skip", "skip", "skip", "continue"):
        woman.press(go)
    woman.press("send", shown="uses")
    (payload,) = sent()
    assert payload.version == made.versions.get(number=2).pk
    assert [a.text for a in payload.answers.values()] == [SECRET]


def test_words_to_a_question_that_is_gone_are_shown_to_copy(made: Form) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    reword(made, 1, 2)
    woman.open(words)
    assert "What happened on the day?" in woman.text
    assert ESCAPED in woman.text
    assert "The questions changed" in woman.text
    woman.press("start")
    assert "Where were you?" in woman.text
    assert ESCAPED not in woman.text
    assert opens(words)  # until she saves again or sends


def test_a_choice_that_is_gone_is_shown_and_the_rest_stays(made: Form) -> None:
    place = made.questions.order_by("sort_order")[1]
    version = made.versions.get()
    item = version.questionnaire.items[1]
    woman = Saver(made)
    woman.begin()
    woman.press("continue", text=SECRET)
    words = woman.save(option=item.options[0].key)
    place.question.options.order_by("sort_order").first().delete()
    publish_form(form=made)
    woman.open(words)
    assert "In prison" in woman.text
    assert ESCAPED not in woman.text  # that one stays, so it isn't among what doesn't fit
    woman.press("start")
    assert "Where were you?" in woman.text
    state = State.from_token(woman.state)
    assert state is not None
    assert [a.text for a in state.answers.values()] == [SECRET]


def test_a_step_that_is_gone_gives_way_to_the_next(made: Form) -> None:
    woman = Saver(made)
    woman.begin()
    woman.press("skip")
    words = woman.save()
    reword(made, 0, 2)
    woman.open(words)
    assert "One thing to change?" in woman.text


@pytest.mark.parametrize("step", ["check", "details", "uses"])
def test_after_the_questions_she_checks_again_when_they_changed(made: Form, step: str) -> None:
    woman = Saver(made)
    woman.begin()
    for number, go in enumerate(WAYS[step]):
        woman.press(go, text=NAMED) if number == 0 else woman.press(go)
    words = woman.save()
    reword(made, 0, 1, 2)
    woman.open(words)
    assert "Check your answers" in woman.text
    assert "New?" in woman.text


def test_the_same_version_two_days_after_its_end_is_moved_too(made: Form) -> None:
    woman = Saver(made)
    words = woman.save_secret()
    reword(made, 0, 1, 2)
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        woman.open(words)
        woman.press("continue", text=SECRET)
        for go in ("skip", "skip", "skip", "continue"):
            woman.press(go)
        woman.press("send", shown="uses")
    assert len(woman.words) == 6


def test_a_consultation_that_closed_meanwhile_gives_her_words_to_copy(
    form: MakeForm, consultation: Callable[..., ConsultationPage], intake_key: IntakeKey
) -> None:
    made = form(consultation("last_day"))
    page = ConsultationPage.objects.get(pk=made.consultation_id)
    woman = Saver(made)
    words = woman.save_secret()
    gone_by = page.closes_on - timedelta(days=3)
    ConsultationPage.objects.filter(pk=page.pk).update(closes_on=gone_by)
    woman.open(words)
    assert "could not be sent" in woman.text
    assert ESCAPED in woman.text
    woman.leave()
    assert ESCAPED not in woman.open_again().content.decode()
