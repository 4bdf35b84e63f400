"""What was published of a decision and is otherwise in the next version: its answer, what was
decided, why, who owns it, its day. Never silently: what women were told stays beside it, with the
reason, for staff and in public (decision 0044).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from consultations.models import Decision
from insights.models import PackDecision

KEPT = ("answer", "what", "because", "owner", "due_on")  # what women were told, and may hold us to
Change = dict[str, str]  # {"field", "from", "to", "because"}, a day in ISO, none as ""


class ReasonForChange(ValueError):
    """What was published is otherwise now, and nobody says why."""

    def __init__(self, changes: Sequence[Change]) -> None:
        told = " ".join(_told(change) for change in changes)
        why = _("Say why it changes: what was told before and the reason stand in public.")
        super().__init__(f"{told} {why}")


@dataclass(frozen=True)
class ToldBefore:
    """What an earlier version published of a decision, for staff: money is for named people."""

    version: int
    published_on: date
    answer: str
    what: str
    because: str
    owner: str
    board: str
    due_on: date | None
    money: str
    moved_because: str


def with_published(rows: QuerySet[PackDecision]) -> QuerySet[PackDecision]:
    """Decisions of a draft, each with what was published of it last, and how it changed before."""
    standing = Decision.objects.filter(key=OuterRef("key"), outcome__superseded=False).order_by()
    names = (*KEPT, "moves")
    return rows.annotate(
        **{f"published_{name}": Subquery(standing.values(name)[:1]) for name in names}
    )


def published_decision(key: UUID) -> Decision | None:
    """The same decision in the outcome that stands."""
    return Decision.objects.filter(key=key, outcome__superseded=False).first()


def changed_from(told: Decision, now: Any) -> list[Change]:
    """What is otherwise in `now`, which has the fields of a decision, than was told; no reason."""
    before = {name: getattr(told, name) for name in KEPT}
    return _changes(before, {name: getattr(now, name) for name in KEPT})


def changes_in(decision: Any) -> list[Change]:
    """The same of a row from with_published: nothing where it was not published."""
    before = {name: getattr(decision, f"published_{name}") for name in KEPT}
    if before["owner"] is None:
        return []
    return _changes(before, {name: getattr(decision, name) for name in KEPT})


def _changes(before: dict[str, Any], now: dict[str, Any]) -> list[Change]:
    pairs = [(name, _plain(before[name]), _plain(now[name])) for name in KEPT]
    return [
        {"field": name, "from": old, "to": new}
        for name, old, new in pairs
        if old and old != new  # a day where none was told is no change
    ]


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(value or "").split())


def _told(change: Change) -> str:
    """What women were told, in a sentence."""
    told = change["from"]
    if change["field"] == "due_on":
        day = date_format(date.fromisoformat(told), "j F Y")
        return _("Women were told that it is due on %(day)s.") % {"day": day}
    if change["field"] == "answer":
        answer = Decision.Answer(told).label
        return _("Women were told “%(answer)s”.") % {"answer": answer}
    if change["field"] == "owner":
        return _("Women were told that its owner is %(owner)s.") % {"owner": told}
    if change["field"] == "because":
        return _("Women were told another “because”: %(because)s") % {"because": told}
    return _("Women were told other words of what was decided.")


def moves_of(decision: Any) -> list[Change]:
    """Every change of it, this draft's last, as an edition holds them."""
    because = decision.moved_because
    new = [change | {"because": because} for change in changes_in(decision)]
    return [*(decision.published_moves or []), *new]


def told_before(key: UUID) -> Sequence[ToldBefore]:
    """What each version published of a decision, the first first: nothing that was said is lost."""
    rows = PackDecision.objects.filter(key=key, pack__outcome__isnull=False)
    names = ("what", "because", "owner", "board", "due_on", "money", "moved_because")
    found = rows.order_by("pack__number").values_list(
        "pack__number", "pack__outcome__published_on", "answer", *names
    )
    return [
        ToldBefore(version, day, str(Decision.Answer(answer).label), *rest)
        for version, day, answer, *rest in found
    ]
