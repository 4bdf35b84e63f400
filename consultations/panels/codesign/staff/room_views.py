"""Rooms of a facilitator: list, open one, who is in it, its stage, its rules, its end."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from consultations.panels.codesign.activities.running import close_room
from consultations.panels.codesign.asks.selectors import recommended_in
from consultations.panels.codesign.care.permissions import reports_for
from consultations.panels.codesign.rooms import services
from consultations.panels.codesign.rooms.permissions import NotNow, role_of, rooms_for
from consultations.panels.codesign.rooms.selectors import (
    apart_in,
    briefs_for_panel,
    could_come_in,
    left_by_themselves,
    names_wait,
    who_is_in,
)
from consultations.panels.codesign.rooms.stages import RULES, Kind, Role, Stage, table
from consultations.panels.codesign.staff.forms import OpenForm
from consultations.panels.codesign.staff.screens import below, room_for, screen
from consultations.panels.codesign.views import road_of
from consultations.panels.permissions import coordinated_areas
from consultations.panels.selectors import panels_for

MEANWHILE = "That has changed meanwhile. Look again, please."


@never_cache
def rooms(request: HttpRequest) -> HttpResponse:
    """Rooms by panel, and what in them waits."""
    found = list(rooms_for(request.user).order_by("closed_on", "title", "pk"))
    if not found and not coordinated_areas(request.user).exists():
        raise PermissionDenied
    hers = list(panels_for(request.user))
    panels = {panel.pk: panel for panel in hers} | {room.panel_id: room.panel for room in found}
    waiting = reports_for(request.user).filter(room__in=found, settled_on=None)
    reported = set(waiting.values_list("room", flat=True))
    rows = [
        {
            "panel": panel,
            "is_hers": panel in hers,
            "rooms": [(r, r.pk in reported) for r in found if r.panel_id == panel.pk],
        }
        for panel in panels.values()
    ]
    crumbs = [
        {"label": _("Home"), "url": reverse("wagtailadmin_home")},
        {"label": _("Rooms"), "url": ""},
    ]
    context = {"breadcrumbs_items": crumbs, "header_title": _("Rooms"), "rows": rows}
    return render(request, "panels/admin/rooms/list.html", context)


@never_cache
def open_room(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a room with a brief."""
    panel = get_object_or_404(panels_for(request.user), pk=pk)
    briefs = briefs_for_panel(panel)
    form = OpenForm(request.POST or None, briefs=briefs)
    if request.method == "POST" and form.is_valid():
        room = services.open_room(user=request.user, panel=panel, **form.cleaned_data)
        messages.success(request, _("The room is there. Next: let members in."))
        return redirect("panel_rooms:one", room.pk)
    context = {"form": form, "panel": panel, "has_brief": briefs.exists()}
    return screen(request, "open", _("Open a room"), context)


@never_cache
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a room stands."""
    room = room_for(request, pk, facilitator=False)
    activities = list(room.activities.all())
    context = {
        "room": room,
        "road": road_of(room),
        "is_facilitator": role_of(request.user, room) == Role.FACILITATOR,
        "stages": [
            {
                "stage": stage,
                "activities": [a for a in activities if a.stage == stage],
                "kinds": [Kind(k) for k, rule in RULES.items() if rule.stage == stage],
            }
            for stage in Stage
        ],
        "people": who_is_in(room),
        "apart": apart_in(room),
        "asks": recommended_in(room),
        "reports": reports_for(request.user).filter(room=room),
        "table": table(),
    }
    return screen(request, "one", str(room), context)


@never_cache
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in it, and who could come in."""
    room = room_for(request, pk)
    if request.method == "POST":
        _change_people(request, room)
        return redirect("panel_rooms:people", pk)
    outside = could_come_in(room)
    context = {
        "room": room,
        "inside": who_is_in(room),
        "outside": outside,
        "waits": names_wait(room, *outside),
        "left": left_by_themselves(room),
        "apart": apart_in(room),
    }
    return screen(request, "people", _("Who is in it"), context, *below(room))


def _change_people(request: HttpRequest, room: Any) -> None:
    inside = {str(m.pk): m for m in who_is_in(room)}
    outside = {str(m.pk): m for m in could_come_in(room)}
    for pk in request.POST.getlist("in"):
        if pk not in outside:
            continue
        try:
            services.let_in(user=request.user, room=room, member=outside[pk])
            messages.success(request, _("%(name)s is in the room.") % {"name": outside[pk]})
        except services.SeeToFirst:
            said = _("%(name)s isn’t in the room yet: there is something to see to first.")
            messages.warning(request, said % {"name": outside[pk]})
        except services.NotThisRoom:
            said = _("%(name)s can’t come into this room. Open another one with her.")
            messages.warning(request, said % {"name": outside[pk]})
        except NotNow:
            messages.warning(request, _("The room is closed."))
    for pk in request.POST.getlist("out"):
        if pk in inside:
            services.take_out(user=request.user, room=room, member=inside[pk])
            said = _("%(name)s is not in the room any more.")
            messages.success(request, said % {"name": inside[pk]})


@require_POST
def stage(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the room to another stage, on or back."""
    room = room_for(request, pk)
    to = request.POST.get("to", "")
    if to in Stage.values:
        try:
            moved = services.move_stage(user=request.user, room=room, to=to)
            said = _("The room is at “%(stage)s” now.")
            messages.success(request, said % {"stage": moved.get_stage_display()})
        except NotNow:
            messages.warning(request, _("The room is closed."))
    return redirect("panel_rooms:one", pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the room."""
    room = room_for(request, pk)
    try:
        close_room(user=request.user, room=room)
        messages.success(request, _("It is closed. Everyone in it can still read it."))
    except NotNow:
        messages.warning(request, _("A vote is still open. Close it first."))
    return redirect("panel_rooms:one", pk)
