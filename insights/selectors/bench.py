"""One response as it lies on the bench: her words, what the machine suggests, what she decided."""

from dataclasses import dataclass
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
    """A question, the options she chose and her words."""

    question: str
    options: list[str]
    words: list[Marked]


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

    response: Response
    said: list[BenchAnswer]
    suggestions: list[BenchSuggestion]
    codings: list[Coding]
    groups: list[tuple[str, list[Theme]]]
    read: bool

    @property
    def added(self) -> list[Coding]:
        """Her decisions on themes that were not suggested."""
        suggested = {row.suggestion.theme_id for row in self.suggestions}
        positive = (c for c in self.codings if c.decision != Coding.Decision.REJECTED)
        return [coding for coding in positive if coding.theme_id not in suggested]


def bench_for(*, response: Response, codebook: Codebook | None, reader: User) -> Bench:
    """Put a response on the bench. It must come from `queue`, which knows who may read it."""
    suggestions = _suggestions(response, codebook)
    codings = list(
        Coding.objects.filter(response=response, coder=reader, theme__codebook=codebook)
        .select_related("theme__parent")
        .order_by("theme__order")
    )
    by_theme = {coding.theme_id: coding for coding in codings}
    return Bench(
        response=response,
        said=_answers(response, suggestions),
        suggestions=[BenchSuggestion(s, _cues(s), by_theme.get(s.theme_id)) for s in suggestions],
        codings=codings,
        groups=_groups(codebook, set(by_theme) | {s.theme_id for s in suggestions}),
        read=Reading.objects.filter(response=response, reader=reader).exists(),
    )


def neighbours(responses: QuerySet[Response], pk: int) -> tuple[int | None, int | None]:
    """The response before and the one after in a queue, by id: they stay when she codes."""
    by_id = responses.order_by("pk").values_list("pk", flat=True)
    return by_id.filter(pk__lt=pk).last(), by_id.filter(pk__gt=pk).first()


def next_unread(responses: QuerySet[Any], pk: int) -> int | None:
    """The next response of a queue that she has not read, from the beginning after the last."""
    unread = responses.filter(read_by_her=False).order_by("pk").values_list("pk", flat=True)
    return unread.filter(pk__gt=pk).first() or unread.first()


def _suggestions(response: Response, codebook: Codebook | None) -> list[Suggestion]:
    rows = Suggestion.objects.filter(response=response, theme__codebook=codebook)
    order = rows.select_related("theme").order_by("theme__order")
    return sorted(order, key=lambda s: s.band != Suggestion.Band.STRONG)


def _cues(suggestion: Suggestion) -> list[str]:
    return list(dict.fromkeys(word["cue"] for word in suggestion.words))


def _answers(response: Response, suggestions: list[Suggestion]) -> list[BenchAnswer]:
    questions = response.version.definition["questions"]
    places = {UUID(q["key"]): place for place, q in enumerate(questions)}
    answers = answers_for(use=Use.READING_TEAM, responses=[response.pk])
    ordered = sorted(answers, key=lambda a: places.get(a.question_key, len(places)))
    themes = {s.theme_id: s.theme for s in suggestions}
    return [
        BenchAnswer(
            question=_question(response.version, answer.question_key, response.language),
            options=_options(questions, answer, response.language),
            words=_marked(answer, suggestions, themes),
        )
        for answer in ordered
    ]


def _marked(
    answer: Answer, suggestions: list[Suggestion], themes: dict[int, Theme]
) -> list[Marked]:
    from insights.analysis.marks import segments

    spans = [
        (word["start"], word["end"], suggestion.theme_id)
        for suggestion in suggestions
        for word in suggestion.words
        if word["answer"] == answer.pk
    ]
    return [Marked(s.text, [themes[key] for key in s.keys]) for s in segments(answer.text, spans)]


def _question(version: FormVersion, key: UUID, language: str) -> str:
    return question_labels(version, language).get(key.hex, "")


def _options(questions: list[dict[str, Any]], answer: Answer, language: str) -> list[str]:
    """The words of the options she chose, in her language or in English."""
    for question in questions:
        if question["key"] == answer.question_key.hex:
            words = {o["key"]: o["text"] for o in question["options"]}
            chosen = [words[key] for key in answer.options if key in words]
            return [text.get(language) or text.get("en-gb", "") for text in chosen]
    return []


def _groups(codebook: Codebook | None, taken: set[int]) -> list[tuple[str, list[Theme]]]:
    """Themes that she may still add, by axis, each parent before its sub-themes."""
    if codebook is None:
        return []
    groups: dict[str, list[Theme]] = {}
    active = codebook.themes.filter(status=Theme.Status.ACTIVE).order_by("order")
    for theme in active.exclude(pk__in=taken):
        groups.setdefault(theme.axis_name, []).append(theme)
    return list(groups.items())
