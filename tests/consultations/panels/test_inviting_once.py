"""One woman is one member: the same form twice is once, and on a second panel she is herself."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from consultations.panels.models import Membership, Message, Panel, PanelMember
from consultations.panels.people.joining import CannotInvite, invite_known
from consultations.panels.people.leaving import leave_and_forget
from consultations.panels.people.sending import deliver_waiting
from consultations.panels.selectors import kept_apart_from
from consultations.panels.services import keep_apart
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.accounts import make_staff
from tests.factories.panels import make_panel

FORM = {
    "chosen_name": "Fern",
    "language": "en-gb",
    "channel": "email",
    "email": "Fern@example.org",
    "from_hour": "9",
    "to_hour": "9",
    "real_name": "Alys Penhallow",
}
LETTER = {**FORM, "email": "", "channel": "letter", "address": "1 Old Street"}


@pytest.fixture
def second(panel: Panel) -> Panel:
    return make_panel(panel.area, coordinator=panel.coordinator)


def post(panel: Panel, form: dict[str, Any]) -> str:
    client = Client()
    client.force_login(panel.coordinator)
    address = reverse("members:invite", args=[panel.pk])
    return client.post(address, form, follow=True).content.decode()


@pytest.mark.parametrize("form", [FORM, LETTER], ids=["e-mail", "letter"])
def test_the_same_form_twice_is_one_woman(panel: Panel, form: dict[str, str]) -> None:
    for _press in range(2):
        assert "Invited." in post(panel, form)
    assert PanelMember.objects.count() == Message.objects.count() == 1
    post(panel, {**form, "chosen_name": "Ivy", "email": "ivy@example.org"})
    assert PanelMember.objects.count() == 2


def test_two_who_share_a_telephone_are_two(panel: Panel) -> None:
    by_phone = {**FORM, "email": "", "channel": "phone", "phone": "01632 960 999"}
    post(panel, by_phone)
    post(panel, {**by_phone, "chosen_name": "Ivy", "real_name": "Ivy Penhallow"})
    assert PanelMember.objects.count() == 2


def test_an_address_that_is_known_is_pointed_out(panel: Panel, second: Panel) -> None:
    post(panel, FORM)
    again = {**FORM, "chosen_name": "Somebody"}
    assert "has a place on this panel already" in post(panel, again)
    assert "Choose her at the top" in post(second, again)
    assert PanelMember.objects.count() == 1


def test_she_is_herself_on_a_second_panel(panel: Panel, second: Panel) -> None:
    her, other = joined(panel), joined(panel)
    keep_apart(user=panel.coordinator, one=her, other=other)
    for _press in range(2):
        assert "Invited." in post(second, {"member": str(her.pk)})
    assert her.memberships.count() == 2
    assert her.memberships.get(panel=second).state == Membership.State.INVITED
    assert kept_apart_from(her) == {other.pk}
    deliver_waiting()
    assert [message.kind for message in her.messages.all()] == [Message.Kind.NEWS]
    assert len(mail.outbox) == 1
    assert "/panel/join/" not in str(mail.outbox[0].body)  # she has a way in


def test_whom_nobody_may_put_on_a_second_panel(
    panel: Panel, second: Panel, other_area: Area
) -> None:
    her, gone = joined(panel), joined(panel)
    elsewhere = joined(make_panel(other_area))
    for user, panel_, member in (
        (make_staff(Role.PANEL_COORDINATOR, other_area), second, her),
        (panel.coordinator, second, elsewhere),
        (panel.safeguarding_lead or make_staff(Role.SAFEGUARDING_LEAD, panel.area), second, her),
    ):
        with pytest.raises(PermissionDenied):
            invite_known(user=user, panel=panel_, member=member)
    assert "Invited." not in post(second, {"member": str(elsewhere.pk)})
    leave_and_forget(user=gone.user, member=gone, credit="unnamed")
    with pytest.raises((CannotInvite, PermissionDenied)):
        invite_known(user=panel.coordinator, panel=second, member=gone)
    Panel.objects.filter(pk=second.pk).update(seats=0)
    with pytest.raises(CannotInvite):
        invite_known(user=panel.coordinator, panel=second, member=her)
    assert second.memberships.count() == 0
