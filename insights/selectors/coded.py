"""What the engine learns from: the themes of a codebook, and the responses that people coded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from consultations.models import ConsultationPage
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import Codebook, Coding, Theme
from insights.selectors.progress import POSITIVE
from insights.selectors.women import with_a_part_in, woman_of, women
from insights.selectors.words import words_of

if TYPE_CHECKING:  # scikit-learn is heavy: loaded when suggestions are made, not with the app
    from insights.analysis.engine import Coded, ThemeCard


def theme_cards(codebook: Codebook) -> list[ThemeCard]:
    """The themes on top of a codebook. What sub-themes say speaks for the theme above them: level 1
    is counted, level 2 is for people."""
    from insights.analysis.engine import ThemeCard

    together: dict[int, list[Theme]] = defaultdict(list)
    active = codebook.themes.filter(status=Theme.Status.ACTIVE)
    tops = [theme.pk for theme in active if theme.parent_id is None]
    for theme in active.order_by("parent_id", "order"):
        together[theme.parent_id or theme.pk].append(theme)
    return [
        ThemeCard(
            key=top,
            text=" ".join(f"{theme.name}. {theme.description}" for theme in together[top]),
            cues=tuple(cue for theme in together[top] for cue in theme.cues),
            cues_cy=tuple(cue for theme in together[top] for cue in theme.cues_cy),
            quotes=tuple(quote for theme in together[top] for quote in theme.examples),
        )
        for top in tops
    ]


def coded_responses(consultation: ConsultationPage, codebook: Codebook) -> list[Coded]:
    """Responses of the area that people gave themes of this codebook, those coded last at the end.

    Of the area and not of the consultation alone: a codebook is used again, and whoever codes here
    may read all of the area. A theme counts where at least half of a response's coders gave it.
    Rows of one visit are one response, under the row that was coded.
    """
    from insights.analysis.engine import Coded

    responses = responses_for(use=Use.READING_TEAM, areas=[consultation.area])
    codings = Coding.objects.filter(POSITIVE, theme__codebook=codebook, response__in=responses)
    columns = ("response_id", "response__visit_hash", "coder_id", "theme_id", "theme__parent_id")
    row_of: dict[Hashable, int] = {}
    coders: dict[int, set[int]] = defaultdict(set)
    given: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    visits: dict[int, bytes] = {}
    for pk, visit, coder, theme, parent in codings.order_by("coded_on", "pk").values_list(*columns):
        row = row_of.setdefault(woman_of(pk, visit), pk)
        coders[row].add(coder)
        given[row][parent or theme].add(coder)
        if visit:
            visits[row] = bytes(visit)
    words = _words_of_visits(list(coders), visits)
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation)
    here = set(rows.filter(pk__in=list(coders)).values_list("pk", flat=True))
    return [
        Coded(
            key=row,
            passages=tuple(words[row]),
            themes=frozenset(t for t, by in given[row].items() if 2 * len(by) >= len(coders[row])),
            here=row in here,
        )
        for row in coders
        if words.get(row)
    ]


def coded_number(consultation: ConsultationPage, codebook: Codebook) -> int:
    """How many responses `coded_responses` has to learn from, without reading them."""
    responses = responses_for(use=Use.READING_TEAM, areas=[consultation.area])
    codings = Coding.objects.filter(POSITIVE, theme__codebook=codebook)
    words = answers_for(use=Use.READING_TEAM).exclude(text="")
    in_words = responses.filter(Exists(words.filter(response=OuterRef("pk"))))
    coded = responses.filter(pk__in=codings.values("response")).filter(with_a_part_in(in_words))
    return int(coded.aggregate(n=women())["n"])


def _words_of_visits(rows: list[int], visits: dict[int, bytes]) -> dict[int, list[str]]:
    """Row → the texts of all rows of its visit."""
    parts: dict[int, int] = {row: row for row in rows}
    row_of_visit = {visit: row for row, visit in visits.items()}
    same = responses_for(use=Use.READING_TEAM).filter(visit_hash__in=list(row_of_visit))
    for pk, visit in same.values_list("pk", "visit_hash"):
        parts.setdefault(pk, row_of_visit[bytes(visit or b"")])
    found: dict[int, list[str]] = defaultdict(list)
    for pk, words in words_of(parts).items():
        found[parts[pk]] += [word.text for word in words]
    return found
