"""Forms of a pack on which nobody saves over what she has not seen (decision 0012).

The view holds the pack before it asks, so of two posts at one moment the second is the one told.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import QueryDict

from core.meanwhile.merging import meanwhile
from core.meanwhile.shown import SHOWN, read
from core.meanwhile.values import in_words, posted_value, touched
from insights.models import ReviewPack


def hold(pack: ReviewPack) -> ReviewPack:
    """The pack as it is now, held until the transaction ends."""
    return ReviewPack.objects.select_for_update().get(pk=pack.pk)


def guarded(make_form: Callable[[Any], Any], posted: QueryDict) -> Any:
    """The form as she posted it. If somebody saved since her page was opened it is not to be saved:
    it has `meanwhile`, sentences that say so, and `stands`, texts of the fields that both changed.

    `make_form` makes it of what is stored now; of a new row, which carries nothing, as posted.
    """
    now = make_form(None)
    found = meanwhile(now, posted) if SHOWN in now.fields else None
    if found is None:
        return make_form(posted)
    form = make_form(found.data)
    form.meanwhile = found.sentences
    form.stands = _stands(now, posted)
    return form


def _stands(now: forms.BaseForm, posted: QueryDict) -> list[tuple[str, str]]:
    """Label and whole stored text of each field that both changed, to copy from."""
    shown = read(posted.get(SHOWN, ""))
    stands = []
    for name, field in now.fields.items():
        hers, stored = posted_value(field, posted, name), now[name].value()
        before = shown["fields"].get(name) if shown else None
        both = shown is None or (touched(field, before, hers) and touched(field, before, stored))
        if name != SHOWN and both and touched(field, stored, hers):
            stands.append((str(field.label or name), in_words(field, stored)))
    return stands
