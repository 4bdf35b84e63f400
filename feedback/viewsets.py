"""Admin screens for editors: the bank of questions, and the forms that pick from it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.meanwhile.screens import OneAtATime
from core.policies import HersOnly
from feedback.building import panels
from feedback.building.choosers import FormChooser, QuestionChooser
from feedback.building.permissions import (
    FormPolicy,
    QuestionPolicy,
)
from feedback.building.selectors import bank, forms_with_live_version
from feedback.models import Form, Question

Question.edit_handler = panels.QUESTION  # wagtail-localize asks the model, not its viewset
register_permission_policy(Form, FormPolicy(Form))
register_permission_policy(Question, QuestionPolicy(Question))


class HistoryView(HersOnly, snippets.HistoryView):
    pass


class UsageView(HersOnly, snippets.UsageView):
    pass


class DeleteView(HersOnly, snippets.DeleteView):
    pass


class EditView(HersOnly, OneAtATime, snippets.EditView):
    pass


class ToItsScreen:
    """After saving, the form stays open: what is missing and the preview are there."""

    def get_success_url(self) -> str:
        return reverse("wagtailsnippets_feedback_form:edit", args=[self.object.pk])  # type: ignore[attr-defined]

    def get_success_buttons(self) -> list[Any]:
        return []


class AddFormView(ToItsScreen, snippets.CreateView):
    pass


class EditFormView(ToItsScreen, EditView):
    pass


class BankView(snippets.IndexView):
    """The bank, without the buttons that wagtail-localize asks the database for in each row: a
    form's own screen translates its questions."""

    def get_list_buttons(self, instance: Question) -> list[Any]:
        buttons: list[Any] = generic.IndexView.get_list_buttons(self, instance)
        return buttons


class QuestionViewSet(SnippetViewSet):
    """Questions, translatable, with their options."""

    model = Question
    icon = "help"
    list_display = ["text", "kind", Column("forms_that_ask", label=_("Forms that ask it"))]
    list_filter = ["kind"]
    search_fields = ["text"]
    edit_handler = panels.QUESTION
    copy_view_enabled = False
    chooser_viewset_class = QuestionChooser
    index_view_class = BankView
    history_view_class = HistoryView
    usage_view_class = UsageView
    delete_view_class = DeleteView
    edit_view_class = EditView

    def get_queryset(self, request):  # type: ignore[no-untyped-def]  # wagtail's own signature
        return bank()


class LiveVersionColumn(Column):
    """Which version women get now."""

    def get_value(self, instance: Any) -> str:
        if instance.live_number is None:
            return "–"
        return f"{instance.live_number} ({instance.live_since:%d.%m.%Y})"


class FormViewSet(SnippetViewSet):
    """Forms of the consultations of her areas."""

    model = Form
    icon = "form"
    list_display = ["title", "consultation", "slug", LiveVersionColumn("live", label=_("Live"))]
    edit_handler = panels.FORM
    copy_view_enabled = False  # Wagtail's would leave the questions behind
    chooser_viewset_class = FormChooser
    history_view_class = HistoryView
    usage_view_class = UsageView
    delete_view_class = DeleteView
    add_view_class = AddFormView
    edit_view_class = EditFormView

    def get_queryset(self, request):  # type: ignore[no-untyped-def]  # wagtail's own signature
        policy = self.permission_policy
        forms = policy.instances_user_has_any_permission_for(request.user, ["view", "change"])
        return forms_with_live_version(forms)


class AskingGroup(SnippetViewSetGroup):
    """Forms and questions together in the menu."""

    items = (FormViewSet, QuestionViewSet)
    menu_label = "Forms"
    menu_icon = "form"
    menu_order = 150
