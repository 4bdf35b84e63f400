"""One response as it lies on the bench: her words, what the machine suggests, what she decided.

Rows of one visit are one response, the last leading (design §11.15).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from feedback.models import Answer, FormVersion, Response
from feedback.selectors import answers_for, question_labels, responses_for
from feedback.uses import Use
from insights.models import Codebook, Coding, Reading, SampleMember, Suggestion, Theme
from insights.rigour.blind import blind_place, hidden_from, is_compared
from insights.selectors.queue import excerpts_of
from insights.selectors.suggested import (
    BenchSuggestion,
    Nearest,
    one_a_theme,
    suggestions_for,
)


@dataclass(frozen=True)
class Marked:
    """A run of her words, the themes that it is a reason for, and the ids of those that its whole
    sentence speaks for."""

    text: str
    themes: list[Theme]
    sentence_of: list[int]


@dataclass(frozen=True)
class BenchAnswer:
    """A question, the options she chose and her words; a person's translation beside them."""

    question: str
    options: list[str]
    words: list[Marked]
    language: str = ""  # as a reader marked it; empty: that of the form
    translation: list[Marked] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """One row of a visit and what she said in it."""

    response: Response
    said: list[BenchAnswer]


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
    def added(self) -> list[Coding]:
        """Her decisions on themes that were not suggested."""
        suggested = {row.suggestion.theme_id for row in self.suggestions}
        positive = (c for c in self.codings if c.decision != Coding.Decision.REJECTED)
        return [coding for coding in positive if coding.theme_id not in suggested]


def bench_for(*, parts: Sequence[Response], codebook: Codebook | None, reader: User) -> Bench:
    """Put a response on the bench: its rows, the last first, as `parts_of` gives them.

    They must come from a consultation that the reader may code. Where she codes blind, nothing is
    suggested to her.
    """
    rows = [part.pk for part in parts]
    place = blind_place(parts, reader)
    suggestions = [] if place else suggestions_for(rows, codebook)
    answers = list(answers_for(use=Use.READING_TEAM, responses=rows))
    codings = Coding.objects.filter(
        response__in=parts, coder=reader, theme__codebook=codebook
    ).exclude(decision=Coding.Decision.AGREED)
    codings = codings.filter(theme__merged_into=None)  # her coding of the other theme is shown
    by_theme = {
        coding.theme_id: coding
        for coding in codings.select_related("theme__parent").order_by("theme__order")
    }
    readings = Reading.objects.filter(response__in=parts, reader=reader)
    return Bench(
        parts=[
            Part(part, _said(part, [a for a in answers if a.response_id == part.pk], suggestions))
            for part in parts
        ],
        suggestions=one_a_theme(
            suggestions,
            by_theme,
            {(a.pk, tr): a.translation if tr else a.text for a in answers for tr in (False, True)},
            _readable(parts[0], suggestions, hidden_from(reader)),
        ),
        codings=list(by_theme.values()),
        groups=_groups(codebook, set(by_theme) | {s.theme_id for s in suggestions}),
        read=readings.count() == len(parts),
        place=place,
        is_compared=place is None and is_compared(parts),
    )


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


def _said(
    response: Response, answers: list[Answer], suggestions: list[Suggestion]
) -> list[BenchAnswer]:
    asked = response.version.questionnaire
    places = {UUID(item.key): place for place, item in enumerate(asked.items)}
    ordered = sorted(answers, key=lambda a: places.get(a.question_key, len(places)))
    themes = {s.theme_id: s.theme for s in suggestions}
    return [
        BenchAnswer(
            question=_question(response.version, answer.question_key, response.language),
            options=_options(response.version, answer, response.language),
            words=_marked(answer, suggestions, themes),
            language=answer.language,
            translation=_marked(answer, suggestions, themes, translation=True),
        )
        for answer in ordered
    ]


def _marked(
    answer: Answer,
    suggestions: list[Suggestion],
    themes: dict[int, Theme],
    *,
    translation: bool = False,
) -> list[Marked]:
    from insights.analysis.marks import segments

    text = answer.translation if translation else answer.text
    # A sentence is told from a word by the sign of its theme's id.
    spans = [
        (place["start"], place["end"], sign * suggestion.theme_id)
        for suggestion in suggestions
        for sign, places in ((1, suggestion.words), (-1, suggestion.sentences))
        for place in places
        if place["answer"] == answer.pk and ("in" in place) == translation
    ]
    return [
        Marked(
            run.text,
            themes=[themes[key] for key in run.keys if key > 0],
            sentence_of=[-key for key in run.keys if key < 0],
        )
        for run in segments(text, spans)
    ]


def _question(version: FormVersion, key: UUID, language: str) -> str:
    return question_labels(version, language).get(key.hex, "")


def _options(version: FormVersion, answer: Answer, language: str) -> list[str]:
    """The words of the options she chose, in her language or in English."""
    item = version.questionnaire.item(answer.question_key.hex)
    return item.chosen_words(answer.options, language) if item else []


def themes_offered(codebook: Codebook) -> QuerySet[Theme]:
    """Themes in use, in the order of the codebook."""
    return (
        codebook.themes.filter(status=Theme.Status.ACTIVE)
        .select_related("codebook")
        .order_by("order")
    )


def _groups(codebook: Codebook | None, taken: set[int]) -> list[tuple[str, list[Theme]]]:
    """Themes that she may still add, by axis, each parent before its sub-themes."""
    groups: dict[str, list[Theme]] = {}
    if codebook is not None:
        for theme in themes_offered(codebook).exclude(pk__in=taken):
            groups.setdefault(theme.axis_name, []).append(theme)
    return list(groups.items())
