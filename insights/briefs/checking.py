"""What a brief may not say: a woman's own words outside the quotes, and counts of ours alone."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from consultations.models import ConsultationPage
from insights.briefs.parts import Part
from insights.notes.repeating import shared_run
from insights.packs.counts_in_words import COUNT
from insights.packs.editions import Edition
from insights.packs.her_words import repeats


def own_counts(texts: Iterable[str], public: Edition) -> list[str]:
    """Counts of women in these texts that the public edition doesn't have, as they are written."""
    told = " ".join(_texts_of(public)).casefold()
    rounded = _rounded(public)
    found = [match.group() for text in texts for match in COUNT.finditer(text)]
    return [
        words
        for words in dict.fromkeys(found)
        if words.casefold() not in told and not _is_shown(_numbers(words), rounded)
    ]


def _numbers(words: str) -> set[int]:
    return {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", words)}


def _is_shown(numbers: set[int], rounded: set[int]) -> bool:
    return bool(numbers) and numbers <= rounded


def _rounded(public: Edition) -> set[int]:
    """Numbers and shares that the public edition shows."""
    rows = [row for axis in public["axes"] for row in axis["rows"]] + list(public["channels"])
    shown = [row.get(name) for row in rows for name in ("number", "share")]
    return {number for number in (*shown, public["total"]) if number is not None}


def _texts_of(public: Edition) -> list[str]:
    """Everything that staff wrote in it."""
    names = ("summary", "missing_voices", "tensions", "limits", "purpose", "title")
    lists = ("decisions", "findings", "recommendations")
    rows = [row for name in lists for row in public[name]]
    words = [value for row in rows for value in row.values() if isinstance(value, str)]
    return [*(str(public[name]) for name in names), *words]


def repeats_her(
    parts: Sequence[Part], asks: Sequence[str], editions: dict[str, Any]
) -> list[tuple[str, str]]:
    """Titles of the parts that have four words in a row with a quote of the pack, beside what the
    public edition says itself, and these words. They could not be taken back: only a quote has a
    mark. Questions are of the last part.
    """
    said = [q["text"] for name in ("review", "public") for q in editions[name]["quotes"]]
    own = [line for text in _texts_of(editions["public"]) for line in text.split("\n")]
    own = sorted({line.strip() for line in own if line.strip()}, key=len, reverse=True)
    texts = [*((part.title, part.text) for part in parts), *((parts[-1].title, a) for a in asks)]
    found = [(title, shared_run(_without(own, text), said)) for title, text in texts]
    return [(title, words) for title, words in found if words]


def repeats_any(
    parts: Sequence[Part], asks: Sequence[str], consultation: ConsultationPage
) -> list[tuple[str, str]]:
    """The same of six words in a row with any answer, quoted or not. Nothing is let through for
    standing in the edition: that was signed by people, who can miss it."""
    texts = {part.title: part.text for part in parts}
    texts[parts[-1].title] = "\n_\n".join([parts[-1].text, *asks])  # no run from one to the next
    return repeats(texts, consultation)


def _without(own: Sequence[str], text: str) -> str:
    for line in own:
        text = text.replace(line, " _ ")
    return text
