"""Registration only."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from core.day_one.checks import SEE
from core.day_one.views import day_one, test_mail
from core.models import Helpline
from core.selectors import must_stay
from core.today import lines_for
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
        '<script src="{}" data-table="{}" data-moved="{}" data-others="{}" data-slide="{}">'
        "</script>"
        '<script src="{}"></script>',
        static("staff.js"),
        _("Table: {}"),
        _("“{}” is now {} of {}."),
        _("Somebody else has this page open"),
        _("Slide the table sideways to see the rest."),
        static("fresh-token.js"),
    )


@hooks.register("register_admin_urls", order=-1)  # before those of wagtail-localize
def editing_urls() -> list[URLPattern]:
    from core.editing import po_files, views

    sent_back = "localize/translate/<int:translation_id>/pofile/upload/"
    return [
        path("plain-words/", views.plain_words, name="plain_words"),
        path(sent_back, po_files.take_back, name="take_back_po"),
    ]


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


class TodayPanel(Component):
    """On the first screen: what needs her today, from the registry, or that nothing does."""

    template_name = "core/admin/today.html"
    order = 10

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        lines = lines_for(user)
        return {"lines": lines, "roles": getattr(user, "role_holdings", None)}


@hooks.register("construct_homepage_panels")
def add_today(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(TodayPanel())


class DayOneItem(MenuItem):
    """Shown to administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(SEE))


@hooks.register("register_settings_menu_item")
def day_one_item() -> MenuItem:
    url = reverse_lazy("day_one")
    return DayOneItem(gettext_lazy("Is everything ready?"), url, icon_name="check", order=10)


@hooks.register("register_admin_urls")
def day_one_urls() -> list[URLPattern]:
    return [
        path("is-everything-ready/", day_one, name="day_one"),
        path("is-everything-ready/test-mail/", test_mail, name="day_one_mail"),
    ]
