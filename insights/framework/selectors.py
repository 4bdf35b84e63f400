"""The framework matrix as it is read: a row for each woman, a cell for each theme of an axis.

Nothing of a response that the reader codes blind stands in it (insights.rigour.blind). Summaries of
a visit of which a part was taken back aren't shown: they may hold what she took back.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.enums import TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.framework.columns import Column
from insights.models import CaseSummary, Coding, Theme
from insights.rigour.blind import hidden_from
from insights.selectors.progress import POSITIVE
from insights.selectors.visits import Visits, visits_of
from insights.selectors.women import leading, of_women_in, woman_of


class Cases(TextChoices):
    """Which women stand in the matrix."""

    ALL = "all", _("All women")
    SOME = "some", _("With one of these themes")
    OPEN = "open", _("With a cell that is coded and not summarised")


@dataclass(frozen=True)
class Cell:
    """What is known of one woman under one theme."""

    column: Column
    coded: bool = False
    summaries: list[CaseSummary] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether it is coded and nobody has summarised it."""
        return self.coded and not self.summaries

    @property
    def theme_pk(self) -> int:
        return self.column.theme.pk


@dataclass(frozen=True)
class Case:
    """One woman: the row that she sent last, its first words, and her cells."""

    response: Response
    excerpt: str
    parts: int
    is_blind: bool  # the reader codes her blind: there is nothing in the cells
    cells: list[Cell]

    def only(self, themes: Collection[int]) -> "Case":
        """The same with the cells of these columns alone."""
        return replace(self, cells=[cell for cell in self.cells if cell.theme_pk in themes])


def cases(
    *,
    consultation: ConsultationPage,
    reader: User,
    columns: Sequence[Column],
    with_subs: bool,
    show: Cases = Cases.ALL,
) -> QuerySet[Response]:
    """Of each woman the row that she sent last, in an order that tells nothing.

    Narrowed by what others coded, it is without those whom the reader codes blind.
    """
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation)
    found = leading(rows).order_by("pk")
    if show == Cases.ALL:
        return found
    themes = {theme for column in columns for theme in column.holds}
    seen = rows.exclude(pk__in=hidden_from(reader)).order_by()
    if show == Cases.OPEN:
        open_ = _open_codings(themes, with_subs=with_subs).values("response")
        return found.filter(of_women_in(seen.filter(pk__in=open_)))
    codings = Coding.objects.filter(POSITIVE, theme__in=themes).values("response")
    summaries = CaseSummary.objects.filter(theme__in=themes).values("response")
    return found.filter(of_women_in(seen.filter(Q(pk__in=codings) | Q(pk__in=summaries))))


def _open_codings(themes: Collection[int], *, with_subs: bool) -> QuerySet[Coding]:
    """Codings for which no summary stands in the same column, on whichever row of the visit."""
    of = F("theme_id") if with_subs else Coalesce(F("theme__parent_id"), F("theme_id"))
    codings = Coding.objects.filter(POSITIVE, theme__in=themes).annotate(column=of)
    written = CaseSummary.objects.annotate(column=of).filter(column=OuterRef("column"))
    here = written.filter(response=OuterRef("response"))
    same_visit = written.filter(response__visit_hash=OuterRef("response__visit_hash"))
    return codings.filter(~Exists(here), ~Exists(same_visit))


def matrix_of(
    responses: Iterable[Response],
    *,
    consultation: ConsultationPage,
    reader: User,
    columns: Sequence[Column],
    of_all: bool = False,
) -> list[Case]:
    """These rows of `cases` with their cells: a handful of queries, however many.

    `of_all` reads the whole consultation at once, for a file: without first words.
    """
    page = list(responses)
    shown = Visits({}, {}) if of_all else visits_of(page)
    leads = shown.leads
    hidden = hidden_from(reader)
    visits = [lead.visit_hash for lead in page if lead.visit_hash]
    withheld = _taken_back(consultation, None if of_all else visits)
    every = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    rows: Any = every.values("pk") if of_all else set(leads) - hidden
    coded, written = _content(rows, columns)
    parts: dict[int, int] = defaultdict(int)
    for lead in leads.values():
        parts[lead] += 1
    empty = [Cell(column) for column in columns]
    places = {theme: n for n, column in enumerate(columns) for theme in column.holds}
    made = []
    for response in page:
        woman = woman_of(response.pk, response.visit_hash)
        is_blind = response.pk in hidden
        made.append(
            Case(
                response=response,
                excerpt=shown.excerpts.get(response.pk, ""),
                parts=parts[response.pk],
                is_blind=is_blind,
                cells=_cells(
                    empty,
                    places,
                    () if is_blind else coded[woman],
                    () if is_blind or woman in withheld else written[woman],
                ),
            )
        )
    return made


