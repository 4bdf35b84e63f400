"""Writes of what a draft concludes: findings, recommendations and decisions.

Each asks who may write the pack and holds it (insights.packs.frozen). What is saved may be
unfinished: signing says what is missing. Audit lines hold no words.
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import audit
from insights.findings.changed import ReasonForChange as ReasonForChange
from insights.findings.changed import changed_from, published_decision
from insights.findings.quotes import usable_quotes
from insights.findings.selectors import Conclusion
from insights.models import (
    BankQuote,
    Finding,
    FindingQuote,
    PackDecision,
    Recommendation,
    ReviewPack,
    Theme,
)
from insights.packs.frozen import draft_to_change

Ordered = Finding | Recommendation  # decisions stand as they were written down


class NotOfThisPack(ValueError):
    """It leads to something of another pack."""

    def __init__(self) -> None:
        super().__init__(_("This belongs to another pack, or it was removed meanwhile."))


class Promised(ValueError):
    """Women were promised to hear what came of it, so it can't be made to disappear."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This decision was published, and women were promised to hear what came of it. So "
                "it stays, with what they said. Change its answer, and say why; or say what "
                "happened under “Decisions, and what happened”."
            )
        )


@transaction.atomic
def save_finding(
    *, finding: Finding, by: User, themes: Iterable[Theme], quotes: Collection[BankQuote] = ()
) -> Finding:
    """Keep a finding of a draft, new or changed, with its themes and the quotes it is told with.

    Raises PermissionDenied, PackIsFrozen, NotOfThisPack.
    """
    pack = draft_to_change(finding.pack, by)
    _keep(finding, pack)
    finding.themes.set(themes)
    _tell_with(finding, quotes)
    audit(user=by, action="save finding", subject=f"finding {finding.pk}")
    return finding


@transaction.atomic
def save_recommendation(
    *, recommendation: Recommendation, by: User, findings: Collection[Finding]
) -> Recommendation:
    """The same of a recommendation, with the findings that it rests on."""
    pack = draft_to_change(recommendation.pack, by)
    _require_of(pack, findings)
    _keep(recommendation, pack)
    recommendation.findings.set(findings)
    audit(user=by, action="save recommendation", subject=f"recommendation {recommendation.pk}")
    return recommendation


@transaction.atomic
def save_decision(*, decision: PackDecision, by: User) -> PackDecision:
    """The same of a decision. Raises Promised where it was published under other words of what
    women said: what was told of it since would stand under these. Raises ReasonForChange where what
    was published is otherwise now, and nobody says why."""
    pack = draft_to_change(decision.pack, by)
    told = published_decision(decision.key)
    if told and told.you_said != decision.you_said:
        raise Promised
    changes = changed_from(told, decision) if told else []
    if not changes:
        decision.moved_because = ""
    elif not decision.moved_because.strip():
        raise ReasonForChange(changes)
    _require_of(pack, [decision.recommendation] if decision.recommendation else [])
    _keep(decision, pack)
    audit(user=by, action="save decision", subject=f"decision {decision.pk}")
    return decision


@transaction.atomic
def remove(*, row: Conclusion, by: User) -> None:
    """Take one of them out of its draft. What leads to it stays, without it. Raises Promised of a
    decision that was published."""
    pack = draft_to_change(row.pack, by)
    _require_of(pack, [row])
    if isinstance(row, PackDecision) and published_decision(row.key):
        raise Promised
    kind, pk = row._meta.verbose_name, row.pk
    row.delete()
    audit(user=by, action="remove from pack", subject=f"{kind} {pk}")


@transaction.atomic
def move(*, row: Ordered, by: User, up: bool) -> None:
    """Put one of them before or after its neighbour; at the end nothing changes."""
    pack = draft_to_change(row.pack, by)
    _require_of(pack, [row])
    model = type(row)
    rows: list[Ordered] = list(model._default_manager.filter(pack=pack))
    here = next(place for place, other in enumerate(rows) if other.pk == row.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for order, other in enumerate(rows):
        if other.order != order:
            model._default_manager.filter(pk=other.pk).update(order=order)
    audit(user=by, action="move in pack", subject=f"{row._meta.verbose_name} {row.pk}")


def _require_of(pack: ReviewPack, rows: Iterable[Conclusion]) -> None:
    """Raise NotOfThisPack unless all of them are there, in this pack."""
    for row in rows:
        if not type(row)._default_manager.filter(pk=row.pk, pack=pack).exists():
            raise NotOfThisPack


def _keep(row: Conclusion, pack: ReviewPack) -> None:
    """Save it: a new one comes last, one that is there must still be."""
    if row.pk is not None:
        _require_of(pack, [row])
    elif not isinstance(row, PackDecision):
        rows = type(row)._default_manager.filter(pack=pack)
        last = rows.aggregate(last=Max("order"))["last"]
        row.order = 0 if last is None else last + 1
    row.pack = pack
    row.save()


def _tell_with(finding: Finding, quotes: Collection[BankQuote]) -> None:
    """Quotes that may be used now come and go; one that may not stays where it was put, in case two
    readers pass it again: no edition shows it before."""
    usable = set(usable_quotes(finding.pack.consultation).values_list("pk", flat=True))
    FindingQuote.objects.filter(finding=finding, quote__in=usable).delete()
    FindingQuote.objects.bulk_create(
        FindingQuote(finding=finding, quote=quote, order=order)
        for order, quote in enumerate(quotes)
        if quote.pk in usable
    )
