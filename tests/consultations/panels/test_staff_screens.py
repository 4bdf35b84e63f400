"""A coordinator's screens: who opens them, that each act is noted, how many queries one costs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.members.selectors import login_of
from accounts.roles import Role
from consultations.panels.models import (
    Agreement,
    Membership,
    Message,
    OneTimeCode,
    Panel,
    PanelMember,
)
from consultations.panels.people.agreeing import begin_text, publish_text
from consultations.panels.people.joining import give_code
from consultations.panels.people.profile import (
    contact_of,
    identity_of,
    keep_record,
    needs_of,
    store,
)
from consultations.panels.people.records import Channel, Identity, Needs, Part, SafeContact
from consultations.panels.people.sending import send_to_member
from consultations.panels.selectors import kept_apart_from
from consultations.panels.services import keep_apart
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.accounts import make_staff

MEMBERS = "/manage/members/"


@pytest.fixture
def coordinator(panel: Panel) -> Client:
    client = Client()
    client.force_login(panel.coordinator)
    return client


def opened(role: str, area: Area) -> Client:
    client = Client()
    client.force_login(make_staff(role, area))
    return client


def test_who_opens_what(panel: Panel, her: PanelMember, other_area: Area) -> None:
    text = begin_text(user=panel.coordinator, panel=panel)
    screens = {
        "": "list",
        "to-do/": "list",
        f"invite/{panel.pk}/": "hers",
        f"agreements/{panel.pk}/": "hers",
        f"agreements/text/{text.pk}/": "hers",
        f"{her.pk}/": "hers",
        f"{her.pk}/forget/": "hers",
        "names/": "names",
    }
    coordinator_elsewhere = {"list": 200, "hers": 404, "names": 200}
    expected: dict[tuple[Role, Area], dict[str, int]] = {
        (Role.PANEL_COORDINATOR, panel.area): {"list": 200, "hers": 200, "names": 200},
        (Role.PANEL_COORDINATOR, other_area): coordinator_elsewhere,
        (Role.FINANCE, panel.area): {"list": 302, "hers": 404, "names": 200},
        (Role.FACILITATOR, panel.area): {"list": 302, "hers": 404, "names": 302},
        (Role.SAFEGUARDING_LEAD, panel.area): {"list": 302, "hers": 404, "names": 302},
    }
    for (role, place), codes in expected.items():
        client = opened(role, place)
        for path, kind in screens.items():
            assert client.get(MEMBERS + path).status_code == codes[kind], (role, place, path)
    elsewhere = opened(Role.FINANCE, other_area).get(f"{MEMBERS}names/").content.decode()
    assert "Penhallow" not in elsewhere
    assert "Penhallow" in opened(Role.FINANCE, panel.area).get(f"{MEMBERS}names/").content.decode()


INVITED = {
    "chosen_name": "Fern",
    "language": "cy",
    "channel": "letter",
    "address": "1 High Street",
    "from_hour": "9",
    "to_hour": "18",
    "real_name": "Alys Penhallow",
}


def test_she_is_invited_by_letter(panel: Panel, coordinator: Client) -> None:
    wrong = coordinator.post(f"{MEMBERS}invite/{panel.pk}/", {**INVITED, "address": ""})
    assert "Fill in where that goes" in wrong.content.decode()
    assert "Alys Penhallow" in wrong.content.decode()  # nothing typed is lost
    coordinator.post(f"{MEMBERS}invite/{panel.pk}/", INVITED)
    member = PanelMember.objects.get()
    assert identity_of(member).address == "1 High Street"
    assert contact_of(member) == SafeContact(no_voicemail=False)
    letters = coordinator.post(f"{MEMBERS}to-do/letters/").content.decode()
    assert "1 High Street" in letters
    assert 'lang="cy"' in letters
    message = Message.objects.get()
    coordinator.post(f"{MEMBERS}to-do/{message.pk}/")
    message.refresh_from_db()
    assert message.state == Message.State.DONE
    assert "no letter to print" in coordinator.post(f"{MEMBERS}to-do/letters/").content.decode()


def test_steps_that_she_told_of(panel: Panel, coordinator: Client) -> None:
    her = joined(panel, Membership.State.INVITED)
    place = her.memberships.get()
    publish_text(user=panel.coordinator, text=begin_text(user=panel.coordinator, panel=panel))
    here = f"{MEMBERS}{her.pk}"
    for name in ("say_interested", "tell_about_it", "leave", "nonsense"):  # two do nothing
        coordinator.post(f"{here}/place/{place.pk}/{name}/")
    agree = f"{here}/agreement/{place.pk}"
    for act, told in (
        ("offer", {"format": "paper"}),
        ("yes", {"format": "nonsense"}),
        ("yes", {"format": "paper", "credit": "unnamed"}),
        ("copy", {}),
        ("look", {}),
        ("nonsense", {}),
    ):
        coordinator.post(f"{agree}/{act}/", told)
    place.refresh_from_db()
    hers = Agreement.objects.get()
    assert place.state == Membership.State.AGREED
    assert (hers.format, hers.state) == ("paper", "reviewed")
    assert hers.copy_given_on
    assert "Our agreement" in coordinator.get(f"{here}/paper/{hers.pk}/").content.decode()


def test_what_she_told_is_written_down_for_her(
    panel: Panel, coordinator: Client, her: PanelMember, other_area: Area
) -> None:
    here = f"{MEMBERS}{her.pk}/part"
    assert "Alys Penhallow" in coordinator.get(f"{here}/identity/").content.decode()
    coordinator.post(f"{here}/needs/", {"access": "A ramp"})
    assert needs_of(her).access == "A ramp"
    wrong = coordinator.post(
        f"{here}/contact/", {"channel": "letter", "from_hour": "9", "to_hour": "18"}
    )
    assert "nowhere to send it" in wrong.content.decode()
    coordinator.post(f"{here}/identity/", {"real_name": "Bron", "email": "Bron@example.org"})
    assert login_of("bron@example.org") == her.user
    assert identity_of(her).real_name == "Bron"
    assert coordinator.get(f"{here}/salary/").status_code == 404
    for client in (opened(Role.FINANCE, panel.area), opened(Role.PANEL_COORDINATOR, other_area)):
        assert client.get(f"{here}/needs/").status_code == 404


def test_keeping_apart_and_forgetting(panel: Panel, coordinator: Client, her: PanelMember) -> None:
    other = joined(panel)
    here = f"{MEMBERS}{her.pk}"
    coordinator.post(f"{here}/apart/", {"other": her.pk})
    assert not kept_apart_from(her)
    coordinator.post(f"{here}/apart/", {"other": other.pk})
    assert kept_apart_from(her) == {other.pk}
    coordinator.post(f"{here}/apart/{other.pk}/")
    assert not kept_apart_from(her)
    coordinator.post(f"{here}/forget/", {"credit": "nonsense"})
    assert her.records.exists()
    coordinator.post(f"{here}/forget/", {"credit": "unnamed"})
    assert not her.records.exists()
    assert coordinator.get(f"{here}/").status_code == 404
    for path in ("code/", "apart/", "part/identity/", "forget/"):
        assert coordinator.post(f"{here}/{path}", {"other": other.pk}).status_code == 404
    assert not OneTimeCode.objects.exists()
    for act in (
        lambda: give_code(user=panel.coordinator, member=her),
        lambda: keep_apart(user=panel.coordinator, one=her, other=other),
        lambda: keep_record(user=panel.coordinator, member=her, part="needs", told=Needs()),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_text_is_written_and_published(panel: Panel, coordinator: Client) -> None:
    coordinator.post(f"{MEMBERS}agreements/{panel.pk}/")
    text = panel.texts.get()
    told = {**text.terms, "cooling_off_days": 14, "review_months": 6, "easy": "You come."}
    path = f"{MEMBERS}agreements/text/{text.pk}/"
    answer = coordinator.post(path, {**told, "rate": "", "publish": "yes"})
    assert "needs each term" in answer.content.decode()
    assert "is empty" in coordinator.post(path, {**told, "review_months": ""}).content.decode()
    coordinator.post(path, {**told, "publish": "yes"})
    text.refresh_from_db()
    assert text.published_on
    coordinator.post(path, {**told, "role": "Something else"})
    text.refresh_from_db()
    assert text.terms["role"] != "Something else"


def test_screens_cost_few_queries(
    panel: Panel, coordinator: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    """However many women: twelve, of whom each waits for a call."""
    for _one in range(12):
        her = joined(panel)
        store(member=her, part=Part.CONTACT, told=SafeContact(Channel.PHONE))
        store(member=her, part=Part.IDENTITY, told=Identity(phone="01632 960 001"))
        send_to_member(member=her, key="k", title="News", text="Text")
    coordinator.get(MEMBERS)
    for path in ("", "to-do/", f"{her.pk}/", f"invite/{panel.pk}/", f"agreements/{panel.pk}/"):
        with django_assert_max_num_queries(20):
            assert coordinator.get(MEMBERS + path).status_code == 200, path
