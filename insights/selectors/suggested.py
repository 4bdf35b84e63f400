"""What the machine suggests for one response, with the words and sentences that speak for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Left

from accounts.models import User
from feedback.models import Response
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import Codebook, Coding, Suggestion
from insights.selectors.visits import EXCERPT, excerpt_of
from insights.selectors.words import Texts

Place = Mapping[str, Any]  # {"answer", "start", "end"}, of a translation also {"in": "translation"}


@dataclass(frozen=True)
class Nearest:
    """A coded response that a suggestion names, where it is, and how it begins."""

    response: int
    consultation: int
    excerpt: str


@dataclass(frozen=True)
class BenchSuggestion:
    """A suggestion, why it is made, and the reader's own decision, if she made one.

    `cues` as the codebook has them, `negated` those of them that stand after a "no" or a "not";
    `words` hers, that the model weighed; `sentence` the first that it is about.
    """

    suggestion: Suggestion
    cues: list[str]
    negated: list[str]
    words: list[str]
    sentence: str
    nearest: Nearest | None  # the response that it is most like of those that have the theme
    coding: Coding | None

    @property
    def is_faint(self) -> bool:
        """Whether it may stay folded: little speaks for it, and she hasn't decided on it."""
        return self.coding is None and self.suggestion.band == Suggestion.Band.FAINT

    @property
    def in_ten(self) -> int | None:
        """In about how many of ten such cases a person would agree, where that is known; 0 for
        hardly any."""
        chance = self.suggestion.chance
        return None if chance is None else min(round(10 * chance), 9)


def suggestions_for(
    parts: Sequence[int], codebook: Codebook | None, *, nearest_in: int | None = None
) -> list[Any]:
    """Of these rows, what most speaks for first; the codebook's order where nothing tells.

    With the area `nearest_in`, each knows where in it the response that it is most like is, unless
    that was taken back, and how its words begin: `nearest_page` and `nearest_begins`.
    """
    rows: QuerySet[Any] = Suggestion.objects.filter(response__in=parts, theme__codebook=codebook)
    if nearest_in is not None:
        rows = _with_nearest(rows, nearest_in)
    rows = rows.filter(theme__merged_into=None)  # the other theme is suggested in its place
    found = rows.select_related("theme__codebook", "response").order_by("theme__order")
    bands = Suggestion.Band.values
    return sorted(found, key=lambda s: (bands.index(s.band), -(s.chance or 0)))


def _with_nearest(rows: QuerySet[Any], area: int) -> QuerySet[Any]:
    """Asked with the suggestions, as most of them name one."""
    there = responses_for(use=Use.READING_TEAM).filter(pk=OuterRef("nearest_id"))
    there = there.filter(version__form__consultation__area=area).order_by()
    said = answers_for(use=Use.READING_TEAM).filter(response=OuterRef("nearest_id"))
    begins = said.exclude(text="").order_by("pk").values(begins=Left("text", 2 * EXCERPT))
    return rows.annotate(
        nearest_page=Subquery(there.values("version__form__consultation")[:1]),
        nearest_begins=Subquery(begins[:1]),
    )


def nearest_of(suggestions: Sequence[Any], hidden: Collection[int]) -> dict[int, Nearest]:
    """The nearest responses that she may read: `hidden` are those that she codes blind."""
    return {
        found.nearest_id: Nearest(
            found.nearest_id, found.nearest_page, excerpt_of(found.nearest_begins or "")
        )
        for found in suggestions
        if found.nearest_page and found.nearest_id not in hidden
    }


def one_a_theme(
    suggestions: Sequence[Suggestion],
    by_theme: Mapping[int, Coding],
    texts: Texts,
    readable: Mapping[int, Nearest],
) -> list[BenchSuggestion]:
    """The strongest of each theme, with the words of all rows of the visit. `readable` are the
    responses that may be named as the nearest."""
    first: dict[int, Suggestion] = {}
    places: dict[int, list[Place]] = {}
    sentences: dict[int, list[Place]] = {}
    for suggestion in suggestions:
        theme = suggestion.theme_id
        first.setdefault(theme, suggestion)
        places.setdefault(theme, []).extend(suggestion.words)
        sentences.setdefault(theme, []).extend(suggestion.sentences)
    return [
        BenchSuggestion(
            suggestion=suggestion,
            cues=list(dict.fromkeys(word["cue"] for word in places[theme] if word["cue"])),
            negated=list(dict.fromkeys(w["cue"] for w in places[theme] if "negated" in w)),
            words=_cut([word for word in places[theme] if not word["cue"]], texts),
            sentence=next(iter(_cut(sentences[theme], texts)), ""),
            nearest=readable.get(suggestion.nearest_id or 0),
            coding=by_theme.get(theme),
        )
        for theme, suggestion in first.items()
    ]


def _cut(places: Sequence[Place], texts: Texts) -> list[str]:
    """The characters at these places, each once; none where they are gone."""
    found = [
        texts.get((place["answer"], "in" in place), "")[place["start"] : place["end"]]
        for place in places
    ]
    return [text for text in dict.fromkeys(found) if text]


def next_open(
    parts: Sequence[Response], codebook: Codebook | None, reader: User, *, after: int
) -> int | None:
    """The theme that she would decide on next, behind this one: suggested with something to speak
    for it, and not decided on by her. From the top after the last."""
    rows = suggestions_for([part.pk for part in parts], codebook)
    decided = Coding.objects.filter(response__in=parts, coder=reader)
    done = set(decided.values_list("theme_id", flat=True)) - {after}
    faint = Suggestion.Band.FAINT
    order = [s.theme_id for s in rows if s.band != faint or s.theme_id == after]
    order = list(dict.fromkeys(order))
    at = order.index(after) + 1 if after in order else 0
    waiting = (theme for theme in [*order[at:], *order[:at]] if theme != after)
    return next((theme for theme in waiting if theme not in done), None)
