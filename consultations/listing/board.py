"""Consultations by where they stand: all of them, those of one area or stage, or those found."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from consultations.listing.slices import Slice, slice_of
from consultations.models import ConsultationPage, Stage, State
from consultations.selectors import live_consultations
from core.journey import JourneyStage
from core.models import Area

Pages = list[ConsultationPage]


class Where(models.TextChoices):
    """Where a consultation stands, in the order in which they are listed."""

    OPEN = "open", _("Open now")
    PLANNED = "planned", _("Opening soon")
    READING = "reading", _("We are reading")
    DECIDED = "decided", _("Decided")


# The one place that says which state stands on which shelf.
SHELF = {
    State.OPEN: Where.OPEN,
    State.PLANNED: Where.PLANNED,
    State.CLOSED: Where.READING,
    State.DECIDED: Where.DECIDED,
}


@dataclass(frozen=True)
class Row:
    """A consultation on its shelf."""

    where: Where
    page: ConsultationPage

    @property
    def heading(self) -> str | LazyText:
        return self.where.label


@dataclass(frozen=True)
class Board:
    """One page of the list, what it can be narrowed to, and what it is narrowed to."""

    slice: Slice
    areas: list[Area] = field(default_factory=list)
    stages: list[JourneyStage] = field(default_factory=list)
    area: str = ""
    stage: str = ""
    where: str = ""
    archived: int = 0

    @property
    def is_narrowed(self) -> bool:
        return bool(self.area or self.stage or self.where)

    @property
    def wheres(self) -> list[Where]:
        return list(Where)


def shelved(pages: Pages) -> list[Row]:
    """Open ones first, the one that closes next before the others; decided ones last, the newest
    first. `pages` come by the day on which they close."""
    shelves: dict[Where, Pages] = {where: [] for where in Where}
    for page in pages:
        shelves[SHELF[page.state]].append(page)
    shelves[Where.DECIDED].reverse()
    return [Row(where, page) for where in Where for page in shelves[where]]


def board_for(params: Mapping[str, str]) -> Board:
    """What an address asks for: `area`, `stage`, `where` and `page`. What there isn't is no
    filter: an old link shows more rather than nothing."""
    known = live_consultations()
    pages = [page for page in known if page.stage not in {Stage.DRAFT, Stage.FOLLOWED_UP}]
    archived = sum(page.stage == Stage.FOLLOWED_UP for page in known)
    areas = sorted({page.area for page in pages}, key=lambda area: area.local_name)
    there = {page.journey_stage for page in pages}
    stages = [stage for stage in JourneyStage if stage in there]
    area = _one_of(params.get("area", ""), [one.slug for one in areas])
    stage = _one_of(params.get("stage", ""), stages)
    where = _one_of(params.get("where", ""), list(Where))
    rows = [
        row
        for row in shelved(pages)
        if area in {"", row.page.area.slug}
        and stage in {"", row.page.journey_stage}
        and where in {"", row.where}
    ]
    kept = {"area": area, "stage": stage, "where": where}
    part = slice_of(rows, params.get("page", ""), kept)
    return Board(part, areas, stages, area, stage, where, archived)


def _one_of(wanted: str, choices: Collection[str]) -> str:
    return wanted if wanted in choices else ""