def _content(
    rows: Any, columns: Sequence[Column]
) -> tuple[dict[Hashable, set[int]], dict[Hashable, list[CaseSummary]]]:
    """Woman → themes that people gave her, and her summaries, as far as these columns hold them."""
    themes = {theme for column in columns for theme in column.holds}
    coded: dict[Hashable, set[int]] = defaultdict(set)
    codings = Coding.objects.filter(POSITIVE, response__in=rows, theme__in=themes)
    for pk, visit, theme in codings.values_list("response", "response__visit_hash", "theme"):
        coded[woman_of(pk, visit)].add(theme)
    written: dict[Hashable, list[CaseSummary]] = defaultdict(list)
    summaries: QuerySet[Any] = CaseSummary.objects.filter(response__in=rows, theme__in=themes)
    found = list(summaries.annotate(visit=F("response__visit_hash")).order_by("pk"))
    # once for all: a file has tens of thousands
    of_theme = Theme.objects.in_bulk({one.theme_id for one in found})
    people = User.objects.in_bulk({one.written_by_id for one in found})
    for one in found:
        one.theme, one.written_by = of_theme[one.theme_id], people[one.written_by_id]
        written[woman_of(one.response_id, one.visit)].append(one)
    return coded, written


def _cells(
    empty: Sequence[Cell],
    places: Mapping[int, int],
    coded: Collection[int],
    written: Sequence[CaseSummary],
) -> list[Cell]:
    """Cells of one woman. `empty` are those of one who has nothing; `places`: theme → column."""
    cells = list(empty)
    under: dict[int, list[CaseSummary]] = defaultdict(list)
    for one in written:
        under[places[one.theme_id]].append(one)
    for place in {places[theme] for theme in coded}:
        cells[place] = replace(cells[place], coded=True)
    for place, summaries in under.items():
        cells[place] = replace(cells[place], summaries=without_joined(summaries))
    return cells


def without_joined(summaries: Sequence[CaseSummary]) -> list[CaseSummary]:
    """Summaries in the order of the codebook, without those of merged themes that were joined to
    another one of them (insights.framework.remapping)."""

    def stands_in(one: CaseSummary, other: CaseSummary) -> bool:
        longer = len(other.text) > len(one.text) or other.theme.merged_into_id is None
        return other.pk != one.pk and one.text in other.text and longer

    kept = [
        one
        for one in summaries
        if one.theme.merged_into_id is None or not any(stands_in(one, o) for o in summaries)
    ]
    return sorted(kept, key=lambda one: (one.theme.merged_into_id is not None, one.theme.order))


def _taken_back(
    consultation: ConsultationPage, visits: Collection[bytes | memoryview] | None
) -> set[Hashable]:
    """Visits of which a row was taken back a moment ago, and isn't deleted yet."""
    if visits is not None and not visits:
        return set()
    key = consultation.translation_key
    there = Response.objects.filter(
        version__form__consultation__translation_key=key, visit_hash__isnull=False
    )
    if visits is not None:
        there = there.filter(visit_hash__in=visits)
    readable = responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    gone = there.exclude(pk__in=readable.values("pk"))
    return {bytes(visit) for visit in gone.values_list("visit_hash", flat=True) if visit}


def next_case(found: QuerySet[Response], after: int) -> int | None:
    """The next of these women after a response, from the beginning after the last."""
    others = found.values_list("pk", flat=True).order_by("pk")
    return others.filter(pk__gt=after).first() or others.first()
