"""Registration only."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from core.models import STALE_DAYS, Helpline
from core.selectors import must_stay
from core.viewsets import HELPLINE_POLICY, AreaViewSet, HelplineViewSet

register_snippet(AreaViewSet)
register_snippet(HelplineViewSet)


@hooks.register("insert_global_admin_css")
def teal() -> SafeString:
    """Our colour as Wagtail's own custom property, nothing else."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin-teal.css"))


@hooks.register("insert_global_admin_js")
def staff_script() -> SafeString:
    """What every staff screen has beside Wagtail's script: wide tables, arrows, a token of now."""
    return format_html(
        '<script src="{}" data-table="{}" data-moved="{}" data-others="{}"></script>'
        '<script src="{}"></script>',
        static("staff.js"),
        _("Table: {}"),
        _("“{}” is now {} of {}."),
        _("Somebody else has this page open"),
        static("fresh-token.js"),
    )


@hooks.register("before_edit_snippet")
def require_helpline_area(request: HttpRequest, snippet: Any) -> None:
    """Wagtail's lists are scoped by a policy; its single screens ask here (design §11.18)."""
    if isinstance(snippet, Helpline):
        may = HELPLINE_POLICY.user_has_permission_for_instance(request.user, "change", snippet)
        if not may:
            raise PermissionDenied


@hooks.register("before_delete_snippet")
def require_helpline_areas(request: HttpRequest, snippets: list[Any]) -> None:
    for snippet in snippets:
        require_helpline_area(request, snippet)


@hooks.register("before_delete_snippet", order=100)
def keep_what_is_used(request: HttpRequest, snippets: list[Any]) -> HttpResponse | None:
    """What something hangs on stays; apps with more to say about it come first."""
    for thing in snippets if request.method == "POST" else []:
        if must_stay([thing]):
            words = _("“%(thing)s” was kept: it is in use.") % {"thing": thing}
            messages.error(request, words)
            return redirect(reverse(thing.snippet_viewset.get_url_name("list")))
    return None


class StaleHelplinesPanel(Component):
    """On the first admin screen: which of her lines should be checked again."""

    template_name = "core/stale_helplines.html"
    order = 140

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        lines = HELPLINE_POLICY.instances_user_has_any_permission_for(user, ["view", "change"])
        return {"stale": sum(line.is_stale for line in lines), "days": STALE_DAYS}


@hooks.register("construct_homepage_panels")
def add_stale_helplines(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("core.change_helpline"):
        panels.append(StaleHelplinesPanel())
