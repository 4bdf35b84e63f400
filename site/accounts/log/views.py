"""The audit log, for auditors: what staff did with words and with each other's access."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.elevation.selectors import AUDIT
from accounts.log.selectors import actions, lines, name_of
from accounts.people.views import StaffRequest, crumbs
from accounts.permissions import user_may_anywhere
from accounts.services import broken_audit_lines, broken_checkpoints

A_PAGE = 50


@never_cache
def log(request: StaffRequest) -> HttpResponse:
    """The newest lines first, those of one action or one pseudonym alone if she asks."""
    if not user_may_anywhere(request.user, AUDIT):
        raise PermissionDenied
    action, staff = (request.GET.get(name, "")[:60] for name in ("action", "staff"))
    checked = "check" in request.GET
    context = {
        "rows": Paginator(lines(action, staff), A_PAGE).get_page(request.GET.get("p")),
        "actions": actions(),
        "action": action,
        "staff": staff,
        "who": name_of(staff),
        "checked": checked,
        "broken": len(broken_audit_lines()) + len(broken_checkpoints()) if checked else 0,
        "breadcrumbs_items": crumbs((_("Audit log"), "")),
    }
    return render(request, "accounts/log.html", context)
