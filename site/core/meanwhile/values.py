"""One value of a page: whether she changed it, how it is posted, how a sentence names it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _

LONGEST = 200  # characters of a value in a sentence


def touched(field: forms.Field, shown: Any, posted: Any) -> bool:
    """Whether what she posted differs from what the page showed her."""
    if isinstance(posted, str):
        posted = posted.replace("\r\n", "\n")
    if not isinstance(field, forms.ModelChoiceField):
        try:
            shown = field.to_python(shown)
        except ValidationError:
            return True
    changed: bool = field.has_changed(shown, posted)
    return changed


def posted_value(field: forms.Field, data: QueryDict, name: str) -> Any:
    """What she posted under this name."""
    return field.widget.value_from_datadict(data, {}, name)


def put(data: QueryDict, name: str, field: forms.Field, value: Any) -> None:
    """Write a value into posted data as a browser would."""
    if isinstance(field, forms.BooleanField):
        data.pop(name, None)
        if value:
            data[name] = "on"
    elif isinstance(value, list):
        data[name] = str(field.widget.format_value(value))
    else:
        data[name] = "" if value is None else str(value)


def in_words(field: forms.Field, value: Any) -> str:
    """A value for a sentence; empty where it can't be said in words."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ""
    if isinstance(field, forms.ModelChoiceField) and value not in (None, ""):
        found = field.queryset.filter(pk=value).first() if field.queryset is not None else None
        return field.label_from_instance(found) if found is not None else ""
    if isinstance(field, forms.ChoiceField):
        value = dict(field.choices).get(value, value)  # type: ignore[arg-type]
    return Truncator(str(value or _("nothing"))).chars(LONGEST)


def changed_sentence(field: forms.Field, called: str, before: Any, now: Any) -> str:
    """What the other person did to one value."""
    label = str(field.label or "")
    what = f"“{called}”, {label}" if called else label
    was, stands = in_words(field, before), in_words(field, now)
    if not stands:
        return _("%(what)s was changed.") % {"what": what}
    return _("%(what)s was “%(was)s” and is now “%(now)s”.") % {
        "what": what,
        "was": was,
        "now": stands,
    }
