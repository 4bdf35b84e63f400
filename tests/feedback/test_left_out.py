"""What she typed and left out: kept where she finds it, and never sent unless she says so."""

from typing import Any

import pytest

from feedback.details import finds_in
from feedback.flow import keep, told
from feedback.intake.models import IntakeKey
from feedback.models import Form, Question
from feedback.payload import NOTHING, AnswerPayload
from feedback.questionnaire import Item, Questionnaire
from feedback.services import publish_form
from feedback.state import READY, State, Visit
from tests.factories.feedback import make_question
from tests.feedback.building import opened_by
from tests.feedback.woman import ESCAPED, SECRET, MakeForm, Woman, sent

OPTIONS = [{"key": "x"}, {"key": "y"}, {"key": "z", "more": True}]
SINGLE: dict[str, Any] = {"key": "q", "kind": "single", "options": OPTIONS}
TEXT: dict[str, Any] = {"key": "q", "kind": "long_text", "options": []}
Typed = tuple[str, list[str]]
NO: Typed = ("", [])
NOT_SENT = "is kept for you, and is not sent"


def kept(question: dict[str, Any], typed: Typed, *, left_out: bool = False) -> tuple[Typed, Typed]:
    """What would be sent, and what is kept beside it."""
    state = State(Visit("v", 0), 1, READY)
    state = keep(Item.from_json(question), state, AnswerPayload(*typed), left_out=left_out)
    said, unsent = state.answers.get("q", NOTHING), state.unsent.get("q", NOTHING)
    assert state.typed("q") == AnswerPayload(*typed)
    assert told(Questionnaire.from_json({"questions": [question]}), state).get("q", NOTHING) == said
    return (said.text, said.options), (unsent.text, unsent.options)


@pytest.mark.parametrize(
    ("question", "typed", "said", "unsent"),
    [
        (SINGLE, ("mine", ["z"]), ("mine", ["z"]), NO),
        (SINGLE, ("mine", []), ("mine", []), NO),  # she may have forgotten to choose
        (SINGLE, ("mine", ["x"]), ("", ["x"]), ("mine", [])),
        (SINGLE, ("", ["x"]), ("", ["x"]), NO),
        (SINGLE | {"kind": "several"}, ("mine", ["x", "z"]), ("mine", ["x", "z"]), NO),
        (SINGLE | {"kind": "several"}, ("mine", ["x", "y"]), ("", ["x", "y"]), ("mine", [])),
        (TEXT, ("mine", []), ("mine", []), NO),
    ],
)
def test_words_stay_with_their_option(
    question: dict[str, Any], typed: Typed, said: Typed, unsent: Typed
) -> None:
    assert kept(question, typed) == (said, unsent)
    assert kept(question, typed, left_out=True) == (NO, typed)


@pytest.mark.parametrize("token", [True, False])
def test_what_is_left_out_survives_the_page(token: bool) -> None:
    state = State(Visit("v", 0), 1, READY).with_answer("q", NOTHING, unsent=AnswerPayload("mine"))
    raw = {"visit": {"id": "v", "started": 0}, "version": 1, "step": READY, "answers": {}}
    again = State.from_token(state.to_token()) if token else State.of(raw)
    assert again is not None
    assert again.unsent == (state.unsent if token else {})  # a page from before has none


@pytest.fixture
def made(form: MakeForm, intake_key: IntakeKey) -> Form:
    where = make_question(Question.Kind.SINGLE, "Where?", ("In prison", "Somewhere else"))
    where.options.filter(text="Somewhere else").update(more=True)
    return form(None, make_question(Question.Kind.LONG_TEXT, "What happened?"), where)


def key(form: Form, text: str) -> str:
    return str(form.questions.get(question__text=text).question.translation_key.hex)


def option(form: Form, text: str) -> str:
    asked = form.questions.get(question__text="Where?").question
    return str(asked.options.get(text=text).translation_key.hex)


