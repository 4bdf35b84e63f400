"""The road of a woman's words, end to end, in a real Chromium: on an old phone and on a desk."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from playwright.sync_api import Response as WebResponse

from accounts.models import User
from config.management.commands.worker import run_queue
from consultations.models import ConsultationPage
from core.models import Area
from feedback.intake.models import IntakeKey, SealedResponse
from feedback.models import Answer, Form, Response
from feedback.review.models import SafeguardingCase
from feedback.review.sweep import sweep
from insights.models import ReviewPack
from tests.factories.accounts import make_staff
from tests.factories.packs import make_coded
from tests.journeys import road
from tests.journeys.walking import Newcomer, Walk, newcomer

__all__ = ["newcomer"]
pytestmark = pytest.mark.browser
WAYS = [
    pytest.param(1280, True, id="1280-script", marks=pytest.mark.long),
    pytest.param(320, False, id="320-no-script"),
    pytest.param(320, True, id="320-script", marks=pytest.mark.long),
]
MOST_BYTES = 50 * 1024
STEPS = [
    ("A person will read them", "Then they are grouped", "Then there is an answer"),
    ("A person read them", "She took out 2 details", "Then they are grouped"),
    ("Grouped with what other women said", "Then they are taken to"),
    ("Taken to the people who decide", "Then there is an answer"),
    ("Taken to the people who decide", "Decided", "The answer is there for you to read."),
]


@pytest.fixture
def page(consultation: Callable[..., ConsultationPage]) -> ConsultationPage:
    return consultation(title="Getting out: the first two weeks", slug="getting-out")


@pytest.fixture
def asked(form: Callable[..., Form], page: ConsultationPage, intake_key: IntakeKey) -> Form:
    return form(page)


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_the_road(
    newcomer: Newcomer,
    page: ConsultationPage,
    asked: Form,
    form: Callable[..., Form],
    area: Area,
    width: int,
    script: bool,
) -> None:
    her, reviewer, facilitator = (newcomer(width, script) for _ in range(3))
    person = make_staff("facilitator", area)

    road.ask(her, page)
    words = road.answer(her)
    assert_sealed()
    shows(her, words, 0)

    sweep()
    road.log_in(reviewer, make_staff("reviewer", area))
    road.read(reviewer)
    assert_read()
    shows(her, words, 1)

    road.log_in(facilitator, person)
    assert group_by_theme(facilitator, page, asked, person) == 3
    shows(her, words, 2)

    road.days_go_by(page)
    road.sign_the_coding(facilitator, page)
    road.write_pack(facilitator, page)
    road.sign(facilitator)
    shows(her, words, 3)
    road.publish(facilitator)
    assert_answered(her, page)
    shows(her, words, 4)
    her.press("Show themes and answers")
    her.reads("Housing · Money, benefits and debt", road.YOU_SAID, road.COULD_NOT, road.BECAUSE)

    take_back(her, facilitator, words, page)
    road.bring_in(facilitator, asked, form())
    assert SealedResponse.objects.count() == 2


def shows(her: Walk, words: str, step: int) -> None:
    """After the next sweep her six words say how far it is."""
    if step:
        sweep()
    road.look_up(her, words)
    her.reads("We got them", *STEPS[step])


def assert_sealed() -> None:
    """One row, and no word of hers in it."""
    row = SealedResponse.objects.values().get()
    held = b" ".join(v if isinstance(v, bytes) else str(v).encode() for v in row.values())
    for word in (*road.HERS, "nowhere"):
        assert word.encode() not in held


def assert_read() -> None:
    """What was left after redaction is stored, and the lead has her case."""
    assert road.REDACTED in Answer.objects.values_list("text", flat=True)
    assert SafeguardingCase.objects.count() == 1


def group_by_theme(facilitator: Walk, page: ConsultationPage, asked: Form, person: User) -> int:
    """Two other women are grouped already. Gives how many are with Housing in the end."""
    call_command("import_codebook", verbosity=0)
    for text in ("The hostel was full when I came.", "They said to wait for a flat, and I did."):
        make_coded(asked, person, "need.housing", text=text, uses=["design_team", "public"])
    road.choose_codebook(facilitator, page)
    run_queue()
    road.group(facilitator, page)
    return road.counted(facilitator, page, "Housing")


def assert_answered(her: Walk, page: ConsultationPage) -> None:
    """The public page says what women said, and why it could not be."""
    her.go(page.url)
    her.reads("You said", road.YOU_SAID, "We could not", road.COULD_NOT, "Because", road.BECAUSE)
    her.nowhere(*road.HERS)


def take_back(her: Walk, facilitator: Walk, words: str, page: ConsultationPage) -> None:
    """Her words are out at once, before any sweep, and gone for good after it."""
    pack = ReviewPack.objects.get()
    # the reader marked hers as urgent, and words of a safeguarding case are quoted nowhere
    assert not any(road.QUOTED in said for said in road.editions(facilitator, pack).values())
    road.take_back(her, words)
    for applied in (False, True):
        if applied:
            sweep()
        said = road.editions(facilitator, pack)
        assert not any(road.QUOTED in edition for edition in said.values())
        assert road.counted(facilitator, page, "Housing") == 2
    her.go(page.url)
    her.nowhere(*road.HERS)
    assert Response.objects.count() == 2
    assert road.QUOTED not in str(ReviewPack.objects.values_list("editions", flat=True))


def test_a_question_page_weighs_little(newcomer: Newcomer, asked: Form) -> None:
    """Page, style, script and icon, as they are before compression."""
    her = newcomer(320, True)
    her.go(f"/form/{asked.slug}/")
    her.press("Start")
    session = her.context.new_cdp_session(her.tab)
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    answers: list[WebResponse] = []
    her.tab.on("response", lambda answer: answers.append(answer))
    her.press("Go to the first question")
    weights = {answer.url: len(answer.body()) for answer in answers}
    icon = f"{her.address}{her.tab.locator('link[rel=icon]').get_attribute('href')}"
    weights[icon] = len(her.context.request.get(icon).body())  # Chromium may have it already
    assert len(weights) == 5, weights
    assert sum(weights.values()) <= MOST_BYTES, weights
