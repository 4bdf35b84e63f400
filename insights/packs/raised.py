"""Which women raised which themes, and for whom somebody turned one down. Women, never sends."""

from collections import defaultdict
from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Codebook, Coding, Reading, Theme
from insights.selectors import woman_of
from insights.selectors.progress import APPLIES

STAGE = "stage"  # the axis that is the columns of a matrix: where in her journey
Row = tuple[int, bytes | memoryview | None, str, str, date, Any, bool]  # the last: it was read
Decided = tuple[int, int, int, str, bool, str]  # response, theme, coder, decision, counts, version
COLUMNS = ("pk", "visit_hash", "channel", "language", "week", "uses")
OF_A_CODING = ("response_id", "theme_id", "coder_id", "decision", "counts", "codebook_version")


@dataclass
class Woman:
    """One woman: all rows of her visit, counted once. `themes` are codes of level 1; `against` are
    those that somebody turned down for her and nobody gave her."""

    channel: str = ""
    language: str = ""
    themes: set[str] = field(default_factory=set)
    against: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Raised:
    """What people decided on the responses of one consultation."""

    read: QuerySet[Response]
    rows: list[Row]
    codings: list[Decided]  # in the order in which they were made
    themes: list[Theme]  # of the codebook, of each level
    roots: dict[int, Theme]  # theme → the theme of level 1 above it
    codes_of: dict[int, set[str]]  # response → codes of level 1
    women: list[Woman]


def raised_in(
    page: ConsultationPage, codebook: Codebook | None, without: Collection[int] = ()
) -> Raised:
    """Read it, in three queries at any size. `without`: responses that a reader codes blind."""
    themes = list(codebook.themes.all()) if codebook else []
    roots = _roots(themes)
    read = responses_for(use=Use.READING_TEAM, consultation=page).order_by()
    is_read = Exists(Reading.objects.filter(response=OuterRef("pk")))
    found = read.annotate(is_read=is_read).values_list(*COLUMNS, "is_read")
    rows = [row for row in found if row[0] not in without]
    given = Coding.objects.filter(response__in=read, theme__codebook=codebook)
    told = given.order_by("coded_on", "pk").values_list(*OF_A_CODING)
    codings = [coding for coding in told if coding[0] not in without]
    codes_of = _codes_of(codings, roots)
    women = _women(rows, codes_of, _turned_down(codings, roots))
    return Raised(read, rows, codings, themes, roots, codes_of, women)


def _roots(of_codebook: list[Theme]) -> dict[int, Theme]:
    """Theme → the theme of level 1 above it, by primary key."""
    themes = {theme.pk: theme for theme in of_codebook}

    def root(theme: Theme) -> Theme:
        while theme.parent_id is not None:
            theme = themes[theme.parent_id]
        return theme

    return {pk: root(theme) for pk, theme in themes.items()}


def _codes_of(codings: list[Decided], roots: dict[int, Theme]) -> dict[int, set[str]]:
    """Response → codes of level 1 that at least one person said apply, or that two agreed on."""
    codes: dict[int, set[str]] = defaultdict(set)
    for response, theme, _, decision, counts, _ in codings:
        if decision in APPLIES and counts:
            codes[response].add(roots[theme].code)
    return dict(codes)


def _turned_down(codings: list[Decided], roots: dict[int, Theme]) -> dict[int, set[str]]:
    """Response → codes of level 1 that somebody turned down, as insights.rigour.fit has it."""
    codes: dict[int, set[str]] = defaultdict(set)
    for response, theme, _, decision, *_rest in codings:
        if decision == Coding.Decision.REJECTED:
            codes[response].add(roots[theme].code)
    return dict(codes)


def _women(
    rows: list[Row], codes_of: dict[int, set[str]], turned_down: dict[int, set[str]]
) -> list[Woman]:
    """Rows of one visit are one woman; her last row says how and in which language."""
    women: dict[Hashable, Woman] = {}
    for pk, visit, channel, language, *_ in sorted(rows, key=lambda row: (row[4], row[0])):
        woman = women.setdefault(woman_of(pk, visit), Woman())
        woman.channel, woman.language = channel, language
        woman.themes |= codes_of.get(pk, set())
        woman.against |= turned_down.get(pk, set())
    for woman in women.values():
        woman.against -= woman.themes
    return list(women.values())
