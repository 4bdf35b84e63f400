"""Exact counts of people's decisions, for named staff of the area. Public numbers go through
suppression, never from here (design §11.8). Rows of one visit are one response (§11.15)."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Response
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import Coding, Suggestion, Theme
from insights.rigour.blind import hidden_from
from insights.selectors.progress import POSITIVE, theming_of
from insights.selectors.queue import open_suggestions
from insights.selectors.women import count_women, with_a_part_in, women

QUOTES = 50


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
        _codings(consultation)
        .exclude(response__in=hidden)
        .annotate(top=Coalesce(F("theme__parent_id"), F("theme_id")))
        .values_list("top")
        .annotate(n=women("response__"))
        .order_by()
    )
    waiting = open_suggestions(_suggestions(consultation).exclude(response__in=hidden))
    open_ = dict(waiting.values_list("theme").annotate(n=women("response__")))
    themes = theming.codebook.themes.filter(
        Q(status=Theme.Status.ACTIVE) | Q(pk__in=coded), parent=None
    ).order_by("order")
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
    hidden = hidden_from(reader) if reader else set()
    return count_women(_coded(consultation, theme).exclude(pk__in=hidden))


def _coded(consultation: ConsultationPage, theme: Theme) -> QuerySet[Response]:
    """The rows that people gave it."""
    of_theme = Q(theme=theme) | Q(theme__parent=theme)
    ids = _codings(consultation).filter(of_theme).values("response")
    return responses_for(use=Use.READING_TEAM, consultation=consultation).filter(pk__in=ids)


def quotes_for(*, consultation: ConsultationPage, theme: Theme, reader: User) -> Quotes:
    """What women said under a theme, as far as they let it be printed in a report, and without
    what the reader codes blind."""
    coded = _coded(consultation, theme).exclude(pk__in=hidden_from(reader))
    ids = list(coded.values_list("pk", flat=True))
    allowed = responses_for(use=Use.REPORT, consultation=consultation).filter(pk__in=ids)
    answers = answers_for(use=Use.REPORT, consultation=consultation, responses=ids)
    texts = (
        answers.exclude(text="").order_by("pk").values_list("text", "response__language")[:QUOTES]
    )
    return Quotes(texts=list(texts), withheld=count_women(coded) - count_women(allowed))


def seen_with(
    *, consultation: ConsultationPage, theme: Theme, reader: User
) -> list[tuple[str, list[ThemeCount]]]:
    """Themes of other axes that people gave to the same responses, most often seen first, without
    what the reader codes blind."""
    responses = responses_for(use=Use.READING_TEAM, consultation=consultation)
    responses = responses.exclude(pk__in=hidden_from(reader))
    same = responses.filter(with_a_part_in(_coded(consultation, theme)))
    rows = dict(
        _codings(consultation)
        .filter(response__in=same.values("pk"))
        .exclude(theme__axis=theme.axis)
        .annotate(top=Coalesce(F("theme__parent_id"), F("theme_id")))
        .values_list("top")
        .annotate(n=women("response__"))
        .order_by()
    )
    most = max(rows.values(), default=1)
    axes: dict[str, list[ThemeCount]] = {}
    for other in sorted(Theme.objects.filter(pk__in=rows), key=lambda t: (-rows[t.pk], t.order)):
        count = ThemeCount(other, rows[other.pk], 0, round(100 * rows[other.pk] / most, 1))
        axes.setdefault(other.axis_name, []).append(count)
    return list(axes.items())


def open_suggestions_of(*, consultation: ConsultationPage, theme: Theme) -> int:
    """How many responses the machine suggests a theme for that nobody has decided on."""
    waiting = open_suggestions(_suggestions(consultation)).filter(theme=theme)
    counted: dict[str, int] = waiting.order_by().aggregate(n=women("response__"))
    return counted["n"]


def _codings(consultation: ConsultationPage) -> QuerySet[Coding]:
    theming = theming_of(consultation)
    responses = responses_for(use=Use.READING_TEAM, consultation=consultation)
    return Coding.objects.filter(
        POSITIVE, response__in=responses, theme__codebook=theming.codebook_id if theming else None
    )


def _suggestions(consultation: ConsultationPage) -> QuerySet[Suggestion]:
    theming = theming_of(consultation)
    responses = responses_for(use=Use.READING_TEAM, consultation=consultation)
    return Suggestion.objects.firm().filter(
        response__in=responses, theme__codebook=theming.codebook_id if theming else None
    )
