"""Reads of design review packs: what is missing, and both editions as they may be shown."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import areas_where, user_may_anywhere
from consultations.models import ConsultationPage, Decision
from consultations.selectors import source_of
from feedback.models import Response
from feedback.review.selectors import waiting_count
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Reading, ReviewPack
from insights.packs.closing import still_sealed, still_to_come
from insights.packs.editions import Edition, build
from insights.packs.material import gather
from insights.rigour.standing import is_signed_off
from insights.selectors import count_women

WRITE, SIGN = "insights.write_packs", "insights.sign_packs"
EDITIONS = ("review", "public")
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
    return (
        ReviewPack.objects.filter(consultation__area__in=areas_where(user, WRITE))
        .select_related("consultation__area", "signed_by")
        .prefetch_related("decisions__theme")
    )


def packs_of(consultation: ConsultationPage) -> QuerySet[ReviewPack]:
    """Packs of a consultation, newest first."""
    return ReviewPack.objects.filter(consultation=source_of(consultation)).order_by("-number")


def build_editions(pack: ReviewPack) -> dict[str, Any]:
    """{"review": {...}, "public": {...}, "release": {...}}: both editions as they stand now, and
    the exact counts behind the public one, which the next pack starts from."""
    return build(gather(pack))


def version_of(pack: ReviewPack) -> str:
    """Such as 2, or 2.1 after words were taken back (design §11.10)."""
    changes = len(pack.changes)
    return f"{pack.number}.{changes}" if changes else str(pack.number)


def shown_edition(pack: ReviewPack, name: str, *, printed: bool = False) -> Edition:
    """An edition as it may be shown today: a draft is worked out, anything else is as signed.

    Words that were taken back since, or that this use no longer may see, are not in it. Printed
    words need the use "report" as well.
    """
    frozen = pack.status != ReviewPack.Status.DRAFT
    edition = dict(pack.editions[name] if frozen else build_editions(pack)[name])
    edition |= {
        "version": version_of(pack),
        "status": pack.status,
        "changes": pack.changes if frozen else [],
    }
    asked = {q["response"] for q in edition["quotes"] if q["response"] is not None}
    seen = _still_allowed(SHOWN_BY[name], asked)
    if printed:
        seen &= _still_allowed(Use.REPORT, asked)
        edition["quotes"] = [q for q in edition["quotes"] if q["print"]]
    edition["quotes"] = [_shown(q, seen) for q in edition["quotes"]]
    return edition


def _still_allowed(use: Use, responses: set[int]) -> set[int]:
    allowed = responses_for(use=use).filter(pk__in=responses)
    return set(allowed.values_list("pk", flat=True))


def _shown(quote: dict[str, Any], seen: set[int]) -> dict[str, Any]:
    """A quote without the number of its response; without its words where they were taken back."""
    text = quote["text"] if quote["response"] in seen else ""
    return {"theme": quote["theme"], "text": text, "language": quote["language"]}


def proposed_quotes(pack: ReviewPack) -> list[dict[str, Any]]:
    """What a draft would quote, once each, for the facilitator to look through: public first."""
    editions = build_editions(pack)
    public = {q["response"]: q | {"is_public": True} for q in editions["public"]["quotes"]}
    review = {q["response"]: q for q in editions["review"]["quotes"]}
    return [*public.values(), *(q for pk, q in review.items() if pk not in public)]


def counted_in(pack: ReviewPack) -> QuerySet[Response]:
    """The responses that a pack is made from, if it is made now."""
    return responses_for(use=Use.READING_TEAM, consultation=pack.consultation).order_by()


def missing_for_signing(pack: ReviewPack) -> list[str]:
    """What still has to be done before a pack can be signed, in plain sentences."""
    page = pack.consultation
    coming = still_to_come(page) or still_sealed(page)
    return coming + _missing_readings(pack) + _missing_sign_off(page) + _missing_words(pack)


def _missing_sign_off(page: ConsultationPage) -> list[str]:
    if is_signed_off(page):
        return []
    return [_("The coding is not signed off yet. “Sign-off” under Themes lists what it needs.")]


def _missing_readings(pack: ReviewPack) -> list[str]:
    read = counted_in(pack)
    total = count_women(read)
    unread = count_women(read.exclude(pk__in=Reading.objects.values("response"))) if total else 0
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
    if not total:
        missing.append(_("Nobody has answered yet, so there is nothing to sign."))
    if unread:
        missing.append(
            ngettext(
                "%(count)d response has been read by nobody yet.",
                "%(count)d responses have been read by nobody yet.",
                unread,
            )
            % {"count": unread}
        )
    return missing


def _missing_words(pack: ReviewPack) -> list[str]:
    decisions = list(pack.decisions.all())
    gaps = [
        (pack.summary, _("Say in short what women said.")),
        (pack.missing_voices, _("Say who is missing, and why.")),
        (pack.taken_to, _("Say where the pack is taken.")),
        (decisions, _("Write down at least one decision.")),
    ]
    reasons = [
        _("Say why, for: %(what)s") % {"what": decision.you_said}
        for decision in decisions
        if decision.answer != Decision.Answer.DO and not decision.because.strip()
    ]
    return [sentence for given, sentence in gaps if not _has_words(given)] + reasons


def _has_words(given: object) -> bool:
    return bool(given.strip() if isinstance(given, str) else given)
