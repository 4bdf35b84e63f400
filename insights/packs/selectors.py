"""Reads of design review packs: what is missing, and both editions as they may be shown."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import areas_where, user_may_anywhere
from consultations.bodies.selectors import unread_count
from consultations.models import ConsultationPage, Stage
from consultations.selectors import Missing, missing_on_the_way, source_of
from core.once import asking_once
from core.written import has_a_word
from feedback.models import Response
from feedback.review.selectors import waiting_count
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.bodies.told import as_shown
from insights.findings.gaps import missing_conclusions
from insights.findings.held import held_words
from insights.models import ReviewPack
from insights.packs.closing import still_sealed, still_to_come
from insights.packs.editions import Edition, build, released_from
from insights.packs.frozen import SIGN as SIGN
from insights.packs.frozen import WRITE as WRITE
from insights.packs.her_words import her_words_in
from insights.packs.material import counted_of, gather
from insights.packs.trail import days_of, version_of
from insights.rigour.standing import is_signed_off
from insights.selectors.progress import numbers_of

EDITIONS = ("review", "public")


@dataclass(frozen=True)
class HeldDecision:
    """A decision that the public edition holds back: its key and place, what women said, why."""

    key: str
    number: int
    you_said: str
    why: str


SHOWN_BY = {"review": Use.DESIGN_TEAM, "public": Use.PUBLIC}  # the use that quotes need


def may_write_somewhere(user: User) -> bool:
    """Whether packs are for her at all."""
    return user_may_anywhere(user, WRITE)


def consultations_for(user: User) -> QuerySet[ConsultationPage]:
    """Consultations that she may make packs for, the last to close first."""
    from wagtail.models import Locale

    pages: QuerySet[ConsultationPage] = (
        ConsultationPage.objects.filter(
            area__in=areas_where(user, WRITE), locale=Locale.get_default()
        )
        .select_related("area")
        .prefetch_related("review_packs")
        .order_by("-closes_on", "title")
    )
    return pages


def packs_for(user: User) -> QuerySet[ReviewPack]:
    """Packs of her areas."""
    return ReviewPack.objects.filter(
        consultation__area__in=areas_where(user, WRITE)
    ).select_related(
        "consultation__area",
        "consultation__body_form",
        "consultation__locale",
        "consultation__theming__codebook",
        "signed_by",
    )


def packs_of(consultation: ConsultationPage) -> QuerySet[ReviewPack]:
    """Packs of a consultation, newest first."""
    return ReviewPack.objects.filter(consultation=source_of(consultation)).order_by("-number")


def build_editions(pack: ReviewPack) -> dict[str, Any]:
    """{"review": {...}, "public": {...}, "release": {...}}: both editions as they stand now, and
    the exact counts behind the public one, which the next pack starts from."""
    with asking_once():
        return build(gather(pack))


def held_decisions(pack: ReviewPack) -> list[HeldDecision]:
    """Decisions that its public edition holds back, as it is frozen or as it would be now."""
    if pack.status == ReviewPack.Status.DRAFT:
        counted = counted_of(pack)
        held: dict[str, str] = dict(released_from(counted)[1].held)
        told = [(str(one.key), one.you_said) for one in counted.concluded.decisions]
    else:
        rows = pack.editions["review"]["decisions"]
        held = {row["key"]: row.get("held", "") for row in rows}
        told = [(row["key"], row["you_said"]) for row in rows]
    return [
        HeldDecision(key, number, said, held_words(held[key]))
        for number, (key, said) in enumerate(told, start=1)
        if held.get(key)
    ]


def answers_nobody(pack: ReviewPack) -> list[str]:
    """That a signed pack has no decision that anyone may read: women would hear of none."""
    if pack.editions["public"]["decisions"]:
        return []
    return [
        _(
            "Every decision is held back from the public edition, so women would get no answer. "
            "Start the next version, and write a decision that answers what ten or more of them "
            "said, or one that names no theme and answers all."
        )
    ]


def shown_edition(pack: ReviewPack, name: str, *, printed: bool = False) -> Edition:
    """An edition as it may be shown today: a draft is worked out, anything else is as signed.

    Words that were taken back since, or that this use no longer may see, are not in it. Printed
    words need the use "report" as well.
    """
    frozen = pack.status != ReviewPack.Status.DRAFT
    edition = dict(pack.editions[name] if frozen else build_editions(pack)[name])
    edition |= {
        "version": version_of(pack, name),
        "status": pack.status,
        "changes": days_of(pack, name),
        "bodies": as_shown(edition["bodies"]),
    }
    asked = {q["response"] for q in edition["quotes"] if q["response"] is not None}
    if frozen:
        asked &= _still_allowed(SHOWN_BY[name], asked)
        asked &= _still_allowed(Use.REPORT, asked) if printed else asked
    if printed:
        edition["quotes"] = [q for q in edition["quotes"] if q["print"]]
    edition["quotes"] = [_shown(q, asked) for q in edition["quotes"]]
    return edition


def _still_allowed(use: Use, responses: set[int]) -> set[int]:
    allowed = responses_for(use=use).filter(pk__in=responses)
    return set(allowed.values_list("pk", flat=True))


def _shown(quote: dict[str, Any], seen: set[int]) -> dict[str, Any]:
    """A quote without the number of its response; without its words where they were taken back."""
    text = quote["text"] if quote["response"] in seen else ""
    return {
        "theme": quote["theme"],
        "text": text,
        "language": quote["language"],
        "finding": quote.get("finding"),
    }


def counted_in(pack: ReviewPack) -> QuerySet[Response]:
    """The responses that a pack is made from, if it is made now."""
    return responses_for(use=Use.READING_TEAM, consultation=pack.consultation).order_by()


def missing_for_signing(pack: ReviewPack, *, may_recall: bool = False) -> list[str]:
    """What still has to be done before a pack can be signed, in plain sentences. `may_recall`: her
    words in it as they were found before (insights.packs.recalling); never where it is signed."""
    page = pack.consultation
    coming = still_to_come(page) or still_sealed(page)
    readings = _missing_readings(pack) + _unread_bodies(page)
    written = _missing_words(pack) + her_words_in(pack, may_recall=may_recall)
    return coming + readings + _missing_sign_off(page) + written


def _unread_bodies(page: ConsultationPage) -> list[str]:
    unread = unread_count(page)
    sentence = ngettext(
        "%(count)d answer of an organisation has been read by nobody yet.",
        "%(count)d answers of organisations have been read by nobody yet.",
        unread,
    )
    return [sentence % {"count": unread}] if unread else []


def missing_for_publishing(page: ConsultationPage) -> list[Missing]:
    """What still has to be done before its signed pack may be published: its page is up, for an
    answer below it that nobody can read keeps no promise; nothing more comes by its pages, or
    publishing would shut it unannounced; and no gate up to "decided" lacks anything."""
    down = [] if page.live else [Missing(_("Publish its page: nobody could read the answer."))]
    coming = [Missing(sentence) for sentence in still_to_come(page)]
    return down + coming or missing_on_the_way(page, Stage.DECIDED)


def _missing_sign_off(page: ConsultationPage) -> list[str]:
    if is_signed_off(page):
        return []
    return [_("The coding is not signed off yet. “Sign-off” under Themes lists what it needs.")]


def _missing_readings(pack: ReviewPack) -> list[str]:
    numbers = numbers_of(pack.consultation)
    waiting = waiting_count(pack.consultation)
    missing = []
    if waiting:
        missing.append(
            ngettext(
                "%(count)d response still waits in the reading room.",
                "%(count)d responses still wait in the reading room.",
                waiting,
            )
            % {"count": waiting}
        )
    if not numbers.women:
        missing.append(_("Nobody has answered yet, so there is nothing to sign."))
    if numbers.unread:
        missing.append(
            ngettext(
                "%(count)d response has been read by nobody yet.",
                "%(count)d responses have been read by nobody yet.",
                numbers.unread,
            )
            % {"count": numbers.unread}
        )
    return missing


def _missing_words(pack: ReviewPack) -> list[str]:
    gaps = [
        (pack.summary, _("Say in short what women said.")),
        (pack.missing_voices, _("Say who is missing, and why.")),
        (pack.taken_to, _("Say where the pack is taken.")),
    ]
    empty = [sentence for given, sentence in gaps if not has_a_word(given)]
    return empty + missing_conclusions(pack)
