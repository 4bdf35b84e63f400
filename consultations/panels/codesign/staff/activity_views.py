"""Activities for the facilitator: begin, open, close, say, vote, key in, merge; a paper sheet."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from consultations.panels.codesign.activities import cards, running, voting
from consultations.panels.codesign.activities.counting import TooMany, caps_for
from consultations.panels.codesign.activities.models import Activity, Feeling, Row
from consultations.panels.codesign.activities.results import PLACE_WORDS, result_of
from consultations.panels.codesign.activities.shown import STEPS, body_of
from consultations.panels.codesign.activity_views import too_many
from consultations.panels.codesign.forms import VoteForm
from consultations.panels.codesign.rooms.permissions import NotNow, acts, role_of
from consultations.panels.codesign.rooms.selectors import who_is_in
from consultations.panels.codesign.rooms.services import NotThisRoom
from consultations.panels.codesign.rooms.stages import Act, Kind
from consultations.panels.codesign.staff.forms import BeginForm, KeyForm, MergeForm, PaperForm
from consultations.panels.codesign.staff.room_views import MEANWHILE
from consultations.panels.codesign.staff.screens import activity_for, below, room_for, screen


@never_cache
def begin(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Plan an activity."""
    room = room_for(request, pk)
    if kind not in Kind.values:
        raise Http404
    form = BeginForm(request.POST or None, room=room, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            made = running.begin(user=request.user, room=room, kind=kind, **form.told(kind))
            messages.success(request, _("It is planned. Nobody in the room sees it yet."))
            return redirect("panel_rooms:activity", made.pk)
        except running.NoQuestion:
            form.add_error("question", _("Write the question first."))
        except running.NothingToChoose:
            form.add_error("lines", _("Write two cards at least for a vote, and a draft’s words."))
        except NotNow:
            form.add_error(None, _("The room is closed."))
    title = str(Kind(kind).label)
    return screen(request, "begin", title, {"form": form, "room": room}, *below(room))


@never_cache
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One activity as members see it, with what a facilitator can do in it."""
    found = activity_for(request, pk, facilitator=False)
    may = acts(role_of(request.user, found.room), found)
    if Act.READ not in may:
        raise PermissionDenied
    context = {
        "activity": found,
        "room": found.room,
        "acts": may,
        "staff": True,
        "is_facilitator": Act.KEY in acts("facilitator", found) and _facilitates(request, found),
        "can_step": _facilitates(request, found),
        "cards": found.cards.filter(is_hidden=False) if found.is_vote else [],
        "hidden": found.cards.filter(is_hidden=True),
        "result": result_of(found),
        **body_of(found, None),
    }
    return screen(request, "activity", str(found), context, *below(found.room))


def _facilitates(request: HttpRequest, found: Activity) -> bool:
    return role_of(request.user, found.room) == "facilitator"


@require_POST
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Open it, or close it for good."""
    found = activity_for(request, pk)
    steps = {"open": running.open_activity, "close": running.close_activity}
    if name not in steps:
        raise Http404
    try:
        steps[name](user=request.user, activity=found)
        said = _("It is open.") if name == "open" else _("It is closed, and stays so.")
        messages.success(request, said)
    except NotNow:
        messages.warning(request, _(MEANWHILE))
    return redirect("panel_rooms:activity", pk)


@never_cache
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """Key in a card from paper, or put one of her own there."""
    found = activity_for(request, pk)
    may, people = acts("facilitator", found), {str(m.pk): m for m in who_is_in(found.room)}
    if found.is_vote or Act.KEY not in may:
        messages.warning(request, _("Nothing can be keyed in here now."))
        return redirect("panel_rooms:activity", pk)
    form = PaperForm(
        request.POST or None, activity=found, members=people.values(), may_say=Act.SAY in may
    )
    if request.method == "POST" and form.is_valid() and _put(request, found, form, people):
        return redirect("panel_rooms:say", pk)
    return screen(request, "say", _("Add a card"), _of(found, form), *below(found.room, found))


def _of(found: Activity, form: Any) -> dict[str, Any]:
    return {"form": form, "activity": found, "room": found.room}


def _put(request: HttpRequest, found: Activity, form: PaperForm, people: dict[str, Any]) -> bool:
    by, text, on = form.cleaned_data["by"], form.cleaned_data["text"], form.on()
    try:
        if by == "staff":
            cards.say(user=request.user, activity=found, text=text, **on)
        else:
            cards.key_card(
                user=request.user, activity=found, text=text, member=people.get(by), **on
            )
    except cards.NothingSaid:
        form.add_error("text", _("There is no word on it."))
        return False
    except (NotNow, NotThisRoom):
        form.add_error(None, _(MEANWHILE))
        return False
    messages.success(request, _("The card is there."))
    return True


@never_cache
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Her own vote, which is counted apart."""
    found = activity_for(request, pk)
    if Act.VOTE not in acts("facilitator", found):
        said = _("This vote is not open at this stage.")
        if request.method == "POST":
            said = f"{said} {_('Your vote was not kept')}."
        messages.warning(request, said)
        return redirect("panel_rooms:activity", pk)
    before = voting.own_ballot(request.user, found)
    form = VoteForm(request.POST or None, activity=found, before=before.choices if before else {})
    if request.method == "POST" and form.is_valid():
        choices = {} if "pass" in request.POST else form.choices()
        try:
            voting.cast(user=request.user, activity=found, choices=choices)
            messages.success(request, _("Kept. Nobody sees it before the vote closes."))
            return redirect("panel_rooms:activity", pk)
        except TooMany as error:
            form.add_error(None, too_many(error))
        except NotNow:
            form.add_error(None, _(MEANWHILE))
    return screen(request, "vote", _("Your vote"), _of(found, form), *below(found.room, found))


@never_cache
def key(request: HttpRequest, pk: int) -> HttpResponse:
    """Key in a ballot from paper. What was keyed before is never shown again."""
    found = activity_for(request, pk)
    if not found.is_vote or Act.KEY not in acts("facilitator", found):
        messages.warning(request, _("Nothing can be keyed in here now."))
        return redirect("panel_rooms:activity", pk)
    voting.begin_keying(user=request.user, activity=found)
    people = {str(m.pk): m for m in who_is_in(found.room)}
    form = KeyForm(request.POST or None, activity=found, members=people.values())
    if request.method == "POST" and form.is_valid():
        member = people[form.cleaned_data["by"]]
        try:
            voting.key_ballot(
                user=request.user, activity=found, member=member, choices=form.choices()
            )
            said = _("Keyed in for %(name)s. If she voted on a screen too, that counts.")
            messages.success(request, said % {"name": member})
            return redirect("panel_rooms:key", pk)
        except TooMany as error:
            form.add_error(None, too_many(error))
        except (NotNow, NotThisRoom):
            form.add_error(None, _(MEANWHILE))
    return screen(request, "key", _("Key in paper"), _of(found, form), *below(found.room, found))


@never_cache
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one card of those that are ticked."""
    found = activity_for(request, pk)
    chosen = set(request.POST.getlist("card"))
    standing = found.cards.filter(is_hidden=False, merged_into=None).select_related("author")
    ticked = [card for card in standing if str(card.pk) in chosen]
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cards.merge(user=request.user, cards=ticked, text=form.cleaned_data["text"])
            messages.success(request, _("They are one card. What was said stays below it."))
            return redirect("panel_rooms:activity", pk)
        except (ValueError, cards.NothingSaid):
            form.add_error(None, _("Tick two cards at least, and write what the one card says."))
        except NotNow:
            form.add_error(None, _("Cards can’t be merged now."))
    context = _of(found, form) | {"standing": standing, "chosen": chosen}
    return screen(request, "merge", _("Make one of several"), context, *below(found.room, found))


@never_cache
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet for who would rather write: cards, or dots."""
    found = activity_for(request, pk)
    context = {
        "activity": found,
        # what may be hard to read comes last: paper can't be folded
        "cards": found.cards.filter(is_hidden=False).order_by("hard", "number")
        if found.is_vote
        else [],
        "dots": range(found.dots),
        "places": _places(found) if found.kind == Kind.MOSCOW else [],
        "rows": Row.labels if found.kind == Kind.JOURNEY else [],
        "feelings": Feeling.labels if found.kind == Kind.TOUCHPOINTS else [],
        "parts": found.paragraphs,
        "steps": STEPS,
        "blank": range(4),
        "needs_step": found.kind in (Kind.JOURNEY, Kind.TOUCHPOINTS),
    }
    return render(request, "panels/admin/rooms/paper.html", context)


def _places(found: Activity) -> list[tuple[str, int | None]]:
    """Each place with how many cards it takes; None for any number."""
    caps = caps_for(found.cards.filter(is_hidden=False).count())
    return [(str(words), caps.get(place)) for place, words in PLACE_WORDS.items()]
