"""What a page was filled with, as it is carried in a hidden field of the page itself."""

import json
from typing import Any

from django import forms
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder

from core.meanwhile.blocks import as_data

Json = dict[str, Any]
SHOWN = "shown"
NOT_OURS = {"id", "ORDER", "DELETE", SHOWN}
_SALT = "shown"


class ShownField(forms.CharField):
    """Never a change by itself."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class CarriesShown:
    """A form that carries what it was filled with, once there is something to change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if getattr(getattr(self, "instance", True), "pk", True) is not None:
            carry(self)  # type: ignore[arg-type]


def carry(form: forms.BaseForm) -> None:
    """Let the page of this form carry what it shows."""
    form.fields[SHOWN] = ShownField()
    if not form.is_bound:
        form.initial[SHOWN] = written(snapshot(form))


def snapshot(form: forms.BaseForm) -> Json:
    """The values of an unbound form: {"fields": {name: value}, "rows": {prefix: [row]}}.

    A row is a form of a formset: its values with "id", and "called", its words for a sentence.
    """
    formsets = getattr(form, "formsets", {})
    found = {"fields": _values(form), "rows": {}}
    for formset in formsets.values():
        found["rows"][formset.prefix] = [
            _values(row) | {"id": row.instance.pk, "called": str(row.instance)}
            for row in formset.initial_forms
        ]
    plain: Json = json.loads(json.dumps(found, cls=DjangoJSONEncoder))
    return plain


def _values(form: forms.BaseForm) -> Json:
    """No file: one that is stored stays unless she chooses another."""
    return {
        name: as_data(form[name].value())
        for name, field in form.fields.items()
        if is_kept(name, field)
    }


def is_kept(name: str, field: forms.Field) -> bool:
    """Whether a field holds something of its own that a page can carry."""
    return name not in NOT_OURS and not isinstance(field, forms.FileField)


def written(shown: Json) -> str:
    """As the hidden field holds it: signed, since it comes back from a browser."""
    return signing.dumps(shown, salt=_SALT, compress=True)


def read(sent: str) -> Json | None:
    """What the page was filled with; None where that can't be told."""
    try:
        found: Json = signing.loads(sent, salt=_SALT)
    except signing.BadSignature:
        return None
    return found
