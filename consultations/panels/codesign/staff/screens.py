"""What the screens share: whose room it is, and where a screen stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.panels.codesign.activities.models import Activity, Card
from consultations.panels.codesign.asks.models import Recommendation
from consultations.panels.codesign.rooms.models import Room
from consultations.panels.codesign.rooms.permissions import require_facilitator, rooms_for


def room_for(request: HttpRequest, pk: int, *, facilitator: bool = True) -> Room:
    """A room of hers. Raises Http404 for any other; PermissionDenied for a safeguarding lead where
    only its facilitator has something to do."""
    found: Room = get_object_or_404(rooms_for(request.user), pk=pk)
    if facilitator:
        require_facilitator(request.user, found)
    return found


def activity_for(request: HttpRequest, pk: int, *, facilitator: bool = True) -> Activity:
    """An activity of such a room."""
    rows: Any = Activity.objects.select_related("source")
    found: Activity = get_object_or_404(rows, pk=pk)
    found.room = room_for(request, found.room_id, facilitator=facilitator)
    return found


def card_for(request: HttpRequest, pk: int) -> Card:
    """A card of such a room; also one that was taken away."""
    rows: Any = Card.objects.select_related("activity", "author", "group", "merged_into")
    found: Card = get_object_or_404(rows, pk=pk)
    found.activity = activity_for(request, found.activity_id, facilitator=False)
    return found


def recommendation_for(request: HttpRequest, pk: int) -> Recommendation:
    rows: Any = Recommendation.objects.prefetch_related("signings")
    found: Recommendation = get_object_or_404(rows, pk=pk)
    found.room = room_for(request, found.room_id)
    return found


def screen(
    request: HttpRequest, name: str, title: str, context: dict[str, Any], *trail: tuple[str, str]
) -> HttpResponse:
    """A screen of ours below “Rooms”."""
    steps = [
        (_("Home"), reverse("wagtailadmin_home")),
        (_("Rooms"), reverse("panel_rooms:list")),
        *trail,
        (title, ""),
    ]
    crumbs = [{"label": label, "url": url} for label, url in steps]
    whole = {"breadcrumbs_items": crumbs, "header_title": title, "title": title, **context}
    return render(request, f"panels/admin/rooms/{name}.html", whole)


def below(room: Room, activity: Activity | None = None) -> list[tuple[str, str]]:
    """The steps of the trail that lead back to a room, and to one of its activities."""
    trail = [(str(room), reverse("panel_rooms:one", args=[room.pk]))]
    if activity is not None:
        trail.append((str(activity), reverse("panel_rooms:activity", args=[activity.pk])))
    return trail
