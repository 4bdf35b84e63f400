"""Three versions of a page laid together: as she was shown it, as she posted it, as it is stored.

What only the other person changed is taken over; what both changed stays as she typed it. Nothing
is decided here: the page shows the outcome and says what happened, and she saves it or not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from core.meanwhile.rows import Rows
from core.meanwhile.shown import SHOWN, Json, read, snapshot, written
from core.meanwhile.values import changed_sentence, posted_value, put, touched


@dataclass(frozen=True)
class Meanwhile:
    """Somebody else saved meanwhile: what the page should hold now, and what she changed."""

    data: QueryDict
    sentences: list[str]


def meanwhile(now: forms.BaseForm, posted: QueryDict) -> Meanwhile | None:
    """None if what is stored is what the page had shown. `now` is the form, unbound, as stored."""
    shown, stored = read(posted.get(SHOWN, "")), snapshot(now)
    if shown == stored:
        return None
    data = posted.copy()
    data[SHOWN] = written(stored)
    if shown is None or {*shown["rows"]} != {*stored["rows"]}:
        sentences = [_("This page is too old to tell what changed since you opened it.")]
        shown = stored
    else:
        sentences = []
    sentences += _fields(now, shown["fields"], stored["fields"], data)
    for formset in getattr(now, "formsets", {}).values():
        rows = Rows(formset, shown["rows"][formset.prefix], stored["rows"][formset.prefix], data)
        sentences += rows.merge()
    return Meanwhile(data, sentences)


def _fields(form: forms.BaseForm, shown: Json, stored: Json, data: QueryDict) -> Iterator[str]:
    for name, field in form.fields.items():
        key = form.add_prefix(name)
        if name in shown:
            yield from merge_value(field, key, "", shown[name], stored[name], data)
        elif name in stored and (what := called(form, name, shown)):
            put(data, key, field, stored[name])
            yield _("“%(what)s” is new here.") % {"what": what}
        elif name in stored:
            put(data, key, field, stored[name])
    for name in [name for name in shown if name not in form.fields]:
        yield from _gone(form, name, shown, data)


def _gone(form: forms.BaseForm, name: str, shown: Json, data: QueryDict) -> Iterator[str]:
    """A field that the page had and has no longer: what she typed there is told, to copy it."""
    what, typed = called(form, name, shown), data.get(form.add_prefix(name), "")
    if what and typed and typed.replace("\r\n", "\n") != str(shown[name] or ""):
        told = _("“%(what)s” is no longer here. You had written there: “%(typed)s”.")
        yield told % {"what": what, "typed": typed}
    elif what:
        yield _("“%(what)s” is no longer here.") % {"what": what}


def called(form: forms.BaseForm, name: str, shown: Json) -> str:
    """A field for a sentence; empty where nothing is said of it. A form may know better words."""
    words = getattr(form, "called", None)
    if words is not None:
        return str(words(name, shown))
    field = form.fields.get(name)
    return str(field.label or name) if field else name


def merge_value(
    field: forms.Field, key: str, called: str, shown: Any, stored: Any, data: QueryDict
) -> Iterator[str]:
    """Take over what only the other person changed; say what she did and what stands now."""
    if shown == stored:
        return
    sentence = changed_sentence(field, called, shown, stored)
    if not touched(field, shown, posted_value(field, data, key)):
        put(data, key, field, stored)
        yield sentence
    elif touched(field, stored, posted_value(field, data, key)):
        yield sentence + " " + _("You changed it too: yours stands on this page.")
