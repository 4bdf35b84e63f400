"""An invitation by text message or telephone brings a code, as one by e-mail or letter does."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from consultations.panels.models import Membership, Message, Panel, PanelMember
from consultations.panels.people.codes import use_code
from consultations.panels.people.joining import invite, words_to_invite
from consultations.panels.people.records import Channel, Identity, SafeContact
from consultations.panels.people.sending import NotThisWay
from core.models import Area
from tests.factories.accounts import make_staff
from tests.fixtures.story import log_in

CODE = re.compile(r"[B-Z2-9]{4}(?:-[B-Z2-9]{4}){2}")


def invited(panel: Panel, channel: str, language: str = "en-gb") -> PanelMember:
    return invite(
        user=panel.coordinator,
        panel=panel,
        chosen_name="Fern",
        language=language,
        identity=Identity("Alys Penhallow", "fern@example.org", "01632 960 999", "1 Old Street"),
        contact=SafeContact(channel, say="It’s Ruth about sewing", from_hour=9, to_hour=9),
    )


def words(panel: Panel, member: PanelMember) -> str:
    client: Client = log_in(panel.coordinator)
    page = client.get(reverse("members:to_do")).content.decode()
    address = reverse("members:words", args=[member.messages.get().pk])
    assert address in page
    assert not CODE.search(page)
    return client.post(address).content.decode()


@pytest.mark.parametrize("channel", [Channel.TEXT, Channel.PHONE])
def test_the_code_lets_her_in(panel: Panel, channel: str) -> None:
    her = invited(panel, channel)
    page = words(panel, her)
    assert "/panel/join/" in page
    assert "It’s Ruth about sewing" in page
    assert ("Send these words" in page) is (channel == Channel.TEXT)
    for telling in (str(panel), "Penhallow", "invited to a group"):
        assert telling not in page
    found = CODE.search(page)
    assert found
    assert use_code(code=found[0]) == her
    assert use_code(code=found[0]) is None


def test_in_her_language_and_a_second_press_leaves_the_first_code(panel: Panel) -> None:
    her = invited(panel, Channel.TEXT, "cy")
    first = CODE.search(words(panel, her))
    assert 'lang="cy"' in words(panel, her)
    assert first
    assert use_code(code=first[0]) == her


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.TEXT])
def test_not_for_what_goes_another_way_or_is_no_invitation(panel: Panel, channel: str) -> None:
    her = invited(panel, channel)
    message = her.messages.get()
    if channel == Channel.TEXT:
        message.kind = Message.Kind.NEWS
        message.save()
    with pytest.raises(NotThisWay):
        words_to_invite(user=panel.coordinator, message=message)
    client = log_in(panel.coordinator)
    page = client.post(reverse("members:words", args=[message.pk]), follow=True)
    assert "may not be reached like that now" in page.content.decode()
    assert her.codes.count() == 0


def test_not_for_who_said_no_and_by_nobody_else(panel: Panel, other_area: Area) -> None:
    her = invited(panel, Channel.TEXT)
    message = her.messages.get()
    away = make_staff(Role.PANEL_COORDINATOR, other_area)
    with pytest.raises(PermissionDenied):
        words_to_invite(user=away, message=message)
    address = reverse("members:words", args=[message.pk])
    assert log_in(away).post(address).status_code == 404
    Membership.objects.update(state="left")
    assert log_in(panel.coordinator).post(address).status_code in {403, 404, 302}
    assert her.codes.count() == 0
