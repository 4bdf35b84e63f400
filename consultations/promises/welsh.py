"""Words of promises that are not in Welsh yet: a translator may come later than the promise. What
was written stands, in either language."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.search import index

from consultations.accessible.models import Translated
from consultations.accessible.services import make_large_print, mark_of
from consultations.models import ConsultationPage, Move, PageChange, Promise
from consultations.our_words import require_our_words
from consultations.promises import holding
from consultations.promises.permissions import require_editor
from consultations.stages.changed import OF_WORDS

WELSH = "cy"
IN_ITS_MARK = (*OF_WORDS, PageChange.About.INVOLVEMENT)


@dataclass(frozen=True)
class Untold:
    """Words in English alone. `name` tells them from all others; `into`: where the Welsh goes, and
    what stands there until then."""

    row: Promise | Move | PageChange | ConsultationPage
    column: str
    english: str
    into: str
    until: str = ""

    @property
    def name(self) -> str:
        return f"{self.row._meta.model_name}-{self.row.pk}-{self.column}"

    @property
    def longest(self) -> int | None:
        most: int | None = self.row._meta.get_field(self.into).max_length  # type: ignore[union-attr]
        return most

    def write(self, welsh: str) -> int:
        """Write it, where nobody else did meanwhile; how many rows that were."""
        still = type(self.row)._default_manager.filter(pk=self.row.pk, **{self.into: self.until})
        return int(still.update(**{self.into: welsh}))


def untold(consultation: ConsultationPage) -> list[Untold]:
    """What everyone reads of these promises that nobody has written in Welsh."""
    source = consultation.source
    changes = list(source.page_changes.all())
    found = [
        *(_beside(row, name) for row in source.promises.all() for name in ("what", "how")),
        *(_beside(row, "because") for row in source.moves.all()),
        *(_beside(row, "because") for row in changes),
        *(_beside(row, "said") for row in changes if row.about in OF_WORDS),
    ]
    missing = [one for one in found if one.english and not getattr(one.row, one.into)]
    return [*missing, *_untold_on_the_page(source)]


def _beside(row: Promise | Move | PageChange, column: str) -> Untold:
    return Untold(row, column, getattr(row, column), f"{column}_cy")


def _untold_on_the_page(source: ConsultationPage) -> list[Untold]:
    """What was changed in the open, and stands in English on the Welsh page: no translation of the
    page writes it any more (promises.holding)."""
    twin = source.get_translations().filter(locale__language_code=WELSH).first()
    changed = holding.changed_on(source) if twin else set()
    said = [(name, getattr(source, name)) for name in holding.IN_WORDS if name in changed]
    return [
        Untold(twin, name, english, into=name, until=english)
        for name, english in said
        if english and getattr(twin, name) == english
    ]


@transaction.atomic
def write_welsh(*, consultation: ConsultationPage, by: Any, words: Mapping[str, str]) -> int:
    """Write what is missing, by its name; returns how much was. Where somebody wrote it meanwhile,
    theirs stands. Raises PermissionDenied and NotOurWords."""
    source = consultation.source
    require_editor(by, source)
    texts = {_("The Welsh of “%(words)s”") % {"words": one.english}: one for one in untold(source)}
    require_our_words(source, {label: words.get(one.name, "") for label, one in texts.items()})
    written = [
        one
        for one in untold(source)
        if (welsh := words.get(one.name, "").strip()) and one.write(welsh)
    ]
    if any(isinstance(one.row, ConsultationPage) for one in written):
        renew(source, source.get_translations().get(locale__language_code=WELSH))
    if written:
        log(instance=source, action="promises.welsh", user=by)
    return len(written)


def renew(source: ConsultationPage, page: ConsultationPage) -> None:
    """After Welsh was written on a page, which an update tells nobody about: what is made of its
    words, and whether it says now what the English says."""
    kept = Translated.objects.filter(page=page).exclude(older_since=None).first()
    if kept and not _untold_on_the_page(source) and _has_only_changed(source, kept.text_mark):
        Translated.objects.filter(pk=kept.pk).update(text_mark=mark_of(source), older_since=None)
    if page.live:
        make_large_print(page=page)
    index.insert_or_update_object(page)


def _has_only_changed(source: ConsultationPage, mark: str) -> bool:
    """Whether the English with this mark is parted from today's by nothing but what was changed in
    the open: what was said before is put back, the newest first, until it is that text."""
    was = copy(source)
    for change in source.page_changes.filter(about__in=IN_ITS_MARK).exclude(said="").reverse():
        setattr(was, change.about, change.said)
        if mark_of(was) == mark:
            return True
    return False
