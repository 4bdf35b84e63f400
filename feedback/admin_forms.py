"""What an editor fills in to build a form, and what is refused before it is saved."""

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import ORDERING_FIELD_NAME
from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.forms import BaseChildFormSet

from consultations.models import ConsultationPage
from core.staff_forms import InOurWords, StaffForm, StaffRow
from feedback.building.choosers import KnownChoice
from feedback.building.permissions import areas_of
from feedback.building.rules import RULE, asked_about, broken
from feedback.building.selectors import consultations_of, free_address, words_by_key
from feedback.definitions import describe
from feedback.models import Form, Question

# What an address must not tell somebody who looks at her browser's history.
TELLING = frozenset(
    [
        "abuse",
        "abuser",
        "assault",
        "children",
        "court",
        "crime",
        "custody",
        "domestic",
        "drug",
        "drugs",
        "feedback",
        "jail",
        "mental",
        "offence",
        "offender",
        "police",
        "prison",
        "prisoner",
        "probation",
        "rape",
        "refuge",
        "release",
        "sex",
        "sexual",
        "trauma",
        "victim",
        "violence",
        "voices",
        "wing",
        "woman",
        "women",
    ]
)


def neutral(slug: str) -> str:
    """The address, if it tells nothing. Raises ValidationError with the word that tells."""
    telling = TELLING & set(slug.lower().replace("_", "-").split("-"))
    if telling:
        raise ValidationError(
            _("Leave out “%(word)s”: the address stands in her browser's history. Try form-3.")
            % {"word": sorted(telling)[0]}
        )
    return slug


class ConsultationField(forms.ModelChoiceField[ConsultationPage]):
    """One of the consultations of her areas, the one that closes last first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=ConsultationPage.objects.none(),
            label=gettext_lazy("Consultation"),
            empty_label=gettext_lazy("Choose a consultation"),
            error_messages={
                "invalid_choice": gettext_lazy("Choose a consultation of one of your areas.")
            },
            **kwargs,
        )

    def offer(self, user: Any) -> None:
        """Only what this person may build forms for."""
        self.queryset = consultations_of(areas_of(user)).select_related("area")

    def label_from_instance(self, obj: Any) -> str:
        """Last year's and this year's may have one title."""
        closes = date_format(obj.closes_on, "j F Y")
        return _("%(title)s (%(area)s, closes %(day)s)") % {
            "title": obj.title,
            "area": obj.area.name,
            "day": closes,
        }


class FormForm(StaffForm):
    """A form for a consultation of one of her areas, at an address that tells nothing."""

    consultation = ConsultationField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["consultation"]
        assert isinstance(field, ConsultationField)
        field.offer(self.for_user)
        if not self.instance.pk:
            self.initial.setdefault("slug", free_address())

    def clean_slug(self) -> str:
        return neutral(self.cleaned_data["slug"])

    def clean_consultation(self) -> Any:
        consultation = self.cleaned_data["consultation"]
        moved = self.instance.pk and self.instance.consultation_id != consultation.pk
        if moved and self.instance.versions.exists():
            raise ValidationError(
                _("Women have been asked these questions here: copy the form for another one.")
            )
        return consultation


class CopyForm(InOurWords, forms.ModelForm[Form]):
    """Where a copy goes and what it is called."""

    consultation = ConsultationField()

    class Meta:
        model = Form
        fields = ("title", "consultation", "slug")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["consultation"]
        assert isinstance(field, ConsultationField)
        field.offer(user)
        self.initial.setdefault("slug", free_address())

    def clean_slug(self) -> str:
        return neutral(self.cleaned_data["slug"])


# -- Questions in order, with the choices that open them


class RuleWidget(forms.Textarea):
    """The rule as JSON, over which script draws tick boxes in words."""

    template_name = "feedback/admin/rule.html"

    class Media:
        js = ("feedback/building.js",)
        css = {"all": ("feedback/building.css",)}

    def format_value(self, value: Any) -> str:
        return value if isinstance(value, str) else json.dumps(value or [])

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return context | {"choices_url": reverse_lazy("question_choices")}

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""  # the boxes have a legend; what holds the JSON is never seen


class RuleField(forms.Field):
    """Which choices open a question: a list of "question:option"."""

    widget = RuleWidget
    default_error_messages = {
        "unreadable": gettext_lazy("This rule can't be read. Choose the answers again.")
    }

    def to_python(self, value: Any) -> list[str]:
        try:
            rules = json.loads(value or "[]") if isinstance(value, str) else value or []
        except ValueError:
            rules = None
        if not isinstance(rules, list) or not all(_is_rule(rule) for rule in rules):
            raise ValidationError(self.error_messages["unreadable"])
        return sorted(set(rules))


def _is_rule(rule: object) -> bool:
    return isinstance(rule, str) and RULE.fullmatch(rule) is not None


class PlaceForm(StaffRow):
    """A question in a form, and when it is asked."""

    show_if = RuleField(required=False, label=gettext_lazy("When it is asked"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].error_messages["required"] = _("Choose a question for this row.")
        if self.instance.pk and "question" in self.instance._state.fields_cache:
            self.fields["question"].widget.chosen = self.instance.question

    def _get_validation_exclusions(self) -> set[str]:
        """Whether the question exists was asked when it was read: not again for each row."""
        return {*super()._get_validation_exclusions(), "question"}


class PlacesFormSet(BaseChildFormSet):
    """The questions in order: each once, each rule about a question above it."""

    def __init__(self, *args: Any, instance: Form | None = None, **kwargs: Any) -> None:
        if instance is not None and kwargs.get("queryset") is None:
            kwargs["queryset"] = instance.questions.select_related("question")
        super().__init__(*args, instance=instance, **kwargs)

    @cached_property
    def posted_questions(self) -> dict[str, Question]:
        """The questions of all rows, read at once."""
        names = [f"{self.add_prefix(n)}-question" for n in range(self.total_form_count())]
        keys = [self.data.get(name, "") for name in names] if self.is_bound else []
        found = Question.objects.in_bulk([key for key in keys if key.isdecimal()])
        return {str(pk): question for pk, question in found.items()}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        standing = {str(place.pk): place for place in self.get_queryset()}
        form.fields["id"] = KnownChoice(
            queryset=self.get_queryset(),
            initial=form.fields["id"].initial,
            required=False,
            widget=forms.HiddenInput,
        )
        form.fields["id"].known = standing
        form.fields["question"].known = self.posted_questions

    def clean(self, *args: Any, **kwargs: Any) -> None:
        super().clean(*args, **kwargs)
        rows = list(self._rows())
        described = describe([form.cleaned_data["question"] for form in rows])
        seen: set[str] = set()
        for form, question in zip(rows, described, strict=True):
            question["show_if"] = form.cleaned_data.get("show_if", [])
            if question["key"] in seen:
                form.add_error("question", _("This question is in the form twice. Delete one."))
            seen.add(question["key"])
        elsewhere = words_by_key(asked_about(described)) if asked_about(described) else {}
        for place, why in broken(described, elsewhere):
            rows[place].add_error("show_if", why)

    def _rows(self) -> Iterator[Any]:
        """Rows with a question that stay, in the order in which they will stand."""
        stay = [form for form in self.forms if not self._should_delete_form(form)]
        with_question = [form for form in stay if _question(form)]
        yield from sorted(with_question, key=lambda f: f.cleaned_data.get(ORDERING_FIELD_NAME) or 0)


def _question(form: Any) -> Question | None:
    found: Question | None = getattr(form, "cleaned_data", {}).get("question")
    return found
