"""Her way through a form that asks everything, in a real Chromium, and what can happen on it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from feedback.intake.models import IntakeKey, SealedResponse
from feedback.models import Form, FormQuestion, Question
from feedback.questionnaire import rule
from feedback.services import publish_form
from tests.factories.feedback import add_welsh, make_question
from tests.fixtures.browser import WITH_AND_WITHOUT_SCRIPT
from tests.journeys.walking import Newcomer, Walk, newcomer

__all__ = ["newcomer"]
pytestmark = pytest.mark.browser
Kind = Question.Kind
PHONE = "07700 900123"
WORDS = f"Ring me on {PHONE}."


@pytest.fixture
def everything(form: Callable[..., Form], intake_key: IntakeKey) -> Form:
    """One question of each kind, the last only for those who were in prison."""
    where = make_question(Kind.SINGLE, "Where were you?", ("In prison", "Somewhere else"))
    where.options.filter(text="Somewhere else").update(more=True)
    add_welsh(where, "Ble oeddech chi?", ("Yn y carchar", "Rhywle arall"))
    scale = make_question(Kind.SCALE, "How safe did you feel?")
    Question.objects.filter(pk=scale.pk).update(low="Not safe at all", high="Very safe")
    hard = make_question(Kind.LONG_TEXT, "What happened?")
    Question.objects.filter(pk=hard.pk).update(
        hint="As much as you like.", content_note="The next question may be hard."
    )
    page = make_question(Kind.PAGE, "About the next part")
    Question.objects.filter(pk=page.pk).update(body="It is short.\n\nYou can stop.")
    letters = make_question(Kind.SHORT_TEXT, "Did your letters come?")
    asked = form(
        None,
        *(where, scale, hard, page),
        make_question(Kind.SEVERAL, "Who helped?", ("A friend", "A worker")),
        make_question(Kind.WHEN, "When was it?"),
        make_question(Kind.AREA, "Which area?"),
        make_question(Kind.STAGE, "Where on the way?"),
        letters,
        publish=False,
    )
    prison = where.options.get(text="In prison").translation_key.hex
    opens = [rule(where.translation_key.hex, prison)]
    FormQuestion.objects.filter(form=asked, question=letters).update(show_if=opens)
    publish_form(form=asked)
    return asked


def begin(her: Walk, form: Form) -> None:
    her.go(f"/form/{form.slug}/")
    her.press("Start")
    her.reads("Is now a good moment?")
    her.press("Go to the first question")


@pytest.mark.parametrize(
    ("width", "script", "dark"),
    [
        pytest.param(320, False, False, id="320-no-script", marks=pytest.mark.long),
        pytest.param(320, True, True, id="320-script-dark", marks=pytest.mark.long),
        pytest.param(1280, True, False, id="1280-script", marks=pytest.mark.long),
    ],
)
def test_every_kind_is_asked_checked_and_sent(
    newcomer: Newcomer, everything: Form, width: int, script: bool, dark: bool
) -> None:
    her = newcomer(width, script)
    her.tab.emulate_media(color_scheme="dark" if dark else "light")
    begin(her, everything)
    her.tab.get_by_label("In prison").check()
    her.press("Continue")
    her.tab.get_by_label("1: Not safe at all").check()
    her.press("Continue")
    her.reads("The next question may be hard.", "Before question 3 of 8")
    her.nowhere("What happened?")
    her.press("Go on")
    her.reads("What happened?")
    her.tab.fill("#text", WORDS)
    if script:
        her.reads(
            "This may show who you are: " + PHONE, f"Characters left: {20_000 - len(WORDS):,}"
        )
    her.press("Continue")
    her.reads("You can stop.")
    her.press("Continue")
    her.tab.get_by_label("A friend").check()
    her.tab.get_by_label("A worker").check()
    her.press("Continue")
    her.tab.get_by_label("Month or season").select_option("Summer")
    her.press("Continue")
    her.reads("There is a problem", "Choose the year as well.")
    her.tab.get_by_label("Year").select_option("2025")
    her.press("Continue")
    her.press("Skip this question")
    her.tab.get_by_label("In prison").check()
    her.press("Continue")
    her.reads("Did your letters come?", "Question 8 of 8")
    her.tab.fill("#text", "No")
    her.press("Continue")
    her.reads("In prison", "1: Not safe at all", WORDS, "A friend", "A worker", "Summer 2025", "No")
    change_where(her)
    her.reads("Somewhere else", "a van")
    her.reads("Did your letters come?", "What you put here is kept for you, and is not sent")
    her.press("Continue")
    her.reads("Could this show who you are?")
    her.tab.get_by_label(f"Take out “{PHONE}”").check()
    her.press("Continue")
    her.reads("How may we use your words?")
    her.press("Send")
    assert her.tab.locator(".words li").count() == 6


def change_where(her: Walk) -> None:
    """Choose "Somewhere else" instead, with words of her own."""
    her.press("Change")
    her.tab.get_by_label("Somewhere else", exact=True).check()
    her.tab.get_by_label("Somewhere else: in your own words").fill("a van")
    her.press("Continue")
    her.reads("Check your answers")


@pytest.mark.parametrize("script", WITH_AND_WITHOUT_SCRIPT)
def test_the_other_language_keeps_her_place_and_her_words(
    newcomer: Newcomer, everything: Form, script: bool
) -> None:
    her = newcomer(320, script)
    begin(her, everything)
    her.tab.get_by_label("Somewhere else", exact=True).check()
    her.tab.fill("#text", "a van")
    her.press("Cymraeg")
    her.reads("Ble oeddech chi?")
    assert her.tab.get_by_label("Rhywle arall", exact=True).is_checked()
    assert her.tab.input_value("#text") == "a van"
    assert her.path.startswith("/cy/")
    her.press("Parhau")
    her.press("English")
    her.reads("How safe did you feel?")
    her.press("Back")
    her.reads("Where were you?")
    assert her.tab.input_value("#text") == "a van"


@pytest.mark.long
def test_closing_while_she_writes_takes_what_she_began_for_a_day(
    newcomer: Newcomer, everything: Form
) -> None:
    her, page = newcomer(320, True), everything.consultation
    type(page).objects.filter(pk=page.pk).update(closes_on=timezone.localdate())
    page.refresh_from_db()
    with time_machine.travel(page.closes_at - timedelta(hours=2)):
        begin(her, everything)
    with time_machine.travel(page.closes_at + timedelta(hours=2)):
        her.press("Skip this question")
        her.reads("How safe did you feel?")
        stranger = newcomer(320, True)
        stranger.go(f"/form/{everything.slug}/")
        stranger.reads("This is not taking answers now.")


@pytest.mark.long
def test_closed_for_longer_than_a_day_shows_her_words_to_copy(
    newcomer: Newcomer, everything: Form
) -> None:
    her = newcomer(320, True)
    begin(her, everything)
    her.tab.get_by_label("Somewhere else", exact=True).check()
    her.tab.fill("#text", "a van by the sea")
    page = everything.consultation
    before = timezone.localdate() - timedelta(days=3)
    type(page).objects.filter(pk=page.pk).update(closes_on=before)
    her.press("Continue")
    her.reads("This could not be sent", "a van by the sea")


@pytest.mark.long
def test_pressing_send_twice_is_one_response(newcomer: Newcomer, everything: Form) -> None:
    her = newcomer(320, True)
    begin(her, everything)
    for _ in range(8):
        her.press("Skip this question" if "Skip this" in her.main.inner_text() else "Continue")
    her.press("Continue")
    her.tab.evaluate(
        "() => { const b = document.querySelector('button[value=send]'); b.click(); b.click(); }"
    )
    her.tab.wait_for_selector(".words li")
    words = her.tab.locator(".words li").all_inner_texts()
    her.tab.reload()
    assert her.tab.locator(".words li").all_inner_texts() == words
    assert SealedResponse.objects.count() == 1
