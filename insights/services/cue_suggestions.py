"""Suggestions for one response by cues alone, light enough for a web process."""

from collections import defaultdict
from typing import Any

from feedback.models import Response
from insights.models import Codebook, Suggestion, Theme
from insights.selectors.words import words_of


def cue_rows(*, response: Response, codebook: Codebook) -> dict[int, Suggestion]:
    """Theme on top → an unsaved suggestion with the cues found in the response."""
    from insights.analysis.cues import ENGINE, CueMatcher, ThemeCues, band_of

    cues: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for theme in codebook.themes.filter(status=Theme.Status.ACTIVE).order_by("parent_id", "order"):
        english, welsh = cues[theme.parent_id or theme.pk]
        english += theme.cues
        welsh += theme.cues_cy
    matcher = CueMatcher([ThemeCues(str(t), tuple(e), tuple(w)) for t, (e, w) in cues.items()])
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for words in words_of([response.pk]).get(response.pk, ()):
        place = {"answer": words.answer} | ({"in": "translation"} if words.translated else {})
        for hit in matcher.match(words.text):
            found[int(hit.key)] += [
                place | {"start": span.start, "end": span.end, "cue": span.cue}
                for span in hit.spans
            ]
    return {
        theme: Suggestion(
            response=response,
            theme_id=theme,
            words=words,
            band=band_of(word["cue"] for word in words).value,
            engine=ENGINE,
            codebook_version=codebook.version,
        )
        for theme, words in found.items()
    }
