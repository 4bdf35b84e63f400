"""Looking for themes on the screen: how far, stopped, done, failed; and nobody else's business."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form
from insights.models import SuggestionRun
from insights.services.runs import ask_for_run, carry_out_run
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.themes import use_codebook
from tests.fixtures.story import StaffClient, log_in

pytestmark = pytest.mark.pages

State = SuggestionRun.State
Staff = Callable[..., StaffClient]
EACH: list[tuple[State, dict[str, Any], str]] = [
    (State.WAITING, {}, "Waiting for the worker to begin."),
    (State.RUNNING, {"begun": 2}, "It was interrupted, and begun again"),
    (State.CANCELLED, {"done": 500}, ": 500 of 10,000 responses. What was suggested"),
    (State.FAILED, {"reason": "left"}, "begun several times and never came to its end"),
    (State.FAILED, {"reason": "codebook"}, "Choose one, then look again."),
    (State.FAILED, {"reason": "error"}, "tell whoever runs the server"),
]


@pytest.fixture
def page(form: Callable[..., Form]) -> ConsultationPage:
    """A consultation with two responses, of which one has a cue."""
    made = form()
    use_codebook(made.consultation)
    make_response(made, "The hostel was full.")
    make_response(made, "She rang me.")
    found: ConsultationPage = made.consultation
    return found


@pytest.fixture
def coder(area: Area) -> StaffClient:
    return log_in(make_staff("facilitator", area))


def url(name: str, page: ConsultationPage) -> str:
    return reverse(f"insights:{name}", args=[page.pk])


def stands(page: ConsultationPage, state: State, **fields: object) -> SuggestionRun:
    """A run in this state."""
    values = {"started_on": timezone.localdate(), "total": 10_000, **fields}
    return SuggestionRun.objects.create(consultation=page, state=state, **values)


def shown(client: StaffClient, page: ConsultationPage, name: str = "responses") -> str:
    return " ".join(client.get(url(name, page)).content.decode().split())


def test_the_button_asks_and_a_second_press_says_that_it_goes_on(
    coder: StaffClient, page: ConsultationPage
) -> None:
    first = coder.post(url("suggest", page), follow=True)
    assert b"The worker is looking for themes." in first.content
    assert SuggestionRun.objects.get().asked_by == coder.user
    second = coder.post(url("suggest", page), follow=True)
    assert b"Themes are being looked for already." in second.content
    assert SuggestionRun.objects.count() == 1


@pytest.mark.parametrize("name", ["responses", "run"])
def test_how_far_it_is_is_said_and_shown(
    coder: StaffClient, page: ConsultationPage, name: str
) -> None:
    stands(page, State.RUNNING, done=1_500)
    body = shown(coder, page, name)
    assert "Looking for themes: 1,500 of 10,000 responses." in body
    assert 'max="10000" value="1500"' in body
    assert url("stop", page) in body
    assert url("suggest", page) not in body
    assert "interrupted" not in body


def test_only_a_run_that_goes_on_brings_its_script(
    coder: StaffClient, page: ConsultationPage
) -> None:
    assert "run.js" not in shown(coder, page)
    run = stands(page, State.WAITING)
    assert "insights/run.js" in shown(coder, page)
    SuggestionRun.objects.filter(pk=run.pk).update(state=State.DONE)
    assert "run.js" not in shown(coder, page)


def test_stop_is_there_until_it_was_pressed(coder: StaffClient, page: ConsultationPage) -> None:
    stands(page, State.RUNNING, done=1_500)
    body = coder.post(url("stop", page), follow=True).content.decode()
    assert "Stopping: 1,500 of 10,000 responses." in body
    assert url("stop", page) not in body
    assert SuggestionRun.objects.get().state == State.CANCELLING


def test_with_nothing_to_stop_the_page_says_so(coder: StaffClient, page: ConsultationPage) -> None:
    stands(page, State.DONE)
    assert b"nothing left to stop" in coder.post(url("stop", page), follow=True).content
    assert SuggestionRun.objects.get().state == State.DONE


def test_the_end_says_what_was_found_and_who_is_needed(
    coder: StaffClient, page: ConsultationPage
) -> None:
    carry_out_run(run=ask_for_run(consultation=page, by=None))
    body = shown(coder, page)
    assert ": 2 responses, 1 suggestion written." in body
    assert "1 response needs a person: nothing speaks clearly for a theme" in body
    assert f'href="{url("responses", page)}?show=person"' in body
    assert url("suggest", page) in body
    assert "Show the list as it is now" not in body
    assert "Show the list as it is now" in shown(coder, page, "run")


def test_each_state_is_said_in_words(coder: StaffClient, page: ConsultationPage) -> None:
    run = stands(page, State.WAITING)
    for state, fields, words in EACH:
        SuggestionRun.objects.filter(pk=run.pk).update(state=state, **fields)
        body = shown(coder, page)
        assert words in body
        assert (url("suggest", page) in body) is (state not in SuggestionRun.LIVE)


def test_a_worker_that_does_nothing_is_noticed_the_next_day(
    coder: StaffClient, page: ConsultationPage
) -> None:
    stands(page, State.WAITING, started_on=timezone.localdate() - timedelta(days=1))
    assert "nobody has begun. Tell whoever runs the server" in shown(coder, page)


def test_before_the_first_run_and_without_a_codebook_there_is_no_bar(
    coder: StaffClient, page: ConsultationPage, form: Callable[..., Form]
) -> None:
    assert "<progress" not in shown(coder, page)
    bare = form().consultation
    assert url("suggest", bare) not in shown(coder, bare)


def test_another_consultation_shows_none_of_it(
    coder: StaffClient, page: ConsultationPage, form: Callable[..., Form]
) -> None:
    stands(page, State.RUNNING, done=1_500)
    assert "1,500" not in shown(coder, form().consultation)


def test_another_area_neither_sees_nor_stops_it(
    staff: Staff, other_area: Area, page: ConsultationPage
) -> None:
    stands(page, State.RUNNING)
    client = staff("facilitator", other_area)
    assert client.get(url("run", page)).status_code == 404
    assert client.post(url("stop", page)).status_code == 404
    assert SuggestionRun.objects.get().state == State.RUNNING


@pytest.mark.long
@pytest.mark.browser
def test_with_script_the_page_follows_keeps_the_focus_and_speaks_at_quarters(
    page: ConsultationPage,
    coder: StaffClient,
    context: BrowserContext,
    live_server: object,
    axe: Callable[[Page], None],
) -> None:
    run = stands(page, State.RUNNING, done=1_500, begun=1)
    session = coder.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
    tab = context.new_page()
    tab.goto(f"{live_server}{url('responses', page)}")
    axe(tab)
    said, words = tab.locator("[data-run-said]"), tab.locator("[data-run-words]")
    stop = tab.get_by_role("button", name="Stop")
    expect(tab.get_by_text("See how far it is now")).to_be_hidden()
    stop.focus()

    def moves(**fields: object) -> None:
        SuggestionRun.objects.filter(pk=run.pk).update(**fields)

    moves(done=2_000)
    expect(words).to_have_text("Looking for themes: 2,000 of 10,000 responses.")
    expect(said).to_have_text("")
    moves(done=2_600)
    expect(said).to_have_text("Looking for themes: 2,600 of 10,000 responses.")
    assert tab.locator("progress").evaluate("bar => bar.value") == 2_600
    expect(stop).to_be_focused()

    moves(state=State.DONE, done=10_000, written=7, without=3, ended_on=timezone.localdate())
    expect(said).to_contain_text("10,000 responses, 7 suggestions written.")
    expect(tab.locator("[data-run]")).to_be_focused()
    expect(tab.get_by_text("3 responses need a person")).to_be_visible()
    expect(tab.get_by_role("button", name="Look for themes")).to_be_visible()
    axe(tab)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.wait_for_timeout(3_000)
    assert asked == []


@pytest.mark.long
@pytest.mark.browser
def test_after_a_login_has_ended_the_page_gives_up_and_offers_the_link(
    page: ConsultationPage, coder: StaffClient, context: BrowserContext, live_server: object
) -> None:
    stands(page, State.RUNNING)
    session = coder.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
    tab = context.new_page()
    tab.goto(f"{live_server}{url('responses', page)}")
    context.clear_cookies()
    expect(tab.get_by_text("See how far it is now")).to_be_visible(timeout=20_000)
    expect(tab.locator("[data-run-words]")).to_contain_text("Looking for themes")
