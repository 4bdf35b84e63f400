"""One cell of the matrix: what is written, what was merged into it, and the words pointed at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from feedback.models import Response
from feedback.selectors import answers_for
from feedback.uses import Use
from insights.framework.columns import merges_of, themes_by_pk, with_merged
from insights.framework.selectors import without_joined
from insights.models import CaseSummary, Coding, Passage, Theme
from insights.selectors.progress import POSITIVE


@dataclass(frozen=True)
class Pointed:
    """Words of hers that a coding points at, and their language."""

    text: str
    language: str


@dataclass(frozen=True)
class OpenCell:
    """A cell as its own page shows it. `kept` are summaries of themes that were merged into this
    one and were too long to be joined to its own."""

    summary: CaseSummary | None
    kept: list[CaseSummary]
    coded: bool
    pointed: list[Pointed]


def cell_of(
    parts: Sequence[Response], theme: Theme, *, merged: Mapping[int, int] | None = None
) -> OpenCell:
    """The cell of one woman, `parts` being all rows of her visit. Not for who codes her blind.

    Where a part was taken back, what was written isn't shown. `merged` as merges_of has it, where
    it is known.
    """
    written = summaries_of(parts, theme, merged) if is_whole(parts) else []
    own = next((one for one in written if one.theme_id == theme.pk), None)
    return OpenCell(
        summary=own,
        kept=[one for one in without_joined(written) if one.theme_id != theme.pk],
        coded=codings_of(parts, theme).exists(),
        pointed=_pointed(parts, theme),
    )


def codings_of(parts: Sequence[Response], theme: Theme) -> QuerySet[Coding]:
    """Codings by which the theme, or a sub-theme of it, applies to her."""
    of_theme = Q(theme=theme) | Q(theme__parent=theme)
    return Coding.objects.filter(POSITIVE, of_theme, response__in=parts)


def summaries_of(
    parts: Sequence[Response], theme: Theme, merged: Mapping[int, int] | None = None
) -> list[CaseSummary]:
    """Summaries of a theme and of those that were merged into it."""
    if merged is None:
        merged = merges_of(themes_by_pk(theme.codebook))
    themes = with_merged(theme.pk, merged)
    rows = CaseSummary.objects.filter(response__in=parts, theme__in=themes)
    return list(rows.select_related("theme", "written_by").order_by("pk"))


def is_whole(parts: Sequence[Response]) -> bool:
    """Whether no part of her visit was taken back a moment ago; `parts` are those that may be
    read."""
    visit = parts[0].visit_hash
    return visit is None or Response.objects.filter(visit_hash=visit).count() == len(parts)


def _pointed(parts: Sequence[Response], theme: Theme) -> list[Pointed]:
    passages = Passage.objects.filter(coding__in=codings_of(parts, theme))
    places = list(dict.fromkeys(passages.values_list("answer", "in_translation", "start", "end")))
    if not places:
        return []
    answers = answers_for(use=Use.READING_TEAM, responses=[part.pk for part in parts])
    columns = ("pk", "text", "translation", "language", "response__language")
    texts = {pk: rest for pk, *rest in answers.values_list(*columns)}
    found = []
    for answer, in_translation, start, end in places:
        if answer not in texts:
            continue
        text, translation, marked, language = texts[answer]
        said = (translation if in_translation else text)[start:end].strip()
        if said:
            found.append(Pointed(said, "en-gb" if in_translation else marked or language))
    return found
