"""Reads of a codebook's screens. Numbers and words are of areas in which the reader may code."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from accounts.models import User
from accounts.permissions import areas_where
from core.models import Area
from feedback.models import Response
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.charts.links import Number, number_of
from insights.codebook.codings import applying, areas_of
from insights.models import Codebook, Coding, SampleMember, Theme, Theming
from insights.permissions import CODE_RESPONSES
from insights.rigour.blind import hidden_from
from insights.selectors import Show
from insights.selectors.progress import CONSULTATION, POSITIVE, consultations_to_code
from insights.selectors.visits import excerpt_of
from insights.selectors.women import women

EXAMPLES = 3
NONE = Number(0, [])
# Responses of which a person says one by one where they go. Each may send five fields, and Django
# takes a thousand.
LISTED = 150


@dataclass(frozen=True)
class ThemeRow:
    """A theme of the codebook's table, and how many responses people gave it."""

    theme: Theme
    coded: Number


@dataclass(frozen=True)
class AxisRows:
    """The themes of an axis in order, each before its sub-themes."""

    name: str
    rows: list[ThemeRow] = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    """The words of a response, cut short and whole."""

    response: int
    short: str
    whole: str
    language: str


@dataclass(frozen=True)
class CodebookRow:
    """A codebook, how many of its themes are in use, and where."""

    codebook: Codebook
    themes: int
    used_in: list[str]


def codebooks() -> list[CodebookRow]:
    """All codebooks: two questions, however many there are."""
    themes = dict(
        Theme.objects.filter(status=Theme.Status.ACTIVE)
        .order_by()
        .values_list("codebook")
        .annotate(n=Count("pk"))
    )
    used: dict[int, dict[str, None]] = {}
    areas = Theming.objects.order_by("consultation__area__name")
    for codebook, area in areas.values_list("codebook_id", "consultation__area__name"):
        used.setdefault(codebook, {})[area] = None
    return [
        CodebookRow(one, themes.get(one.pk, 0), list(used.get(one.pk, ())))
        for one in Codebook.objects.all()
    ]


def rows_by_axis(codebook: Codebook, reader: User) -> list[AxisRows]:
    """All themes of a codebook, retired ones too, an axis at a time."""
    given = Coding.objects.filter(POSITIVE, theme__codebook=codebook)
    counts = _numbers(given, reader)
    axes: dict[str, AxisRows] = {}
    for theme in codebook.themes.select_related("merged_into").order_by("order", "pk"):
        row = ThemeRow(theme, counts.get(theme.pk, NONE))
        axes.setdefault(theme.axis, AxisRows(theme.axis_name)).rows.append(row)
    return list(axes.values())


def coded_by_people(theme: Theme, reader: User) -> Number:
    """How many women people gave this very theme, with a list for each consultation."""
    given = Coding.objects.filter(POSITIVE, theme=theme)
    return _numbers(given, reader).get(theme.pk, NONE)


def _numbers(given: QuerySet[Coding], reader: User) -> dict[int, Number]:
    """Theme → women in areas in which she may code, without what she codes blind, and the lists
    that have them."""
    here = f"response__{CONSULTATION}"
    counts = given.filter(response__in=_readable(reader)).order_by().values_list("theme", here)
    pages = {page.translation_key: page for page in consultations_to_code(reader)}
    titles = {page.pk: str(page) for page in pages.values()}
    behind: dict[int, list[tuple[int, int]]] = {}
    for theme, key, n in counts.annotate(n=women("response__")):
        if key in pages:
            behind.setdefault(theme, []).append((pages[key].pk, n))
    return {
        theme: number_of(sorted(of_pages), titles, show=Show.ALL, pairs=[("exactly", str(theme))])
        for theme, of_pages in behind.items()
    }


def examples_of(theme: Theme, reader: User) -> list[Said]:
    """A few texts that people coded with it. Read live and kept nowhere: what a woman takes back
    is gone from here (decision 0023). Responses that are being coded twice, blind, are left out: a
    second coder may be reading."""
    answers = answers_for(use=Use.READING_TEAM, areas=areas_where(reader, CODE_RESPONSES))
    blind = SampleMember.objects.filter(sample__compared_on=None)
    given = Coding.objects.filter(POSITIVE, theme=theme).exclude(
        response__in=blind.values("response")
    )
    rows = answers.filter(response__in=given.values("response")).exclude(text="")
    columns = rows.order_by("response_id", "pk").values_list(
        "response_id", "text", "response__language"
    )
    found: dict[int, Said] = {}
    for pk, text, language in columns[: EXAMPLES * 8]:
        found.setdefault(pk, Said(pk, excerpt_of(text), text, language))
    return list(found.values())[:EXAMPLES]


def to_share_out(theme: Theme, reader: User) -> tuple[list[Said], int]:
    """What a split has to decide on: the words of each response with this theme, as many as a page
    takes, and how many responses are left over. All that a person coded on one is decided at once,
    so that the page tells nobody who coded what."""
    responses = _readable(reader).filter(pk__in=applying(theme).values("response")).order_by("pk")
    rows = list(responses.values_list("pk", "language")[:LISTED])
    texts: dict[int, list[str]] = {}
    answers = answers_for(use=Use.READING_TEAM, responses=[pk for pk, _ in rows]).exclude(text="")
    for pk, text in answers.order_by("pk").values_list("response_id", "text"):
        texts.setdefault(pk, []).append(text)
    listed = [
        Said(pk, excerpt_of(" ".join(texts.get(pk, []))), "\n".join(texts.get(pk, [])), language)
        for pk, language in rows
    ]
    return listed, responses.count() - len(listed)


def codings_of(theme: Theme) -> list[tuple[int, int]]:
    """Every coding that a split may move, and its response."""
    return list(applying(theme).values_list("pk", "response_id"))


def areas_with_codings(theme: Theme) -> QuerySet[Area]:
    """Where its codings were made."""
    return Area.objects.filter(pk__in=areas_of(applying(theme)))


def used_areas(codebook: Codebook) -> Iterable[Area]:
    """Areas with a consultation that is coded with it."""
    used = Theming.objects.filter(codebook=codebook).values("consultation__area")
    return Area.objects.filter(pk__in=used).order_by("name")


def _readable(reader: User) -> QuerySet[Response]:
    """Rows of her areas, without what she codes blind."""
    areas = areas_where(reader, CODE_RESPONSES)
    rows = responses_for(use=Use.READING_TEAM, areas=areas)
    return rows.exclude(pk__in=hidden_from(reader)).order_by()
