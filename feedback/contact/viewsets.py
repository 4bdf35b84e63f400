"""The admin's list of services that contact women: editors keep those of their areas."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet

from core.choosers import HersChooser
from core.meanwhile.screens import OneAtATime
from core.policies import AreaPermissionPolicy, HersOnly
from feedback.contact.models import ContactService

POLICY = AreaPermissionPolicy(ContactService, "area")
register_permission_policy(ContactService, POLICY)


class EditView(HersOnly, OneAtATime, snippets.EditView):
    pass


class DeleteView(HersOnly, snippets.DeleteView):
    pass


class HistoryView(HersOnly, snippets.HistoryView):
    pass


class UsageView(HersOnly, snippets.UsageView):
    pass


class ContactServiceViewSet(SnippetViewSet):
    """Services that ring or write to women who ask for it."""

    model = ContactService
    icon = "mail"
    add_to_settings_menu = True
    copy_view_enabled = False
    chooser_viewset_class = HersChooser
    list_display = ["name", "area", "answers", "is_offered"]
    edit_view_class = EditView
    delete_view_class = DeleteView
    history_view_class = HistoryView
    usage_view_class = UsageView
    panels = [
        FieldPanel("area"),
        FieldPanel("name"),
        FieldPanel("about"),
        FieldPanel("about_cy", heading=_("what it can help with, in Welsh")),
        FieldPanel("answers"),
        FieldPanel("answers_cy", heading=_("when they try to reach her, in Welsh")),
        FieldPanel("is_offered"),
    ]

    def get_queryset(self, request):  # type: ignore[no-untyped-def]  # wagtail's own signature
        hers = POLICY.instances_user_has_any_permission_for(request.user, ["change"])
        return hers.select_related("area")
