"""Each kind of question on her page, and what arrives of it."""

import re
from collections.abc import Callable

import pytest

from feedback.intake.models import IntakeKey, SealedResponse
from feedback.models import Form, FormQuestion, Question
from feedback.questionnaire import rule
from feedback.services import publish_form
from tests.factories.core import make_area
from tests.factories.feedback import add_welsh, live, make_question
from tests.feedback.woman import Woman, sent

pytestmark = pytest.mark.pages

MakeForm = Callable[..., Form]
Kind = Question.Kind


@pytest.fixture
def asking(form: MakeForm, intake_key: IntakeKey) -> Callable[..., Woman]:
    """asking(question, …) is a woman at the first of these questions."""

    def make(*questions: Question, prefix: str = "") -> Woman:
        woman = Woman(form(None, *questions), prefix)
        woman.begin()
        return woman

    return make


def finish(woman: Woman) -> None:
    """From the last question to the six words."""
    for _ in range(3):
        if 'value="send"' in woman.text:
            break
        woman.press("continue")
    woman.press("send", shown="uses")
    assert len(woman.words) == 6


def option_keys(woman: Woman) -> list[str]:
    return re.findall(r'name="option" value="([^"]+)"', woman.text)


def test_a_scale_has_words_at_both_ends(asking: Callable[..., Woman]) -> None:
    question = make_question(Kind.SCALE, "How safe did you feel?")
    question.low, question.high = "Not safe at all", "Very safe"
    question.save()
    woman = asking(question)
    assert option_keys(woman) == ["1", "2", "3", "4", "5"]
    assert "1: Not safe at all" in woman.text
    assert "5: Very safe" in woman.text
    woman.press("continue", option="4")
    assert "<p>4</p>" in woman.text
    finish(woman)
    assert [a.options for a in sent()[0].answers.values()] == [["4"]]


@pytest.mark.parametrize("option", ["6", "0", "x", ""])
def test_a_step_that_the_scale_does_not_have_is_no_answer(
    asking: Callable[..., Woman], option: str
) -> None:
    woman = asking(make_question(Kind.SCALE, "How safe?"))
    woman.press("continue", option=option)
    assert "You skipped this." in woman.text


def test_words_beside_other_arrive_with_the_choice(asking: Callable[..., Woman]) -> None:
    question = make_question(Kind.SINGLE, "Where did you sleep?", ("At home", "Somewhere else"))
    question.options.filter(text="Somewhere else").update(more=True)
    woman = asking(question)
    assert "Somewhere else: in your own words" in woman.text
    other = option_keys(woman)[1]
    woman.press("continue", option=other, text="a friend's van")
    assert "Somewhere else" in woman.text
    assert "a friend&#x27;s van" in woman.text
    finish(woman)
    (answer,) = sent()[0].answers.values()
    assert (answer.options, answer.text) == ([other], "a friend's van")


def test_a_choice_without_other_has_no_place_for_words(asking: Callable[..., Woman]) -> None:
    woman = asking(make_question(Kind.SINGLE, "Where?", ("Here", "There")))
    assert 'name="text"' not in woman.text
    assert woman.text.count('type="radio" name="option"') == 2


def test_a_season_is_enough(asking: Callable[..., Woman]) -> None:
    woman = asking(make_question(Kind.WHEN, "When was it?"))
    woman.press("continue", part="summer", year="2025")
    assert "Summer 2025" in woman.text
    finish(woman)
    assert [a.options for a in sent()[0].answers.values()] == [["2025-summer"]]


def test_a_month_without_a_year_is_asked_for_and_kept(asking: Callable[..., Woman]) -> None:
    woman = asking(make_question(Kind.WHEN, "When was it?"))
    woman.press("continue", part="05")
    assert "Choose the year as well." in woman.text
    assert '<option value="05" selected>' in woman.text
    assert 'href="#year"' in woman.text
    woman.press("skip")
    assert "You skipped this." in woman.text


