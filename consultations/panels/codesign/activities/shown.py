"""What an activity shows, to members and staff alike: cards with whose they are, a map, a chart, a
draft with its comments, and of a vote nothing but her own choice until it is closed."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from consultations.panels.codesign.activities import drawing
from consultations.panels.codesign.activities.models import (
    Activity,
    Card,
    Feeling,
    Naming,
    Row,
)
from consultations.panels.codesign.rooms.stages import Kind
from consultations.panels.models import PanelMember
from consultations.panels.selectors import kept_apart_from
from core.journey import JourneyStage

STEPS: list[JourneyStage] = [step for step in JourneyStage if step != JourneyStage.UNCLEAR]


@dataclass
class Shown:
    """A card as others see it. `who` is empty for nobody in particular."""

    card: Card
    who: str
    is_hers: bool
    parts: list["Shown"] = field(default_factory=list)

    @property
    def everybody(self) -> str:
        """Whose words are in it, those of its parts included."""
        names = [self.who, *(part.everybody for part in self.parts)] if self.parts else [self.who]
        return ", ".join(dict.fromkeys(name for name in names[1:] or names if name))

    def every_part(self) -> Iterator["Shown"]:
        """What it is made of, and what that is made of."""
        for part in self.parts:
            yield part
            yield from part.every_part()


def apart_from(member: PanelMember | None) -> set[int]:
    """Whose names she is not shown: of those whom she must not meet."""
    return set(kept_apart_from(member)) if member is not None else set()


def who_said(card: Card, member: PanelMember | None, apart: Collection[int]) -> str:
    """The name that stands below a card. `apart`: members whose name this reader isn't shown."""
    if card.from_staff:
        return _("Facilitator")
    if member is not None and card.author_id == member.pk:
        return _("You") if card.naming != Naming.NEVER else _("You (others see no name)")
    if card.author is None or not card.is_named or card.author_id in apart:
        return _("Somebody in the room")
    return str(card.author)


def cards_of(activity: Activity, member: PanelMember | None) -> list[Shown]:
    """Cards that stand: not hidden, and not part of another, which has them below it."""
    rows = activity.cards.filter(is_hidden=False).select_related("author", "group")
    rows = rows.select_related("activity__room")
    apart = apart_from(member)
    every = {card.pk: _shown(card, member, apart) for card in rows}
    for one in every.values():
        into = every.get(one.card.merged_into_id or 0)
        if into is not None:
            into.parts.append(one)
    return [one for one in every.values() if one.card.merged_into_id is None]


def _shown(card: Card, member: PanelMember | None, apart: Collection[int]) -> Shown:
    is_hers = member is not None and card.author_id == member.pk
    return Shown(card, who_said(card, member, apart), is_hers)


def body_of(activity: Activity, member: PanelMember | None) -> dict[str, Any]:
    """What is drawn below the question."""
    if activity.is_vote and not activity.is_closed:
        return {}
    cards = cards_of(activity, member)
    if activity.kind == Kind.JOURNEY:
        return {"cards": cards, "map": _map(cards)}
    if activity.kind == Kind.TOUCHPOINTS:
        return {"cards": cards, "felt": _felt(cards)}
    if activity.is_board:
        return {"cards": cards, "groups": _groups(cards)}
    if activity.kind == Kind.DRAFT:
        return {"cards": cards, "draft": _draft(activity, cards)}
    return {"cards": cards}


def _map(cards: list[Shown]) -> dict[str, Any]:
    cells: dict[tuple[str, str], list[Shown]] = defaultdict(list)
    for one in cards:
        cells[one.card.step, one.card.row].append(one)
    steps = [(str(s.label), len(cells[s, Row.IDEA]), len(cells[s, Row.GAP])) for s in STEPS]
    table = []
    for step in STEPS:
        row_of = [(row.label, cells[step, row]) for row in Row]
        table.append((step.label, row_of, not any(cards for _, cards in row_of)))
    return {"rows": [row.label for row in Row], "steps": table, "road": drawing.road(steps)}


def _felt(cards: list[Shown]) -> dict[str, Any]:
    feelings: list[Feeling] = list(Feeling)
    by_step: dict[str, list[Shown]] = defaultdict(list)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for one in cards:
        by_step[one.card.step].append(one)
        if one.card.step in STEPS and one.card.feeling in feelings:
            step = STEPS.index(JourneyStage(one.card.step))
            counts[step, feelings.index(Feeling(one.card.feeling))] += 1
    said = [(step, feeling, number) for (step, feeling), number in sorted(counts.items())]
    return {
        "steps": [(step.label, by_step[step]) for step in STEPS if by_step[step]],
        "labels": [(drawing.TOP + drawing.STEP * n, f.label) for n, f in enumerate(feelings)],
        "points": drawing.felt(len(STEPS), len(feelings), said),
        "road": drawing.road([(str(step.label), 0, 0) for step in STEPS]),
    }


def _groups(cards: list[Shown]) -> list[tuple[str, list[Shown]]]:
    """Cards by group, those in none last."""
    by_group: dict[str, list[Shown]] = defaultdict(list)
    for one in cards:
        by_group[one.card.group.name if one.card.group else ""].append(one)
    return sorted(by_group.items(), key=lambda row: (not row[0], row[0].casefold()))


def _draft(activity: Activity, cards: list[Shown]) -> list[tuple[int, str, list[Shown]]]:
    of: dict[int, list[Shown]] = defaultdict(list)
    for one in cards:
        of[one.card.paragraph or 0].append(one)
    return [(n, text, of[n]) for n, text in enumerate(activity.paragraphs)]
