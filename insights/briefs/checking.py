"""What a brief may not say: a woman's own words outside the quotes."""

from collections.abc import Sequence
from typing import Any

from consultations.models import ConsultationPage
from insights.briefs.parts import Part
from insights.notes.repeating import shared_run
from insights.packs.her_words import repeats
from insights.packs.own_counts import texts_of_edition


def repeats_her(
    parts: Sequence[Part], asks: Sequence[str], editions: dict[str, Any]
) -> list[tuple[str, str]]:
    """Titles of the parts that have four words in a row with a quote of the pack, beside what the
    public edition says itself, and these words. They could not be taken back: only a quote has a
    mark. Questions are of the last part.
    """
    said = [q["text"] for name in ("review", "public") for q in editions[name]["quotes"]]
    own = [line for text in texts_of_edition(editions["public"]) for line in text.split("\n")]
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
