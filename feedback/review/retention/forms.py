"""What is asked on the screens of retention."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.day_fields import DayField
from feedback.models import Form
from feedback.review.retention.kinds import LONGEST, PER_FORM, in_words
from feedback.review.retention.screens import forms_for


class PeriodsForm(forms.Form):
    """One number for each kind that may have a period of its own; empty is the default."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in PER_FORM:
            self.fields[kind.name] = forms.IntegerField(
                label=str(kind.label),
                required=False,
                min_value=1,
                max_value=LONGEST[kind.unit],
                help_text=_("In %(unit)s. Empty: %(default)s, from %(since)s.")
                % {
                    "unit": kind.unit.value,
                    "default": in_words(kind.length, kind.unit),
                    "since": kind.since,
                },
            )


def _to_come(day: date | None) -> None:
    if day is not None and day < timezone.localdate():
        raise ValidationError(_("Choose a day from today on."))


class HoldForm(forms.Form):
    """Why, and until when. Placed on a form, or on a case that the page knows already."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Such as a court order or a complaint, with its reference. No words of hers."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
        error_messages={"required": _("Write why.")},
    )
    review_on = DayField(
        label=_("Look at it again on"),
        required=False,
        validators=[_to_come],
        help_text=_("It holds on after that day until somebody lifts it."),
    )
    ends_on = DayField(
        label=_("Or: ends by itself after"),
        required=False,
        validators=[_to_come],
    )

    def __init__(self, *args: Any, user: User, on_case: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not on_case:
            field: forms.ModelChoiceField[Form] = forms.ModelChoiceField(
                label=_("Form"),
                queryset=forms_for(user),
                error_messages={"required": _("Choose a form.")},
            )
            self.fields = {"form": field, **self.fields}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        asked = {"review_on", "ends_on"}
        if not asked & set(self.errors) and not any(values.get(name) for name in asked):
            self.add_error(
                "review_on", _("Give a day to look at it again, or one on which it ends.")
            )
        return values


class LiftForm(forms.Form):
    """Why the schedule goes on."""

    because = forms.CharField(
        label=_("Why it is lifted"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
        error_messages={"required": _("Write why it is lifted.")},
    )