def test_an_area_is_chosen_by_its_name_in_her_language(
    asking: Callable[..., Woman], form: MakeForm
) -> None:
    make_area("North Hill", slug="north-hill", name_cy="Bryn y Gogledd")
    woman = asking(make_question(Kind.AREA, "Where were you helped?"), prefix="/cy")
    assert "Bryn y Gogledd" in woman.text
    assert "Rhywle arall" in woman.text
    woman.press("continue", option="elsewhere", text="Bangor")
    assert "Bangor" in woman.text


def test_a_stage_of_the_journey_is_kept_by_its_code(asking: Callable[..., Woman]) -> None:
    woman = asking(make_question(Kind.STAGE, "Where was this?"))
    assert "release" in option_keys(woman)
    woman.press("continue", option="release")
    assert "Release and through the gate" in woman.text


def test_a_page_to_read_is_no_question(asking: Callable[..., Woman]) -> None:
    page = make_question(Kind.PAGE, "About the next part")
    page.body = "It is about <b>court</b>.\n\nYou can stop."
    page.save()
    woman = asking(page, make_question(Kind.SHORT_TEXT, "One thing?"))
    assert "It is about &lt;b&gt;court&lt;/b&gt;.</p>" in woman.text
    assert "Question 1" not in woman.text
    assert "Skip this question" not in woman.text
    woman.press("continue", text="smuggled")
    assert "Question 1 of 1" in woman.text
    woman.press("continue")
    assert "About the next part" not in woman.text  # nothing to check there
    finish(woman)
    assert sent()[0].answers == {}


def test_an_option_reworded_keeps_its_key(form: MakeForm, intake_key: IntakeKey) -> None:
    question = make_question(Kind.SINGLE, "Where?", ("Jail", "Home"))
    made = form(None, question)
    before = [o["key"] for o in live(made).definition["questions"][0]["options"]]
    question.options.filter(text="Jail").update(text="Prison")
    publish_form(form=made)
    after = live(made).definition["questions"][0]["options"]
    assert [o["key"] for o in after] == before
    assert after[0]["text"]["en-gb"] == "Prison"


# -- Pages that a choice opens


@pytest.fixture
def ruled(form: MakeForm, intake_key: IntakeKey) -> Form:
    """Where? and, only for those who were in prison, about letters."""
    where = make_question(Kind.SINGLE, "Where?", ("In prison", "At home"))
    letters = make_question(Kind.SHORT_TEXT, "Did your letters come?")
    made = form(None, where, letters, publish=False)
    prison = where.options.get(text="In prison")
    opens = rule(where.translation_key.hex, prison.translation_key.hex)
    FormQuestion.objects.filter(form=made, question=letters).update(show_if=[opens])
    publish_form(form=made)
    return made


def choose(woman: Woman, option: int) -> None:
    woman.press("continue", option=option_keys(woman)[option])


def test_a_choice_opens_a_question(ruled: Form) -> None:
    woman = Woman(ruled)
    woman.begin()
    choose(woman, 0)
    assert "Did your letters come?" in woman.text
    assert "Question 2 of 2" in woman.text


def test_another_choice_leaves_it_out(ruled: Form) -> None:
    woman = Woman(ruled)
    woman.begin()
    assert "Question 1 of 1" in woman.text
    choose(woman, 1)
    assert "Check your answers" in woman.text
    assert "letters" not in woman.text


def test_an_answer_that_closed_is_not_sent(ruled: Form) -> None:
    woman = Woman(ruled)
    woman.begin()
    choose(woman, 0)
    woman.press("continue", text="never")
    woman.press(f"change:{live(ruled).definition['questions'][0]['key']}")
    choose(woman, 1)
    assert "What you put here is kept for you, and is not sent" in woman.text
    finish(woman)
    (answer,) = sent()[0].answers.values()
    assert answer.text == ""


def test_a_changed_answer_asks_what_it_opened(ruled: Form) -> None:
    woman = Woman(ruled)
    woman.begin()
    choose(woman, 1)
    woman.press(f"change:{live(ruled).definition['questions'][0]['key']}")
    choose(woman, 0)
    assert "Did your letters come?" in woman.text
    woman.press("continue", text="never")
    assert "Check your answers" in woman.text
    assert "never" in woman.text


