"""What the screens share: whose session it is, and where a screen stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.panels.models import Attendance, Session
from consultations.panels.sessions.permissions import require, sessions_for


def session_for(request: HttpRequest, pk: int, *, coordinator: bool = True) -> Session:
    """A session of hers. Raises Http404 for any other; PermissionDenied for a safeguarding lead
    where only coordinators have something to do."""
    found: Session = get_object_or_404(sessions_for(request.user), pk=pk)
    if coordinator:
        require(request.user, found)
    return found


def place_for(request: HttpRequest, pk: int) -> Attendance:
    """A woman's place in a session of hers."""
    rows = Attendance.objects.select_related("member", "session__panel__area")
    found: Attendance = get_object_or_404(rows, pk=pk, session__in=sessions_for(request.user))
    require(request.user, found.session)
    return found


def screen(
    request: HttpRequest, name: str, title: str, context: dict[str, Any], *trail: tuple[str, str]
) -> HttpResponse:
    """A screen of ours below “Sessions”."""
    steps = [
        (_("Home"), reverse("wagtailadmin_home")),
        (_("Sessions"), reverse("panel_sessions:list")),
        *trail,
        (title, ""),
    ]
    crumbs = [{"label": label, "url": url} for label, url in steps]
    whole = {"breadcrumbs_items": crumbs, "header_title": title, "title": title, **context}
    return render(request, f"panels/admin/sessions/{name}.html", whole)


def below(session: Session) -> tuple[str, str]:
    """The step of the trail that leads back to a session."""
    return str(session), reverse("panel_sessions:one", args=[session.pk])
