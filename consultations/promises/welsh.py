"""Words of promises that are not in Welsh yet: a translator may come later than the promise. What
was written stands, in either language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.models import ConsultationPage, Move, PageChange, Promise
from consultations.our_words import require_our_words
from consultations.promises.permissions import require_editor


@dataclass(frozen=True)
class Untold:
    """Words in English alone. `name` tells them from all others."""

    row: Promise | Move | PageChange
    column: str

    @property
    def name(self) -> str:
        return f"{self.row._meta.model_name}-{self.row.pk}-{self.column}"

    @property
    def english(self) -> str:
        words: str = getattr(self.row, self.column)
        return words

    @property
    def longest(self) -> int:
        most: int = self.row._meta.get_field(f"{self.column}_cy").max_length or 0  # type: ignore[union-attr]
        return most


def untold(consultation: ConsultationPage) -> list[Untold]:
    """What everyone reads of these promises that nobody has written in Welsh."""
    source = consultation.source
    found = [
        *(Untold(row, name) for row in source.promises.all() for name in ("what", "how")),
        *(Untold(row, "because") for row in source.moves.all()),
        *(Untold(row, "because") for row in source.page_changes.all()),
    ]
    return [one for one in found if one.english and not getattr(one.row, f"{one.column}_cy")]


@transaction.atomic
def write_welsh(*, consultation: ConsultationPage, by: Any, words: Mapping[str, str]) -> int:
    """Write what is missing, by its name; returns how much was. Where somebody wrote it meanwhile,
    theirs stands. Raises PermissionDenied and NotOurWords."""
    source = consultation.source
    require_editor(by, source)
    texts = {_("The Welsh of “%(words)s”") % {"words": one.english}: one for one in untold(source)}
    require_our_words(source, {label: words.get(one.name, "") for label, one in texts.items()})
    written = 0
    for one in untold(source):
        welsh = words.get(one.name, "").strip()
        if welsh:
            column = f"{one.column}_cy"
            still = type(one.row)._default_manager.filter(pk=one.row.pk, **{column: ""})
            written += still.update(**{column: welsh})
    if written:
        log(instance=source, action="promises.welsh", user=by)
    return written
