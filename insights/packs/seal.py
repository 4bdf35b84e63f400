"""A seal of a draft as it was shown: who signs or gives it signs what she had before her.

A hash of the rows that an edition is worked out from; nothing of them can be read in it.
"""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils.translation import gettext as _

from consultations.bodies.selectors import standing_answers
from insights.findings.concluded import conclusions_of
from insights.models import FindingQuote, ReviewPack
from insights.packs.selectors import counted_in
from insights.rigour.quiet import decided_voices
from insights.selectors.progress import theming_of

OF_PAGE = (
    *("title", "purpose", "journey_stage", "considered"),
    *("opens_on", "closes_on", "reply_by"),
)
WORDS = ("summary", "missing_voices", "taken_to", "limits", "tensions", "checked_by")


class DraftChanged(ValueError):
    """What she opened is not what stands there now."""

    def __init__(self, said: str = "") -> None:
        super().__init__(
            said or _("The draft was changed since you opened this page. Read it again, then sign.")
        )


def sealed(*parts: Any) -> str:
    """The seal of plain values."""
    return hashlib.sha256(json.dumps(parts, cls=DjangoJSONEncoder).encode()).hexdigest()


def seal_of(pack: ReviewPack) -> str:
    """The seal of a draft as it was read just now: a few queries at any size."""
    words = [getattr(pack, name) for name in WORDS]
    seen = [_page(pack), _concluded(pack), _quoted(pack), _counted(pack), _bodies(pack)]
    return sealed(pack.pk, words, *seen)


def require_as_shown(pack: ReviewPack, seal: str | None) -> None:
    """Raise DraftChanged unless the draft is as it was sealed. None: nobody looked at a page."""
    if seal is not None and seal != seal_of(pack):
        raise DraftChanged


def _rows(found: Any, *fields: str) -> list[Any]:
    """Rows in an order that does not depend on the database."""
    return sorted(found.order_by().values_list(*fields), key=str)


def _all_of(row: Model) -> list[Any]:
    """All that a row of a draft holds."""
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]


def _page(pack: ReviewPack) -> list[Any]:
    """What it tells of its consultation, and where the readers say that they stand."""
    page = pack.consultation
    theming = theming_of(page)
    read = (theming.method, theming.standpoint) if theming else ()
    return [*(getattr(page, name) for name in OF_PAGE), page.area.name, *read]


def _concluded(pack: ReviewPack) -> list[Any]:
    """Findings, recommendations and decisions, and what leads from one to another."""
    found = conclusions_of(pack)
    rows = (*found.findings, *found.recommended, *found.decisions)
    links = (found.about, found.rests_on)
    return [
        [_all_of(row) for row in rows],
        [sorted((of, sorted(to)) for of, to in one.items()) for one in links],
    ]


def _quoted(pack: ReviewPack) -> list[Any]:
    """The quotes that it is told with, and what their readers held. No words: a quote goes when its
    words change."""
    uses = FindingQuote.objects.filter(finding__pack=pack)
    of_quote = [f"quote__{name}" for name in ("pk", "answer", "start", "end", "theme_id")]
    of_checks = ["quote__checks__reader_id", "quote__checks__passed"]
    return _rows(uses, "finding_id", "order", *of_quote, *of_checks)


def _bodies(pack: ReviewPack) -> list[Any]:
    """What bodies said, as it was read, and its themes."""
    standing = standing_answers(pack.consultation)
    read = ("reading__status", "reading__said", "given_themes__theme")
    return _rows(standing, "pk", "kind", "is_named", "organisation", *read)


def _counted(pack: ReviewPack) -> list[Any]:
    """The responses that are counted, by which themes, and how few voices are told."""
    of_theme = [f"theme__{name}" for name in ("pk", "name", "status", "parent__name")]
    of_coding = [f"codings__{name}" for name in ("counts", "decision", *of_theme)]
    voices = decided_voices(pack.consultation)
    return [
        _rows(counted_in(pack), "pk", *of_coding),
        sorted((pk, voice.is_kept, voice.why) for pk, voice in voices.items()),
    ]
