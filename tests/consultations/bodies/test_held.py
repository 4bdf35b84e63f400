"""What organisations answered under is held, though women have still to be asked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant_role
from consultations.bodies.models import BodyForm
from consultations.models import ConsultationPage, PageChange
from consultations.promises.services import Said
from consultations.stages.closing import NotOpen
from consultations.stages.promising import change_involvement, change_words
from core.models import Area
from tests.consultations.stages.posting import edit
from tests.factories.accounts import make_staff
from tests.factories.bodies import make_body_form
from tests.factories.promises import day
from tests.fixtures.story import log_in

pytestmark = pytest.mark.pages
Make = Callable[..., ConsultationPage]
ANEW = "Trains to prisons."
WORDS = ("purpose", "open_to_change", "reasons", "who_reads")
OPENED = [
    ({"opens_on": day(-2)}, True),
    ({"opens_on": day(-2), "is_on": False, "opened_once": True}, True),  # they read it then
    ({"opens_on": day(-2), "is_on": False}, False),
    ({"opens_on": day(2)}, False),
    ({}, False),  # with women
]
each_way = pytest.mark.parametrize(("fields", "is_held"), OPENED)


@pytest.fixture
def page(consultation: Make) -> ConsultationPage:
    return consultation("planned", involvement="involve")


@pytest.fixture
def editor(area: Area) -> User:
    return make_staff("editor", area)


def stored(page: ConsultationPage) -> ConsultationPage:
    return ConsultationPage.objects.get(pk=page.pk)


def said(page: ConsultationPage) -> list[Any]:
    return [getattr(stored(page), name) for name in (*WORDS, "involvement", "area_id")]


@each_way
def test_no_editor_or_draft_changes_it(
    page: ConsultationPage, other_area: Area, editor: User, fields: dict[str, Any], is_held: bool
) -> None:
    make_body_form(page, **fields)
    grant_role(user=editor, role=Role.EDITOR, area=other_area)
    before = said(page)
    anew = {**dict.fromkeys(WORDS, "Something else."), "involvement": "inform"}
    sent = {**anew, "area": other_area.pk, "title": "New", "action-publish": "1"}
    if not is_held:
        del sent["area"]  # nobody leads safeguarding there, so the gates would refuse it
    edit(log_in(editor), page, **sent)
    assert stored(page).title == "New"
    assert (said(page) == before) is is_held
    assert (said(page)[:-1] == [*anew.values()]) is not is_held
    page = stored(page)
    page.reasons, page.area = "Yet something else.", other_area
    page.save_revision().publish()
    now = stored(page)
    assert (now.reasons == "Yet something else.") is not is_held
    assert (now.area == other_area) is not is_held


def test_women_s_days_are_edited_until_women_are_asked(page: ConsultationPage) -> None:
    make_body_form(page, opens_on=day(-2))
    page.reply_by = day(90)
    page.save_revision().publish()
    assert stored(page).reply_by == day(90)


@each_way
def test_it_is_changed_in_the_open(
    page: ConsultationPage, editor: User, fields: dict[str, Any], is_held: bool
) -> None:
    make_body_form(page, **fields)
    door = reverse("promises:words", args=[page.pk, "purpose"])
    for screen in ("stages:where", "wagtailadmin_pages:edit"):
        text = log_in(editor).get(reverse(screen, args=[page.pk])).content.decode()
        assert (door in text) is is_held, screen
    why = Said("The law is new.")
    if not is_held:
        with pytest.raises(NotOpen):
            change_involvement(consultation=page, by=editor, to="inform", because=why)
        return
    change_involvement(consultation=page, by=editor, to="inform", because=why)
    change_words(consultation=page, by=editor, name="purpose", says=Said(ANEW), because=why)
    assert (stored(page).purpose, stored(page).involvement) == (ANEW, "inform")
    assert PageChange.objects.count() == 2
    form = BodyForm.objects.get()
    if form.is_on:
        text = log_in(editor).get(f"/bodies/{page.pk}/").content.decode()
        assert "The law is new." in text
