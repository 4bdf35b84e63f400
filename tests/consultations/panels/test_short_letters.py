"""A letter has all of it in it, and she is told so; or it only asks her to ring, as she likes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consultations.panels.models import Message, Panel, PanelMember
from consultations.panels.people.joining import invite
from consultations.panels.people.profile import contact_of, store
from consultations.panels.people.records import Channel, Identity, Part, SafeContact
from consultations.panels.people.sending import send_to_member
from tests.consultations.panels.conftest import LogIn, joined
from tests.fixtures.story import log_in as staff_in

SECRET = "You are paid £40 for How mornings go"
RING = "There is something for you. Please ring when it suits you."


def by_letter(panel: Panel, is_short: bool, **fields: Any) -> PanelMember:
    member = joined(panel, **fields)
    store(member=member, part=Part.IDENTITY, told=Identity("Alys Penhallow", address="1 Old St"))
    contact = SafeContact(Channel.LETTER, short_letter=is_short)
    store(member=member, part=Part.CONTACT, told=contact)
    for about in (panel, None):
        send_to_member(
            member=member, key=f"k{about}", title="How mornings go", text=SECRET, panel=about
        )
    return member


def letters(panel: Panel) -> str:
    return staff_in(panel.coordinator).post(reverse("members:letters")).content.decode()


def test_a_short_letter_only_asks_her_to_ring(panel: Panel) -> None:
    by_letter(panel, True)
    page = letters(panel)
    assert page.count(RING) == 2
    assert page.count(panel.phone_number) == 2
    for telling in (SECRET, "How mornings go", str(panel), "/panel/"):
        assert telling not in page
    assert "1 Old St" in page


def test_any_other_letter_has_all_of_it(panel: Panel) -> None:
    by_letter(panel, False)
    assert SECRET in letters(panel)
    assert RING not in letters(panel)


def test_in_her_language(panel: Panel) -> None:
    by_letter(panel, True, language="cy")
    page = letters(panel)
    assert 'lang="cy"' in page
    assert SECRET not in page


def test_a_short_invitation_has_no_code_in_it(panel: Panel) -> None:
    her = invite(
        user=panel.coordinator,
        panel=panel,
        chosen_name="Fern",
        language="en-gb",
        identity=Identity("Alys Penhallow", address="1 Old St"),
        contact=SafeContact(Channel.LETTER, short_letter=True),
    )
    page = letters(panel)
    assert RING in page
    assert "/panel/join/" not in page
    assert her.codes.count() == 0


def test_what_to_tell_her_when_she_rings_stands_on_her_page(panel: Panel) -> None:
    short, whole = by_letter(panel, True), by_letter(panel, False)
    client: Client = staff_in(panel.coordinator)
    assert SECRET in client.get(reverse("members:one", args=[short.pk])).content.decode()
    assert SECRET not in client.get(reverse("members:one", args=[whole.pk])).content.decode()
    Message.objects.update(read_on="2026-01-01")
    assert SECRET not in client.get(reverse("members:one", args=[short.pk])).content.decode()


@pytest.mark.parametrize("ticked", [True, False])
def test_she_reads_what_a_letter_has_and_chooses(panel: Panel, log_in: LogIn, ticked: bool) -> None:
    her = by_letter(panel, not ticked)
    client = log_in(her)
    page = client.get("/panel/you/contact/").content.decode()
    assert "all that we tell you stands in it" in page
    told = {"channel": "letter", "from_hour": "9", "to_hour": "9"}
    client.post("/panel/you/contact/", told | ({"short_letter": "on"} if ticked else {}))
    found: Any = contact_of(her)
    assert found.short_letter is ticked
    held = client.get("/panel/you/held/").content.decode()
    assert "A letter only says that there is something for me" in held
