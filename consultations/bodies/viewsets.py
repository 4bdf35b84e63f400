"""The admin's list of questions to bodies: editors keep those of their areas."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet

from consultations.bodies.models import BodyForm
from core.choosers import HersChooser
from core.meanwhile.screens import OneAtATime
from core.policies import AreaPermissionPolicy, HersOnly

POLICY = AreaPermissionPolicy(BodyForm, "consultation__area")
register_permission_policy(BodyForm, POLICY)


class EditView(HersOnly, OneAtATime, snippets.EditView):
    pass


class HistoryView(HersOnly, snippets.HistoryView):
    pass


class UsageView(HersOnly, snippets.UsageView):
    pass


class BodyFormViewSet(SnippetViewSet):
    """Questions to bodies. They are switched off, never deleted."""

    model = BodyForm
    icon = "group"
    menu_label = "Ask organisations"
    menu_order = 155
    add_to_admin_menu = True
    copy_view_enabled = False
    chooser_viewset_class = HersChooser
    list_display = ["consultation", "is_on", "opens_on", "closes_on"]
    edit_view_class = EditView
    history_view_class = HistoryView
    usage_view_class = UsageView
    panels = [
        FieldPanel("consultation"),
        FieldPanel("is_on"),
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
        FieldPanel("questions"),
    ]

    def get_queryset(self, request):  # type: ignore[no-untyped-def]  # wagtail's own signature
        hers = POLICY.instances_user_has_any_permission_for(request.user, ["change"])
        return hers.select_related("consultation")
