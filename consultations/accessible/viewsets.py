"""The editor's screens for versions. Each begins at the table of lights."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet

from consultations.accessible import panels
from consultations.accessible.models import EasyRead, OtherLanguage, Recording
from consultations.accessible.permissions import VersionPolicy, pages_of
from core.choosers import HersChooser
from core.meanwhile.screens import OneAtATime
from core.policies import HersOnly

GIVEN = ("language", "sort")  # what the table of lights asks for beside the consultation
for model in (EasyRead, Recording, OtherLanguage):
    register_permission_policy(model, VersionPolicy(model))


class ToTheLights:
    """After saving a version stays open; after deleting, the table is there."""

    def get_success_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.object.pk])  # type: ignore[attr-defined]

    def get_success_buttons(self) -> list[Any]:
        return []


class AddView(ToTheLights, snippets.CreateView):
    """Begun from a light: consultation, language and sort are chosen already."""

    def get_initial_form_instance(self) -> Any:
        instance = self.model()
        given = self.request.GET
        page = given.get("consultation", "")
        if page.isdecimal():
            instance.consultation = pages_of(self.request.user).filter(pk=page[:15]).first()
        for name in GIVEN:
            field = next((f for f in self.model._meta.fields if f.name == name), None)
            if field is not None and given.get(name) in dict(field.choices or ()):
                setattr(instance, name, given[name])
        return instance


class EditView(ToTheLights, HersOnly, OneAtATime, snippets.EditView):
    pass


class DeleteView(HersOnly, snippets.DeleteView):
    def get_success_url(self) -> str:
        return reverse("versions")


class HistoryView(HersOnly, snippets.HistoryView):
    pass


class UsageView(HersOnly, snippets.UsageView):
    pass


class VersionViewSet(SnippetViewSet):
    """What the three sorts of version share."""

    copy_view_enabled = False
    chooser_viewset_class = HersChooser
    add_view_class = AddView
    edit_view_class = EditView
    delete_view_class = DeleteView
    history_view_class = HistoryView
    usage_view_class = UsageView
    list_display = ["consultation", "label", "live", "checked_by", "checked_on"]
    menu_item_is_registered = True  # reached from the table of lights

    def get_queryset(self, request):  # type: ignore[no-untyped-def]  # wagtail's own signature
        hers = self.permission_policy.instances_user_has_any_permission_for(
            request.user, ["change"]
        )
        return hers.select_related("consultation")


class EasyReadViewSet(VersionViewSet):
    model = EasyRead
    icon = "list-ul"
    edit_handler = panels.EASY_READ


class RecordingViewSet(VersionViewSet):
    model = Recording
    icon = "media"
    edit_handler = panels.RECORDING


class OtherLanguageViewSet(VersionViewSet):
    model = OtherLanguage
    icon = "globe"
    edit_handler = panels.OTHER_LANGUAGE


VIEWSETS = (EasyReadViewSet, RecordingViewSet, OtherLanguageViewSet)
MENU = _("Versions")
