"""Rows from before say the same in the new columns (migrations 0009, 0014)."""

from importlib import import_module

from django.apps import apps
from django.utils import timezone

from consultations.panels.models import Message, Panel, PanelMember, Session
from consultations.panels.people.profile import store
from consultations.panels.people.records import Needs, Part
from core.models import Area
from tests.factories.panels import make_member
from tests.factories.sessions import make_led_panel, make_place, make_session


def test_what_was_before(area: Area) -> None:
    panel: Panel = make_led_panel(area)
    asked = make_session(panel, Session.State.READY, is_approved=False)
    draft = make_session(panel)
    place = make_place(asked, briefed_on=None)
    away = make_place(asked, answer="no", briefed_on=None)
    old = Message.objects.create(
        member=place.member,
        key=f"session {asked.pk} ready",
        title="Ready",
        text=f"Come to\n{asked.place}",
        state="on_her_page",
        channel="letter",
    )
    other = Message.objects.create(
        member=place.member, key="agreement 1", title="x", text="x", state="sent", channel="email"
    )
    import_module("consultations.panels.migrations.0009_what_was_before").carry_over(apps, None)
    for row in (asked, draft, place, away, old, other):
        row.refresh_from_db()
    assert (asked.is_approved, draft.is_approved) == (True, False)
    assert list(asked.written_by.all()) == [panel.coordinator]
    assert (place.briefed_on, away.briefed_on) == (timezone.localdate(), None)
    assert (old.state, old.channel, old.text) == ("waiting", "", "Come to\n…")
    assert (old.panel, old.about) == (panel, place)
    assert (other.state, other.channel, other.panel) == ("sent", "email", None)


def test_who_left_has_no_language_left_in_her_name(panel: Panel) -> None:
    gone = [PanelMember.objects.create(chosen_name=n) for n in ("Cyn-aelod", "A former member")]
    named = PanelMember.objects.create(chosen_name="Fern")
    here = make_member(panel, chosen_name="Cyn-aelod")
    store(member=here, part=Part.NEEDS, told=Needs())
    import_module("consultations.panels.migrations.0019_seen_to").take_language_off(apps, None)
    for row in (*gone, named, here):
        row.refresh_from_db()
    assert [one.chosen_name for one in gone] == ["", ""]
    assert (named.chosen_name, here.chosen_name) == ("Fern", "Cyn-aelod")
