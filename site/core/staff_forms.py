"""What the forms of our staff screens share: errors in our words, nothing saved unseen."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.meanwhile.shown import CarriesShown


class InOurWords:
    """Each error says which field it is about and what to do.

    A field that says something better about itself (`error_messages`) keeps that.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            _reword(field, capfirst(str(field.label or name.replace("_", " "))))


def _reword(field: forms.Field, label: str) -> None:
    usual = _djangos_words(field)
    for code, words in _words(field, label).items():
        if str(field.error_messages.get(code, "")) == str(usual.get(code, "")):
            field.error_messages[code] = words
    for validator in field.validators:
        length = getattr(validator, "code", "")
        if length == "max_length" and "max_length" not in field.error_messages:
            field.error_messages["max_length"] = _(
                "“%(field)s” has %%(show_value)d characters. Use %%(limit_value)d or fewer."
            ) % {"field": label}


def _djangos_words(field: forms.Field) -> dict[str, Any]:
    """What Django says where nobody said it better."""
    usual: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            usual |= getattr(kind, "default_error_messages", {})
    return usual


def _words(field: forms.Field, label: str) -> dict[str, str]:
    named = {"field": label}
    if isinstance(field, forms.ChoiceField):
        return {
            "required": _("“%(field)s” is open. Choose one.") % named,
            "invalid_choice": _("“%(field)s”: choose one from the list.") % named,
        }
    if isinstance(field, forms.DateField):
        return {
            "required": _("“%(field)s” is empty. Write a day, such as 5 December 2026.") % named,
            "invalid": _("“%(field)s” is not a day. Write it as 5 December 2026, or 5/12/2026.")
            % named,
        }
    if isinstance(field, forms.URLField):
        wrong = _("“%(field)s” is not a web address. Write it whole: https://www.example.org/")
        empty = _("“%(field)s” is empty. Write a web address: https://www.example.org/")
        return {"required": empty % named, "invalid": wrong % named}
    if isinstance(field, forms.IntegerField):
        return {
            "required": _("“%(field)s” is empty. Write a number.") % named,
            "invalid": _("“%(field)s” is not a number. Write it in digits, such as 20.") % named,
        }
    if isinstance(field, forms.SlugField):
        wrong = _("“%(field)s”: use letters, digits and hyphens alone, such as form-3.")
        return {"required": _("“%(field)s” is empty. Write one, such as form-3.") % named} | {
            "invalid": wrong % named
        }
    return {"required": _("“%(field)s” is empty. Write it here.") % named}


class StaffForm(CarriesShown, InOurWords, WagtailAdminModelForm):
    """A thing that staff edit."""


class StaffRow(InOurWords, WagtailAdminModelForm):
    """A row of such a thing, such as an option of a question."""
