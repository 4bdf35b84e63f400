"""What is written for a session: the briefing, minutes, and what came of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from consultations.panels.models import SessionText
from consultations.panels.services import NotFromHere
from consultations.panels.sessions import noting
from consultations.panels.sessions.selectors import text_of
from consultations.panels.sessions.staff.forms import TextForm
from consultations.panels.sessions.staff.screens import below, screen, session_for
from consultations.stages.services import NotYet
from core.plain_english import read


@never_cache
def text(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Write one. Sent, it stands."""
    session = session_for(request, pk)
    if kind not in SessionText.Kind.values:
        raise Http404
    found = text_of(session, kind)
    form = TextForm(request.POST or None, request.FILES or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            noting.write_text(user=request.user, session=session, kind=kind, **form.told())
            messages.success(request, _("Kept. Nobody is told yet."))
            return redirect("panel_sessions:text", pk, kind)
        except (noting.TextStands, NotFromHere):
            messages.warning(request, _("It was sent, and stands as it is."))
            return redirect("panel_sessions:one", pk)
    context = {
        "form": form,
        "text": found,
        "session": session,
        "reading": (reading := read(found.text)),
        "grade": None if reading.grade is None else max(0, round(reading.grade)),
        "can_send": kind == SessionText.Kind.MINUTES and session.state in noting.HELD,
    }
    label = str(SessionText.Kind(kind).label)
    return screen(request, "text", label, context, below(session))


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the minutes to everyone who was asked."""
    session = session_for(request, pk)
    try:
        noting.send_minutes(user=request.user, session=session)
        messages.success(request, _("Sent to everyone who was asked."))
    except NotYet as error:
        messages.error(request, str(error))
    except NotFromHere:
        messages.warning(request, _("Minutes go out once it was held."))
    return redirect("panel_sessions:one", pk)
