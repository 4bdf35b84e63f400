"""Promises and news of one consultation, and what the first page lists of all."""

from dataclasses import dataclass, field
from typing import Any

from django import template

from consultations.listing.board import Where, shelved
from consultations.models import ConsultationPage, PaidInTime
from consultations.promises.clock import Kind, Promised, by_standing
from consultations.promises.promptness import paid_in_time
from consultations.promises.selectors import promises_of
from consultations.selectors import live_consultations, open_consultations, updates_of
from core.models import Area

register = template.Library()
MOST_CARDS = 12  # of one shelf, on a page that is about something else
NEWS_IN_FULL = 5


@dataclass
class Home:
    """What the first page shows of the consultations; `more` where there are others."""

    open: list[ConsultationPage] = field(default_factory=list)
    reading: list[ConsultationPage] = field(default_factory=list)
    more: bool = False


@register.simple_tag
def home_board() -> Home:
    """What is open, and what is read, the next to close first."""
    board = Home()
    for row in shelved(live_consultations()):
        shelf = {Where.OPEN: board.open, Where.READING: board.reading}.get(row.where)
        if shelf is None:
            continue
        if len(shelf) == MOST_CARDS:
            board.more = True
        else:
            shelf.append(row.page)
    return board


@register.simple_tag
def open_in(area: Area) -> list[ConsultationPage]:
    """What can be answered in this area now, the next to close first."""
    return [page for page in open_consultations() if page.area_id == area.pk]


@register.simple_tag
def promises_here(page: ConsultationPage) -> list[Promised]:
    """What this consultation promised beside its reply, and the reply where its day was moved.
    What came with a decision stands beside the decision."""
    promises = promises_of([page], decided=False)
    return by_standing([one for one in promises if one.kind == Kind.OTHER or one.moves])


@register.simple_tag
def news_of(page: ConsultationPage) -> dict[str, list[Any]]:
    """Its news: the newest in full, older ones by their titles."""
    news = list(updates_of(page))
    return {"new": news[:NEWS_IN_FULL], "old": news[NEWS_IN_FULL:]}


@register.simple_tag
def pay_in_time() -> PaidInTime | None:
    """How promptly women on panels are paid, once enough fees have come due to say so."""
    return paid_in_time()
