"""Her answers cut at what a page marks in them: what speaks for a suggestion, and the passages that
the reader pointed at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from feedback.models import Answer, FormVersion, Response
from feedback.selectors import question_labels
from insights.analysis.marks import segments
from insights.models import Passage, Suggestion, Theme


@dataclass(frozen=True)
class Pointed:
    """A passage that she pointed at, the theme that it is for, and its words."""

    passage: Passage
    theme: Theme
    text: str


@dataclass(frozen=True)
class Marked:
    """A run of her words: the themes that it is a reason for, the ids of those that its whole
    sentence speaks for, the passages that it is of, and those that end with it."""

    text: str
    themes: list[Theme]
    sentence_of: list[int]
    pointed: list[Pointed] = field(default_factory=list)
    ends: list[Pointed] = field(default_factory=list)


@dataclass(frozen=True)
class BenchAnswer:
    """A question, the options she chose and her words; a person's translation beside them."""

    pk: int
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


def parts_with(
    parts: Sequence[Response],
    answers: Sequence[Answer],
    suggestions: Sequence[Suggestion],
    passages: Sequence[Pointed],
) -> list[Part]:
    """Each row with its answers in the order in which they were asked."""
    return [
        Part(
            part,
            _said(part, [a for a in answers if a.response_id == part.pk], suggestions, passages),
        )
        for part in parts
    ]


def _said(
    response: Response,
    answers: Sequence[Answer],
    suggestions: Sequence[Suggestion],
    passages: Sequence[Pointed],
) -> list[BenchAnswer]:
    asked = response.version.questionnaire
    places = {UUID(item.key): place for place, item in enumerate(asked.items)}
    ordered = sorted(answers, key=lambda a: places.get(a.question_key, len(places)))
    return [
        BenchAnswer(
            pk=answer.pk,
            question=_question(response.version, answer.question_key, response.language),
            options=_options(response.version, answer, response.language),
            words=_marked(answer, suggestions, passages),
            language=answer.language,
            translation=_marked(answer, suggestions, passages, translation=True),
        )
        for answer in ordered
    ]


def _marked(
    answer: Answer,
    suggestions: Sequence[Suggestion],
    passages: Sequence[Pointed],
    *,
    translation: bool = False,
) -> list[Marked]:
    text = answer.translation if translation else answer.text
    here = [
        one
        for one in passages
        if (one.passage.answer, one.passage.in_translation) == (answer.pk, translation)
    ]
    # What each span is for, by its place in this list.
    owners: list[tuple[str, Theme | Pointed]] = []
    spans: list[tuple[int, int, int]] = []
    for suggestion in suggestions:
        for kind, places in (("word", suggestion.words), ("sentence", suggestion.sentences)):
            owners.append((kind, suggestion.theme))
            spans += [
                (place["start"], place["end"], len(owners) - 1)
                for place in places
                if place["answer"] == answer.pk and ("in" in place) == translation
            ]
    for one in here:
        owners.append(("passage", one))
        spans.append((one.passage.start, one.passage.end, len(owners) - 1))
    runs, end = [], 0
    for run in segments(text, spans):
        end += len(run.text)
        found = [owners[key] for key in run.keys]
        runs.append(_run(run.text, found, end))
    return runs


def _run(text: str, found: Sequence[tuple[str, Theme | Pointed]], end: int) -> Marked:
    themes = dict.fromkeys(o for kind, o in found if kind == "word" and isinstance(o, Theme))
    sentences = dict.fromkeys(o for kind, o in found if kind == "sentence" and isinstance(o, Theme))
    pointed = [owner for _, owner in found if isinstance(owner, Pointed)]
    return Marked(
        text,
        themes=list(themes),
        sentence_of=[theme.pk for theme in sentences],
        pointed=pointed,
        ends=[one for one in pointed if one.passage.end == end],
    )


def _question(version: FormVersion, key: UUID, language: str) -> str:
    return question_labels(version, language).get(key.hex, "")


def _options(version: FormVersion, answer: Answer, language: str) -> list[str]:
    """The words of the options she chose, in her language or in English."""
    item = version.questionnaire.item(answer.question_key.hex)
    return item.chosen_words(answer.options, language) if item else []
