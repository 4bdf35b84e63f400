"""Reads of where consultations stand, and of what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from consultations.admin_forms import EDIT
from consultations.models import ConsultationPage
from consultations.outcomes.models import Outcome
from consultations.stages.gates import Missing, screen
from consultations.stages.gates import missing_at_gate as missing_at_gate
from consultations.stages.models import BY_CLOCK, ROAD, Stage, StageChange
from consultations.stages.permissions import areas_to_see, may_enter
from core.audit import name_in_log
from core.models import Area
from core.selectors import people_who_may


def next_stage(page: ConsultationPage) -> Stage | None:
    """What comes after the stage of now; None at the end of the road."""
    place = page.stage.place + 1
    return ROAD[place] if place < len(ROAD) else None


def missing_for(page: ConsultationPage, stage: Stage) -> list[Missing]:
    """What stands between a consultation and this stage. Empty: it may be entered."""
    if stage in BY_CLOCK:
        return waits_for(page)
    if stage != next_stage(page):
        said = _("“%(stage)s” can't be entered from “%(now)s”.")
        return [Missing(said % {"stage": stage.label, "now": page.stage.label})]
    return missing_at_gate(page, stage)


def missing_on_the_way(page: ConsultationPage, stage: Stage) -> list[Missing]:
    """What all gates from here to a stage lack, its own included: for what enters it at one go, as
    the publishing of an outcome does. Its own gate is asked for again each time."""
    between = ROAD[page.stage.place + 1 : stage.place]
    return [one for each in (*between, stage) for one in missing_at_gate(page, each)]


def waits_for(page: ConsultationPage) -> list[Missing]:
    """What the clock, or a page that nobody published, keeps from opening or closing."""
    if page.stage == Stage.OPEN:
        closes = date_format(page.closes_on, "j F Y")
        return [Missing(_("It closes by itself at the end of %(day)s.") % {"day": closes})]
    waits = missing_at_gate(page, Stage.CHECKED) if page.held_back else []
    if not page.is_published:
        link = screen("wagtailadmin_pages:edit", page.pk)
        said = _("Publish the page: nobody can see it.")
        waits.append(Missing(said, link, _("Edit the page"), EDIT))
    opens = date_format(page.opens_on, "j F Y")
    said = _("It opens by itself on %(day)s.")
    if page.opens_late:
        said = _("It was to open on %(day)s, and opens once nothing is missing.")
    return [*waits, Missing(said % {"day": opens})]


def held_back(user: Any) -> QuerySet[ConsultationPage]:
    """Consultations of her areas that were checked and don't open, the first to open first."""
    pages: QuerySet[ConsultationPage] = consultations_to_see(user).filter(held_back=True)
    return pages.order_by("opens_on", "title")


def gone_missing(page: ConsultationPage) -> list[Missing]:
    """What the gate that it passed last lacks by now."""
    is_told = page.reached == Stage.DRAFT or page.held_back  # then it stands above: waits_for
    return [] if is_told else missing_at_gate(page, Stage(page.reached))


def earlier_stages(page: ConsultationPage) -> list[Stage]:
    """Stages that it could go back to, the last one first: none once an outcome stands, since that
    is frozen; no draft once it has opened, since what women were promised stands."""
    outcomes = Outcome.objects.filter(consultation__translation_key=page.translation_key)
    if outcomes.exists():
        return []
    behind = ROAD[: Stage(page.reached).place]
    never = {*BY_CLOCK, *([Stage.DRAFT] if page.has_opened else [])}
    return [stage for stage in reversed(behind) if stage not in never]


def history_of(page: ConsultationPage) -> QuerySet[StageChange]:
    """Every change, the last one first, whichever language the page is in."""
    changes = StageChange.objects.filter(consultation__translation_key=page.translation_key)
    return changes.order_by("-pk")


@dataclass(frozen=True)
class Milestone:
    """One stage on the road as the screen shows it."""

    stage: Stage
    on: date | None  # when it was entered, or by the clock will be
    is_past: bool
    is_now: bool


def road_of(page: ConsultationPage, changes: Iterable[StageChange]) -> list[Milestone]:
    """All stages, with the day on which each was entered last. `changes`: the last one first."""
    entered: dict[str, date] = {}
    for change in changes:
        entered.setdefault(change.stage, change.entered_on)
    now = page.stage
    clock = {Stage.OPEN: page.opens_on, Stage.CLOSED: page.closes_on}
    return [
        Milestone(
            stage,
            clock.get(stage) or (entered.get(stage.value) if stage.place <= now.place else None),
            is_past=stage.place < now.place,
            is_now=stage == now,
        )
        for stage in ROAD
    ]


@dataclass(frozen=True)
class Step:
    """A change as the history tells it."""

    change: StageChange
    is_hers: bool


def steps_of(changes: Iterable[StageChange], reader: Any) -> list[Step]:
    """The history, and which of it she did herself."""
    hers = name_in_log(reader)
    return [Step(change, bool(change.by) and change.by == hers) for change in changes]


def consultations_to_see(user: Any) -> QuerySet[ConsultationPage]:
    """Consultations of her areas, in English, the last to close first."""
    pages: QuerySet[ConsultationPage] = (
        ConsultationPage.objects.filter(
            area__in=areas_to_see(user), locale__language_code=settings.LANGUAGE_CODE
        )
        .select_related("area", "locale")
        .order_by("-closes_on", "title")
    )
    return pages


def may_enter_next(user: Any, page: ConsultationPage) -> bool:
    """Whether the next stage is hers to enter."""
    stage = next_stage(page)
    return stage is not None and may_enter(user, page, stage)


def told_to(user: Any, lacking: Iterable[Missing], area: Area) -> list[dict[str, Any]]:
    """What is missing, with a link for who may follow it and names for who may not."""
    lines = list(lacking)
    closed = {one.may for one in lines if one.may and not user.has_perm(one.may, area)}
    ask = {may: [p for p in people_who_may(may) if p.has_perm(may, area)] for may in closed}
    return [{"missing": one, "ask": ask.get(one.may, [])} for one in lines]
