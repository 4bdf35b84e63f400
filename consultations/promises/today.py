"""How many promises are late or due soon, on the first screen. Which they are stands below, in a
panel of its own."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import ngettext

from core.today import Line


def due_promises(user: Any) -> Iterator[Line]:
    """Promises that she can do something about."""
    from consultations.promises.due import due_for
    from consultations.promises.permissions import DOERS

    names = {name for names in DOERS.values() for name in names}
    if not any(user.has_perm(name) for name in names):
        return
    if number := len(due_for(user)):
        words = ngettext("%(n)s promise is due", "%(n)s promises are due", number)
        yield Line(words % {"n": number}, "#due-promises")
