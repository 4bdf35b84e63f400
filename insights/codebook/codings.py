"""Moving codings from theme to theme, and back: which were moved, silenced, turned or copied.

A record is {"changes": [{"field", "before", "after", "decision", "ids"}], "copies": {copy:
original}, "passages": [[passage, from coding, to coding]], "decisions", "findings": [ids, in drafts
of packs]}. Ids of codings, never of responses: a coding goes with its response, and then nothing
here leads anywhere.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from insights.codebook.recording import require_right_in
from insights.models import Coding, Settlement, Theme
from insights.notes.moving import copy_passages, move_passages, put_back_passages
from insights.selectors.women import woman_of

AT_ONCE = 2_000  # ids of one statement
REJECTED, ADDED, AGREED = "rejected", "added", "agreed"
AREA = "response__version__form__consultation__area"


class Mark(NamedTuple):
    """A coding as far as it matters here. `whose` is her who decided, for this woman."""

    pk: int
    whose: Hashable
    decision: str
    counts: bool


class Moves:
    """Changes of codings within one change of a codebook, made as they are noted."""

    def __init__(self) -> None:
        self.groups: dict[tuple[str, Any, Any, str], list[int]] = defaultdict(list)

    def note(self, mark: Mark, field: str, before: Any, after: Any) -> None:
        """That this field of a coding goes from one value to another."""
        self.groups[field, before, after, mark.decision].append(mark.pk)

    def make(self) -> list[dict[str, Any]]:
        """Do what was noted, and return it as it is recorded."""
        names = ("field", "before", "after", "decision")
        for (field, _before, after, _decision), ids in self.groups.items():
            for some in portions(ids):
                Coding.objects.filter(pk__in=some).update(**{field: after})
        return [{**dict(zip(names, k, strict=True)), "ids": ids} for k, ids in self.groups.items()]


def portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """A few thousand at a time, as many as a statement takes."""
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def applying(theme: Theme) -> QuerySet[Coding]:
    """Codings that say that a theme applies. Those that turned a suggestion down stay with the
    theme that was suggested: they say nothing of another one."""
    return theme.codings.exclude(decision=REJECTED)


def areas_of(codings: QuerySet[Coding]) -> set[int]:
    """Areas in which they were made."""
    return set(codings.order_by().values_list(AREA, flat=True).distinct())


def marks(codings: QuerySet[Coding]) -> list[Mark]:
    """All of them, in the order in which they were made."""
    columns = ("pk", "response_id", "response__visit_hash", "coder_id", "decision", "counts")
    return [
        Mark(pk, (woman_of(row, visit), AGREED if decision == AGREED else coder), decision, counts)
        for pk, row, visit, coder, decision, counts in codings.order_by("pk").values_list(*columns)
    ]


def move_all(theme: Theme, into: Theme) -> dict[str, Any]:
    """Make codings of a theme codings of another. Where the same person decided on that one too for
    the same woman, hers stays with the old theme and doesn't count; the other one says from then on
    that the theme applies, since half of what it now means does, and points at what hers did."""
    there: dict[Hashable, Mark] = {}
    for mark in sorted(marks(into.codings.all()), key=lambda mark: mark.decision == REJECTED):
        there.setdefault(mark.whose, mark)
    moves = Moves()
    taken_over: dict[int, int] = {}
    for mark in marks(applying(theme)):
        other = there.get(mark.whose)
        if other is None:
            moves.note(mark, "theme", theme.pk, into.pk)
            there[mark.whose] = mark
            continue
        taken_over[mark.pk] = other.pk
        # What turned the other one down says from now on what this one did, and counts if it did.
        counts = mark.counts or (other.counts and other.decision != REJECTED)
        if mark.counts:
            moves.note(mark, "counts", True, False)
        if counts != other.counts:
            moves.note(other, "counts", other.counts, counts)
        if other.decision == REJECTED:
            moves.note(other, "decision", REJECTED, ADDED)
        there[mark.whose] = other._replace(decision=ADDED, counts=counts)
    return {"changes": moves.make(), "passages": move_passages(taken_over)}


def share_out(theme: Theme, parts: Sequence[Theme], chosen: Mapping[int, Iterable[int]]) -> Any:
    """Give codings of a theme to its parts: {coding: places of parts}. The first part gets the
    coding itself, the others copies of it. What isn't chosen, or isn't there any more, stays."""
    moves, copies = Moves(), []
    wanted = {pk: sorted({n for n in some if n < len(parts)}) for pk, some in chosen.items()}
    for mark in marks(applying(theme)):
        if not wanted.get(mark.pk):
            continue
        first, *others = wanted[mark.pk]
        moves.note(mark, "theme", theme.pk, parts[first].pk)
        copies += [(mark.pk, parts[n]) for n in others]
    made = _copy(copies)
    return {"changes": moves.make(), "copies": made}


def _copy(wanted: Sequence[tuple[int, Theme]]) -> dict[str, int]:
    """Copy codings under other themes: copy → original."""
    originals = Coding.objects.in_bulk([pk for pk, _ in wanted])
    copies = []
    for pk, theme in wanted:
        of = originals[pk]
        copies.append(
            Coding(
                response_id=of.response_id,
                theme=theme,
                coder_id=of.coder_id,
                decision=of.decision,
                suggestion_id=of.suggestion_id,
                counts=of.counts,
                codebook_version=of.codebook_version,
                coded_on=of.coded_on,
            )
        )
    made = Coding.objects.bulk_create(copies, batch_size=500)
    of_each: dict[int, list[int]] = defaultdict(list)
    for one, (pk, _) in zip(made, wanted, strict=True):
        of_each[pk].append(one.pk)
    copy_passages(of_each)
    return {str(one.pk): pk for one, (pk, _) in zip(made, wanted, strict=True)}


def put_back(record: Mapping[str, Any], by: Any) -> None:
    """Undo what a record says, as far as it still stands; what people decided since stays theirs.

    Raises OtherAreas.
    """
    ids = [pk for group in record.get("changes", ()) for pk in group["ids"]]
    ids += [int(copy) for copy in record.get("copies", {})]
    areas: set[int] = set()
    for some in portions(ids):
        areas |= areas_of(Coding.objects.filter(pk__in=some))
    require_right_in(areas, by)
    _put_back_copies(record)
    for group in reversed(record.get("changes", ())):
        _put_back(group)
    moved = record.get("passages", ())
    there: set[int] = set()
    for some in portions([before for _, before, _ in moved]):
        there |= set(Coding.objects.filter(pk__in=some).values_list("pk", flat=True))
    put_back_passages(moved, there)


def _put_back(group: Mapping[str, Any]) -> None:
    """One field of some codings. A decision that was changed since is another one."""
    field = group["field"]
    for some in portions(group["ids"]):
        rows = Coding.objects.filter(pk__in=some, **{field: group["after"]})
        if field == "theme":
            ids = _free_to_go(rows.filter(decision=group["decision"]), group["before"])
            rows = Coding.objects.filter(pk__in=ids)
        elif field == "counts" and group["before"] and group["decision"] != REJECTED:
            rows = Coding.objects.filter(pk__in=_not_settled(rows))
        rows.update(**{field: group["before"]})


def _free_to_go(rows: QuerySet[Coding], theme: int) -> list[int]:
    """Those for which the same person has not coded the old theme anew meanwhile."""
    responses = rows.values("response")
    there = Coding.objects.filter(theme=theme, response__in=responses)
    taken = {_place(*row) for row in there.values_list("response_id", "coder_id", "decision")}
    found = rows.values_list("pk", "response_id", "coder_id", "decision")
    return [pk for pk, response, who, how in found if _place(response, who, how) not in taken]


def _not_settled(rows: QuerySet[Coding]) -> list[int]:
    """Those that nobody settled away since: of a woman whose codings were settled, what was agreed
    counts alone. Had that been so before the change, hers would not have counted then."""
    columns = ("pk", "decision", "theme__codebook", "response_id", "response__visit_hash")
    found = [
        (pk, how, (book, woman_of(row, visit)))
        for pk, how, book, row, visit in rows.values_list(*columns)
    ]
    same = Q(response__in=rows.values("response")) | Q(
        response__visit_hash__in=rows.filter(response__visit_hash__isnull=False).values(
            "response__visit_hash"
        )
    )
    places = ("codebook", "response_id", "response__visit_hash")
    settled = {
        (book, woman_of(row, visit))
        for book, row, visit in Settlement.objects.filter(same).values_list(*places)
    }
    return [pk for pk, how, whose in found if how == AGREED or whose not in settled]


def _place(response: int, coder: int, decision: str) -> tuple[int, int | str]:
    return response, AGREED if decision == AGREED else coder


def _put_back_copies(record: Mapping[str, Any]) -> None:
    """Copies go. One whose original was taken back, or whose decision was changed, is all that is
    left of what she decided: it takes the original's way, or stays."""
    copies = {int(copy): original for copy, original in record.get("copies", {}).items()}
    old = {pk: group for group in record.get("changes", ()) for pk in group["ids"]}
    for some in portions(list(copies)):
        rows = Coding.objects.filter(pk__in=some)
        here = Coding.objects.filter(pk__in=[copies[pk] for pk in some])
        left = set(here.values_list("pk", flat=True))
        for row in rows:
            group = old[copies[row.pk]]
            if row.decision != group["decision"]:
                continue
            if copies[row.pk] in left:
                row.delete()
            else:
                _put_back({**group, "after": row.theme_id, "ids": [row.pk]})
