"""Forms in which an administrator names leads and writes down what an area has agreed."""

from typing import Any

from django import forms

from accounts.permissions import people_who_may
from core.day_fields import DayField, DayInput
from core.models import Area
from feedback.review.duty.models import LeadPeriod, RoomRules
from feedback.review.duty.services import TURNED
from feedback.review.permissions import DECIDE


class PeriodForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who leads or stands in, from when to when, and how to reach her."""

    class Meta:
        model = LeadPeriod
        fields = ("person", "part", "first_day", "last_day", "reach")
        widgets = {"part": forms.RadioSelect, "first_day": DayInput, "last_day": DayInput}
        field_classes = {"first_day": DayField, "last_day": DayField}

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.area = area
        self.fields["person"].queryset = people_who_may(DECIDE, area)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:  # here too, so that it stands at its field
            self.add_error("last_day", TURNED)
        return data


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """The daily limit, the promise for urgent ones, and the words after hard reading."""

    class Meta:
        model = RoomRules
        fields = ("most_a_day", "urgent_hours", "debrief")
        widgets = {"debrief": forms.Textarea(attrs={"rows": 6})}
