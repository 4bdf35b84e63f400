"""The demo's panel: women who have joined by the steps that they would take, and one invited."""

from django.core import mail

from accounts.members.selectors import login_of
from config.demo import ground
from config.demo.panels import make_panel
from consultations.panels.models import Membership
from consultations.panels.people.profile import needs_of
from consultations.panels.people.staff.selectors import to_do_for
from core.models import HomePage


def test_the_panel_of_the_demo(site_root: HomePage) -> None:
    areas = ground.make_areas()
    panel = make_panel(areas["southdown"], ground.make_people(areas))
    states = {place.member.chosen_name: place.state for place in panel.memberships.all()}
    agreed = Membership.State.AGREED
    assert states == {"Fern": agreed, "Ivy": agreed, "Wren": agreed, "Robin": "invited"}
    fern = panel.members.get(chosen_name="Fern")
    assert fern.user is not None
    assert login_of("fern@example.org") == fern.user
    assert needs_of(fern).access
    assert len(to_do_for(panel.coordinator)) == 2  # agreements: by telephone, and by letter
    assert not mail.outbox
