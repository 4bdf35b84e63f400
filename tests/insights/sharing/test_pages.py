"""The screen of shares, and the list of responses that begins with her own."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from core.models import Area
from feedback.models import Form
from insights.models import Share
from insights.selectors import Show
from insights.services import add_coding, mark_read
from tests.factories.packs import HOUSING
from tests.factories.themes import theme_of
from tests.fixtures.browser import press
from tests.fixtures.story import StaffClient, log_in
from tests.insights.sharing.test_sharing import hers, said, share, whose

pytestmark = pytest.mark.pages
Staff = Callable[..., StaffClient]
POSTS = ("share_out", "hand_on", "take_back")


def place(name: str, form: Form, *person: int) -> str:
    return reverse(f"insights:{name}", args=[form.consultation_id, *person])


@pytest.mark.parametrize(
    ("role", "status"),
    [("facilitator", 200), ("second_coder", 200), ("reviewer", 302), ("administrator", 302)],
)
def test_who_sees_the_screen(staff: Staff, here: Form, area: Area, role: str, status: int) -> None:
    assert staff(role, area).get(place("sharing", here)).status_code == status


def test_another_area_is_not_found(staff: Staff, here: Form, other_area: Area, ann: User) -> None:
    client = staff("facilitator", other_area)
    assert client.get(place("sharing", here)).status_code == 404
    assert client.post(place("share_out", here), {"people": [ann.pk]}).status_code == 404
    for name in ("hand_on", "take_back"):
        assert client.post(place(name, here, ann.pk)).status_code == 404


def test_a_second_coder_sees_and_changes_nothing_but_her_own(
    here: Form, lead: User, ann: User, bea: User
) -> None:
    said(here, 4)
    client = log_in(ann)
    assert "Share out" not in client.get(place("sharing", here)).content.decode()
    client.post(place("share_out", here), {"people": [ann.pk]})
    assert whose() == {}
    share(here, lead, ann, bea)
    body = client.get(place("sharing", here)).content.decode()
    assert body.count("Give back what is left") == 1
    assert "Move or take back" not in body
    client.post(place("take_back", here, bea.pk))
    client.post(place("hand_on", here, ann.pk), {f"share-{ann.pk}-to": bea.pk})
    assert len(whose()) == 4
    answer = client.post(place("take_back", here, ann.pk), follow=True)
    assert b"2 responses are nobody&#x27;s now." in answer.content
    assert set(whose().values()) == {"Bea"}


def test_sharing_moving_and_taking_back_on_the_screen(
    here: Form, lead: User, ann: User, bea: User
) -> None:
    said(here, 5)
    client = log_in(lead)
    assert "5 responses are in nobody" in client.get(place("sharing", here)).content.decode()
    answer = client.post(place("share_out", here), {"people": [ann.pk]}, follow=True)
    assert "5 responses are shared." in answer.content.decode()
    said(here, 1)
    ticked = client.get(place("sharing", here)).context["people"].rows
    assert [person.name for person, is_ticked in ticked if is_ticked] == ["Ann"]
    to_bea = {f"share-{ann.pk}-to": bea.pk}
    answer = client.post(place("hand_on", here, ann.pk), to_bea, follow=True)
    assert "5 responses are Bea&#x27;s now." in answer.content.decode()
    answer = client.post(place("take_back", here, bea.pk), follow=True)
    assert "5 responses are nobody&#x27;s now." in answer.content.decode()
    assert whose() == {}


@pytest.mark.parametrize("odd", [[], [""], ["9" * 40], ["\0"], ["-1"]])
def test_who_can_not_get_any_is_said(here: Form, lead: User, ann: User, odd: list[str]) -> None:
    said(here, 2)
    client = log_in(lead)
    answer = client.post(place("share_out", here), {"people": odd})
    assert "Tick at least one person, then share." in answer.content.decode()
    answer = client.post(place("share_out", here), {"people": [*odd, ann.pk]}, follow=True)
    assert ("so she got nothing" in answer.content.decode()) == bool(odd)
    answer = client.post(place("hand_on", here, ann.pk), {f"share-{ann.pk}-to": odd})
    assert "Choose one of the people in the list." in answer.content.decode()
    assert set(whose().values()) == {"Ann"}


def test_a_person_without_a_share_here_is_not_found(here: Form, lead: User, ann: User) -> None:
    said(here, 1)
    for name in ("hand_on", "take_back"):
        assert log_in(lead).post(place(name, here, ann.pk)).status_code == 404


def test_buttons_are_no_links(here: Form, lead: User, ann: User) -> None:
    said(here, 1)
    share(here, lead, ann)
    client = log_in(lead)
    assert client.get(place("share_out", here)).status_code == 405
    assert {client.get(place(n, here, ann.pk)).status_code for n in POSTS[1:]} == {405}


# -- the list of responses


def test_the_list_begins_with_her_share_while_something_is_left(
    here: Form, lead: User, ann: User
) -> None:
    responses = said(here, 3)
    client, url = log_in(ann), place("responses", here)
    assert client.get(url).context["filters"].show == Show.ALL
    share(here, lead, ann)
    said(here, 1)
    page = client.get(url).context
    assert page["filters"].show == Show.MINE
    assert page["filters"].query == "?show=mine"
    assert len(page["rows"]) == 3
    assert client.get(f"{url}?p=2").context["filters"].show == Show.MINE
    assert log_in(lead).get(url).context["filters"].show == Show.ALL
    for response in responses:
        mark_read(response=response, by=ann)
    assert client.get(url).context["filters"].show == Show.ALL


@pytest.mark.parametrize("query", ["?show=all", "?theme={theme}", "?show=unread", "?show=odd"])
def test_what_the_address_says_holds(here: Form, lead: User, ann: User, query: str) -> None:
    said(here, 2)
    share(here, lead, ann)
    asked = query.format(theme=theme_of(HOUSING).pk)
    filters = log_in(ann).get(place("responses", here) + asked).context["filters"]
    assert filters.show != Show.MINE
    assert ("show=all" in filters.query) == (query in ("?show=all", "?show=odd"))


def test_reading_on_stays_in_her_share(here: Form, lead: User, ann: User, bea: User) -> None:
    said(here, 6)
    share(here, lead, ann, bea)
    first, second, third = sorted(hers(here, ann))
    client = log_in(ann)
    bench = reverse("insights:bench", args=[here.consultation_id, first])
    assert client.get(bench).context["whereabouts"].following == second
    read = reverse("insights:read", args=[here.consultation_id, third])
    assert f"/{first}/?show=mine" in client.post(f"{read}?show=mine")["Location"]


def test_no_more_queries_with_more_of_everything(
    here: Form,
    lead: User,
    ann: User,
    bea: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for response in said(here, 40):
        add_coding(response=response, theme=theme_of(HOUSING), by=ann)
    share(here, lead, ann, bea, lead)
    client = log_in(lead)
    client.get(place("sharing", here))
    with django_assert_max_num_queries(22):
        client.get(place("sharing", here))
    with django_assert_max_num_queries(38):  # two more than without shares
        client.get(place("responses", here))
    assert Share.objects.count() == 40


# -- in a browser, without a mouse


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, pytest.param(True, marks=pytest.mark.long)])
def test_by_keyboard_with_axe_and_narrow(
    here: Form,
    lead: User,
    ann: User,
    bea: User,
    browser: Browser,
    live_server: object,
    axe: Callable[[Page], None],
    dark: bool,
) -> None:
    said(here, 4)
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme="dark" if dark else "light"
    )
    session = log_in(lead).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
    tab = context.new_page()
    tab.goto(f"{live_server}{place('sharing', here)}")
    axe(tab)
    for name in ("Ann", "Bea"):
        tab.get_by_label(name, exact=True).focus()
        tab.keyboard.press("Space")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Share out").press("Enter")
    assert sorted(whose().values()) == ["Ann", "Ann", "Bea", "Bea"]
    tab.locator("main summary").first.press("Enter")
    tab.get_by_label("Move what is left to").first.select_option(label="Bea")
    axe(tab)
    tab.set_viewport_size({"width": 320, "height": 640})
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    press(tab, tab.get_by_role("button", name="Move").first)
    assert "2 responses are Bea" in tab.inner_text("body")
    axe(tab)
    context.close()
