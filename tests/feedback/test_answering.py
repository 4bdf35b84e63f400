"""Her way through a form over HTTP: what each page shows, takes and refuses."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from consultations.models import ConsultationPage
from feedback.intake.models import IntakeKey, SealedResponse
from feedback.models import Form
from feedback.services import is_closed, publish_form
from feedback.state import State
from tests.factories.feedback import add_welsh
from tests.feedback.woman import ESCAPED, SECRET, MakeForm, Woman, sent

pytestmark = pytest.mark.pages


@pytest.fixture
def made(form: MakeForm, intake_key: IntakeKey) -> Form:
    return form()


def test_a_whole_response_arrives_as_typed(made: Form) -> None:
    woman = Woman(made)
    woman.to_the_end()
    (payload,) = sent()
    assert [a.text for a in payload.answers.values()] == [SECRET]
    assert payload.uses == ["report"]
    assert len(woman.words) == 6


def test_everything_may_be_skipped(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    for go in ("skip", "skip", "skip", "continue"):
        woman.press(go)
    woman.press("send", shown="uses")
    (payload,) = sent()
    assert payload.answers == {}
    assert payload.uses == []
    assert len(woman.words) == 6


def test_sending_again_shows_the_same_words_and_is_one_response(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    for go in ("skip", "skip", "skip", "continue"):
        woman.press(go)
    last = woman.state
    woman.press("send", shown="uses", uses=["public"])
    words = woman.words
    again = woman.repeat(last, "send", shown="uses", uses=["public"])
    assert all(f"<li>{word}</li>" in again.content.decode() for word in words)
    assert SealedResponse.objects.count() == 1


def test_back_keeps_what_she_typed(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text=SECRET)
    woman.press("back")
    assert ESCAPED in woman.text


def test_back_from_the_first_question_keeps_it_too(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("back", text=SECRET)
    assert SECRET not in woman.text
    woman.begin()
    assert ESCAPED in woman.text


def test_check_shows_each_answer_and_changes_one(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text=SECRET)
    woman.press("skip")
    woman.press("skip")
    assert ESCAPED in woman.text
    key = re.search(r'value="(change:[0-9a-f]{32})"', woman.text)
    assert key is not None
    woman.press(key.group(1))
    woman.press("continue", text="shorter")
    assert "Check your answers" in woman.text
    assert "shorter" in woman.text
    assert ESCAPED not in woman.text


def test_too_long_an_answer_comes_back_whole_with_what_to_do(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text="x" * 20_001)
    assert "20,001" in woman.text
    assert "x" * 20_001 in woman.text
    assert "<title>Error" in woman.text


def test_the_language_switch_keeps_her_place_and_words(made: Form) -> None:
    question = made.questions.first().question
    add_welsh(question, "Beth ddigwyddodd?")
    publish_form(form=made)
    woman = Woman(made)
    woman.begin()
    woman.press("stay", url=f"/cy{woman.url}", text=SECRET)
    assert '<html lang="cy"' in woman.text
    assert "Beth ddigwyddodd?" in woman.text
    assert ESCAPED in woman.text


@pytest.mark.parametrize("go", ["continue", "skip", "back", "send", "change:x", "nonsense", ""])
def test_no_cookie_and_nothing_stored_by_the_browser(made: Form, go: str) -> None:
    woman = Woman(made)
    woman.begin()
    page = woman.press(go, text="x")
    assert page.status_code == 200
    assert not page.cookies
    assert not woman.client.cookies
    assert page.headers["Cache-Control"] == "no-store"
    assert "Cookie" not in page.headers.get("Vary", "")


def test_words_stand_in_no_address(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text=SECRET)
    assert "letters" not in woman.page.request["PATH_INFO"] + woman.page.request["QUERY_STRING"]


@pytest.mark.parametrize("state", ["", "nonsense", "A" * 2000])
def test_a_page_that_was_not_made_here_starts_again(made: Form, state: str) -> None:
    page = Woman(made).repeat(state, "continue", text=SECRET)
    assert page.status_code == 200
    assert SECRET not in page.content.decode()
    assert "You can start again" in page.content.decode()


def test_a_state_of_one_form_is_not_taken_by_another(made: Form, form: MakeForm) -> None:
    woman = Woman(made)
    woman.begin()
    other = Woman(form())
    page = other.repeat(woman.state, "send")
    assert not SealedResponse.objects.exists()
    assert page.status_code == 200


def test_a_post_from_another_site_is_refused(made: Form) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://example.org"}):
        page = Client().post(f"/form/{made.slug}/", {"go": "start"}, headers=headers)
        assert page.status_code == 403


def test_an_old_phone_that_says_nothing_of_its_origin_is_taken(made: Form) -> None:
    assert Client().post(f"/form/{made.slug}/", {"go": "start"}).status_code == 200


def test_after_leaving_no_step_comes_back(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text=SECRET)
    left = Client().post("/leave/", {"visit": woman.visit})
    assert left.status_code == 303
    for go in ("continue", "back", "stay", "send"):
        page = woman.repeat(woman.state, go, text=SECRET).content.decode()
        assert ESCAPED not in page
        assert 'value="start"' in page
    assert not SealedResponse.objects.exists()


def test_leaving_after_sending_hides_the_six_words(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    for go in ("skip", "skip", "skip", "continue"):
        woman.press(go)
    last = woman.state
    woman.press("send", shown="uses")
    Client().post("/leave/", {"visit": woman.visit})
    again = woman.repeat(last, "send", shown="uses").content.decode()
    assert not any(f"<li>{word}</li>" in again for word in woman.words)


@pytest.mark.parametrize("visit", ["", "nonsense"])
def test_leaving_without_a_visit_still_leaves(visit: str, db: None) -> None:
    left = Client().post("/leave/", {"visit": visit})
    assert left.status_code == 303
    assert left.headers["Location"].startswith("https://www.bbc.co.uk/")


def test_leaving_by_a_plain_link_leaves(db: None) -> None:
    assert Client().get("/leave/").status_code == 303


@pytest.mark.parametrize("minutes", [11, 60 * 25])
def test_after_sending_the_words_are_gone_in_a_while(made: Form, minutes: int) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text=SECRET)
    woman.press("skip")
    woman.press("skip")
    woman.press("continue")
    last = woman.state
    woman.press("send", shown="uses")
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        page = woman.repeat(last, "send", shown="uses").content.decode()
    assert not any(f"<li>{word}</li>" in page for word in woman.words)
    assert ESCAPED not in page


def test_after_a_day_a_page_starts_again(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text=SECRET)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        page = woman.press("back").content.decode()
    assert ESCAPED not in page


def test_a_closed_consultation_takes_no_new_answer(
    form: MakeForm, consultation: Callable[..., ConsultationPage], intake_key: IntakeKey
) -> None:
    woman = Woman(form(consultation("closed")))
    assert "not taking answers now" in woman.text
    woman.begin()
    assert 'value="continue"' not in woman.text


def test_a_consultation_that_is_not_open_yet_says_when(
    form: MakeForm, consultation: Callable[..., ConsultationPage], intake_key: IntakeKey
) -> None:
    woman = Woman(form(consultation("planned")))
    assert "It opens on" in woman.text


def test_begun_before_closing_may_be_sent_for_a_day(
    form: MakeForm, consultation: Callable[..., ConsultationPage], intake_key: IntakeKey
) -> None:
    made = form(consultation("last_day"))
    closes = made.consultation.closes_at
    with time_machine.travel(closes - timedelta(hours=2)) as clock:
        woman = Woman(made)
        woman.begin()
        woman.press("continue", text=SECRET)
        clock.move_to(closes + timedelta(hours=20))
        for go in ("skip", "skip", "continue"):
            woman.press(go)
        woman.press("send", shown="uses")
    assert len(woman.words) == 6


def test_later_than_that_she_gets_her_words_to_copy(
    form: MakeForm, consultation: Callable[..., ConsultationPage], intake_key: IntakeKey
) -> None:
    made = form(consultation("last_day"))
    page = ConsultationPage.objects.get(pk=made.consultation_id)
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text=SECRET)
    gone_by = page.closes_on - timedelta(days=3)
    ConsultationPage.objects.filter(pk=page.pk).update(closes_on=gone_by)
    woman.press("skip")
    assert "could not be sent" in woman.text
    assert ESCAPED in woman.text
    assert not SealedResponse.objects.exists()


def test_without_a_key_she_keeps_her_words(form: MakeForm) -> None:
    woman = Woman(form())
    page = woman.to_the_end()
    assert page.status_code == 503
    assert ESCAPED in woman.text
    state = State.from_token(woman.state)
    assert state is not None
    assert not is_closed(state.visit.id)


def test_a_reworded_form_still_takes_pages_begun_before(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text=SECRET)
    question = made.questions.first().question
    question.text = "Reworded?"
    question.save()
    publish_form(form=made)
    for go in ("skip", "skip", "continue"):
        woman.press(go)
    woman.press("send", shown="uses")
    (payload,) = sent()
    assert payload.version == made.versions.get(number=1).pk


def test_an_unknown_form_is_not_found(db: None) -> None:
    page = Client().get("/form/nothing-here/")
    assert page.status_code == 404
    assert not page.cookies


def test_a_question_page_is_light(
    made: Form, django_assert_max_num_queries: Callable[..., object]
) -> None:
    woman = Woman(made)
    woman.begin()
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        woman.press("continue", text="x")
    assert len(woman.page.content) < 20_000


def test_an_unpublished_consultation_takes_no_answer(made: Form) -> None:
    made.consultation.unpublish()
    woman = Woman(made)
    assert "not taking answers now" in woman.text
    woman.begin()
    assert 'value="continue"' not in woman.text


@pytest.mark.parametrize("path", ["/_util/login/", "/cy/_util/login/", "/_util/"])
def test_wagtails_own_login_is_nowhere(db: None, path: str) -> None:
    page = Client().get(path)
    assert page.status_code == 404
    assert not page.cookies


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(made: Form, method: str) -> None:
    assert getattr(Client(), method)(f"/form/{made.slug}/").status_code == 405


def test_leaving_is_never_refused(db: None) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "null"}
    assert Client().post("/leave/", {}, headers=headers).status_code == 303


def test_after_leaving_a_version_that_ended_shows_nothing_either(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("continue", text=SECRET)
    state = woman.state
    woman.client.post("/leave/", {"visit": woman.visit})
    made.versions.update(replaced_on=timezone.localdate() - timedelta(days=3))
    assert ESCAPED not in woman.repeat(state, "continue").content.decode()


@pytest.mark.parametrize("why", ["closed", "replaced"])
def test_what_she_has_just_typed_is_on_the_page_that_refuses_it(made: Form, why: str) -> None:
    woman = Woman(made)
    woman.begin()
    if why == "closed":
        past = timezone.localdate() - timedelta(days=3)
        ConsultationPage.objects.filter(pk=made.consultation_id).update(closes_on=past)
    else:
        made.versions.update(replaced_on=timezone.localdate() - timedelta(days=3))
    woman.press("continue", text=SECRET)
    assert "This could not be sent" in woman.text
    assert ESCAPED in woman.text
