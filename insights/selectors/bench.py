"""One response as it lies on the bench: her words, what the machine suggests, what she decided.

Rows of one visit are one response, the last leading (design §11.15).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from feedback.models import Response
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import Codebook, Coding, Passage, Reading, SampleMember, Suggestion, Theme
from insights.rigour.blind import blind_place, hidden_from, is_compared
from insights.selectors.progress import APPLIES
from insights.selectors.queue import excerpts_of
from insights.selectors.said import Part, Pointed, parts_with
from insights.selectors.suggested import (
    BenchSuggestion,
    Nearest,
    one_a_theme,
    suggestions_for,
)
from insights.selectors.words import seal_of


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
    suggestions = [] if place else suggestions_for(rows, codebook)
    answers = list(answers_for(use=Use.READING_TEAM, responses=rows))
    texts = {(a.pk, tr): a.translation if tr else a.text for a in answers for tr in (False, True)}
    codings = Coding.objects.filter(
        response__in=parts, coder=reader, theme__codebook=codebook
    ).exclude(decision=Coding.Decision.AGREED)
    codings = codings.filter(theme__merged_into=None)  # her coding of the other theme is shown
    by_theme = {
        coding.theme_id: coding
        for coding in codings.select_related("theme__parent").order_by("theme__order")
    }
    readings = Reading.objects.filter(response__in=parts, reader=reader)
    passages = _passages([c for c in by_theme.values() if c.decision != c.Decision.REJECTED], texts)
    return Bench(
        parts=parts_with(parts, answers, suggestions, passages),
        suggestions=one_a_theme(
            suggestions,
            by_theme,
            texts,
            _readable(parts[0], suggestions, hidden_from(reader)),
        ),
        codings=list(by_theme.values()),
        groups=_groups(codebook, {pk for pk, c in by_theme.items() if c.decision in APPLIES}),
        read=readings.count() == len(parts),
        place=place,
        is_compared=place is None and is_compared(parts),
        pointed=_by_coding(passages),
        seal=seal_of({place: text for place, text in texts.items() if text}),
    )


def _passages(codings: Sequence[Coding], texts: Mapping[tuple[int, bool], str]) -> list[Pointed]:
    """What these codings point at, in the order of her words."""
    if not codings:
        return []
    themes = {coding.pk: coding.theme for coding in codings}
    found = Passage.objects.filter(coding__in=codings).order_by("answer", "start", "pk")
    return [
        Pointed(
            passage=passage,
            theme=themes[passage.coding_id],
            text=texts.get((passage.answer, passage.in_translation), "")[
                passage.start : passage.end
            ],
        )
        for passage in found
    ]


def _by_coding(passages: Sequence[Pointed]) -> dict[int, list[Pointed]]:
    found: dict[int, list[Pointed]] = {}
    for one in passages:
        found.setdefault(one.passage.coding_id, []).append(one)
    return found


def _readable(
    response: Response, suggestions: Sequence[Suggestion], hidden: Collection[int]
) -> dict[int, Nearest]:
    """The nearest responses that were not taken back: of this area, so she may read them. `hidden`
    are those that she codes blind."""
    near = {s.nearest_id for s in suggestions if s.nearest_id is not None}.difference(hidden)
    if not near:
        return {}
    area = response.version.form.consultation.area
    there = responses_for(use=Use.READING_TEAM, areas=[area]).filter(pk__in=near)
    pages = dict(there.values_list("pk", "version__form__consultation"))
    begins = excerpts_of({pk: pk for pk in pages})
    return {pk: Nearest(pk, page, begins.get(pk, "")) for pk, page in pages.items()}


def neighbours(
    responses: QuerySet[Response], pk: int, *, in_turn: bool = False
) -> tuple[int | None, int | None]:
    """The response before and the one after in a queue, by id: they stay when she codes.

    `in_turn`: the queue has an order of its own, and what was touched leaves it. There is no way
    back, and the first of the others comes next.
    """
    if in_turn:
        return None, responses.exclude(pk=pk).values_list("pk", flat=True).first()
    by_id = responses.order_by("pk").values_list("pk", flat=True)
    return by_id.filter(pk__lt=pk).last(), by_id.filter(pk__gt=pk).first()


def next_unread(responses: QuerySet[Any], pk: int, *, in_turn: bool = False) -> int | None:
    """The next response of a queue that she has not read, from the beginning after the last."""
    if in_turn:
        return neighbours(responses, pk, in_turn=True)[1]
    unread = responses.filter(read_by_her=False).order_by("pk").values_list("pk", flat=True)
    return unread.filter(pk__gt=pk).first() or unread.first()


def themes_offered(codebook: Codebook) -> QuerySet[Theme]:
    """Themes in use, in the order of the codebook."""
    return (
        codebook.themes.filter(status=Theme.Status.ACTIVE)
        .select_related("codebook")
        .order_by("order")
    )


def _groups(codebook: Codebook | None, taken: set[int]) -> list[tuple[str, list[Theme]]]:
    """Themes that she hasn't given, by axis, each parent before its sub-themes: what is suggested,
    folded or turned down is found here too."""
    groups: dict[str, list[Theme]] = {}
    if codebook is not None:
        for theme in themes_offered(codebook).exclude(pk__in=taken):
            groups.setdefault(theme.axis_name, []).append(theme)
    return list(groups.items())
