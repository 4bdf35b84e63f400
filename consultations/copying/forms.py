"""What is asked before a consultation is copied: its title, and its days."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models import ConsultationPage
from core.day_fields import DayField
from core.months import months_after

DAYS = ("opens_on", "closes_on", "reply_by")


class CopyConsultationForm(forms.Form):
    """Filled with the days of the last one, moved on by a year, or as many as lie in between."""

    title = forms.CharField(label=_("Title"), max_length=255)
    opens_on = DayField(label=_("Opens on"))
    closes_on = DayField(label=_("Closes at the end of"))
    reply_by = DayField(label=_("Reply promised by"))

    def __init__(self, *args: Any, consultation: ConsultationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = _a_year_on(consultation)

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"].strip()
        return title

    def tell(self, error: ValidationError) -> None:
        """Show what the consultation itself refuses, beside the field that it is about."""
        for name, errors in getattr(error, "error_dict", {NON_FIELD_ERRORS: [error]}).items():
            self.add_error(name if name in self.fields else None, errors)


def _a_year_on(page: ConsultationPage) -> dict[str, Any]:
    years = 1
    while months_after(page.opens_on, 12 * years) < timezone.localdate():
        years += 1
    days = {name: months_after(getattr(page, name), 12 * years) for name in DAYS}
    return {"title": page.title, **days}
