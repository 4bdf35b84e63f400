"""Choosing a question for a form: search the bank, or write a new one, in one dialog."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views import chooser
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from feedback.building.permissions import areas_of
from feedback.building.question_forms import NewQuestionForm
from feedback.building.selectors import bank
from feedback.models import Form, Question


def title(question: Question) -> str:
    """How a question is shown in a form: its words and its kind."""
    return f"{question.text} ({question.get_kind_display()})"


class EditorsOnly:
    """Choosers are for people who build forms; Wagtail's own are for everybody on the staff."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not areas_of(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class QuestionSearch(BaseFilterForm):
    """Each word has to stand in the question or in one of its options."""

    q = forms.CharField(label=_("Words of the question"), required=False)

    def filter(self, objects: QuerySet[Question]) -> QuerySet[Question]:
        words = self.cleaned_data["q"].split()
        self.is_searching, self.search_query = bool(words), " ".join(words)
        for word in words:
            objects = objects.filter(Q(text__icontains=word) | Q(options__text__icontains=word))
        return objects.distinct()


class FromTheBank(EditorsOnly):
    """The bank as a list to choose from."""

    filter_form_class = QuestionSearch
    results_template_name = "feedback/admin/bank.html"
    creation_form_template_name = "feedback/admin/new_question.html"
    page_subtitle = None

    def get_object_list(self) -> QuerySet[Question]:
        return bank()

    @property
    def columns(self) -> list[Column]:
        return [
            self.title_column,  # type: ignore[attr-defined]
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("forms", label=_("Forms that ask it"), accessor="forms_that_ask"),
        ]


class ChooseView(FromTheBank, chooser.ChooseView):
    pass


class ResultsView(FromTheBank, chooser.ChooseResultsView):
    pass


class Titled(EditorsOnly):
    """What the form's screen gets back, with the kind beside the words."""

    def get_display_title(self, instance: Question) -> str:
        return title(instance)


class ChosenView(Titled, chooser.SnippetChosenView):
    pass


class ChosenMultipleView(Titled, chooser.SnippetChosenMultipleView):
    pass


class CreateView(Titled, chooser.SnippetCreateView):
    creation_form_template_name = "feedback/admin/new_question.html"


class QuestionWidget(AdminSnippetChooser):
    """Shows the question of a row that was read with the form, without asking again."""

    chosen: Question | None = None

    def get_instance(self, value: Any) -> Question | None:
        if self.chosen is not None and str(value) == str(self.chosen.pk):
            return self.chosen
        found: Question | None = super().get_instance(value)
        return found

    def get_display_title(self, instance: Question) -> str:
        return title(instance)


class KnownChoice(forms.ModelChoiceField[Any]):
    """A choice that looks among what was read for all rows at once before it asks for its own."""

    known: Mapping[str, Any] = {}

    def to_python(self, value: Any) -> Any:
        found = self.known.get(str(value))
        return super().to_python(value) if found is None else found


class QuestionChooser(SnippetChooserViewSet):
    """Search and create in one dialog."""

    model = Question
    icon = "help"
    per_page = 20
    choose_view_class = ChooseView
    choose_results_view_class = ResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    create_view_class = CreateView
    base_widget_class = QuestionWidget
    creation_form_class = NewQuestionForm
    page_title = _("Add a question")
    search_tab_label = _("From the bank")
    creation_tab_label = _("New question")
    create_action_label = _("Add to the form")

    def on_register(self) -> None:
        super().on_register()
        field = {"widget": self.widget_class, "form_class": KnownChoice}
        register_form_field_override(ForeignKey, to=Question, override=field)


class FormChooseView(EditorsOnly, chooser.ChooseView):
    def get_object_list(self) -> QuerySet[Form]:
        return Form.objects.filter(consultation__area__in=areas_of(self.request.user))


class FormResultsView(EditorsOnly, chooser.ChooseResultsView):
    def get_object_list(self) -> QuerySet[Form]:
        return Form.objects.filter(consultation__area__in=areas_of(self.request.user))


class FormChosenView(EditorsOnly, chooser.SnippetChosenView):
    def get_object(self, pk: str) -> Form:
        return Form.objects.get(pk=pk, consultation__area__in=areas_of(self.request.user))


class FormChosenMultipleView(EditorsOnly, chooser.SnippetChosenMultipleView):
    def get_objects(self, pks: list[str]) -> QuerySet[Form]:
        return Form.objects.filter(pk__in=pks, consultation__area__in=areas_of(self.request.user))


class FormChooser(SnippetChooserViewSet):
    """Wagtail makes a chooser for every snippet. This one knows areas."""

    model = Form
    choose_view_class = FormChooseView
    choose_results_view_class = FormResultsView
    chosen_view_class = FormChosenView
    chosen_multiple_view_class = FormChosenMultipleView
