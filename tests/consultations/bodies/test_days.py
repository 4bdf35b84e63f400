"""The days on which organisations may answer: held once they could, moved in the open alone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consultations.bodies.closing import move_bodies_close
from consultations.bodies.models import BodyForm
from consultations.bodies.selectors import is_taking
from consultations.models import ConsultationPage, PageChange
from consultations.outcomes.services import WordsMissing
from consultations.promises.services import Said, WrongDay, move_reply
from consultations.stages.closing import NotOpen, ReplyFirst, move_close
from core.models import Area
from tests.consultations.bodies.test_editing import EDIT, typed
from tests.factories.accounts import make_staff
from tests.factories.bodies import make_body_form
from tests.factories.promises import day
from tests.fixtures.screens import as_shown
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages
Make = Callable[..., ConsultationPage]
Staff = Callable[..., StaffClient]
WHY = Said("Two services asked for time.")


@pytest.fixture
def editor(area: Area) -> User:
    return make_staff("editor", area)


@pytest.fixture
def form(consultation: Make) -> BodyForm:
    return make_body_form(consultation(), opens_on=day(-3), closes_on=day(9))


def stored(form: BodyForm) -> BodyForm:
    return BodyForm.objects.get(pk=form.pk)


def days(form: BodyForm) -> tuple[date | None, date | None]:
    now = stored(form)
    return now.opens_on, now.closes_on


def move(form: BodyForm, by: User, to: int, because: Said = WHY) -> PageChange:
    return move_bodies_close(form=form, by=by, to=day(to), because=because)


@pytest.mark.parametrize("closes", [-1, 0, 9, None])
def test_once_it_has_opened_no_editor_moves_its_days(
    staff: Staff, area: Area, consultation: Make, closes: int | None
) -> None:
    last = None if closes is None else day(closes)
    form = make_body_form(consultation(), opens_on=day(-3), closes_on=last)
    before, client, address = days(form), staff("editor", area), reverse(EDIT, args=[form.pk])
    for switch in ({}, {"is_on": ""}, {"is_on": "on"}):  # nor by switching it off and on
        typed_in = typed(form.consultation, opens_on=day(-9), closes_on=day(20), **switch)
        sent = typed_in | as_shown(stored(form))
        assert client.post(address, sent).status_code == 302
        assert days(form) == before
    now = stored(form)
    now.closes_on = day(20)
    now.save()
    assert days(form) == before
    assert is_taking(stored(form)) is (closes != -1)
    assert not PageChange.objects.exists()


def test_nor_while_its_page_is_down(form: BodyForm) -> None:
    before, page = days(form), form.consultation
    page.unpublish()
    now = stored(form)
    now.closes_on = day(20)
    now.save()
    assert days(form) == before


@pytest.mark.parametrize("to", [0, 3, 40])
def test_its_last_day_moves_in_the_open(form: BodyForm, editor: User, to: int) -> None:
    made = move(form, editor, to)
    assert days(form) == (day(-3), day(to))
    assert (made.was, made.now, made.about) == (day(9), day(to), "bodies_closes_on")
    for address in (form.consultation.url, f"/bodies/{form.consultation_id}/"):
        text = Client().get(address).content.decode()
        assert "We said first that organisations answer until the end of" in text
        assert "Two services asked for time." in text


@pytest.mark.parametrize(
    ("closes", "fields", "to", "because", "error"),
    [
        (9, {}, -1, WHY, WrongDay),
        (9, {}, 9, WHY, WrongDay),
        (9, {}, 52, WHY, ReplyFirst),
        (9, {}, 3, Said("."), WordsMissing),
        (-1, {}, 5, WHY, NotOpen),  # closed means closed
        (9, {"opens_on": day(2)}, 5, WHY, NotOpen),
        (9, {"is_on": False}, 5, WHY, NotOpen),
    ],
)
def test_what_moves_nothing(
    consultation: Make,
    editor: User,
    closes: int,
    fields: dict[str, Any],
    to: int,
    because: Said,
    error: type[Exception],
) -> None:
    values = {"opens_on": day(-3), "closes_on": day(closes), **fields}
    form = make_body_form(consultation(), **values)
    before = days(form)
    with pytest.raises(error):
        move(form, editor, to, because)
    assert days(form) == before
    assert not PageChange.objects.exists()


@pytest.mark.parametrize(("role", "here"), [("editor", False), ("facilitator", True)])
def test_who_may(form: BodyForm, area: Area, other_area: Area, role: str, here: bool) -> None:
    with pytest.raises(PermissionDenied):
        move(form, make_staff(role, area if here else other_area), 3)


@pytest.mark.parametrize(
    ("fields", "told"), [({}, 1), ({"is_on": False}, 0), ({"reached": "draft"}, 0)]
)
def test_before_it_opens_a_day_that_was_read_is_told(
    consultation: Make, fields: dict[str, Any], told: int
) -> None:
    page = consultation("planned", reached=fields.get("reached", "checked"))
    form = make_body_form(page, closes_on=day(20), is_on=fields.get("is_on", True))
    for last in (22, 25):  # twice on one day is one move
        form = stored(form)
        form.closes_on = day(last)
        form.save()
    changes = PageChange.objects.values_list("about", "was", "now")
    assert list(changes) == [("bodies_closes_on", day(20), day(25))] * told
    assert days(form) == (None, day(25))


def test_the_screens_lead_to_moving(staff: Staff, area: Area, form: BodyForm) -> None:
    client, page = staff("editor", area), form.consultation
    address = reverse("promises:move_bodies_close", args=[page.pk])
    for screen in (reverse(EDIT, args=[form.pk]), reverse("stages:where", args=[page.pk])):
        assert address in client.get(screen).content.decode()
    text = client.post(address, {"to": str(day(3)), "because": ""}).content.decode()
    assert "“Because” is empty." in text
    answer = client.post(address, {"to": str(day(3)), "because": "Snow."}, follow=True)
    assert "Everyone can read it now." in answer.content.decode()
    assert days(form) == (day(-3), day(3))
    BodyForm.objects.update(closes_on=day(-1))
    for screen in (reverse(EDIT, args=[form.pk]), reverse("stages:where", args=[page.pk])):
        assert address not in client.get(screen).content.decode()
    text = client.post(address, {"to": str(day(3)), "because": "Snow."}).content.decode()
    assert "It is not open now." in text


@pytest.mark.parametrize(("own", "told"), [(None, True), (9, False)])
def test_women_s_day_that_moved_is_told_where_it_is_theirs_too(
    consultation: Make, editor: User, own: int | None, told: bool
) -> None:
    page = consultation()
    make_body_form(page, opens_on=day(-3), closes_on=None if own is None else day(own))
    move_close(consultation=page, by=editor, to=timezone.localdate(), because=WHY)
    text = Client().get(f"/bodies/{page.pk}/").content.decode()
    assert ("Two services asked for time." in text) is told


@pytest.mark.parametrize(
    ("fields", "to", "is_moved"),
    [
        ({"closes_on": day(40)}, 39, False),
        ({"closes_on": day(40)}, 40, True),
        ({"closes_on": day(40), "is_on": False, "opened_once": True}, 39, False),
        ({"closes_on": day(40), "is_on": False}, 39, True),  # nobody was asked
        ({"closes_on": day(9)}, 39, True),
        ({}, 39, True),
    ],
)
def test_no_reply_is_promised_while_organisations_may_answer(
    consultation: Make,
    staff: Staff,
    area: Area,
    editor: User,
    fields: dict[str, Any],
    to: int,
    is_moved: bool,
) -> None:
    page = consultation("open", reply_by=day(60))
    make_body_form(page, opens_on=day(-3), **fields)
    address = reverse("promises:move_reply", args=[page.pk])
    sent = {"to": str(day(to)), "because": "We can be quicker."}
    text = staff("editor", area).post(address, sent, follow=True).content.decode()
    assert ("It closes on" in text) is not is_moved
    assert (ConsultationPage.objects.get(pk=page.pk).reply_by == day(to)) is is_moved
    if not is_moved:
        with pytest.raises(WrongDay):
            move_reply(consultation=page, by=editor, to=day(to), because=WHY)


@pytest.mark.parametrize(("reply", "is_refused"), [(49, True), (50, False)])
def test_nor_on_its_page_before_it_opens(consultation: Make, reply: int, is_refused: bool) -> None:
    page = consultation("planned")
    make_body_form(page, closes_on=day(50))
    page.closes_on, page.reply_by = day(45), day(reply)
    page.opens_on = day(10)
    if is_refused:
        with pytest.raises(ValidationError, match="Organisations may answer until"):
            page.clean()
    else:
        page.clean()