@pytest.mark.pages
def test_a_skipped_answer_waits_at_check_and_is_not_sent(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("skip", text=SECRET)
    assert "Question 2 of 2" in woman.text
    woman.press("skip")
    assert NOT_SENT in woman.text
    assert ESCAPED in woman.text
    woman.press("continue")
    woman.press("send", shown="uses", uses=["report"])
    (payload,) = sent()
    assert payload.answers == {}
    assert payload.uses == []


@pytest.mark.parametrize(
    ("go", "is_sent"), [("continue", True), ("back", False), ("skip", False), ("aside:help", False)]
)
def test_only_continue_sends_it_after_all(made: Form, go: str, is_sent: bool) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("skip", text=SECRET)
    woman.press("skip")
    woman.press(f"change:{key(made, 'What happened?')}")
    assert ESCAPED in woman.text
    woman.press(go, text=SECRET)
    if go.startswith("aside"):
        woman.press("return")
        assert ESCAPED in woman.text
        woman.press("back", text=SECRET)
    assert ESCAPED in woman.text
    assert (NOT_SENT in woman.text) is not is_sent
    woman.press("continue")
    woman.press("send", shown="uses")
    (payload,) = sent()
    assert [answer.text for answer in payload.answers.values()] == [SECRET] * is_sent


@pytest.mark.pages
def test_words_beside_other_never_stand_under_another_choice(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("skip")
    woman.press("continue", option=option(made, "Somewhere else"), text="With my aunt")
    assert "With my aunt" in woman.text
    assert NOT_SENT not in woman.text
    woman.press(f"change:{key(made, 'Where?')}")
    woman.press("continue", option=option(made, "In prison"), text="With my aunt")
    assert NOT_SENT in woman.text
    assert woman.text.index("beside a choice that you did not make") < woman.text.index("my aunt")
    woman.press(f"change:{key(made, 'Where?')}")  # she changes back: her words are there
    assert 'value="With my aunt"' in woman.text
    woman.press("continue", option=option(made, "Somewhere else"), text="With my aunt")
    assert NOT_SENT not in woman.text
    woman.press("continue")
    woman.press("send", shown="uses")
    (payload,) = sent()
    assert [answer.text for answer in payload.answers.values()] == ["With my aunt"]


@pytest.fixture
def ruled(form: MakeForm, intake_key: IntakeKey) -> Form:
    """Where; and only from prison: did your letters come, and a choice about them."""
    where = make_question(Question.Kind.SINGLE, "Where?", ("In prison", "Somewhere else"))
    letters = make_question(Question.Kind.LONG_TEXT, "Did your letters come?")
    read = make_question(Question.Kind.SINGLE, "Who read them?", ("Only me", "Staff"))
    made = form(None, where, letters, read, publish=False)
    made.questions.exclude(question=where).update(show_if=opened_by(where, 0))
    publish_form(form=Form.objects.get(pk=made.pk))
    return made


def test_what_she_said_to_a_question_that_closed_is_shown_and_not_sent(ruled: Form) -> None:
    woman = Woman(ruled)
    woman.begin()
    woman.press("continue", option=option(ruled, "In prison"))
    woman.press("continue", text=SECRET)
    staff = ruled.questions.get(question__text="Who read them?").question.options.get(text="Staff")
    woman.press("continue", option=staff.translation_key.hex)
    assert "After what you chose above" not in woman.text
    woman.press(f"change:{key(ruled, 'Where?')}")
    woman.press("continue", option=option(ruled, "Somewhere else"))
    assert woman.text.count("After what you chose above") == 2
    assert ESCAPED in woman.text
    assert "<p>Staff</p>" in woman.text
    assert f"change:{key(ruled, 'Did your letters come?')}" not in woman.text
    woman.press("continue")
    woman.press("send", shown="uses")
    (payload,) = sent()
    assert SECRET not in str(payload.answers)
    assert staff.translation_key.hex not in str(payload.answers)


def test_a_question_that_closed_unanswered_is_not_mentioned(ruled: Form) -> None:
    woman = Woman(ruled)
    woman.begin()
    woman.press("continue", option=option(ruled, "Somewhere else"))
    assert "Check your answers" in woman.text
    assert "Did your letters come?" not in woman.text
    assert "After what you chose above" not in woman.text


def test_what_is_too_long_to_send_may_be_skipped_and_stays(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("skip", text="é" * 50_000)
    assert "Make it 20,000 or fewer" not in woman.text
    woman.press("continue", text=SECRET)  # what isn't sent takes no room from what is
    woman.press("back")
    woman.press("back")
    assert "é" * 50_000 in woman.text
    woman.press("continue", text="é" * 50_000)
    assert "Make it 20,000 or fewer" in woman.text


@pytest.mark.parametrize("go", ["skip", "back", "save", "stay", "aside:help"])
def test_more_than_a_page_can_carry_stays_where_it_is(made: Form, go: str) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press(go, text="é" * 200_000)
    assert "more than this form can keep" in woman.text
    assert "20,000 or fewer" not in woman.text  # she doesn't go on with it
    assert "é" * 200_000 in woman.text


def test_what_she_left_out_may_leave_too_little_for_the_next(made: Form) -> None:
    """Not one answer too long, but more than a page can carry: no error of ours, and told why."""
    woman = Woman(made)
    woman.begin()
    woman.press("skip", text="x" * 240_000)
    woman.press("continue", text="y" * 15_000)
    assert "more than this form can keep" in woman.text
    assert "y" * 15_000 in woman.text
    woman.press("continue", text="y" * 100)
    assert "more than this form can keep" not in woman.text


def test_what_was_left_out_is_there_to_copy_when_it_cannot_be_sent(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("skip", text=SECRET)
    made.versions.update(replaced_on="2020-01-01")
    woman.press("continue")
    assert "could not be sent" in woman.text
    assert ESCAPED in woman.text


# -- A woman who wrote no words


@pytest.mark.pages
@pytest.mark.parametrize("chosen", [True, False])
def test_who_wrote_nothing_is_not_asked_about_words(made: Form, chosen: bool) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text="  ")
    woman.press("continue", option=option(made, "In prison") if chosen else "")
    woman.press("continue")
    assert "You wrote no words, and that is fine." in woman.text
    assert 'name="uses"' not in woman.text
    woman.press("send", shown="uses", uses=["public"])
    assert len(woman.words) == 6
    (payload,) = sent()
    assert (len(payload.answers), payload.uses) == (int(chosen), [])


def test_who_wrote_a_word_is_asked(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text="Sad")
    woman.press("skip")
    woman.press("continue")
    assert 'name="uses"' in woman.text
    assert "You wrote no words" not in woman.text


def test_a_tick_for_these_words_takes_no_others_out() -> None:
    first, other = (
        finds_in({"q": AnswerPayload(text=f"I saw {name} at court today.")})[0].id
        for name in ("Anna", "Beth")
    )
    assert first != other
    assert first == finds_in({"q": AnswerPayload(text="I saw Anna at court today.")})[0].id
