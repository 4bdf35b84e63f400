"""Exact counts of people's decisions, for named staff of the area. Public numbers go through
suppression, never from here (design §11.8). Rows of one visit are one response (§11.15)."""

from collections.abc import Hashable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from consultations.models import ConsultationPage
from core.once import once_a_page
from feedback.models import Response
from feedback.review.selectors import with_a_case
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import Suggestion, Theme
from insights.rigour.blind import hidden_from
from insights.selectors.progress import codings_that_count, theming_of
from insights.selectors.queue import open_suggestions
from insights.selectors.themes import themes_in
from insights.selectors.women import count_women, with_a_part_in, woman_of, women

QUOTES = 50
Women = dict[int, Hashable]


@dataclass(frozen=True)
class ThemeCount:
    """How many responses people gave a theme (or a sub-theme of it), and how many more the
    machine suggests that nobody has decided on."""

    theme: Theme
    coded: int
    open: int
    share: float  # of the axis's longest bar, 0 to 100


@dataclass(frozen=True)
class AxisCounts:
    """The themes of one axis in the order of the codebook."""

    name: str
    counts: list[ThemeCount]


@dataclass(frozen=True)
class Quotes:
    """Words that may be printed in a report, and how many responses' words may not."""

    texts: list[tuple[str, str]]  # with the language they were written in
    withheld: int


def theme_counts(*, consultation: ConsultationPage, reader: User | None = None) -> list[ThemeCount]:
    """Counts of every top theme in use, and of retired ones that still have codings. For a reader:
    without what she codes blind."""
    theming = theming_of(consultation)
    if theming is None:
        return []
    hidden = hidden_from(reader) if reader else set()
    coded = dict(
        codings_that_count(consultation)
        .exclude(response__in=hidden)
        .annotate(top=Coalesce(F("theme__parent_id"), F("theme_id")))
        .values_list("top")
        .annotate(n=women("response__"))
        .order_by()
    )
    waiting = open_suggestions(_suggestions(consultation).exclude(response__in=hidden))
    open_ = dict(waiting.values_list("theme").annotate(n=women("response__")))
    themes = [
        theme
        for theme in themes_in(theming.codebook_id)
        if not theme.parent_id and (theme.status == Theme.Status.ACTIVE or theme.pk in coded)
    ]
    longest: dict[str, int] = {}
    for theme in themes:
        longest[theme.axis] = max(longest.get(theme.axis, 1), coded.get(theme.pk, 0))
    return [
        ThemeCount(
            theme=theme,
            coded=coded.get(theme.pk, 0),
            open=open_.get(theme.pk, 0),
            share=round(100 * coded.get(theme.pk, 0) / longest[theme.axis], 1),
        )
        for theme in themes
    ]


def counts_by_axis(
    *, consultation: ConsultationPage, reader: User | None = None
) -> list[AxisCounts]:
    """`theme_counts`, an axis at a time."""
    axes: dict[str, AxisCounts] = {}
    for count in theme_counts(consultation=consultation, reader=reader):
        theme = count.theme
        axes.setdefault(theme.axis, AxisCounts(theme.axis_name, [])).counts.append(count)
    return list(axes.values())


def coded_count(*, consultation: ConsultationPage, theme: Theme, reader: User | None = None) -> int:
    """How many responses people gave this theme, or a sub-theme of it. For a reader: without what
    she codes blind."""
    if reader is not None:
        return len(set(_women_coded(consultation, theme, reader).values()))
    return count_women(_coded(consultation, theme))


@once_a_page(
    lambda consultation, theme, reader: (consultation.translation_key, theme.pk, reader.pk)
)
def _women_coded(consultation: ConsultationPage, theme: Theme, reader: User) -> Women:
    rows = _coded(consultation, theme).exclude(pk__in=hidden_from(reader))
    return _by_row(rows)


def _by_row(rows: QuerySet[Response]) -> Women:
    """Row → the woman who sent it."""
    return {pk: woman_of(pk, visit) for pk, visit in rows.values_list("pk", "visit_hash")}


def _coded(consultation: ConsultationPage, theme: Theme) -> QuerySet[Response]:
    """The rows that people gave it."""
    of_theme = Q(theme=theme) | Q(theme__parent=theme)
    ids = codings_that_count(consultation).filter(of_theme).values("response")
    return responses_for(use=Use.READING_TEAM, consultation=consultation).filter(pk__in=ids)


def quotes_for(*, consultation: ConsultationPage, theme: Theme, reader: User) -> Quotes:
    """What women said under a theme, as far as they let it be printed in a report, without what the
    reader codes blind. Nobody is quoted for whom a safeguarding case was opened."""
    coded = _women_coded(consultation, theme, reader)
    allowed = _by_row(
        responses_for(use=Use.REPORT, consultation=consultation).filter(pk__in=list(coded))
    )
    quotable = set(coded) - with_a_case(coded)
    answers = answers_for(use=Use.REPORT, consultation=consultation, responses=quotable)
    texts = (
        answers.exclude(text="").order_by("pk").values_list("text", "response__language")[:QUOTES]
    )
    return Quotes(texts=list(texts), withheld=len({*coded.values()}) - len({*allowed.values()}))


def seen_with(
    *, consultation: ConsultationPage, theme: Theme, reader: User
) -> list[tuple[str, list[ThemeCount]]]:
    """Themes of other axes that people gave to the same responses, most often seen first, without
    what the reader codes blind."""
    responses = responses_for(use=Use.READING_TEAM, consultation=consultation)
    responses = responses.exclude(pk__in=hidden_from(reader))
    same = responses.filter(with_a_part_in(_coded(consultation, theme)))
    rows = dict(
        codings_that_count(consultation)
        .filter(response__in=same.values("pk"))
        .exclude(theme__axis=theme.axis)
        .annotate(top=Coalesce(F("theme__parent_id"), F("theme_id")))
        .values_list("top")
        .annotate(n=women("response__"))
        .order_by()
    )
    most = max(rows.values(), default=1)
    axes: dict[str, list[ThemeCount]] = {}
    themes = (other for other in themes_in(theme.codebook_id) if other.pk in rows)
    for other in sorted(themes, key=lambda other: (-rows[other.pk], other.order)):
        count = ThemeCount(other, rows[other.pk], 0, round(100 * rows[other.pk] / most, 1))
        axes.setdefault(other.axis_name, []).append(count)
    return list(axes.items())


def open_suggestions_of(*, consultation: ConsultationPage, theme: Theme, reader: User) -> int:
    """How many responses the machine suggests a theme for that nobody has decided on, without what
    the reader codes blind."""
    here = responses_for(use=Use.READING_TEAM, consultation=consultation)
    here = here.exclude(pk__in=hidden_from(reader)).order_by()
    waiting = undecided_on(theme).filter(response__in=here.values("pk"))
    counted: dict[str, int] = waiting.order_by().aggregate(n=women("response__"))
    return counted["n"]


def undecided_on(theme: Theme) -> QuerySet[Suggestion]:
    """What the machine suggests of a theme that nobody has decided on."""
    return open_suggestions(Suggestion.objects.firm().filter(theme=theme))


def _suggestions(consultation: ConsultationPage) -> QuerySet[Suggestion]:
    theming = theming_of(consultation)
    responses = responses_for(use=Use.READING_TEAM, consultation=consultation)
    return Suggestion.objects.firm().filter(
        response__in=responses, theme__codebook=theming.codebook_id if theming else None
    )
