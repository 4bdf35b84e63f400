"""The forms in which an editor writes a question: a screen of its own, and a tab in the chooser."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.forms import BaseChildFormSet
from wagtail.models import Locale

from core.staff_forms import InOurWords, StaffForm, StaffRow
from feedback.building.questions import (
    KINDS_OF_FIELD,
    read_options,
    wrong_with_options,
    wrong_with_words,
)
from feedback.building.selectors import bank, was_published
from feedback.models import KINDS, Question, QuestionOption
from feedback.questionnaire import LISTED, Kind


class OptionForm(StaffRow):
    """One option of a choice."""


class OptionsFormSet(BaseChildFormSet):
    """The options of a choice. What another kind left behind is kept and not judged."""

    kind = ""

    def clean(self, *args: Any, **kwargs: Any) -> None:
        super().clean(*args, **kwargs)
        if self.kind not in LISTED or any(form.errors for form in self.forms):
            return
        written = [form for form in self.forms if not self._should_delete_form(form)]
        problems = [*wrong_with_options([form.cleaned_data["text"] for form in written])]
        if problems:
            raise ValidationError(problems)


class QuestionForm(StaffForm):
    """A question of the bank, with what its kind needs."""

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        before = self.initial.get("kind")
        if self.instance.pk and kind != before and was_published(self.instance):
            raise ValidationError(
                _(
                    "This was published as “%(kind)s”, and its answers are kept that way. "
                    "Choose that again, or make a new question."
                )
                % {"kind": KINDS[Kind(before)]}
            )
        return kind

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        kind = data.get("kind", "")
        if "options" in self.formsets:
            self.formsets["options"].kind = kind
        for field, problem in wrong_with_words(kind, data):
            self.add_error(field, problem)
        return data


class NewQuestionForm(InOurWords, forms.ModelForm[Question]):
    """A new question in the chooser: its options are lines of one field."""

    options = forms.CharField(
        label=gettext_lazy("Options"),
        required=False,
        help_text=gettext_lazy(
            "One a line. End a line with … if she may add words of her own: Something else…"
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("text", "kind", "options", "low", "high", "body", "hint", "content_note")

    class Meta:
        model = Question
        fields = ("text", "kind", "low", "high", "body", "hint", "content_note")
        widgets = {"body": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = Kind.LONG_TEXT.value
        for name, kinds in KINDS_OF_FIELD.items():
            rule = json.dumps({"kind": sorted(kinds)})
            self.fields[name].rule = rule  # type: ignore[attr-defined]  # for the template

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind", "")
        for field, problem in wrong_with_words(kind, data):
            self.add_error(field, problem)
        if bank().filter(text__iexact=data.get("text", ""), kind=kind).exists():
            self.add_error(
                "text",
                _(
                    "The bank has this question already. Choose it under “From the bank”, so that "
                    "answers can be compared, or word this one differently."
                ),
            )
        if kind in LISTED:
            options = [text for text, _more in read_options(data.get("options", ""))]
            for problem in wrong_with_options(options):
                self.add_error("options", problem)
        return data

    @transaction.atomic
    def save(self, commit: bool = True) -> Question:
        """The question in the language that questions are written in, with its options."""
        question: Question = super().save(commit=False)
        question.locale = Locale.get_default()
        question.save()
        listed = self.cleaned_data["kind"] in LISTED
        lines = read_options(self.cleaned_data["options"]) if listed else []
        for place, (text, more) in enumerate(lines):
            QuestionOption.objects.create(
                question=question,
                text=text,
                more=more,
                sort_order=place,
                locale=question.locale,
            )
        return question
