"""One card for staff: a warning on it, its group, what became of it, a merge taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from consultations.panels.codesign.activities import cards
from consultations.panels.codesign.activities.shown import who_said
from consultations.panels.codesign.care.models import Report
from consultations.panels.codesign.care.permissions import reports_for
from consultations.panels.codesign.care.services import NoNote, settle, warn
from consultations.panels.codesign.forms import GroupForm
from consultations.panels.codesign.rooms.permissions import NotNow, acts, role_of
from consultations.panels.codesign.rooms.stages import Act
from consultations.panels.codesign.staff.forms import AnswerForm, SettleForm
from consultations.panels.codesign.staff.room_views import MEANWHILE
from consultations.panels.codesign.staff.screens import below, card_for, room_for, screen


@never_cache
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """What it says, and what can be done about it."""
    found = card_for(request, pk)
    may = acts(role_of(request.user, found.activity.room), found.activity)
    answering = Act.ANSWER in may and found.paragraph is not None
    begins = {"state": found.state, "because": found.because}
    form = AnswerForm(request.POST or None, initial=begins) if answering else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            cards.answer_comment(user=request.user, card=found, **form.cleaned_data)
            messages.success(request, _("Everyone in the room reads it."))
            return redirect("panel_rooms:activity", found.activity_id)
        except cards.NoReason:
            form.add_error("because", _("Say why it is not taken up."))
        except NotNow:
            form.add_error(None, _(MEANWHILE))
    context = {
        "card": found,
        "who": who_said(found, None, ()),
        "activity": found.activity,
        "form": form,
        "group_form": GroupForm(initial={"name": found.group or ""}) if Act.GROUP in may else None,
        "known": found.activity.groups.all(),
        "parts": found.parts.select_related("author"),
        "can_undo": Act.MERGE in may and found.parts.exists(),
    }
    trail = below(found.activity.room, found.activity)
    return screen(request, "card", _("One card"), context, *trail)


@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Fold it, unfold it, put it in a group, take a merge back."""
    found = card_for(request, pk)
    back = found.activity_id
    try:
        if name in ("fold", "unfold"):
            warn(user=request.user, card=found, hard=name == "fold")
        elif name == "group":
            cards.put_in_group(
                user=request.user, card=found, name=request.POST.get("name", "")[:60]
            )
        elif name == "undo":
            cards.unmerge(user=request.user, card=found)
        else:
            raise Http404
        messages.success(request, _("Kept."))
    except NotNow:
        messages.warning(request, _(MEANWHILE))
    return redirect("panel_rooms:activity", back)


@never_cache
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """What was told in private: looked at, put right, answered."""
    rows = reports_for(request.user).select_related("card__activity", "card__author", "by", "room")
    found: Report = get_object_or_404(rows, pk=pk)
    found.room = room_for(request, found.room_id, facilitator=False)
    form = SettleForm(request.POST or None, instance=found)
    if request.method == "POST" and found.settled_on is None and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("note", "remedy", "told")}
        try:
            settle(user=request.user, report=found, **given)
            messages.success(request, _("It is settled. She reads what you told her."))
            return redirect("panel_rooms:one", found.room_id)
        except NoNote:
            form.add_error(None, _("Write the note, and what she is told."))
        except NotNow:
            form.add_error(None, _(MEANWHILE))
    context: dict[str, Any] = {"report": found, "form": form, "room": found.room}
    if found.card is not None:
        context["who"] = who_said(found.card, None, ())
        context["is_made_of_several"] = found.card.parts.exists()
    return screen(request, "report", _("Told in private"), context, *below(found.room))
