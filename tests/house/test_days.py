"""No staff form asks for a day with a picker that makes today of what it can't read."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from wagtail.admin.panels import get_edit_handler
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from core.day_fields import DayField, DayInput, MomentField
from tests.house.paths import ROOT

OURS = ("core", "accounts", "consultations", "feedback", "insights")
PICKERS = (AdminDateInput, AdminDateTimeInput)


def of_our_models() -> Iterator[Any]:
    """The form of every page and every snippet that is edited in Wagtail."""
    for model in apps.get_models():
        if model.__module__.split(".")[0] not in OURS:
            continue
        if issubclass(model, Page):
            yield get_edit_handler(model).get_form_class()
        elif model in get_snippet_models():
            yield model.snippet_viewset.edit_view_class(  # type: ignore[attr-defined]
                **model.snippet_viewset.get_edit_view_kwargs()  # type: ignore[attr-defined]
            ).panel.get_form_class()


def of_our_own() -> Iterator[Any]:
    """Every form class that is written in the house, once all screens are loaded."""
    from django.urls import get_resolver

    get_resolver().reverse_dict  # noqa: B018  # loads the views, and with them their forms
    waits = [forms.BaseForm]
    while waits:
        kind = waits.pop()
        waits += kind.__subclasses__()
        if kind.__module__.split(".")[0] in OURS:
            yield kind


def fields_of(form: Any) -> Iterator[tuple[str, forms.Field]]:
    yield from getattr(form, "base_fields", {}).items()
    for formset in getattr(form, "formsets", {}).values():
        yield from fields_of(formset.form)


@pytest.mark.django_db
def test_every_day_is_asked_for_in_a_plain_field() -> None:
    found = {
        f"{form.__module__}.{form.__name__}.{name}": field
        for form in {*of_our_models(), *of_our_own()}
        for name, field in fields_of(form)
        if isinstance(field, (forms.DateField, forms.DateTimeField))
    }
    wrong = {
        name
        for name, field in found.items()
        if isinstance(field.widget, PICKERS) or not isinstance(field, (DayField, MomentField))
    }
    assert not wrong
    ways = {name.rpartition(".")[2] for name in found}
    assert {"closes_on", "go_live_at", "told_on", "checked_on", "due_on", "review_on"} <= ways


def test_no_file_of_ours_names_a_picker() -> None:
    named = {
        str(path.relative_to(ROOT))
        for top in ("site", "consultations", "feedback", "insights")
        for path in (ROOT / top).rglob("*.py")
        if any(f"{picker.__name__}" in path.read_text() for picker in PICKERS)
    }
    assert not named


@pytest.mark.parametrize("picker", PICKERS)
def test_a_field_with_the_picker_is_found(picker: Any) -> None:
    class Wrong(forms.Form):
        day = forms.DateField(widget=picker)

    (found,) = [field for _, field in fields_of(Wrong)]
    assert isinstance(found.widget, PICKERS)
    assert not isinstance(DayField().widget, PICKERS)
    assert isinstance(DayField().widget, DayInput)
