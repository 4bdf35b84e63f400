"""What stands before a member's page about a room: that she is in it now."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.keeping import typed
from consultations.panels.codesign.activities.models import Activity, Card
from consultations.panels.codesign.rooms.models import InRoom, Room
from consultations.panels.codesign.rooms.permissions import NotNow
from consultations.panels.codesign.rooms.selectors import is_resting, place_of, rooms_of
from consultations.panels.people.doors import her, member_page

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class Resting(Exception):
    """She is in it, and nobody goes in now (rooms.selectors.is_resting)."""

    def __init__(self, room: Room) -> None:
        super().__init__("resting")
        self.room = room


class Outside(Http404):
    """She has a place in it, or had one, and isn't in it now: to her that is told."""

    def __init__(self, place: InRoom) -> None:
        super().__init__("outside")
        self.place = place


def own_room(request: HttpRequest, pk: int) -> Room:
    """A room that she is in, also while it rests. Raises Outside, Http404 for any other."""
    room = rooms_of(her(request)).filter(pk=pk).first()
    if room is not None:
        return room
    place = place_of(her(request), pk)
    raise Outside(place) if place is not None else Http404


def her_room(request: HttpRequest, pk: int) -> Room:
    """A room that she can go into. Raises Outside, Http404 for any other, Resting."""
    room = own_room(request, pk)
    if is_resting(room, her(request)):
        raise Resting(room)
    return room


def her_activity(request: HttpRequest, pk: int) -> Activity:
    """An activity of such a room, that is or was open. Raises Http404, Resting."""
    rows = Activity.objects.exclude(state=Activity.State.PLANNED).select_related("source")
    activity = rows.filter(pk=pk).first()
    if activity is None:
        raise Http404
    activity.room = her_room(request, activity.room_id)
    return activity


def a_card(request: HttpRequest, pk: int) -> Card:
    """A card that she can read: not one that was taken away. Raises Http404, Resting."""
    rows = Card.objects.filter(is_hidden=False).select_related("activity", "group", "merged_into")
    card = rows.filter(pk=pk).first()
    if card is None:
        raise Http404
    card.activity = her_activity(request, card.activity_id)
    return card


def page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """One of her pages about rooms."""
    whole = {"member": her(request), "here": "rooms", **context}
    return render(request, f"panels/rooms/{name}.html", whole, status=status)


def room_page(view: View[P]) -> View[P]:
    """For a member who is logged in (people.doors). A room that rests says so, and not why; who is
    not in it any more reads that. What she wrote stands on each page that she gets instead."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        lost = {"lost": typed(request), "pressed": request.method == "POST"}
        try:
            return view(request, *args, **kwargs)
        except NotNow:  # it closed between looking and pressing
            if lost["lost"]:
                return page(request, "not_kept", lost)
            messages.warning(request, _("The room has gone on meanwhile. Nothing was changed."))
            return redirect("panels:rooms")
        except Resting as error:
            return page(request, "resting", {"room": error.room, "panel": error.room.panel, **lost})
        except Outside as error:
            place = error.place
            of = {"place": place, "room": place.room, "panel": place.room.panel}
            return page(request, "outside", {**of, **lost}, 404)
        except Http404:
            if lost["lost"]:
                return page(request, "not_kept", lost, 404)
            raise

    return member_page(guarded)


def news_page(view: View[P]) -> View[P]:
    """The same for what script asks every 15 seconds: whatever the answer is, it is small."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Resting:
            return JsonResponse({"rests": True})
        except Http404:
            return HttpResponse(status=404)

    return member_page(guarded)
