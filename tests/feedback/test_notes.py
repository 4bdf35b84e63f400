"""A content note stands on a page of its own, before the question that may be hard."""

from collections.abc import Callable

import pytest

from feedback.building.previews import modes, serve
from feedback.definitions import define
from feedback.flow import after, before, change, skip
from feedback.intake.models import IntakeKey
from feedback.kiosk import Kiosk
from feedback.models import Form, FormQuestion, Question
from feedback.payload import AnswerPayload
from feedback.questionnaire import Questionnaire, rule
from feedback.services import publish_form
from feedback.state import CHECK, NOTE, READY, State, Visit
from tests.factories.feedback import make_question
from tests.feedback.woman import MakeForm, Woman, sent

Kind = Question.Kind
NOTED, HARD = "It asks about harm.", "What did they do?"
A, B = "a" * 32, "b" * 32
ASKED = Questionnaire.from_json(
    {
        "questions": [
            {"key": A, "kind": "single", "options": [{"key": "x"}, {"key": "y"}]},
            {
                "key": B,
                "kind": "long_text",
                "options": [],
                "content_note": {"en-gb": NOTED},
                "show_if": [rule(A, "x")],
            },
        ]
    }
)
CHOSE = {A: AnswerPayload(options=["x"])}


def at(step: str, *seen: str, changing: bool = False, **fields: object) -> State:
    values = {"answers": CHOSE, "seen": list(seen), **fields}
    state = State(visit=Visit("v", 0), version=1, step=READY, **values)  # type: ignore[arg-type]
    return state.at(step, changing=changing)


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (at(A), NOTE + B),
        (at(A, answers={}), CHECK),  # closed: neither the page nor its note
        (at(NOTE + B), B),
        (at(B), CHECK),
        (at(A, A, changing=True), NOTE + B),  # opened by a change
        (at(NOTE + B, A, changing=True), B),
        (at(A, A, B, changing=True), CHECK),  # met before there were such pages
        (at(A, A, NOTE + B, changing=True), CHECK),  # skipped there
        (at(NOTE + "c" * 32), A),  # no such page
    ],
)
def test_one_step_on(state: State, step: str) -> None:
    assert after(ASKED, state).step == step


@pytest.mark.parametrize(("step", "earlier"), [(B, NOTE + B), (NOTE + B, A), (CHECK, B)])
def test_one_step_back(step: str, earlier: str) -> None:
    state = before(ASKED, at(step))
    assert state is not None
    assert state.step == earlier


@pytest.mark.parametrize(
    ("seen", "step"), [([], NOTE + B), ([NOTE + B], B), ([B], B), ([NOTE + B, B], B)]
)
def test_from_check_what_she_met_is_not_announced_again(seen: list[str], step: str) -> None:
    changed = change(ASKED, at(CHECK, *seen), B)
    assert (changed.step, changed.changing) == (step, True)


def test_skipping_at_the_note_leaves_out_what_she_had_said() -> None:
    said = AnswerPayload("They hit me.")
    state = skip(ASKED, at(NOTE + B, answers={**CHOSE, B: said}))
    assert state.step == CHECK
    assert (state.answers, state.unsent) == (CHOSE, {B: said})
    assert not skip(ASKED, at(NOTE + B)).unsent


@pytest.fixture
def hard(form: MakeForm, intake_key: IntakeKey) -> Form:
    """An easy question, a hard one with a note, and one more."""
    question = make_question(Kind.LONG_TEXT, HARD)
    question.content_note = NOTED
    question.save()
    easy = make_question(Kind.SHORT_TEXT, "What helped?")
    return form(None, easy, question, make_question(Kind.SHORT_TEXT, "And then?"))


@pytest.mark.pages
def test_the_note_comes_first_and_alone(hard: Form) -> None:
    woman = Woman(hard)
    woman.begin()
    woman.press("continue", text="My sister.")
    assert NOTED in woman.text
    assert HARD not in woman.text
    assert "Before question 2 of 3" in woman.text
    woman.press("continue")
    assert HARD in woman.text
    assert NOTED not in woman.text
    assert "Question 2 of 3" in woman.text
    woman.press("back", text="They hit me.")
    assert (NOTED in woman.text, HARD in woman.text) == (True, False)
    woman.press("stay", url=f"/cy{woman.url}")
    assert NOTED in woman.text
    woman.press("continue")
    assert "They hit me." in woman.text


