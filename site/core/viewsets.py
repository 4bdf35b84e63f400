"""Admin screens for what every area shares."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet

from core.choosers import HersChooser
from core.meanwhile.screens import OneAtATime
from core.models import STALE_DAYS, Area, Helpline
from core.permissions import NATIONAL_HELPLINES
from core.policies import AreaPermissionPolicy, HelplinePermissionPolicy, HersOnly
from core.selectors import people_who_may

HELPLINE_POLICY = HelplinePermissionPolicy(Helpline, "area")
register_permission_policy(Helpline, HELPLINE_POLICY)
register_permission_policy(Area, AreaPermissionPolicy(Area, "pk"))


class EditAreaView(HersOnly, snippets.EditView):
    pass


class DeleteAreaView(HersOnly, snippets.DeleteView):
    pass


class AreaUsageView(HersOnly, snippets.UsageView):
    pass


class AreaHistoryView(HersOnly, snippets.HistoryView):
    pass


class AreaViewSet(SnippetViewSet):
    """Areas: a list for administrators, each of whom changes those of her role."""

    model = Area
    chooser_viewset_class = HersChooser
    copy_view_enabled = False
    edit_view_class = EditAreaView
    delete_view_class = DeleteAreaView
    usage_view_class = AreaUsageView
    history_view_class = AreaHistoryView
    icon = "globe"
    add_to_settings_menu = True
    list_display = ["name", "country"]


class PlaceColumn(Column):
    """Her area, or the country where it helps."""

    def get_value(self, instance: Helpline) -> str:
        return str(instance.area or instance.get_country_display())


class CheckedColumn(Column):
    """When somebody last checked it, and whether that was too long ago."""

    def get_value(self, instance: Helpline) -> str:
        day = date_format(instance.checked_on, "j F Y")
        if not instance.is_stale:
            return day
        return _("%(day)s: not checked for more than %(days)s days") % {
            "day": day,
            "days": STALE_DAYS,
        }


class HelplinesView(snippets.IndexView):
    """Lines that she keeps, to change; lines for everywhere, to look at."""

    @cached_property
    def hers(self) -> set[int]:
        lines = HELPLINE_POLICY.instances_user_has_any_permission_for(self.request.user, ["change"])
        return set(lines.values_list("pk", flat=True))

    def get_edit_url(self, instance: Helpline) -> str | None:
        url: str | None = super().get_edit_url(instance) if instance.pk in self.hers else None
        return url

    def get_delete_url(self, instance: Helpline) -> str | None:
        url: str | None = super().get_delete_url(instance) if instance.pk in self.hers else None
        return url


class LookAtHelplineView(snippets.InspectView):
    """One line to read, how long ago it was checked, and whom to tell when it is wrong."""

    template_name = "core/admin/helpline.html"

    def get_object(self, queryset: Any = None) -> Helpline:
        line: Helpline = super().get_object(queryset)
        user = self.request.user
        if not HELPLINE_POLICY.user_has_any_permission_for_instance(user, ["view"], line):
            raise PermissionDenied
        return line

    def get_edit_url(self) -> str | None:
        url: str | None = super().get_edit_url() if self.may("change") else None
        return url

    def get_delete_url(self) -> str | None:
        url: str | None = super().get_delete_url() if self.may("delete") else None
        return url

    def may(self, action: str) -> bool:
        user = self.request.user
        return HELPLINE_POLICY.user_has_permission_for_instance(user, action, self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        tell = [] if self.may("change") else people_who_may(NATIONAL_HELPLINES)
        return context | {"line": self.object, "days": STALE_DAYS, "tell": tell}


class EditHelplineView(OneAtATime, snippets.EditView):
    pass


class HelplineUsageView(HersOnly, snippets.UsageView):
    pass


class HelplineHistoryView(HersOnly, snippets.HistoryView):
    pass


class HelplineViewSet(SnippetViewSet):
    """Numbers that every page points to, with the day somebody last checked them."""

    model = Helpline
    icon = "help"
    add_to_settings_menu = True
    list_display = [
        "name",
        "number",
        PlaceColumn("place"),
        "setting",
        CheckedColumn("checked_on", sort_key="checked_on"),
    ]
    list_filter = ["setting", "country"]
    index_view_class = HelplinesView
    chooser_viewset_class = HersChooser
    edit_view_class = EditHelplineView
    usage_view_class = HelplineUsageView
    history_view_class = HelplineHistoryView
    inspect_view_enabled = True
    inspect_view_fields_exclude = ["id", "order"]
    inspect_view_class = LookAtHelplineView

    def get_queryset(self, request):  # type: ignore[no-untyped-def]  # wagtail's own signature
        actions = ["view", "change"]
        lines = HELPLINE_POLICY.instances_user_has_any_permission_for(request.user, actions)
        return lines.select_related("area")
