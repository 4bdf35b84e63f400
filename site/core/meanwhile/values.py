"""One value of a page: whether she changed it, how it is posted, how a sentence names it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.blocks.base import BlockField

from core.meanwhile.blocks import is_same, put_blocks

LONGEST = 200  # characters of a value in a sentence
BEFORE = 40  # characters that are shown before the place where two long texts part


def touched(field: forms.Field, shown: Any, posted: Any) -> bool:
    """Whether what she posted differs from what the page showed her."""
    if isinstance(field, BlockField):
        return not is_same(shown, posted)
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
    if isinstance(field, BlockField):
        put_blocks(data, name, field.block, value)
    elif isinstance(field, forms.BooleanField):
        data.pop(name, None)
        if value:
            data[name] = "on"
    elif isinstance(field, forms.MultipleChoiceField):
        data.setlist(name, [str(one) for one in value or []])
    elif isinstance(value, list):
        data[name] = str(field.widget.format_value(value))
    else:
        data[name] = "" if value is None else str(value)


def in_words(field: forms.Field, value: Any) -> str:
    """A value, whole; empty where it can't be said in words."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, forms.MultipleChoiceField):
        choices: Any = field.choices
        names = {str(key): str(name) for key, name in choices}
        value = "; ".join(names.get(str(one), str(one)) for one in value or [])
    if isinstance(value, list):
        return ""
    if isinstance(field, forms.ModelChoiceField) and value not in (None, ""):
        found = field.queryset.filter(pk=value).first() if field.queryset is not None else None
        return field.label_from_instance(found) if found is not None else ""
    elif isinstance(field, forms.ChoiceField):
        value = dict(field.choices).get(value, value)  # type: ignore[arg-type]
    return str(value or _("nothing"))


def changed_sentence(field: forms.Field, called: str, before: Any, now: Any) -> str:
    """What the other person did to one value."""
    label = str(field.label or "")
    what = f"“{called}”, {label}" if called else label
    was, stands = _apart(in_words(field, before), in_words(field, now))
    if not stands:
        return _("%(what)s was changed.") % {"what": what}
    return _("%(what)s was “%(was)s” and is now “%(now)s”.") % {
        "what": what,
        "was": was,
        "now": stands,
    }


def _apart(was: str, now: str) -> tuple[str, str]:
    """Both short enough for a sentence. Where long texts begin alike, from a little before the
    place where they part: otherwise both would read the same."""
    if max(len(was), len(now)) > LONGEST:
        pairs = enumerate(zip(was, now, strict=False))
        parts = next((at for at, (a, b) in pairs if a != b), min(len(was), len(now)))
        alike = parts - BEFORE
        start = was.rfind(" ", 0, max(alike, 0)) + 1
        if start:
            was, now = f"… {was[start:]}", f"… {now[start:]}"
    return Truncator(was).chars(LONGEST), Truncator(now).chars(LONGEST)
