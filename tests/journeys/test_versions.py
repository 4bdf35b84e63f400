"""A woman who reads pictures rather than paragraphs: easy read, then the questions in easy read."""

from collections.abc import Callable

import pytest

from consultations.models import ConsultationPage
from feedback.intake.models import IntakeKey
from feedback.models import Form, Question
from tests.factories.feedback import make_question
from tests.factories.versions import PICTURE, make_easy, make_other, make_recording, with_picture
from tests.journeys.walking import Newcomer, newcomer

__all__ = ["newcomer"]
pytestmark = [pytest.mark.browser, pytest.mark.long]

MOST_BYTES = 50 * 1024
PLAY = """async () => {
  const player = document.querySelector('audio,video');
  player.muted = true;
  await player.play();
  await new Promise(done => setTimeout(done, 400));
  player.currentTime = 5;
  await new Promise(done => player.addEventListener('seeked', done, {once: true}));
  return [Math.round(player.duration), player.currentTime >= 5, player.error];
}"""


@pytest.fixture
def easy(transactional_db: None, form: Callable[..., Form], intake_key: IntakeKey) -> Form:
    """A form in easy read, of a page that can be had in everything."""
    question = make_question("long_text", "What took place on the day of your release?")
    Question.objects.filter(pk=question.pk).update(easy="How was the day you got out?")
    made = form(None, question)
    page = made.consultation
    with_picture(make_easy(page, "You got out.", "How was it?"), PICTURE)
    make_recording(page)
    make_recording(page, "bsl")
    make_other(page, "ar")
    return made


@pytest.mark.parametrize(("width", "script"), [(320, True), (1280, True), (360, False)])
def test_from_easy_read_to_six_words(
    newcomer: Newcomer, easy: Form, width: int, script: bool
) -> None:
    her = newcomer(width, script)
    her.go(easy.consultation.url)
    her.reads("You can also have this in:")
    her.follow("Easy read")
    her.reads("You got out.", "How was it?")
    her.follow("Show all pictures")
    assert her.tab.locator("main img").count() == 1
    her.follow("Have your say")
    her.reads("We ask 1 question.", "She takes out names first.")
    her.press("Start")
    her.press("Go to the first question")
    her.reads("How was the day you got out?")
    her.tab.fill("textarea", "Cold.")
    her.press("Usual words")
    her.reads("What took place on the day of your release?")
    assert her.tab.input_value("textarea") == "Cold."
    her.press("Easy read")
    her.press("Continue")
    her.reads("How was the day you got out?", "Cold.")
    her.press("Continue")
    her.press("Send")
    assert her.tab.locator("ol.words li").count() == 6


@pytest.mark.parametrize("way", ["", "easy-read/", "audio/", "bsl/", "in/ar/"])
def test_nothing_weighs_before_she_asks_for_it(newcomer: Newcomer, easy: Form, way: str) -> None:
    """All that the browser fetched, as it is before compression."""
    her = newcomer(360, True)
    weights: dict[str, int] = {}
    her.tab.on("response", lambda answer: weights.update({answer.url: len(answer.body())}))
    her.go(easy.consultation.url + way)
    her.tab.wait_for_timeout(300)
    assert not [address for address in weights if "/file/" in address or "/still/" in address]
    assert sum(weights.values()) <= MOST_BYTES, weights


@pytest.mark.parametrize(("way", "seconds"), [("audio/", 26), ("bsl/video/", 8)])
def test_she_plays_it_and_moves_about_in_it(
    newcomer: Newcomer, easy: Form, way: str, seconds: int
) -> None:
    her = newcomer(360, True)
    her.go(easy.consultation.url + way)
    assert her.tab.evaluate(PLAY) == [seconds, True, None]


def test_every_way_leads_back_and_to_the_same_form(newcomer: Newcomer, easy: Form) -> None:
    her = newcomer(360, True)
    page: ConsultationPage = easy.consultation
    for way in ("easy-read/", "audio/", "bsl/", "bsl/video/", "in/ar/"):
        her.go(page.url + way)
        assert her.main.locator(f"a[href^='/form/{easy.slug}/']").count() == 1, way
        her.follow("Back to the page in full")
        assert her.path == page.url
