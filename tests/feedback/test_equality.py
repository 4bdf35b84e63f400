"""Equality questions: asked after sending, sealed on their own, and nothing comes along."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from consultations.models import ConsultationPage
from core.models import Area
from feedback.equality.services import send_answers
from feedback.equality.state import AboutYou
from feedback.equality.wording import NOT_SAID, current
from feedback.intake.models import IntakeKey, SealedEquality, SealedResponse
from feedback.models import Form
from feedback.services import is_closed
from feedback.state import State, Visit
from tests.factories.feedback import make_form
from tests.feedback.about_her import AboutHer, answer_of, sent
from tests.feedback.test_kiosk import AtTheKiosk
from tests.feedback.test_public_role import as_public_role
from tests.feedback.woman import Woman, field

__all__ = ["as_public_role"]
MakeForm = Callable[..., Form]


@pytest.fixture
def made(form: MakeForm, intake_key: IntakeKey) -> Form:
    return form()


# -- The way through


def test_what_she_chose_is_sealed_with_the_month_alone(made: Form) -> None:
    her = AboutHer(made)
    her.press("start")
    her.press("continue", "21-24")
    her.press("continue", "yes")
    her.press("continue", "lot")
    assert "What is your ethnic group?" in her.text
    her.press("check")
    her.press("send")
    assert "Thank you" in her.text
    assert sent() == [
        {
            "consultation": made.consultation_id,
            "wording": "england-2",
            "answers": {"age": "21-24", "condition": "yes", "condition-effect": "lot"},
        }
    ]
    assert SealedEquality.objects.get().month == timezone.localdate().replace(day=1)


def test_the_area_decides_which_groups_she_is_asked_by(
    consultation: Callable[..., ConsultationPage], other_area: Area, intake_key: IntakeKey
) -> None:
    her = AboutHer(make_form(consultation(area=other_area)))
    her.press("start")
    for _ in range(2):
        her.press("skip")
    assert "Asian, Asian Welsh or Asian British" in her.text
    her.press("check", "white")
    her.press("send")
    assert sent()[0]["wording"] == "wales-2"


def test_every_question_may_be_skipped_and_then_nothing_is_kept(made: Form) -> None:
    her = AboutHer(made)
    her.press("start")
    for _ in range(30):
        if 'value="send"' in her.text:
            break
        her.press("skip")
    her.press("send")
    assert "Thank you" in her.text
    assert not SealedEquality.objects.exists()


def test_prefer_not_to_say_is_an_answer(made: Form) -> None:
    AboutHer(made).to_the_end(NOT_SAID)
    assert sent()[0]["answers"] == {"age": NOT_SAID}


@pytest.mark.parametrize("option", ["made-up", "yes", "<b>", "x" * 5000])
def test_what_was_not_offered_is_not_kept(made: Form, option: str) -> None:
    her = AboutHer(made)
    her.press("start")
    her.press("check", option)
    assert her.opened.answers == {}
    her.press("send")
    assert not SealedEquality.objects.exists()


def test_skipping_takes_an_answer_away(made: Form) -> None:
    her = AboutHer(made)
    her.press("start")
    her.press("continue", "30-39")
    her.press("back")
    assert re.search(r'value="30-39" checked', her.text)
    her.press("skip", "30-39")
    assert her.opened.answers == {}


def test_a_second_step_goes_with_the_first(made: Form) -> None:
    her = AboutHer(made)
    her.press("start")
    for _ in range(2):
        her.press("skip")
    her.press("continue", "asian")
    assert "Bangladeshi" in her.text
    her.press("check", "indian")
    her.press("change:ethnic-group")
    her.press("continue", "black")
    assert "Caribbean" in her.text
    her.press("skip")
    her.press("send")
    assert sent()[0]["answers"] == {"ethnic-group": "black"}


@pytest.mark.parametrize("key", ["ethnic-asian", "condition-effect", "no-such-question"])
def test_what_is_not_asked_can_not_be_changed(made: Form, key: str) -> None:
    her = AboutHer(made)
    her.press("start")
    her.press("check")
    her.press(f"change:{key}")
    assert 'value="send"' in her.text


def test_check_shows_what_she_chose_and_what_she_skipped(made: Form) -> None:
    her = AboutHer(made)
    her.press("start")
    her.press("check", "30-39")
    assert "30 to 39" in her.text
    assert "You skipped this." in her.text
    her.press("change:age")
    her.press("continue", "40-49")
    assert "40 to 49" in her.text
    assert "30 to 39" not in her.text


def test_the_first_page_shows_nothing_she_chose(made: Form) -> None:
    her = AboutHer(made)
    her.press("start")
    her.press("back", "30-39")
    assert "Why we ask" in her.text
    assert "30 to 39" not in her.text
    her.press("start")
    assert re.search(r'value="30-39" checked', her.text)


def test_the_language_switch_keeps_her_place(made: Form) -> None:
    her = AboutHer(made)
    her.press("start")
    her.press("stay", "30-39", url=f"/cy{her.url}")
    assert "Faint yw eich oed?" in her.text
    assert re.search(r'value="30-39" checked', her.text)


def test_sending_twice_is_one_row_and_says_thank_you_for_ten_minutes(made: Form) -> None:
    her = AboutHer(made)
    her.press("start")
    her.press("check", "30-39")
    last = her.state
    her.press("send")
    again = her.client.post(her.url, {"state": last, "go": "send"}).content.decode()
    assert "Your answers are locked" in again
    assert SealedEquality.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        later = her.client.post(her.url, {"state": last, "go": "send"}).content.decode()
    assert "Your answers are locked" not in later


def test_two_posts_at_the_same_moment_are_one_row(made: Form) -> None:
    her = AboutHer(made)
    her.press("start")
    her.press("check", "30-39")
    for _ in range(2):
        send_answers(form=made, wording=current("england"), state=her.opened)
    assert SealedEquality.objects.count() == 1


@pytest.mark.parametrize("go", ["continue", "back", "stay", "check", "change:age", "send", "start"])
def test_after_leaving_no_step_comes_back(made: Form, go: str) -> None:
    her = AboutHer(made)
    her.press("start")
    her.press("check", "30-39")
    visit = field(her.page, "visit")
    assert Client().post("/leave/", {"visit": visit}).status_code == 303
    her.press(go)
    assert "30 to 39" not in her.text
    assert "Why we ask" in her.text
    assert not SealedEquality.objects.exists()


def test_after_a_day_it_starts_again(made: Form) -> None:
    her = AboutHer(made)
    her.press("start")
    her.press("check", "30-39")
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        her.press("send")
    assert "You can start again" in her.text
    assert not SealedEquality.objects.exists()


@pytest.mark.parametrize("state", ["", "nonsense", "A" * 2000])
def test_a_page_that_was_not_made_here_starts_again(made: Form, state: str) -> None:
    page = Client().post(f"/about-you/{made.slug}/", {"state": state, "go": "send"})
    assert "You can start again" in page.content.decode()


def test_a_state_of_another_form_is_not_taken(made: Form, form: MakeForm) -> None:
    her = AboutHer(made)
    her.press("start")
    her.press("check", "30-39")
    her.press("send", url=f"/about-you/{form().slug}/")
    assert not SealedEquality.objects.exists()


def test_the_two_ways_take_no_page_of_each_other(made: Form) -> None:
    her, woman = AboutHer(made), Woman(made)
    her.press("start")
    woman.begin()
    assert AboutYou.from_token(woman.state) is None
    assert State.from_token(her.state) is None


@pytest.mark.parametrize("go", ["start", "continue", "skip", "back", "check", "send", "nonsense"])
def test_no_cookie_and_nothing_kept_by_the_browser(made: Form, go: str) -> None:
    her = AboutHer(made)
    her.press("start")
    page = her.press(go, "30-39")
    assert page.status_code == 200
    assert not page.cookies
    assert page.headers["Cache-Control"] == "no-store"
    assert "<title>About you<" in her.text or "<title>Check<" in her.text


@pytest.mark.parametrize("path", ["/about-you/{}/", "/form/{}/done/"])
@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://example.org"}]
)
def test_a_post_from_another_site_is_refused(
    made: Form, path: str, headers: dict[str, str]
) -> None:
    page = Client().post(path.format(made.slug), {"go": "start"}, headers=headers)
    assert page.status_code == 403


def test_an_unknown_form_is_not_found(db: None) -> None:
    assert Client().get("/about-you/nothing-here/").status_code == 404


@pytest.mark.parametrize(
    ("hours", "asked"), [(-2, True), (30, True), (47, True), (49, False), (24 * 60, False)]
)
def test_it_is_asked_for_two_days_after_closing(
    form: MakeForm,
    consultation: Callable[..., ConsultationPage],
    intake_key: IntakeKey,
    hours: int,
    asked: bool,
) -> None:
    made = form(consultation("last_day"))
    with time_machine.travel(made.consultation.closes_at + timedelta(hours=hours)):
        her = AboutHer(made)
        assert ('value="start"' in her.text) is asked
        her.to_the_end()
    assert SealedEquality.objects.exists() is asked


def test_an_unpublished_consultation_asks_nothing(made: Form) -> None:
    made.consultation.unpublish()
    her = AboutHer(made)
    assert "We don't ask this now" in her.text
    her.to_the_end()
    assert not SealedEquality.objects.exists()


def test_without_a_key_nothing_is_lost_and_it_says_so(form: MakeForm) -> None:
    her = AboutHer(form())
    page = her.to_the_end()
    assert page.status_code == 503
    assert "30 to 39" in her.text
    assert not is_closed(her.opened.visit.id)


def test_every_sealed_row_is_as_long_as_any_other(made: Form) -> None:
    answer_of(made)
    answer_of(
        made, ethnic_group="mixed", ethnic_mixed="white-black-caribbean", orientation="bisexual"
    )
    assert len({len(bytes(row.sealed)) for row in SealedEquality.objects.all()}) == 1


# -- From the receipt


def test_nothing_of_the_response_comes_along(made: Form) -> None:
    woman = Woman(made)
    woman.to_the_end()
    visit = Visit.from_token(woman.visit)
    assert visit is not None
    action = re.search(r'action="(/form/[^"]+/done/)"', woman.text)
    assert action is not None
    went = woman.client.post(action.group(1), {"visit": woman.visit})
    assert (went.status_code, went.headers["Location"]) == (303, f"/about-you/{made.slug}/")
    assert not went.cookies
    her = AboutHer(made)
    assert not field(her.page, "visit")
    her.to_the_end()
    assert her.opened.visit.id != visit.id
    assert visit.id not in str(sent())
    assert not SealedEquality.objects.filter(pk__in=SealedResponse.objects.values("pk")).exists()


def test_going_on_closes_the_receipt(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    for go in ("skip", "skip", "skip", "continue"):
        woman.press(go)
    last = woman.state
    woman.press("send", shown="uses")
    repeated = woman.repeat(last, "send", shown="uses").content.decode()
    assert all(f"<li>{word}</li>" in repeated for word in woman.words)
    woman.client.post(f"/form/{made.slug}/done/", {"visit": woman.visit})
    gone = woman.repeat(last, "send", shown="uses").content.decode()
    assert not any(f"<li>{word}</li>" in gone for word in woman.words)


def test_a_shared_device_does_not_lead_away_from_what_clears_it(made: Form) -> None:
    woman = AtTheKiosk(made)
    woman.to_the_end()
    assert len(woman.words) == 6
    assert "/done/" not in woman.text


@pytest.mark.parametrize("visit", ["", "nonsense"])
def test_going_on_without_a_visit_goes_on(made: Form, visit: str) -> None:
    went = Client().post(f"/form/{made.slug}/done/", {"visit": visit})
    assert went.headers["Location"] == f"/about-you/{made.slug}/"


# -- PostgreSQL


def test_the_public_role_puts_them_in(made: Form, as_public_role: Callable[[], None]) -> None:
    as_public_role()
    her = AboutHer(made)
    her.to_the_end()
    assert "Your answers are locked" in her.text
