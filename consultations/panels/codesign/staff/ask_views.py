"""What a room recommends, for the facilitator: write, send, tell the answer, tell what changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from consultations.our_words import NotOurWords
from consultations.panels.codesign.asks import services
from consultations.panels.codesign.asks.models import Recommendation
from consultations.panels.codesign.asks.selectors import shown
from consultations.panels.codesign.rooms.permissions import NotNow
from consultations.panels.codesign.staff.forms import EvidenceForm, SendForm, TellForm, WriteForm
from consultations.panels.codesign.staff.screens import (
    below,
    recommendation_for,
    room_for,
    screen,
)


@never_cache
def recommend(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one down."""
    room = room_for(request, pk)
    form = WriteForm(request.POST or None)
    is_sent = request.method == "POST" and form.is_valid()
    given = {"user": request.user, "room": room, **getattr(form, "cleaned_data", {})}
    if is_sent and _kept(form, services.write, **given):
        messages.success(request, _("It is there, for members to sign."))
        return redirect("panel_rooms:one", pk)
    context = {"form": form, "room": room, "button": _("Write it down")}
    return screen(request, "ask", _("What the room recommends"), context, *below(room))


@never_cache
def rewrite(request: HttpRequest, pk: int) -> HttpResponse:
    """Put its words right, while nobody has signed them."""
    row = recommendation_for(request, pk)
    if row.sent_on or row.signings.exists():
        messages.warning(request, _("It was signed or sent: its words stand."))
        return redirect("panel_rooms:one", row.room_id)
    begins = {"text": row.text, "text_cy": row.text_cy}
    form = WriteForm(request.POST or None, initial=begins)
    is_sent = request.method == "POST" and form.is_valid()
    given = {"user": request.user, "room": row.room, **getattr(form, "cleaned_data", {})}
    if is_sent and _kept(form, services.write, known=row, **given):
        messages.success(request, _("It is there, for members to sign."))
        return redirect("panel_rooms:one", row.room_id)
    context = {"form": form, "room": row.room, "button": _("Write it anew")}
    return screen(request, "ask", _("What the room recommends"), context, *below(row.room))


@never_cache
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The one thing that comes next for it: send it, tell the answer, or tell what changed."""
    row = recommendation_for(request, pk)
    form, button = _next(row, request)
    is_sent = request.method == "POST" and form is not None and form.is_valid()
    given = {"user": request.user, "recommendation": row, **getattr(form, "cleaned_data", {})}
    if is_sent and _kept(form, _write(row), **given):
        messages.success(request, _("Kept. The room reads it."))
        return redirect("panel_rooms:one", row.room_id)
    context = {"form": form, "room": row.room, "button": button, "ask": shown(row)}
    return screen(request, "ask", _("What the room recommends"), context, *below(row.room))


def _next(row: Recommendation, request: HttpRequest) -> tuple[Any, str]:
    data = request.POST or None
    if row.sent_on is None:
        return SendForm(data), _("Send it out")
    if not row.answer:
        return TellForm(data, instance=row), _("Tell the answer")
    if row.answer == Recommendation.Answer.NOT:
        return None, ""
    return EvidenceForm(data, instance=row), _("Tell what has changed")


def _write(row: Recommendation) -> Any:
    if row.sent_on is None:
        return services.send_out
    return (
        services.tell_evidence
        if Recommendation.objects.get(pk=row.pk).answer
        else (services.tell_answer)
    )


def _kept(form: Any, write: Any, **given: Any) -> bool:
    try:
        write(**given)
    except services.WordsMissing as error:
        form.add_error(None, error.what)
    except services.WrongDay:
        form.add_error(None, _("This day won’t do. Choose one from today on, within three years."))
    except services.NobodyBehindIt:
        form.add_error(None, _("No member stands behind it yet. Ask them to sign first."))
    except NotOurWords as error:
        form.add_error(None, error.sentences)
    except NotNow:
        form.add_error(None, _("Recommendations are sent at the last stage, “Sign off”, once."))
    else:
        return True
    return False
