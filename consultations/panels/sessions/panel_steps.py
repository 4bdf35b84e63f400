"""Writes of where a panel stands. Nothing else moves it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.services import audit
from consultations.panels.models import SEATED, Membership, Panel, StepTaken
from consultations.panels.people.sending import send_to_member
from consultations.panels.services import NotFromHere
from consultations.panels.sessions.gates import OF_PANELS
from consultations.panels.sessions.permissions import panel_actors
from consultations.panels.sessions.steps import PANEL
from consultations.stages.services import NotYet
from core.audit import name_in_log


@transaction.atomic
def take_panel_step(*, user: Any, panel: Panel, name: str) -> Panel:
    """Take a panel on. Raises PermissionDenied, NotFromHere, and NotYet with what is missing."""
    rows = Panel.objects.select_for_update(of=("self",))
    locked = rows.select_related("area", "coordinator").get(pk=panel.pk)
    step = PANEL[name]
    if not panel_actors(user, locked) & step.by:
        raise PermissionDenied
    if locked.state not in step.begins:
        raise NotFromHere
    if missing := OF_PANELS.missing(locked, name):
        raise NotYet(missing)
    before, locked.state = locked.state, step.ends
    locked.save(update_fields=["state"])
    taken = StepTaken.objects.create(
        panel=locked, before=before, after=locked.state, by=name_in_log(user)
    )
    audit(user=user, action=f"panel: {name}", subject=f"panel {locked.pk}")
    if name in ("pause", "resume", "close") and before != Panel.State.DRAFT:
        _tell_members(locked, name, taken.pk)
    return locked


def _tell_members(panel: Panel, name: str, number: int) -> None:
    places = Membership.objects.filter(panel=panel, state__in=SEATED).select_related("member")
    for place in places:
        with override(place.member.language):
            title, text = _words(name)
        key = f"panel {panel.pk} step {number}"
        send_to_member(member=place.member, key=key, title=title, text=text, panel=panel)


def _words(name: str) -> tuple[str, str]:
    if name == "pause":
        return _("The panel has a pause"), _(
            "The panel has a pause. Your place is yours, and we write when it goes on."
        )
    if name == "resume":
        return _("The panel goes on"), _("The panel goes on. It is good to have you.")
    return _("The panel has ended"), _(
        "The panel has ended. Thank you for what you gave. What came of it stays on your page."
    )
