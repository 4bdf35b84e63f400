"""Writes of panel briefs. Whoever calls has looked at who asks, and at what the brief says."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from consultations.models import Brief, ConsultationPage
from consultations.outcomes.texts import QuoteText

MOST_ASKS = 5


@dataclass(frozen=True)
class BriefPart:
    """A part of a brief: what is read in sentences, then what is read as a list."""

    title: str
    paragraphs: Sequence[str] = ()
    items: Sequence[str] = ()


@transaction.atomic
def publish_brief(
    *,
    consultation: ConsultationPage,
    version: str,
    title: str,
    parts: Sequence[BriefPart],
    asks: Sequence[str],
    quotes: Sequence[QuoteText] = (),
) -> Brief:
    """Freeze a brief for panels; the one before it is superseded.

    Raises ValueError without one to five questions.
    """
    if not 1 <= len(asks) <= MOST_ASKS:
        raise ValueError(f"From 1 to {MOST_ASKS} questions.")
    consultation.briefs.filter(superseded=False).update(superseded=True)
    rows: list[dict[str, Any]] = [
        {"title": part.title, "paragraphs": list(part.paragraphs), "items": list(part.items)}
        for part in parts
    ]
    return Brief.objects.create(
        consultation=consultation,
        version=version,
        title=title,
        parts=rows,
        asks=list(asks),
        quotes=[asdict(quote) for quote in quotes],
        published_on=timezone.localdate(),
    )


@transaction.atomic
def take_back_from_brief(*, brief: Brief, marks: Collection[str], version: str) -> bool:
    """Take the quotes with these marks out of a brief for good; it becomes this version.

    The one change that a brief knows, also one that was superseded. Whether it had any.
    """
    now = Brief.objects.select_for_update().get(pk=brief.pk)
    if not any(quote["mark"] in marks and quote["text"] for quote in now.quotes):
        return False
    now.quotes = [{**q, "text": ""} if q["mark"] in marks else q for q in now.quotes]
    now.version = version
    now.save(update_fields=["quotes", "version"])
    return True