@pytest.mark.pages
def test_who_skips_at_the_note_never_reads_the_question(hard: Form) -> None:
    woman = Woman(hard)
    woman.begin()
    woman.press("continue")
    woman.press("aside:help")
    woman.press("return")
    assert NOTED in woman.text
    woman.press("skip")
    assert "Question 3 of 3" in woman.text
    woman.press("continue")
    assert "Check your answers" in woman.text
    assert (NOTED in woman.text, HARD in woman.text) == (True, False)
    woman.press(f"change:{hard_key(hard)}")
    assert HARD in woman.text
    woman.press("continue", text="They hit me.")
    assert "Check your answers" in woman.text
    assert HARD in woman.text
    woman.press("continue")
    woman.press("send", shown="uses")
    (payload,) = sent()
    assert payload.answers == {hard_key(hard): AnswerPayload("They hit me.")}


def hard_key(form: Form) -> str:
    return str(form.questions.get(question__text=HARD).question.translation_key.hex)


@pytest.mark.pages
def test_on_a_shared_device_too(hard: Form) -> None:
    device = Kiosk.today(hard.pk, "en-gb")
    woman = Woman(hard)
    woman.press("start", url=device.home)
    woman.press("continue", shown="ready", helped="no")
    woman.press("continue", text="My sister.")
    assert NOTED in woman.text
    assert HARD not in woman.text
    assert "data-stay" in woman.text
    assert "aside:" not in woman.text


def test_a_page_to_read_may_have_one(form: MakeForm, intake_key: IntakeKey) -> None:
    page = make_question(Kind.PAGE, "What courts ask")
    Question.objects.filter(pk=page.pk).update(content_note=NOTED, body="They ask a lot.")
    woman = Woman(form(None, page, make_question(Kind.SHORT_TEXT, "And then?")))
    woman.begin()
    assert NOTED in woman.text
    assert "Skip this page" in woman.text
    assert "Before question" not in woman.text
    woman.press("skip")
    assert "And then?" in woman.text


def test_the_preview_has_its_page(hard: Form, rf: Callable[..., object]) -> None:
    offered = dict(modes(define(hard)["questions"]))
    mode = f"en-gb/{NOTE}{hard_key(hard)}"
    assert offered[mode] == f"Before 2. {HARD}"
    shown = serve(hard, rf.get("/"), mode).content.decode()  # type: ignore[attr-defined]
    assert NOTED in shown
    assert HARD not in shown


def test_a_page_begun_before_there_were_notes_goes_on(hard: Form) -> None:
    """At the question, when the release came: it stays there, and nothing is announced again."""
    version = hard.versions.get()
    woman = Woman(hard)
    old = State(Visit.begin(), version.pk, hard_key(hard), seen=[READY, hard_key(hard)])
    woman.state = old.to_token()
    woman.press("continue", text="They hit me.")
    assert "Question 3 of 3" in woman.text


def test_a_rule_opens_the_note_and_closes_it(hard: Form) -> None:
    where = make_question(Kind.SINGLE, "Where?", ("In prison", "At home"))
    FormQuestion.objects.create(form=hard, question=where, sort_order=-1)
    prison = where.options.get(text="In prison").translation_key.hex
    FormQuestion.objects.filter(form=hard, question__text=HARD).update(
        show_if=[rule(where.translation_key.hex, prison)]
    )
    publish_form(form=Form.objects.get(pk=hard.pk))
    woman = Woman(hard)
    woman.begin()
    woman.press("continue")
    woman.press("continue", text="My sister.")
    assert NOTED not in woman.text
    woman.press("back")
    woman.press("back")
    woman.press("continue", option=prison)
    woman.press("continue")
    assert NOTED in woman.text
