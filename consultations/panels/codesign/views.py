"""Pages of a member about rooms: hers, one of them, its brief, its rules, leaving it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.panels.codesign.activities.hers import out_of_reach
from consultations.panels.codesign.activities.models import Activity, Card
from consultations.panels.codesign.activities.news import mark_of_room
from consultations.panels.codesign.asks.models import Recommendation
from consultations.panels.codesign.asks.selectors import named_in, recommended_in, shown
from consultations.panels.codesign.asks.services import WordsMissing, sign
from consultations.panels.codesign.care.models import Report
from consultations.panels.codesign.care.permissions import may_be_for_lead_alone
from consultations.panels.codesign.care.services import report
from consultations.panels.codesign.doors import her_room, news_page, own_room, page, room_page
from consultations.panels.codesign.forms import ReportForm, SignForm
from consultations.panels.codesign.rooms.models import Room
from consultations.panels.codesign.rooms.permissions import NotNow, signing_acts
from consultations.panels.codesign.rooms.selectors import (
    is_in,
    place_of,
    rooms_before,
    rooms_of,
    who_is_in,
)
from consultations.panels.codesign.rooms.services import leave_room
from consultations.panels.codesign.rooms.stages import Act, Role, Stage, table
from consultations.panels.people.doors import her
from consultations.promises.words import Words
from consultations.selectors import shown_quotes


@room_page
def rooms(request: HttpRequest) -> HttpResponse:
    """Rooms that she is in; and what is hers of rooms, wherever she is now: her name on what was
    sent out, cards that she can't reach in a room, what she told in private."""
    member = her(request)
    context = {
        "rooms": list(rooms_of(member)),
        "before": list(rooms_before(member)),
        "named": named_in(member),
        "cards": out_of_reach(member),
        "told": Report.objects.filter(by=member),
    }
    return page(request, "list", context)


@room_page
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """One room: where it is on its way, what she can do now, what came before."""
    found, member = her_room(request, pk), her(request)
    activities = found.activities.exclude(state=Activity.State.PLANNED)
    now = [one for one in activities if one.stage == found.now and not one.is_closed]
    context = {
        "room": found,
        "panel": found.panel,
        "title": Words(found.title, found.title_cy),
        "hard": Words(found.hard, found.hard_cy),
        "road": road_of(found),
        "now": now,
        "before": [one for one in activities if one not in now],
        "people": who_is_in(found),
        "asks": recommended_in(found, member),
        "may_sign": Act.SIGN in signing_acts(Role.MEMBER, found),
        "told": Report.objects.filter(room=found, by=member),
        "mark": mark_of_room(found),
    }
    return page(request, "room", context)


def road_of(found: Any) -> list[dict[str, Any]]:
    """Stages with where the room is: for members and staff alike."""
    stages = list(Stage)
    here = stages.index(Stage(found.stage)) if found.is_open else len(stages)
    return [
        {"label": stage.label, "is_past": n < here, "is_now": n == here}
        for n, stage in enumerate(stages)
    ]


@news_page
def room_news(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the room has gone on since her page was made."""
    found = her_room(request, pk)
    if mark_of_room(found) == request.GET.get("mark"):
        return HttpResponse(status=204)
    return JsonResponse({"changed": True, "cards": []})


@room_page
def brief(request: HttpRequest, pk: int) -> HttpResponse:
    """What women said, as it was written for this panel."""
    found = her_room(request, pk)
    quotes = [quote for quote in shown_quotes(found.brief) if quote["text"]]
    return page(request, "brief", {"room": found, "brief": found.brief, "quotes": quotes})


@room_page
def rules(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may do what in which stage: the same table for members and staff."""
    return page(request, "rules", {"room": her_room(request, pk), "table": table()})


@require_POST
@room_page
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """One press, and she is out."""
    found = own_room(request, pk)
    leave_room(user=request.user, room=found, member=her(request))
    messages.success(
        request,
        _("You are out of the room. What you said stays as you named it. To come back, ring."),
    )
    return redirect("panels:rooms")


@room_page
def tell(request: HttpRequest, pk: int, card: int | None = None) -> HttpResponse:
    """Something is wrong: told in private."""
    place = place_of(her(request), pk)  # also where it rests, or she isn't in it any more
    if place is None:
        raise Http404
    found = place.room
    about, is_inside = _told_about(found, card), is_in(found, her(request))
    has_lead = may_be_for_lead_alone(found.panel)
    from_staff = about is not None and about.from_staff
    form = ReportForm(request.POST or None, has_lead=has_lead, about_staff=from_staff)
    # what she wrote is never lost, whatever became of the card meanwhile
    if request.method == "POST" and form.is_valid():
        report(user=request.user, room=found, card=about, **form.cleaned_data)
        messages.success(
            request, _("Thank you for telling us. We look at it, and you read here what we did.")
        )
        return redirect("panels:room", pk) if is_inside else redirect("panels:rooms")
    is_shown = about is not None and not about.is_hidden and is_inside
    context = {
        "form": form,
        "is_inside": is_inside,
        "room": found,
        "panel": found.panel,
        "has_lead": has_lead,
    }
    return page(request, "tell", {**context, "card": about if is_shown else None})


def _told_about(found: Room, card: int | None) -> Card | None:
    """The card, or none where it was taken back."""
    cards = Card.objects.exclude(activity__state=Activity.State.PLANNED).select_related("activity")
    return cards.filter(pk=card, activity__room=found).first() if card else None


@room_page
def signing(request: HttpRequest, pk: int) -> HttpResponse:
    """Where she stands on what the room recommends, and how she is named."""
    rows: Any = Recommendation.objects.select_related("room__panel").prefetch_related("signings")
    row: Recommendation = get_object_or_404(rows, pk=pk)
    told = shown(row, her(request))
    is_named_there = bool(row.sent_on and told.hers)  # her name is hers, in the room or not
    found = row.room if is_named_there else her_room(request, row.room_id)
    is_inside = is_in(found, her(request))
    back = ("panels:room", found.pk) if is_inside else ("panels:rooms",)
    may = Act.SIGN in signing_acts(Role.MEMBER, found)
    if (row.sent_on and not told.hers) or (not row.sent_on and not may):
        if request.method == "POST":
            raise NotNow
        messages.warning(request, _("This is not for signing now."))
        return redirect("panels:room", found.pk)
    form = SignForm(request.POST or None, hers=told.hers, is_sent=bool(row.sent_on))
    if request.method == "POST" and form.is_valid():
        given = {"stance": told.hers.stance if told.hers else "", **form.cleaned_data}
        try:
            sign(user=request.user, recommendation=row, **given)
        except WordsMissing as error:
            form.add_error("name", error.what)
        else:
            messages.success(request, _("Kept. You can change it."))
            return redirect(*back)
    return page(
        request, "sign", {"form": form, "back": reverse(back[0], args=back[1:]), "ask": told}
    )
