"""Writes of briefs: keep the words, give them to panels, and take quotes out of what was given."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.services import audit
from consultations.models import Brief
from consultations.services import (
    MOST_ASKS,
    BriefPart,
    QuoteText,
    publish_brief,
    take_back_from_brief,
)
from insights.briefs.checking import repeats_any, repeats_her
from insights.briefs.parts import Part
from insights.briefs.pdf import MOST_PAGES, length_of
from insights.briefs.selectors import (
    BRIEFED,
    Written,
    quotes_to_choose,
    seal_of_brief,
    shown_draft,
    written_brief,
)
from insights.models import BriefDraft, ReviewPack
from insights.packs.frozen import SIGN, WRITE, PackIsFrozen, locked, require
from insights.packs.her_words import sentences_of
from insights.packs.own_counts import own_counts, sentences_of_counts
from insights.packs.seal import DraftChanged
from insights.packs.trail import version_of


class NoBriefYet(ValueError):
    """A brief is made from a signed pack that still stands."""


class NotReady(ValueError):
    """The brief can't be given. `missing` says in plain sentences why, and what to do."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(" ".join(missing))
        self.missing = missing


def _held(pack: ReviewPack, by: User, action: str) -> ReviewPack:
    """The pack as it is now, held until the transaction ends."""
    require(by, action, pack.consultation)
    try:
        return locked(pack, *BRIEFED)
    except PackIsFrozen as error:
        raise NoBriefYet from error


@transaction.atomic
def save_brief(
    *, pack: ReviewPack, by: User, parts: Sequence[Part], asks: Sequence[str], places: Sequence[int]
) -> BriefDraft:
    """Keep what was written so far; it may be unfinished. Raises PermissionDenied, NoBriefYet."""
    now = _held(pack, by, WRITE)
    words = {
        "parts": [part.to_json() for part in parts],
        "asks": list(asks),
        "quotes": list(places),
    }
    draft, _made = BriefDraft.objects.update_or_create(pack=now, defaults=words)
    audit(user=by, action="save panel brief", subject=f"pack {now.pk}")
    return draft


@transaction.atomic
def begin_brief_anew(*, pack: ReviewPack, by: User) -> None:
    """Throw the words away and work them out from the pack again."""
    now = _held(pack, by, WRITE)
    BriefDraft.objects.filter(pack=now).delete()
    audit(user=by, action="begin panel brief anew", subject=f"pack {now.pk}")


def missing_for_giving(pack: ReviewPack, written: Written) -> list[str]:
    """What still has to be done before a brief can be given, in plain sentences."""
    missing = [] if written.is_saved else [_("Read it, make it plain, and save it.")]
    if not 1 <= len(written.asks) <= MOST_ASKS:
        missing.append(_("Write at least one question for the panel, and five at most."))
    missing += [
        _("“%(title)s” is empty. Write what there is to say, or that there is nothing.")
        % {"title": part.title}
        for part in written.parts
        if not part.text
    ]
    return missing + _not_plain(pack, written) + _too_long(pack, written)


def _not_plain(pack: ReviewPack, written: Written) -> list[str]:
    """What points at a woman: a count of our own, or words of hers that stand outside quotes."""
    repeated = repeats_her(written.parts, written.asks, pack.editions)
    named = {title for title, _words in repeated}
    others = [
        (_("“%(title)s”") % {"title": title}, words)
        for title, words in repeats_any(written.parts, written.asks, pack.consultation)
        if title not in named
    ]
    return [
        *sentences_of_counts(own_counts(written.texts, pack.editions["public"])),
        *(
            _(
                "“%(title)s” has four words in a row as a woman said them: “%(words)s”. Say it "
                "otherwise, or tick her quote: only that can she take back."
            )
            % {"title": title, "words": words}
            for title, words in repeated
        ),
        *sentences_of(others),
    ]


def _too_long(pack: ReviewPack, written: Written) -> list[str]:
    length = length_of(shown_draft(pack, written))
    if length.pages <= MOST_PAGES:
        return []
    return [
        ngettext(
            "It is %(pages)d pages long, and may be two. Take out about %(count)d word.",
            "It is %(pages)d pages long, and may be two. Take out about %(count)d words.",
            length.words_over,
        )
        % {"pages": length.pages, "count": length.words_over}
    ]


@transaction.atomic
def give_brief(*, pack: ReviewPack, by: User, seal: str | None = None) -> Brief:
    """Freeze the saved words as the brief that panels of this consultation read from now on.

    Raises PermissionDenied, NoBriefYet, NotReady with what is missing, and DraftChanged where it is
    not what was sealed; None: nobody looked at a page.
    """
    now = _held(pack, by, SIGN)
    written = written_brief(now)
    if missing := missing_for_giving(now, written):
        raise NotReady(missing)
    if seal is not None and seal != seal_of_brief(now, written):
        said = _("The brief was changed since you opened this page. Read it again, then give it.")
        raise DraftChanged(said)
    brief = publish_brief(
        consultation=now.consultation,
        version=version_of(now, "public"),
        title=now.editions["public"]["title"],
        parts=[BriefPart(part.title, part.paragraphs, part.items) for part in written.parts],
        asks=written.asks,
        quotes=_marked(now, written.places),
    )
    audit(user=by, action="give panel brief", subject=f"pack {now.pk}, brief {brief.pk}")
    return brief


def _marked(pack: ReviewPack, places: Sequence[int]) -> list[QuoteText]:
    """The chosen quotes that may be shown now. The pack notes by which marks they are known."""
    found = quotes_to_choose(pack)
    chosen = {place: found[place] for place in places if place in found}
    for place, quote in chosen.items():
        pack.editions["public"]["quotes"][place]["mark"] = quote.mark
    if chosen:
        pack.save(update_fields=["editions"])
    return list(chosen.values())


def take_back_from_briefs(*, pack: ReviewPack, marks: Collection[str]) -> int:
    """Take quotes with these marks out of every brief that was made from a pack, superseded ones
    too; how many changed. The file of a brief is made anew each time, so none holds them."""
    number = str(pack.number)
    return sum(
        take_back_from_brief(brief=brief, marks=marks, version=version_of(pack, "public"))
        for brief in Brief.objects.filter(consultation=pack.consultation_id)
        if marks and brief.version.partition(".")[0] == number
    )
