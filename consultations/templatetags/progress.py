"""Where each consultation stands, in words, for the pages that list them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import template
from django.db.models import Min
from django.template import Context
from django.utils.formats import date_format
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from consultations.models import ConsultationPage, Outcome
from consultations.selectors import live_consultations, shown_quotes
from core.models import Area

register = template.Library()
State = ConsultationPage.State
Progress = ConsultationPage.Progress


@dataclass
class Board:
    """Consultations by where they stand."""

    open: list[ConsultationPage] = field(default_factory=list)
    planned: list[ConsultationPage] = field(default_factory=list)
    reading: list[ConsultationPage] = field(default_factory=list)
    decided: list[ConsultationPage] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    chosen: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.open or self.planned or self.reading or self.decided)


@dataclass(frozen=True)
class Kept:
    """A promise of a reply, and what became of it."""

    consultation: ConsultationPage
    replied_on: date | None

    @property
    def state(self) -> str:
        """kept, late (it came after its day), decided, overdue (it has not come) or waiting."""
        if self.replied_on:
            return "kept" if self.replied_on <= self.consultation.reply_by else "late"
        if self.consultation.progress == Progress.DECIDED:
            return "decided"
        return "overdue" if self.consultation.is_overdue else "waiting"


@register.simple_tag(takes_context=True)
def consultation_board(context: Context) -> Board:
    """Sort the consultations of this language; `?area=` limits them to one area."""
    pages = live_consultations()
    board = Board(areas=sorted({p.area for p in pages}, key=lambda a: a.local_name))
    wanted = context["request"].GET.get("area", "")
    board.chosen = wanted if wanted in {a.slug for a in board.areas} else ""
    shelves = {
        State.OPEN: board.open,
        State.PLANNED: board.planned,
        State.CLOSED: board.reading,
        State.DECIDED: board.decided,
    }
    for page in pages:
        if board.chosen in {"", page.area.slug}:
            shelves[page.state].append(page)
    board.decided.reverse()
    return board


@register.filter
def by_area(pages: Iterable[ConsultationPage]) -> list[tuple[Area, list[ConsultationPage]]]:
    """Consultations under the name of their area, in alphabetical order."""
    groups: dict[Area, list[ConsultationPage]] = {}
    for page in pages:
        groups.setdefault(page.area, []).append(page)
    return sorted(groups.items(), key=lambda group: group[0].local_name)


@register.simple_tag
def promises_kept() -> dict[str, list[Kept]]:
    """Every promise that has been made: late ones, answered ones, and those still to come."""
    pages = [p for p in live_consultations() if p.state != State.PLANNED]
    first = dict(
        Outcome.objects.filter(consultation__translation_key__in=[p.translation_key for p in pages])
        .order_by()
        .values_list("consultation__translation_key")
        .annotate(Min("published_on"))
    )
    promises = [Kept(page, first.get(page.translation_key)) for page in pages]
    shelves: dict[str, list[Kept]] = {"overdue": [], "answered": [], "waiting": []}
    for promise in sorted(promises, key=lambda kept: kept.consultation.reply_by):
        shelves[promise.state if promise.state in shelves else "answered"].append(promise)
    shelves["answered"].reverse()
    return shelves


def _state_words(page: ConsultationPage) -> tuple[str, str]:
    day = date_format(page.closes_on, "j F")
    if page.state == State.OPEN:
        return "open", _("Open until %(day)s") % {"day": day}
    if page.state == State.PLANNED:
        return "", _("Opens on %(day)s") % {"day": date_format(page.opens_on, "j F")}
    if page.is_overdue:
        return "late", _("Our reply is late")
    if page.progress == Progress.GATHERING:
        return "", _("Closed")
    return ("kept" if page.state == State.DECIDED else ""), page.get_progress_display()


@register.inclusion_tag("consultations/state.html")
def state_of(page: ConsultationPage) -> dict[str, Any]:
    """A pill that says where a consultation stands."""
    look, words = _state_words(page)
    return {"look": look, "words": words}


STEPS: list[tuple[Progress, str | LazyText]] = [
    (Progress.GATHERING, gettext_lazy("Women answer")),
    (Progress.READING, gettext_lazy("A person reads every answer")),
    (Progress.GROUPING, gettext_lazy("We group what was said")),
    (Progress.DECIDED, gettext_lazy("The people who plan services decide")),
]


@register.filter
def steps(page: ConsultationPage) -> list[dict[str, Any]]:
    """The road of this consultation: what is done, where it is now, what is still to come."""
    order = [progress for progress, _words in STEPS]
    now = order.index(Progress(page.progress))
    if page.state == State.CLOSED and page.progress == Progress.GATHERING:
        now = 1
    return [
        {
            "words": words,
            "progress": progress.value,
            "done": place < now or page.state == State.DECIDED,
            "now": place == now and page.state not in {State.DECIDED, State.PLANNED},
        }
        for place, (progress, words) in enumerate(STEPS)
    ]


# How large a share is, without a number (design §11.8). A zero reads like a few, on purpose.
SHARES = {
    "many": gettext_lazy("many"),
    "some": gettext_lazy("some"),
    "few": gettext_lazy("a few"),
    "few_or_none": gettext_lazy("a few or none"),
}


@register.filter
def in_words(share: str) -> str:
    """Many, some, a few, or a few or none, in the language of the page."""
    return str(SHARES.get(share, share))


@register.filter
def of_women(total: int | None) -> str:
    """Of how many a table of themes is, and how it is rounded."""
    women = _("about %(total)d women") % {"total": total} if total else _("fewer than 10 women")
    return _("Of %(women)s who answered. Rounded to 5. Under 10 we give no number.") % {
        "women": women
    }


@register.filter
def with_words(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows that say something of their size: a number, or many, some, a few."""
    return [row for row in rows if row["words"] != "few_or_none"]


@register.filter
def without_words(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a few women or none: named, so that a quiet voice isn't dropped, and not counted."""
    return [row for row in rows if row["words"] == "few_or_none"]


@register.simple_tag
def quotes_of(outcome: Outcome) -> list[dict[str, str]]:
    """What women said in their own words, without what was taken back a moment ago."""
    return shown_quotes(outcome)


@register.filter
def local_theme(row: dict[str, Any], page: Page) -> str:
    """The name of a theme in the language of the page."""
    name: str = row.get("name", "")
    return (row.get("name_cy") or name) if page.locale.language_code == "cy" else name
