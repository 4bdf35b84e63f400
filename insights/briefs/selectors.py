"""Reads of briefs: the words as they stand now, and what may be quoted beside them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from consultations.models import Brief
from consultations.selectors import shown_quotes
from consultations.services import QuoteText
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.briefs.drafting import draft_parts
from insights.briefs.parts import TITLES, Part
from insights.models import BriefDraft, ReviewPack
from insights.packs.public_quotes import publishable_quotes
from insights.packs.seal import sealed
from insights.packs.trail import version_of

BRIEFED = (ReviewPack.Status.SIGNED, ReviewPack.Status.PUBLISHED)


@dataclass(frozen=True)
class Written:
    """The words of a brief before it is given. `places` are those of its quotes in the edition."""

    parts: list[Part]
    asks: list[str]
    places: list[int]
    is_saved: bool = False

    @property
    def texts(self) -> list[str]:
        """All words of staff, a part at a time."""
        return [*(part.text for part in self.parts), *self.asks]


def written_brief(pack: ReviewPack) -> Written:
    """What somebody saved, or what can be worked out from the pack's public edition."""
    draft = BriefDraft.objects.filter(pack=pack).first()
    if draft is None:
        return Written(draft_parts(pack.editions["public"]), [], [])
    rows = {row["key"]: row for row in draft.parts}
    parts = [Part(key, rows[key]["paragraphs"], rows[key]["items"]) for key in TITLES]
    return Written(parts, draft.asks, draft.quotes, is_saved=True)


def seal_of_brief(pack: ReviewPack, written: Written) -> str:
    """The seal of a brief as it stands now: who gives it gives what she had before her."""
    parts = [part.to_json() for part in written.parts]
    return sealed(pack.pk, version_of(pack, "public"), parts, written.asks, written.places)


def quotes_to_choose(pack: ReviewPack) -> dict[int, QuoteText]:
    """Place in the public edition → the quote, if its woman lets anyone read it and lets us print
    it: a brief is paper, sooner or later."""
    found = publishable_quotes(pack)
    responses = {place: _response(pack, place) for place in found}
    asked = responses_for(use=Use.REPORT).filter(pk__in=responses.values())
    printable = set(asked.values_list("pk", flat=True))
    return {place: quote for place, quote in found.items() if responses[place] in printable}


def _response(pack: ReviewPack, place: int) -> int:
    response: int = pack.editions["public"]["quotes"][place]["response"]
    return response


def given_brief(pack: ReviewPack) -> Brief | None:
    """The brief that stands for panels, if it was made from this pack."""
    number = str(pack.number)
    standing = Brief.objects.filter(consultation=pack.consultation_id, superseded=False)
    return next((b for b in standing if b.version.partition(".")[0] == number), None)


def shown_draft(pack: ReviewPack, written: Written) -> dict[str, Any]:
    """A brief that is not given yet, as a page or a file shows it."""
    chosen = quotes_to_choose(pack)
    quotes = [chosen[place] for place in written.places if place in chosen]
    return _shown(
        pack,
        version=version_of(pack, "public"),
        title=pack.editions["public"]["title"],
        parts=[
            {"title": p.title, "paragraphs": p.paragraphs, "items": p.items} for p in written.parts
        ],
        asks=written.asks,
        quotes=[{"text": q.text, "language": q.language, "name": q.theme} for q in quotes],
        status=_("Draft – not given to panels yet"),
    )


def shown_brief(pack: ReviewPack, brief: Brief) -> dict[str, Any]:
    """A brief as it was given, without words that were taken back since."""
    return _shown(
        pack,
        version=brief.version,
        title=brief.title,
        parts=brief.parts,
        asks=brief.asks,
        quotes=shown_quotes(brief),
        status="",
    )


def _shown(pack: ReviewPack, **words: Any) -> dict[str, Any]:
    return {
        **words,
        "kind": _("Panel brief"),
        "area": pack.consultation.area.name,
        "version": _("Version %(version)s") % {"version": words["version"]},
        "version_number": words["version"],
    }
