"""The rows of each table, read in one go and held a few hundred at a time.

Only what is published stands in them: an outcome whose page is not up any more has no row. Quotes
are in none, so that nothing has to be taken back from a copy. A superseded outcome is named with
the one that stands for it; its words are not, for somebody may have had a reason to change them.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from consultations.models import ConsultationPage
from consultations.open_data.fields import Row
from consultations.outcomes.models import Changed, Decision, FollowUp, Outcome, Telling
from consultations.outcomes.selectors import Told, told_as, told_plainly

AT_ONCE = 500  # rows held in memory
Names = dict[UUID, str]


def live_pages() -> QuerySet[ConsultationPage]:
    """Consultations that anybody can read, in English."""
    pages: QuerySet[ConsultationPage] = ConsultationPage.objects.live().filter(
        locale__language_code=settings.LANGUAGE_CODE
    )
    return pages


def welsh_titles() -> Names:
    """What consultations are called on their Welsh pages that are up, by the key both share."""
    pages = ConsultationPage.objects.live().filter(locale__language_code="cy")
    return dict(pages.values_list("translation_key", "title"))


def published(*, standing: bool) -> Iterator[Outcome]:
    """Outcomes of pages that are up, the oldest first, with the id of the next of its page."""
    later = Outcome.objects.filter(consultation=OuterRef("consultation"), pk__gt=OuterRef("pk"))
    found = Outcome.objects.filter(consultation__in=live_pages().order_by())
    if standing:
        found = found.filter(superseded=False).prefetch_related("decisions")
    return (
        found.annotate(next_id=Subquery(later.order_by("pk").values("pk")[:1]))
        .select_related("consultation__area", "consultation__locale")
        .prefetch_related("tellings")
        .order_by("published_on", "pk")
        .iterator(chunk_size=AT_ONCE)
    )


def outcomes(request: HttpRequest) -> Iterator[Row]:
    """Every version that was published; words of those that stand."""
    welsh = welsh_titles()
    for outcome in published(standing=False):
        telling = _telling(outcome)
        named = {
            "id": str(outcome.pk),
            **about(outcome.consultation, welsh),
            "journey_stage": outcome.consultation.journey_stage,
            "address": address_of(outcome.consultation, request),
            "version": outcome.version,
            "published_on": iso(outcome.published_on),
            "updated": _changed(outcome),
        }
        if outcome.superseded:
            newer = outcome.next_id  # type: ignore[attr-defined]
            superseded: Row = {"status": "superseded", "superseded_by": str(newer or "")}
            yield named | superseded
        else:
            yield named | _words(outcome) | {"summary_cy": telling.summary if telling else ""}


def _words(outcome: Outcome) -> Row:
    words = ("summary", "taken_to", "missing_voices", "tensions", "limits")
    asked = "\n".join(one["text"] for one in outcome.recommended)
    stands: Row = {"status": "stands", "women": outcome.women, "recommended": asked}
    return stands | {name: getattr(outcome, name) for name in words}


def themes(request: HttpRequest) -> Iterator[Row]:
    """Each theme of an outcome that stands, in the order in which it was published."""
    for outcome in published(standing=True):
        for order, theme in enumerate(outcome.themes, start=1):
            yield {
                "id": f"{outcome.pk}-{order}",
                "outcome": str(outcome.pk),
                "consultation": _key(outcome.consultation),
                "order": order,
                "theme": theme["name"],
                "theme_cy": theme.get("name_cy", ""),
                "words": theme["words"],
                "number": theme.get("number"),
                "share": theme.get("share"),
                "updated": iso(outcome.published_on),
            }


def decisions(request: HttpRequest) -> Iterator[Row]:
    """Each decision of an outcome that stands, beside its Welsh."""
    for outcome in published(standing=True):
        english, welsh = told_plainly(outcome), told_as(outcome, Telling.Form.WELSH)
        for place, reply in enumerate(english.replies):
            decision = reply.decision
            yield {
                "id": str(decision.key),
                "outcome": str(outcome.pk),
                "consultation": _key(outcome.consultation),
                "order": place + 1,
                **_reply(english, place, ""),
                **(_reply(welsh, place, "_cy") if welsh else {}),
                "answer": decision.answer,
                "owner": decision.owner,
                "board": decision.board,
                "due_on": iso(decision.due_on),
                "first_due_on": _first_day(decision),
                "changes": "\n".join(_change(change) for change in decision.changed),
                "updated": _changed(outcome),
            }


def _first_day(decision: Decision) -> str:
    """The day that women were told first."""
    days = [change.since for change in decision.changed if change.name == "due_on"]
    return days[0] if days else iso(decision.due_on)


def _change(change: Changed) -> str:
    now = change.to or "–"
    return f"{change.name}: {change.since} → {now} ({change.because})"


def _reply(told: Told, place: int, ending: str) -> Row:
    reply = told.replies[place]
    return {f"{name}{ending}": getattr(reply, name) for name in ("you_said", "what", "because")}


def happened(request: HttpRequest) -> Iterator[Row]:
    """What was told after decisions of outcomes that stand, in the order in which it was told."""
    standing = Outcome.objects.filter(superseded=False, consultation__in=live_pages().order_by())
    told = FollowUp.objects.filter(decision__in=standing.order_by().values("decisions__key"))
    found = told.select_related("consultation").order_by("told_on", "pk")
    for one in found.iterator(chunk_size=AT_ONCE):
        yield {
            "id": f"{one.decision}-{one.after}",
            "decision": str(one.decision),
            "consultation": _key(one.consultation),
            "after": one.after,
            "state": one.state,
            "what": one.what,
            "told_on": iso(one.told_on),
            "updated": iso(one.told_on),
        }


def about(page: ConsultationPage, welsh: Names) -> dict[str, Any]:
    """What a row says of its consultation."""
    return {
        "consultation": _key(page),
        "title": page.title,
        "title_cy": welsh.get(page.translation_key, ""),
        "area": page.area.name,
        "area_cy": page.area.name_cy,
    }


def address_of(page: ConsultationPage, request: HttpRequest) -> str:
    """Of its page, whole."""
    return request.build_absolute_uri(page.get_url(request) or "")


def _key(page: ConsultationPage) -> str:
    return str(page.translation_key)


def _telling(outcome: Outcome) -> Telling | None:
    found = [t for t in outcome.tellings.all() if t.form == Telling.Form.WELSH]
    return found[0] if found else None


def _changed(outcome: Outcome) -> str:
    """The day on which its row last changed: published, or told in Welsh."""
    telling = None if outcome.superseded else _telling(outcome)
    days = [outcome.published_on, *([telling.written_on] if telling else [])]
    return iso(max(days))


def iso(day: date | None) -> str:
    """A day as tables write it; empty where there is none."""
    return day.isoformat() if day else ""
