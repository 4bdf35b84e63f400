"""One response as it lies on the bench: her words, what the machine suggests, what she decided.

Rows of one visit are one response, the last leading (design §11.15).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet

from accounts.models import User
from feedback.models import Response
from feedback.selectors import answers_for
from feedback.uses import Use
from insights.models import Codebook, Coding, Passage, Reading, SampleMember, Theme
from insights.rigour.blind import blind_place, hidden_from, is_compared
from insights.selectors.progress import APPLIES
from insights.selectors.said import Part, Pointed, parts_with
from insights.selectors.suggested import (
    BenchSuggestion,
    nearest_of,
    one_a_theme,
    suggestions_for,
)
from insights.selectors.themes import themes_offered
from insights.selectors.words import Texts, seal_of

PLACE = ("pk", "answer", "start", "end", "in_translation")  # of a passage


@dataclass(frozen=True)
class Bench:
    """All that a facilitator needs to read and code one response. Others' codings are not shown,
    so that a second coder decides by herself."""

    parts: list[Part]
    suggestions: list[BenchSuggestion]
    codings: list[Coding]  # one a theme
    groups: list[tuple[str, list[Theme]]]
    read: bool
    place: SampleMember | None = None  # in a sample that she codes blind
    is_compared: bool = False  # two codings of it were: it is settled, and not coded here
    pointed: Mapping[int, Sequence[Pointed]] = field(default_factory=dict)  # coding → passages
    seal: str = ""  # of her words as they are shown

    @property
    def response(self) -> Response:
        """The row that leads: what she sent last."""
        return self.parts[0].response

    @property
    def listed(self) -> list[BenchSuggestion]:
        """Suggestions with something to speak for them, and those that she decided on."""
        return [row for row in self.suggestions if not row.is_faint]

    @property
    def folded(self) -> list[BenchSuggestion]:
        """The others."""
        return [row for row in self.suggestions if row.is_faint]

    @property
    def positive(self) -> list[Coding]:
        """Her decisions that a theme applies."""
        return [c for c in self.codings if c.decision != Coding.Decision.REJECTED]

    @property
    def added(self) -> list[Coding]:
        """Her decisions on themes that were not suggested."""
        suggested = {row.suggestion.theme_id for row in self.suggestions}
        return [coding for coding in self.positive if coding.theme_id not in suggested]


def bench_for(*, parts: Sequence[Response], codebook: Codebook | None, reader: User) -> Bench:
    """Put a response on the bench: its rows, the last first, as `parts_of` gives them.

    They must come from a consultation that the reader may code. Where she codes blind, nothing is
    suggested to her.
    """
    rows = [part.pk for part in parts]
    place = blind_place(parts, reader)
    area = parts[0].version.form.consultation.area_id
    suggestions = (
        [] if place or codebook is None else suggestions_for(rows, codebook, nearest_in=area)
    )
    answers = list(answers_for(use=Use.READING_TEAM, responses=rows))
    texts = {(a.pk, tr): a.translation if tr else a.text for a in answers for tr in (False, True)}
    by_theme, pointed_at = _hers(parts, codebook, reader) if codebook else ({}, [])
    passages = _pointed(pointed_at, texts)
    return Bench(
        parts=parts_with(parts, answers, suggestions, passages),
        suggestions=one_a_theme(
            suggestions, by_theme, texts, nearest_of(suggestions, hidden_from(reader))
        ),
        codings=list(by_theme.values()),
        groups=_groups(codebook, {pk for pk, c in by_theme.items() if c.decision in APPLIES}),
        read=_is_read(parts, reader),
        place=place,
        is_compared=place is None and is_compared(parts),
        pointed=_by_coding(passages),
        seal=seal_of({place: text for place, text in texts.items() if text}),
    )


def _is_read(parts: Sequence[Response], reader: User) -> bool:
    """Whether she has read all rows; those that `parts_at` found know it."""
    known = [getattr(part, "read_by_her", None) for part in parts]
    if None not in known:
        return all(known)
    return Reading.objects.filter(response__in=parts, reader=reader).count() == len(parts)


def _hers(
    parts: Sequence[Response], codebook: Codebook, reader: User
) -> tuple[dict[int, Coding], list[Passage]]:
    """Theme → her decision on it; and what these decisions point at, in the order of her words.
    Both in one query: a row for each passage, and one for each decision that has none."""
    codings = Coding.objects.filter(response__in=parts, coder=reader, theme__codebook=codebook)
    codings = codings.exclude(decision=Coding.Decision.AGREED)
    codings = codings.filter(theme__merged_into=None)  # her coding of the other theme is shown
    rows: QuerySet[Any] = codings.select_related("theme__parent")
    rows = rows.annotate(**{f"pointed_{name}": F(f"passages__{name}") for name in PLACE})
    by_theme, found = dict[int, Coding](), list[Passage]()
    for row in rows.order_by("theme__order", "pk"):
        coding = by_theme.setdefault(row.theme_id, row)
        if row.pk == coding.pk and row.pointed_pk is not None:
            place = {name: getattr(row, f"pointed_{name}") for name in PLACE}
            found.append(Passage(coding=coding, **place))
    return by_theme, sorted(found, key=lambda one: (one.answer, one.start, one.pk))


def _pointed(passages: Sequence[Passage], texts: Texts) -> list[Pointed]:
    """These passages with their words, but for those of a theme that she turned down."""
    return [
        Pointed(
            passage=passage,
            theme=passage.coding.theme,
            text=texts.get((passage.answer, passage.in_translation), "")[
                passage.start : passage.end
            ],
        )
        for passage in passages
        if passage.coding.decision != Coding.Decision.REJECTED
    ]


def _by_coding(passages: Sequence[Pointed]) -> dict[int, list[Pointed]]:
    found: dict[int, list[Pointed]] = {}
    for one in passages:
        found.setdefault(one.passage.coding_id, []).append(one)
    return found


def next_in_turn(responses: QuerySet[Any], pk: int) -> int | None:
    """The first of the others of a queue that has an order of its own: what was touched leaves it,
    so that there is no way back."""
    return responses.exclude(pk=pk).values_list("pk", flat=True).first()


def next_unread(responses: QuerySet[Any], pk: int) -> int | None:
    """The next response of a queue that she has not read, from the beginning after the last."""
    unread = responses.filter(read_by_her=False).order_by("pk").values_list("pk", flat=True)
    return unread.filter(pk__gt=pk).first() or unread.first()


def _groups(codebook: Codebook | None, taken: set[int]) -> list[tuple[str, list[Theme]]]:
    """Themes that she hasn't given, by axis, each parent before its sub-themes: what is suggested,
    folded or turned down is found here too."""
    groups: dict[str, list[Theme]] = {}
    if codebook is not None:
        for theme in themes_offered(codebook):
            if theme.pk not in taken:
                groups.setdefault(theme.axis_name, []).append(theme)
    return list(groups.items())
