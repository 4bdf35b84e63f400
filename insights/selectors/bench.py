"""One response as it lies on the bench: her words, what the machine suggests, what she decided.

Rows of one visit are one response, the last leading (design §11.15).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from feedback.models import Answer, FormVersion, Response
from feedback.selectors import answers_for, question_labels
from feedback.uses import Use
from insights.models import Codebook, Coding, Reading, Suggestion, Theme


@dataclass(frozen=True)
class Marked:
    """A run of her words, and the themes that it is a cue of."""

    text: str
    themes: list[Theme]


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
class BenchSuggestion:
    """A suggestion with the words that caused it and her own decision, if she made one."""

    suggestion: Suggestion
    cues: list[str]
    coding: Coding | None


@dataclass(frozen=True)
class Bench:
    """All that a facilitator needs to read and code one response. Others' codings are not shown,
    so that a second coder decides by herself."""

    parts: list[Part]
    suggestions: list[BenchSuggestion]
    codings: list[Coding]  # one a theme
    groups: list[tuple[str, list[Theme]]]
    read: bool

    @property
    def response(self) -> Response:
        """The row that leads: what she sent last."""
        return self.parts[0].response

    @property
    def added(self) -> list[Coding]:
        """Her decisions on themes that were not suggested."""
        suggested = {row.suggestion.theme_id for row in self.suggestions}
        positive = (c for c in self.codings if c.decision != Coding.Decision.REJECTED)
        return [coding for coding in positive if coding.theme_id not in suggested]


def bench_for(*, parts: Sequence[Response], codebook: Codebook | None, reader: User) -> Bench:
    """Put a response on the bench: its rows, the last first, as `parts_of` gives them.

    They must come from a consultation that the reader may code.
    """
    suggestions = _suggestions(parts, codebook)
    codings = Coding.objects.filter(response__in=parts, coder=reader, theme__codebook=codebook)
    by_theme = {
        coding.theme_id: coding
        for coding in codings.select_related("theme__parent").order_by("theme__order")
    }
    readings = Reading.objects.filter(response__in=parts, reader=reader)
    return Bench(
        parts=[Part(response, _answers(response, suggestions)) for response in parts],
        suggestions=_one_a_theme(suggestions, by_theme),
        codings=list(by_theme.values()),
        groups=_groups(codebook, set(by_theme) | {s.theme_id for s in suggestions}),
        read=readings.count() == len(parts),
    )


def neighbours(responses: QuerySet[Response], pk: int) -> tuple[int | None, int | None]:
    """The response before and the one after in a queue, by id: they stay when she codes."""
    by_id = responses.order_by("pk").values_list("pk", flat=True)
    return by_id.filter(pk__lt=pk).last(), by_id.filter(pk__gt=pk).first()


def next_unread(responses: QuerySet[Any], pk: int) -> int | None:
    """The next response of a queue that she has not read, from the beginning after the last."""
    unread = responses.filter(read_by_her=False).order_by("pk").values_list("pk", flat=True)
    return unread.filter(pk__gt=pk).first() or unread.first()


def _suggestions(parts: Sequence[Response], codebook: Codebook | None) -> list[Suggestion]:
    rows = Suggestion.objects.filter(response__in=parts, theme__codebook=codebook)
    order = rows.select_related("theme").order_by("theme__order")
    return sorted(order, key=lambda s: s.band != Suggestion.Band.STRONG)


def _one_a_theme(
    suggestions: list[Suggestion], by_theme: dict[int, Coding]
) -> list[BenchSuggestion]:
    """The strongest of each theme, with the cues of all rows."""
    cues: dict[int, dict[str, None]] = {}
    for suggestion in suggestions:
        words = dict.fromkeys(word["cue"] for word in suggestion.words)
        cues.setdefault(suggestion.theme_id, {}).update(words)
    first: dict[int, Suggestion] = {}
    for suggestion in suggestions:
        first.setdefault(suggestion.theme_id, suggestion)
    return [
        BenchSuggestion(suggestion, list(cues[theme]), by_theme.get(theme))
        for theme, suggestion in first.items()
    ]


def _answers(response: Response, suggestions: list[Suggestion]) -> list[BenchAnswer]:
    asked = response.version.questionnaire
    places = {UUID(item.key): place for place, item in enumerate(asked.items)}
    answers = answers_for(use=Use.READING_TEAM, responses=[response.pk])
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
    spans = [
        (word["start"], word["end"], suggestion.theme_id)
        for suggestion in suggestions
        for word in suggestion.words
        if word["answer"] == answer.pk and ("in" in word) == translation
    ]
    return [Marked(s.text, [themes[key] for key in s.keys]) for s in segments(text, spans)]


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
