"""The editors' screens of promises, and the first screen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.models import ConsultationPage, Move, Promise
from core.models import Area
from tests.factories.promises import day, make_move, make_promise
from tests.fixtures.screens import on_page
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

Make = Callable[..., ConsultationPage]
Staff = Callable[..., StaffClient]


@pytest.fixture
def page(consultation: Make) -> ConsultationPage:
    return consultation("closed", title="Getting out")


@pytest.fixture
def promise(page: ConsultationPage) -> Promise:
    return make_promise(page, 5, what="We write to the board.")


@pytest.fixture
def editor(staff: Staff, area: Area) -> StaffClient:
    return staff("editor", area)


def body(client: Any, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def addresses(page: ConsultationPage, promise: Promise) -> dict[str, str]:
    ofs = {
        name: reverse(f"promises:{name}", args=[page.pk])
        for name in ("of", "make", "move_reply", "move_close")
    }
    ones = {name: reverse(f"promises:{name}", args=[promise.pk]) for name in ("move", "end")}
    return ofs | ones


SENT: dict[str, dict[str, str]] = {
    "make": {"what": "We meet.", "owner": "Chair", "due_on": str(day(9))},
    "move_reply": {"to": str(day(60)), "because": "Snow."},
    "move": {"to": str(day(60)), "because": "Snow."},
    "end": {"state": "kept", "on": str(day(0)), "how": "We wrote."},
}


@pytest.mark.parametrize("role", ["facilitator", "reviewer", "administrator"])
def test_who_sees_no_promises(
    staff: Staff, area: Area, page: ConsultationPage, promise: Promise, role: str
) -> None:
    client = staff(role, area)
    for address in addresses(page, promise).values():
        assert client.get(address).status_code == 302
    assert client.get(reverse("promises:list")).status_code == 302
    assert "Promises</span>" not in body(client, reverse("wagtailadmin_home"))


def test_another_area_is_not_found(
    staff: Staff, other_area: Area, page: ConsultationPage, promise: Promise
) -> None:
    client = staff("editor", other_area)
    for name, address in addresses(page, promise).items():
        assert client.get(address).status_code == 404
        assert client.post(address, SENT.get(name, {})).status_code in {404, 405}
    assert "Getting out" not in body(client, reverse("promises:list"))
    assert list(Promise.objects.values_list("state", flat=True)) == ["stands"]
    assert not Move.objects.exists()


@pytest.mark.parametrize("name", SENT)
def test_each_form_writes_and_says_so(
    editor: StaffClient, page: ConsultationPage, promise: Promise, name: str
) -> None:
    address = addresses(page, promise)[name]
    shown = on_page(editor.get(address))
    answer = editor.post(address, shown | SENT[name], follow=True)
    assert answer.redirect_chain == [(reverse("promises:of", args=[page.pk]), 302)]
    text = answer.content.decode()
    assert "Everyone can read it now." in text
    said = {"make": "We meet.", "end": "We wrote."}.get(name, "because: Snow.")
    assert said in text


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("make", {"what": " "}, "“What we promise” is empty."),
        ("make", {"owner": ""}, "“Owner” is empty."),
        ("make", {"due_on": "soon"}, "is not a day"),
        ("make", {"due_on": str(day(-1))}, "This day has gone by. Promise what is still to come"),
        ("make", {"due_on": "9999-12-31"}, "Choose one within three years."),
        ("make", {"what": "x" * 201}, "Use 200 or fewer"),
        ("move", {"to": str(day(-1))}, "This day has gone by."),
        ("move", {"to": str(day(5))}, "promised for this day already"),
        ("move", {"because": ""}, "“Because” is empty."),
        ("move", {"shown": str(day(4))}, "Somebody moved it meanwhile"),
        ("end", {"state": "stands"}, "choose one from the list"),
        ("end", {"on": str(day(1))}, "This day is still to come."),
        ("end", {"on": str(day(-900))}, "not promised yet on this day"),
        ("end", {"on": str(day(-30))}, "It was promised on this day, so it is no promise kept."),
        ("end", {"how": " "}, "is empty."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    editor: StaffClient,
    page: ConsultationPage,
    promise: Promise,
    name: str,
    sent: dict[str, str],
    said: str,
) -> None:
    values = SENT[name] | sent
    text = editor.post(addresses(page, promise)[name], values).content.decode()
    assert said in text
    assert "Nothing that you wrote is lost" in text
    assert all(value in text for key, value in values.items() if key != "shown")
    assert Promise.objects.get().state == "stands"
    assert not Move.objects.exists()


def test_a_reply_is_not_promised_for_before_the_close(
    editor: StaffClient, consultation: Make
) -> None:
    page = consultation("open")
    address = reverse("promises:move_reply", args=[page.pk])
    text = editor.post(address, {"to": str(day(2)), "because": "Snow."}).content.decode()
    assert "It closes on" in text
    assert not Move.objects.exists()


def test_a_day_that_has_gone_by_is_not_moved(editor: StaffClient, page: ConsultationPage) -> None:
    promise = make_promise(page, -2)
    of = body(editor, reverse("promises:of", args=[page.pk]))
    assert reverse("promises:move", args=[promise.pk]) not in of
    address = reverse("promises:move", args=[promise.pk])
    text = editor.post(address, SENT["move"], follow=True).content.decode()
    assert "it is late until it is kept" in text
    assert not Move.objects.exists()


def test_a_page_that_has_not_opened_has_its_day_edited_on_the_page(
    editor: StaffClient, consultation: Make
) -> None:
    page = consultation("planned")
    assert "change the day on its page" in body(editor, reverse("promises:of", args=[page.pk]))
    address = reverse("promises:move_reply", args=[page.pk])
    sent = {"to": str(day(90)), "because": "Snow."}
    assert "Nothing was changed" in editor.post(address, sent, follow=True).content.decode()


def test_the_page_s_own_screen_leads_to_moving(editor: StaffClient, page: ConsultationPage) -> None:
    text = body(editor, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert f'href="{reverse("promises:of", args=[page.pk])}"' in text
    assert "It was promised when this opened." in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reached": "followed_up"}, "nothing new is promised of it"),
        ({"live": False}, "Publish its page first."),
    ],
)
def test_where_nothing_is_promised_the_screen_says_why(
    editor: StaffClient, consultation: Make, fields: dict[str, Any], said: str
) -> None:
    page = consultation("planned", **fields)
    address = reverse("promises:make", args=[page.pk])
    of = body(editor, reverse("promises:of", args=[page.pk]))
    assert said in of
    assert address not in of
    for answer in (
        editor.get(address, follow=True),
        editor.post(address, SENT["make"], follow=True),
    ):
        assert answer.content.decode().count(said) == 2  # the message and the line of the screen
    assert not Promise.objects.exists()


def test_the_first_screen_says_what_is_late_at_once(
    staff: Staff, area: Area, other_area: Area, page: ConsultationPage
) -> None:
    make_promise(page, 20)
    home = reverse("wagtailadmin_home")
    assert "Promises that are due" not in body(staff("editor", area), home)
    promise = make_promise(page, -1, what="We write to the board.")
    text = body(staff("editor", area), home)
    assert "Promises that are due" in text
    assert "We write to the board." in text
    assert "Promises that are due" not in body(staff("editor", other_area), home)
    assert "Promises that are due" not in body(staff("facilitator", area), home)
    promise.state, promise.ended_on = "kept", day(0)
    promise.save()
    assert "Promises that are due" not in body(staff("editor", area), home)


def test_a_late_reply_is_told_to_those_who_write_it_too(
    staff: Staff, area: Area, consultation: Make
) -> None:
    consultation("closed", reply_by=day(-1), title="Too late")
    for role in ("editor", "facilitator"):
        text = body(staff(role, area), reverse("wagtailadmin_home"))
        assert "Promises that are due" in text
        assert "Too late" in text
    assert "Too late" not in body(staff("reviewer", area), reverse("wagtailadmin_home"))


def test_the_list_takes_as_many_questions_for_many_as_for_few(
    editor: StaffClient, consultation: Make
) -> None:
    address = reverse("promises:list")

    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            body(editor, address)
        return len(asked)

    def one() -> None:
        page = consultation("closed", reply_by=day(3))
        make_move(page, 12, 3)
        make_promise(page, -2)

    one()
    body(editor, address)
    few = questions()
    for _ in range(5):
        one()
    assert questions() <= few <= 20
