"""How staff write a day: in a plain field, that no script fills in.

Wagtail's picker makes today of what it can't read, when the field is left (decision 0051). Here
what was typed stays, and gets a message.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.panels import FieldPanel, PublishingPanel

from core.days import read_day, read_moment


class DayInput(forms.DateInput):
    """Shows `5 December 2026`, which nobody reads as the 12th of May."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off"} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        return date_format(value, "j F Y") if isinstance(value, date) else value


class MomentInput(forms.DateTimeInput):
    """The same, with the time."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off"} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        return date_format(value, "j F Y H:i") if isinstance(value, datetime) else value


class DayField(forms.DateField):
    """A day, written as people here write it."""

    widget = DayInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Write a day, such as 5 December 2026."),
        "invalid": _("This is not a day. Write it as 5 December 2026, or 5/12/2026."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = self.help_text or _("Such as 5 December 2026, or 5/12/2026.")

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        day = read_day(str(value))
        if day is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class MomentField(forms.DateTimeField):
    """A day and a time of it, here."""

    widget = MomentInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Write a day and a time, such as 5 December 2026 9:30."),
        "invalid": _(
            "This is not a day with a time. Write it as 5 December 2026 9:30, or 5/12/2026 9:30."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = self.help_text or _("Such as 5 December 2026 9:30.")

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values or isinstance(value, datetime):
            return super().to_python(value)
        moment = read_moment(str(value))
        if moment is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return from_current_timezone(moment)

    def prepare_value(self, value: Any) -> Any:
        return timezone.localtime(value) if isinstance(value, datetime) else value


def schedule_panel() -> PublishingPanel:
    """Wagtail's schedule of a page, with fields of ours: its own would publish at once what
    somebody wrote as “31/02/2027 9:00”."""
    heard = {
        "data-controller": "w-action",
        "data-action": "w-dialog:hidden->w-action#reset",
        "data-w-dialog-target": "notify",
    }
    names = ("go_live_at", "expire_at")
    return PublishingPanel(children=[FieldPanel(n, widget=MomentInput(heard)) for n in names])


def use_everywhere() -> None:
    """For ready(): every panel of a page or a snippet asks for its days like this."""
    days: dict[str, object] = {"form_class": DayField, "widget": DayInput}
    register_form_field_override(models.DateField, override=days)
    moments: dict[str, object] = {"form_class": MomentField, "widget": MomentInput}
    register_form_field_override(models.DateTimeField, override=moments)