def test_a_rule_is_judged_on_the_server_whatever_is_posted(ruled: Form) -> None:
    woman = Woman(ruled)
    woman.begin()
    choose(woman, 1)
    letters = live(ruled).definition["questions"][1]["key"]
    woman.press(f"change:{letters}")
    woman.press("continue", text="smuggled")
    finish(woman)
    assert letters not in sent()[0].answers


# -- Details


def test_details_are_shown_and_taken_out_where_she_says(asking: Callable[..., Woman]) -> None:
    woman = asking(make_question(Kind.LONG_TEXT, "What happened?"))
    woman.press("continue", text="Ring me on 07700 900123 or ask Denise, my worker Denise.")
    woman.press("continue")
    assert "Could this show who you are?" in woman.text
    assert "<mark><bdi>07700 900123</bdi></mark>" in woman.text
    phone = re.findall(r'name="out" value="([^"]+)"', woman.text)[0]
    woman.press("continue", shown="details", out=phone)
    assert "How may we use your words?" in woman.text
    finish(woman)
    (answer,) = sent()[0].answers.values()
    assert "07700" not in answer.text
    assert "[phone]" in answer.text
    assert "Denise" in answer.text


def test_keeping_everything_is_one_press(asking: Callable[..., Woman]) -> None:
    woman = asking(make_question(Kind.LONG_TEXT, "What happened?"))
    woman.press("continue", text="Ring me on 07700 900123")
    woman.press("continue")
    woman.press("continue", shown="details")
    finish(woman)
    assert "07700 900123" in next(iter(sent()[0].answers.values())).text


@pytest.mark.parametrize("out", ["nonsense", "a:1:2", "0:0:99999", "\0"])
def test_nothing_else_is_taken_out(asking: Callable[..., Woman], out: str) -> None:
    woman = asking(make_question(Kind.LONG_TEXT, "What happened?"))
    woman.press("continue", text="Ring me on 07700 900123")
    woman.press("continue")
    woman.press("continue", shown="details", out=out)
    assert "How may we use your words?" in woman.text
    finish(woman)
    assert next(iter(sent()[0].answers.values())).text == "Ring me on 07700 900123"


def test_without_details_she_never_sees_the_page(asking: Callable[..., Woman]) -> None:
    woman = asking(make_question(Kind.LONG_TEXT, "What happened?"))
    woman.press("continue", text="it was cold")
    woman.press("continue")
    assert "How may we use your words?" in woman.text
    woman.press("back")
    assert "Check your answers" in woman.text


def test_details_store_nothing(asking: Callable[..., Woman]) -> None:
    woman = asking(make_question(Kind.LONG_TEXT, "What happened?"))
    woman.press("continue", text="Ring me on 07700 900123")
    woman.press("continue")
    assert not SealedResponse.objects.exists()


# -- Somebody helps


@pytest.mark.parametrize(("said", "channel"), [("yes", "helped"), ("no", "web"), ("", "web")])
def test_that_somebody_helps_is_told_with_the_words(
    form: MakeForm, intake_key: IntakeKey, said: str, channel: str
) -> None:
    woman = Woman(form(None, make_question(Kind.SHORT_TEXT, "One thing?")))
    woman.press("start")
    assert "Is now a good moment?" in woman.text
    woman.press("continue", shown="ready", helped=said)
    woman.press("skip")
    finish(woman)
    assert sent()[0].channel == channel


def test_welsh_words_of_a_question_are_asked_in_welsh(asking: Callable[..., Woman]) -> None:
    question = make_question(Kind.SCALE, "How safe?")
    welsh = add_welsh(question, "Pa mor ddiogel?")
    welsh.low = "Ddim yn ddiogel"
    welsh.save()
    woman = asking(question, prefix="/cy")
    assert "Pa mor ddiogel?" in woman.text
    assert "1: Ddim yn ddiogel" in woman.text
