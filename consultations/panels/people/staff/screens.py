"""What the screens share: who may be there, and where a screen stands."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.panels.models import PanelMember
from consultations.panels.permissions import coordinated_areas
from consultations.panels.selectors import members_for


def require_a_coordinator(user: Any) -> None:
    """Raises PermissionDenied for who coordinates nothing."""
    if not coordinated_areas(user).exists():
        raise PermissionDenied


def member_for(request: HttpRequest, pk: int) -> PanelMember:
    """A member of hers. Raises Http404 for any other, so that nobody learns that there is one."""
    found: PanelMember = get_object_or_404(members_for(request.user), pk=pk)
    return found


def screen(
    request: HttpRequest, name: str, title: str, context: dict[str, Any], *trail: tuple[str, str]
) -> HttpResponse:
    """A screen of ours below “Panel members”."""
    steps = [
        (_("Home"), reverse("wagtailadmin_home")),
        (_("Panel members"), reverse("members:list")),
        *trail,
        (title, ""),
    ]
    crumbs = [{"label": label, "url": url} for label, url in steps]
    whole = {"breadcrumbs_items": crumbs, "header_title": title, "title": title, **context}
    return render(request, f"panels/admin/{name}.html", whole)
