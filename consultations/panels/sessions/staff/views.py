"""Where panels and sessions stand: lists, one panel, one session, its plan, its steps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from consultations.panels.models import Panel, Session, StepTaken
from consultations.panels.permissions import coordinated_areas, require_coordinator
from consultations.panels.selectors import panels_for
from consultations.panels.services import NotFromHere
from consultations.panels.sessions import services
from consultations.panels.sessions.panel_steps import take_panel_step
from consultations.panels.sessions.permissions import sessions_for
from consultations.panels.sessions.selectors import BEFORE, ENDED
from consultations.panels.sessions.staff import standing
from consultations.panels.sessions.staff.forms import CancelForm, PlanForm
from consultations.panels.sessions.staff.screens import below, screen, session_for
from consultations.panels.sessions.steps import PANEL, SESSION
from consultations.stages.services import NoReason, NotYet
from core.audit import name_in_log

MEANWHILE = "That has changed meanwhile. Look again, please."


@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    """Sessions to come and those that were, by panel."""
    found = list(sessions_for(request.user).order_by("starts_at", "pk"))
    if not found and not coordinated_areas(request.user).exists():
        raise PermissionDenied
    panels = {panel.pk: panel for panel in panels_for(request.user)}
    panels |= {session.panel_id: session.panel for session in found}
    hers = set(panels_for(request.user).values_list("pk", flat=True))
    rows = [
        {
            "panel": panel,
            "is_hers": panel.pk in hers,
            "coming": [s for s in found if s.panel_id == panel.pk and s.state not in ENDED],
            "over": [s for s in found if s.panel_id == panel.pk and s.state in ENDED][::-1],
        }
        for panel in panels.values()
    ]
    return _first(request, {"rows": rows})


def _first(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    from django.shortcuts import render

    crumbs = [
        {"label": _("Home"), "url": reverse("wagtailadmin_home")},
        {"label": _("Sessions"), "url": ""},
    ]
    whole = {"breadcrumbs_items": crumbs, "header_title": _("Sessions"), **context}
    return render(request, "panels/admin/sessions/list.html", whole)


@never_cache
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Where one panel stands, and what is missing."""
    found = _panel(request, pk)
    steps = StepTaken.objects.filter(panel=found, session=None).select_related("panel")
    context = {
        "panel": found,
        "choices": standing.panel_choices(request.user, found),
        "road": standing.panel_road(found),
        "history": steps,
        "me": name_in_log(request.user),
    }
    return screen(request, "panel", str(found), context)


def _panel(request: HttpRequest, pk: int) -> Panel:
    rows: Any = panels_for(request.user).select_related("area", "coordinator", "safeguarding_lead")
    found: Panel = get_object_or_404(rows, pk=pk)
    return found


@require_POST
def panel_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take a panel on."""
    found = _panel(request, pk)
    if name not in PANEL:
        raise Http404
    try:
        moved = take_panel_step(user=request.user, panel=found, name=name)
        messages.success(
            request, _("It is “%(state)s” now.") % {"state": moved.get_state_display()}
        )
    except NotYet as error:
        messages.error(request, str(error))
    except NotFromHere:
        messages.warning(request, _(MEANWHILE))
    return redirect("panel_sessions:panel", pk)


@never_cache
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the draft of a session."""
    found = _panel(request, pk)
    require_coordinator(request.user, found)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            session = services.plan_session(user=request.user, panel=found, **form.told())
        except NotFromHere:
            messages.warning(request, _("The panel is closed: no session is planned any more."))
            return redirect("panel_sessions:panel", pk)
        messages.success(request, _("Kept as a draft."))
        return redirect("panel_sessions:one", session.pk)
    context = {"form": form, "panel": found, "back": reverse("panel_sessions:list")}
    return screen(request, "plan", _("Plan a session"), context)


@never_cache
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Where one session stands, what is missing, who comes."""
    session = session_for(request, pk, coordinator=False)
    context = standing.page_of(request.user, session) | {"me": name_in_log(request.user)}
    return screen(request, "one", str(session), context)


@never_cache
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the plan anew. Who is asked is told when the time or place changes."""
    session = session_for(request, pk)
    if session.state not in BEFORE:
        messages.warning(request, _("It has begun: its plan stands."))
        return redirect("panel_sessions:one", pk)
    form = PlanForm(request.POST or None, instance=session)
    if request.method == "POST" and form.is_valid():
        try:
            told = services.change_session(user=request.user, session=session, **form.told())
        except NotFromHere:
            messages.warning(request, _(MEANWHILE))
        else:
            said = _("Kept. They are told, and asked again.") if told else _("Kept.")
            messages.success(request, said)
        return redirect("panel_sessions:one", pk)
    context = {
        "form": form,
        "panel": session.panel,
        "session": session,
        "back": reverse("panel_sessions:one", args=[pk]),
    }
    return screen(request, "plan", _("Change the plan"), context, below(session))


@require_POST
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take a session on."""
    session = session_for(request, pk, coordinator=False)
    if name not in SESSION or name == "cancel":
        raise Http404
    try:
        moved = services.take_step(user=request.user, session=session, name=name)
        messages.success(
            request, _("It is “%(state)s” now.") % {"state": moved.get_state_display()}
        )
    except NotYet as error:
        messages.error(request, str(error))
    except NotFromHere:
        messages.warning(request, _(MEANWHILE))
    return redirect("panel_sessions:one", pk)


@never_cache
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call it off: what that means, and why."""
    session = session_for(request, pk)
    if session.state not in SESSION["cancel"].begins:
        messages.warning(request, _("It can’t be cancelled any more."))
        return redirect("panel_sessions:one", pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_cancelled(request, session, form):
        return redirect("panel_sessions:one", pk)
    context = {"form": form, "session": session, **standing.cancelling(session)}
    return screen(request, "cancel", _("Cancel the session"), context, below(session))


def _is_cancelled(request: HttpRequest, session: Session, form: CancelForm) -> bool:
    try:
        services.cancel_session(user=request.user, session=session, **form.cleaned_data)
    except NoReason:
        form.add_error("because", _("Say why: each woman who was asked reads it."))
        return False
    except NotFromHere:
        messages.warning(request, _(MEANWHILE))
    else:
        messages.success(request, _("It is cancelled."))
    return True
