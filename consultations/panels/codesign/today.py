"""What of rooms needs somebody today: reports, women who must not meet, answers that are late."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.panels.admin_forms import SAFEGUARD
from consultations.panels.codesign.asks.models import Recommendation
from consultations.panels.codesign.asks.selectors import late
from consultations.panels.codesign.care.permissions import reports_for
from consultations.panels.codesign.rooms.permissions import rooms_for
from consultations.panels.codesign.rooms.selectors import apart_in
from consultations.panels.permissions import COORDINATE, coordinated_areas
from core.today import Line


def of_rooms(user: Any) -> Iterator[Line]:
    """Lines for a facilitator, and for the safeguarding lead of a panel."""
    if not (user.has_perm(COORDINATE) or user.has_perm(SAFEGUARD)):
        return
    rooms = list(rooms_for(user))
    if not rooms:
        return
    url = reverse("panel_rooms:list")
    if n := reports_for(user).filter(settled_on=None).count():
        said = ngettext(
            "%(n)s thing told in private in a room", "%(n)s things told in private in rooms", n
        )
        yield Line(said % {"n": n}, url, is_urgent=True)
    areas = {area.pk for area in coordinated_areas(user)}
    hers = [room for room in rooms if room.panel.area_id in areas]
    for room in hers:
        if room.closed_on is None and apart_in(room):
            said = _("Two women in one room must not meet: %(room)s") % {"room": room}
            yield Line(said, reverse("panel_rooms:people", args=[room.pk]), is_urgent=True)
    if n := late(Recommendation.objects.filter(room__in=hers)).count():
        said = ngettext("%(n)s answer to a panel is late", "%(n)s answers to panels are late", n)
        yield Line(said % {"n": n}, url)
