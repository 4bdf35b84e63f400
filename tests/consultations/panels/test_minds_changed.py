"""What holds when a yes is taken back, and what she is told of what others note for her."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.panels.models import Agreement, AgreementText, Membership, Panel, PanelMember
from consultations.panels.people import agreeing
from consultations.panels.people.agreeing import begin_text, publish_text, write_text
from consultations.panels.people.places import (
    begin_after_cooling_off,
    may_take,
    steps_for,
    take_step,
)
from consultations.panels.people.terms import Credit
from consultations.panels.selectors import who_is_here
from consultations.panels.services import NotFromHere
from tests.consultations.panels.conftest import LogIn, joined

State = Membership.State
YESTERDAY = timedelta(days=-1)


def publish(panel: Panel, **told: Any) -> AgreementText:
    made = begin_text(user=panel.coordinator, panel=panel)
    write_text(user=panel.coordinator, text=made, **told)
    publish_text(user=panel.coordinator, text=made)
    return made


@pytest.fixture
def briefed(panel: Panel) -> PanelMember:
    publish(panel)
    return joined(panel, State.BRIEFED)


def place_of(her: PanelMember) -> Membership:
    return her.memberships.select_related("panel", "member").get()


def offered(panel: Panel, her: PanelMember) -> Agreement:
    return agreeing.offer(user=panel.coordinator, place=place_of(her))


def agreed(panel: Panel, her: PanelMember, user: Any = None) -> Agreement:
    offer = offered(panel, her)
    return agreeing.agree(user=user or her.user, agreement=offer, credit=Credit.UNNAMED)


def over(agreement: Agreement) -> None:
    """Its days to change her mind are over."""
    agreement.cooling_off_until = timezone.localdate() + YESTERDAY
    agreement.save()
    begin_after_cooling_off()


def test_what_she_agreed_to_before_holds_again(panel: Panel, briefed: PanelMember) -> None:
    first = agreed(panel, briefed)
    over(first)
    publish(panel)
    second = agreed(panel, briefed)
    agreeing.change_mind(user=briefed.user, agreement=second)
    place = place_of(briefed)
    assert place.state == State.ACTIVE
    assert agreeing.standing(place) == first
    first.refresh_from_db()
    assert first.state == Agreement.State.AGREED


@pytest.mark.parametrize("on_break", [False, True])
def test_nobody_is_on_a_panel_without_an_agreement(
    panel: Panel, briefed: PanelMember, on_break: bool
) -> None:
    hers = agreed(panel, briefed)
    if on_break:
        take_step(user=briefed.user, place=place_of(briefed), name="take_break")
    else:
        Membership.objects.update(state=State.ACTIVE)
    agreeing.change_mind(user=briefed.user, agreement=hers)
    if on_break:
        assert place_of(briefed).state == State.ON_BREAK  # it is hers, whatever she thinks of it
        take_step(user=briefed.user, place=place_of(briefed), name="come_back")
    assert place_of(briefed).state == State.BRIEFED
    assert not who_is_here(panel).exists()
    assert agreed(panel, briefed)
    assert place_of(briefed).state == State.AGREED


def test_an_agreement_that_ended_begins_no_place(panel: Panel, briefed: PanelMember) -> None:
    hers = agreed(panel, briefed)
    hers.ended_on = timezone.localdate()
    over(hers)
    assert place_of(briefed).state == State.AGREED


def test_a_closed_panel_takes_nobody_in(panel: Panel, briefed: PanelMember) -> None:
    hers = offered(panel, briefed)
    invited = joined(panel, State.INVITED)
    Panel.objects.update(state=Panel.State.CLOSED)
    with pytest.raises(agreeing.NothingToAgree):
        agreeing.agree(user=briefed.user, agreement=hers, credit=Credit.UNNAMED)
    with pytest.raises(agreeing.NothingToAgree):
        offered(panel, briefed)
    with pytest.raises(NotFromHere):
        take_step(user=invited.user, place=place_of(invited), name="say_interested")
    assert not may_take(invited.user, place_of(invited), "say_interested")
    assert steps_for(invited.user, place_of(invited)) == ["leave"]


def test_one_seat_is_for_one(panel: Panel, briefed: PanelMember, log_in: LogIn) -> None:
    Panel.objects.update(seats=1)
    late = joined(panel, State.BRIEFED)
    hers = offered(panel, late)
    agreed(panel, briefed)
    take_step(user=briefed.user, place=place_of(briefed), name="take_break")  # keeps her seat
    answer = {"credit": Credit.UNNAMED}
    page = log_in(late).post(f"/panel/agreement/{hers.pk}/", answer, follow=True)
    assert "no seat free just now" in page.content.decode()
    assert place_of(late).state == State.BRIEFED
    Panel.objects.update(seats=2)
    log_in(late).post(f"/panel/agreement/{hers.pk}/", answer)
    assert place_of(late).state == State.AGREED


def test_what_a_coordinator_notes_she_is_told(panel: Panel, briefed: PanelMember) -> None:
    def told() -> list[str]:
        return sorted(
            briefed.messages.exclude(title="An agreement to look at").values_list(
                "title", flat=True
            )
        )

    hers = agreed(panel, briefed, panel.coordinator)
    assert told() == ["Your yes is noted"]
    agreeing.look_again(user=panel.coordinator, agreement=hers)
    assert told() == ["We looked at our agreement again", "Your yes is noted"]
    second = offered(panel, briefed)
    agreeing.change_mind(user=panel.coordinator, agreement=second)
    assert "Your no is noted" in told()
    other = joined(panel, State.BRIEFED)
    agreed(panel, other)
    assert other.messages.count() == 1  # what she says herself she knows


@pytest.mark.parametrize(("days", "told"), [(14, 1), (15, 0), (-3, 1)])
def test_she_is_told_once_that_it_is_looked_at_again(
    panel: Panel, briefed: PanelMember, days: int, told: int
) -> None:
    hers = agreed(panel, briefed)
    hers.review_on = timezone.localdate() + timedelta(days=days)
    hers.save()
    for _again in range(2):
        call_command("tell_members", verbosity=0)
    assert briefed.messages.filter(title="Does our agreement still suit you?").count() == told


def test_what_was_replaced_is_not_called_a_no(
    panel: Panel, briefed: PanelMember, log_in: LogIn
) -> None:
    first = offered(panel, briefed)
    offered(panel, briefed)
    page = log_in(briefed).get(f"/panel/agreement/{first.pk}/").content.decode()
    assert "Another one was offered to you" in page
    assert "You said no" not in page


@pytest.mark.parametrize(
    ("language", "welsh", "reads"),
    [("cy", True, "Byr"), ("cy", False, "Short"), ("en-gb", True, "Short")],
)
def test_easy_read_and_audio_are_in_her_language(
    panel: Panel, briefed: PanelMember, log_in: LogIn, language: str, welsh: bool, reads: str
) -> None:
    names = {
        name: default_storage.save(f"panels/agreements/{name}.mp3", ContentFile(name.encode()))
        for name in ("audio", "audio_cy")
    }
    told = {"easy": "Short.", "audio": names["audio"]}
    if welsh:
        told |= {"easy_cy": "Byr.", "audio_cy": names["audio_cy"]}
    publish(panel, **told)
    briefed.language = language
    briefed.save()
    hers = offered(panel, briefed)
    client, path = log_in(briefed), f"/panel/agreement/{hers.pk}/"
    page = client.get(path).content.decode()
    assert f'lang="{"cy" if reads == "Byr" else "en"}"><p>{reads}.' in page
    heard = b"".join(client.get(reverse("panels:agreement_audio", args=[hers.pk])))
    assert heard == (b"audio_cy" if reads == "Byr" else b"audio")
    for name in names.values():
        default_storage.delete(name)


def test_a_running_panel_keeps_its_lead_and_somebody_else_for_complaints(panel: Panel) -> None:
    client = Client()
    client.force_login(panel.coordinator)
    form = {
        "name": panel.name,
        "area": panel.area_id,
        "purpose": "x",
        "level": "involved",
        "coordinator": panel.coordinator_id,
        "safeguarding_lead": "",
        "phone_person": "Ruth",
        "phone_number": "1",
        "phone_hours": "1",
        "complaints_person": " ruth",
        "complaints_contact": "x",
        "seats": "12",
    }
    address = reverse("wagtailsnippets_panels_panel:edit", args=[panel.pk])
    page = client.post(address, form).content.decode()
    assert "it always has a safeguarding lead" in page
    assert "must be somebody else than who runs it" in page
    for name in (panel.coordinator.email.upper(), str(panel.coordinator)):
        page = client.post(address, {**form, "complaints_person": name}).content.decode()
        assert "must be somebody else than who runs it" in page
    Panel.objects.update(state=Panel.State.DRAFT)
    page = client.post(address, form).content.decode()
    assert "it always has a safeguarding lead" not in page
    assert "must be somebody else than who runs it" not in page
