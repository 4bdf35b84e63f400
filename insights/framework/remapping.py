"""What becomes of summaries when themes are merged or split, and the way back. Nothing is cut.

Merging: a summary goes along. Where she has one of either theme, the second is joined to the first
with a line break if both fit; either way it also stays where it was, under the theme that is gone,
so that undoing finds it, and the matrix shows it as long as the joined text doesn't hold it.
Splitting: one goes along where all of her codings went to one new theme; else it stays.

Records hold ids of summaries, which go with her response; never their words.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from insights.codebook.codings import AREA, portions
from insights.codebook.recording import require_right_in
from insights.framework.services import LONGEST
from insights.models import CaseSummary, Coding, Theme
from insights.selectors.progress import APPLIES
from insights.selectors.women import woman_of


def carry_over(gone: Theme, stays: Theme, by: User) -> dict[str, Any]:
    """Take summaries of a theme along into the one that it is merged into. Returns the record.

    Raises OtherAreas.
    """
    of_gone = _with_visit(CaseSummary.objects.filter(theme=gone))
    _require_right([one.pk for one in of_gone], by)
    there = {_woman(one): one for one in _with_visit(CaseSummary.objects.filter(theme=stays))}
    moved, joined = [], {}
    for one in of_gone:
        other = there.get(_woman(one))
        if other is None:
            moved.append(one.pk)
        elif _join(other, one):
            joined[str(one.pk)] = other.pk
    return {"moved": _move([(gone, stays, moved)]), "joined": joined}


def follow_split(old: Theme, parts: Sequence[Theme], by: User) -> dict[str, Any]:
    """Take summaries along where all of a woman's codings of a theme went to one of its parts, once
    they have. Returns the record. Raises OtherAreas."""
    summaries = _with_visit(CaseSummary.objects.filter(theme=old))
    codings = Coding.objects.filter(theme__in=[old, *parts], decision__in=APPLIES)
    given: dict[Hashable, set[int]] = defaultdict(set)
    if summaries:
        columns = ("response", "response__visit_hash", "theme")
        for pk, visit, theme in codings.values_list(*columns).iterator():
            given[woman_of(pk, visit)].add(theme)
    groups: dict[int, list[int]] = defaultdict(list)
    for one in summaries:
        themes = given[_woman(one)]
        if len(themes) == 1 and old.pk not in themes:
            groups[min(themes)].append(one.pk)
    _require_right([pk for some in groups.values() for pk in some], by)
    return {"moved": _move([(old, part, groups[part.pk]) for part in parts])}


def put_summaries_back(record: Mapping[str, Any], by: User) -> None:
    """Undo what a record says, as far as it still stands: text that somebody changed since stays as
    she wrote it. Raises OtherAreas."""
    moved = record.get("moved", ())
    _require_right([pk for group in moved for pk in group["ids"]], by)
    for group in moved:
        for some in portions(group["ids"]):
            rows = CaseSummary.objects.filter(pk__in=some, theme=group["after"])
            taken = CaseSummary.objects.filter(theme=group["before"]).values("response")
            free = list(rows.exclude(response__in=taken).values_list("pk", flat=True))
            CaseSummary.objects.filter(pk__in=free).update(theme=group["before"])
    joined = {int(one): other for one, other in record.get("joined", {}).items()}
    found = CaseSummary.objects.in_bulk([*joined, *joined.values()])
    for one, other in joined.items():
        if one in found and other in found:
            _part(found[other], found[one])


def _require_right(ids: Sequence[int], by: User) -> None:
    """Raise OtherAreas if they were written in areas where she may not edit codebooks."""
    areas: set[int] = set()
    for some in portions(ids):
        rows = CaseSummary.objects.filter(pk__in=some).order_by()
        areas |= set(rows.values_list(AREA, flat=True).distinct())
    require_right_in(areas, by)


def _join(other: CaseSummary, one: CaseSummary) -> bool:
    """Add the text of one to the other, if both fit."""
    together = f"{other.text}\n{one.text}"
    if one.text in other.text or len(together) > LONGEST:
        return False
    other.text = together
    other.save(update_fields=["text"])
    return True


def _part(other: CaseSummary, one: CaseSummary) -> None:
    added = f"\n{one.text}"
    if other.text.endswith(added):
        other.text = other.text.removesuffix(added)
        other.save(update_fields=["text"])


def _move(groups: Sequence[tuple[Theme, Theme, list[int]]]) -> list[dict[str, Any]]:
    for _before, after, ids in groups:
        for some in portions(ids):
            CaseSummary.objects.filter(pk__in=some).update(theme=after)
    return [
        {"before": before.pk, "after": after.pk, "ids": ids} for before, after, ids in groups if ids
    ]


def _with_visit(summaries: QuerySet[CaseSummary]) -> list[CaseSummary]:
    return list(summaries.select_related("response").order_by("pk"))


def _woman(summary: CaseSummary) -> Hashable:
    return woman_of(summary.response_id, summary.response.visit_hash)
