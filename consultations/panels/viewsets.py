"""The admin's list of panels: a coordinator keeps those of her areas. None is deleted: it is
closed."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet

from consultations.panels.models import Panel
from core.choosers import HersChooser
from core.meanwhile.screens import OneAtATime
from core.policies import AreaPermissionPolicy, HersOnly

POLICY = AreaPermissionPolicy(Panel, "area")
register_permission_policy(Panel, POLICY)


class EditView(HersOnly, OneAtATime, snippets.EditView):
    pass


class HistoryView(HersOnly, snippets.HistoryView):
    pass


class UsageView(HersOnly, snippets.UsageView):
    pass


class PanelViewSet(SnippetViewSet):
    """Panels of her areas."""

    model = Panel
    icon = "group"
    menu_label = "Panels"
    menu_order = 160
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["name", "area", "state", "coordinator"]
    edit_view_class = EditView
    history_view_class = HistoryView
    usage_view_class = UsageView
    chooser_viewset_class = HersChooser
    panels = [
        FieldPanel("name"),
        FieldPanel("area"),
        FieldPanel("purpose"),
        FieldPanel("purpose_cy", heading=_("purpose, in Welsh")),
        FieldPanel("level"),
        FieldRowPanel([FieldPanel("coordinator"), FieldPanel("safeguarding_lead")]),
        MultiFieldPanel(
            [
                FieldPanel("phone_person"),
                FieldPanel("phone_number"),
                FieldPanel("phone_hours"),
                FieldPanel("phone_hours_cy"),
            ],
            heading="A person to ring",
        ),
        MultiFieldPanel(
            [
                FieldPanel("complaints_person"),
                FieldPanel("complaints_contact"),
                FieldPanel("complaints_contact_cy", heading=_("how to reach them, in Welsh")),
            ],
            heading="When the panel is what is wrong",
        ),
        FieldRowPanel([FieldPanel("term_starts"), FieldPanel("term_ends"), FieldPanel("seats")]),
    ]

    def get_queryset(self, request):  # type: ignore[no-untyped-def]  # wagtail's own signature
        hers = POLICY.instances_user_has_any_permission_for(request.user, ["change"])
        return hers.select_related("area", "coordinator")
