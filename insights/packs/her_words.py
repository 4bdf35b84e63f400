"""Whether staff typed what a woman said. Only a quote of the bank had two readers and her leave,
and only a quote is taken back with her words; what is retyped stays. So six words in a row that
stand in an answer are hers, and fewer are how anyone says it.

Her words are looked at and never kept: what is found is named with the words of staff.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from consultations.models import ConsultationPage
from feedback.selectors import answers_for
from feedback.uses import Use
from insights.findings.concluded import conclusions_of
from insights.models import Finding, PackDecision, Recommendation, ReviewPack, Theme
from insights.notes.repeating import WORD, Run
from insights.packs.recalling import Place, recalled
from insights.rigour.quiet import decided_voices
from insights.selectors.progress import theming_of

SIX = 6
SIX_KNOWN = "+" * SIX
MOST_SHOWN = 16  # words of one place: enough to find it
APOSTROPHES = re.compile("['’ʼ`]")  # "don't" is one word, however it is typed

OF_PACK = ("summary", "missing_voices", "tensions", "limits", "taken_to", "checked_by")
OF_FINDING = (
    *("sentence", "said", "reasons", "methods", "adequacy", "coherence", "relevance"),
    *("between_women", "with_services", "negative"),
)
OF_RECOMMENDATION = ("text", "decides", "scope", "equality")
OF_DECISION = (
    *("you_said", "what", "because", "owner", "board", "moved_because", "money", "session"),
)

Found = list[tuple[str, str]]


class HerWords(ValueError):
    """It has words as a woman said them. `sentences` say where, for staff alone: they are no part
    of the message, which may be logged."""

    def __init__(self, found: Found) -> None:
        super().__init__("words of a woman in a text of staff")
        self.sentences = sentences_of(found)


def repeats(
    texts: Mapping[str, str], consultation: ConsultationPage, *, may_recall: bool = False
) -> Found:
    """Each place of these texts that has six words or more in a row with an answer of the
    consultation, as its label and the words. Her own words count, and their translation.

    `may_recall`: what was found before is enough, while texts and answers seem to be the same. For
    a page that is opened often; whoever signs or tells has every answer looked at.
    """
    written = {label: _words(text) for label, text in texts.items()}
    places = recalled(texts, consultation, lambda: _places(written, consultation), may_recall)
    return [(label, _shown(written[label][first:end])) for label, first, end in places]


def _places(written: Mapping[str, list[str]], consultation: ConsultationPage) -> list[Place]:
    """The label of each place, and which of its words are hers."""
    ours = {run for words in written.values() for run in _runs(_plain(words))}
    if not ours:
        return []
    known = {word for run in ours for word in run}
    hers: set[Run] = set()
    for said in _said_in(consultation):
        words = _plain(_words(said))
        if SIX_KNOWN in "".join("+" if word in known else "-" for word in words):
            hers |= ours.intersection(_runs(words))
    return [
        (label, *place)
        for label, words in written.items()
        for place in (_stretches(words, hers) if hers else ())
    ]


def refuse_her_words(texts: Mapping[str, str], consultation: ConsultationPage) -> None:
    """Raise HerWords if there are any."""
    if found := repeats(texts, consultation):
        raise HerWords(found)


def sentences_of(found: Found) -> list[str]:
    """Where they stand and what to do, in plain sentences."""
    return [
        _(
            "%(place)s has words as one woman said them: “%(words)s”. Say it otherwise, or quote "
            "her from the bank: only a quote can be taken back."
        )
        % {"place": place, "words": words}
        for place, words in found
    ]


def in_texts_for_everyone(page: ConsultationPage, texts: Mapping[str, str]) -> list[str]:
    """The same of what staff write beside packs: promises, news, the page of a consultation. Asked
    by consultations, which knows no answer (consultations.our_words)."""
    return [
        _(
            "%(place)s has words as one woman said them: “%(words)s”. Say it otherwise: what is "
            "typed here can't be taken back with her words."
        )
        % {"place": place, "words": words}
        for place, words in repeats(texts, page)
    ]


def her_words_in(pack: ReviewPack, *, may_recall: bool = False) -> list[str]:
    """The same of all that staff wrote in a pack."""
    return sentences_of(repeats(texts_of(pack), pack.consultation, may_recall=may_recall))


def texts_of(pack: ReviewPack) -> dict[str, str]:
    """Every text of a pack that staff type, by what it is called."""
    texts = {_("“%(name)s”") % {"name": _name(ReviewPack, n)}: getattr(pack, n) for n in OF_PACK}
    found = conclusions_of(pack)
    rows: list[tuple[str, tuple[str, ...], Iterable[Finding | Recommendation | PackDecision]]] = [
        (_("“%(name)s” of finding %(number)d"), OF_FINDING, found.findings),
        (_("“%(name)s” of recommendation %(number)d"), OF_RECOMMENDATION, found.recommended),
        (_("“%(name)s” of decision %(number)d"), OF_DECISION, found.decisions),
    ]
    for place, names, of_kind in rows:
        for number, row in enumerate(of_kind, start=1):
            for name in names:
                label = place % {"name": _name(type(row), name), "number": number}
                texts[label] = getattr(row, name)
    return texts | _beside(pack.consultation)


def _beside(consultation: ConsultationPage) -> dict[str, str]:
    """What staff type elsewhere, and a pack or its page tells."""
    theming = theming_of(consultation)
    texts = {
        _("Why “%(theme)s”, which few raised, was left out") % {"theme": voice.theme}: voice.why
        for voice in decided_voices(consultation).values()
    }
    texts[_("Where the readers stand")] = theming.standpoint if theming else ""
    texts[_considered()] = consultation.considered
    return texts


def considered_in_her_words(page: ConsultationPage, *, may_recall: bool = False) -> list[str]:
    """The same of how it was considered, which stands on the page in each of its languages."""
    twins = ConsultationPage.objects.filter(translation_key=page.translation_key)
    texts = {f"{_considered()} ({twin.locale})": twin.considered for twin in twins}
    return sentences_of(repeats(texts, page, may_recall=may_recall))


def themes_in_her_words(page: ConsultationPage) -> list[str]:
    """The same of names of themes, however they came into the codebook. Asked before signing."""
    theming = theming_of(page)
    themes = Theme.objects.filter(codebook=theming.codebook_id if theming else None, parent=None)
    return _names_in_her_words(page, themes.values_list("name", "name_cy"))


def signed_in_her_words(page: ConsultationPage, rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The same of names of themes as they were signed, for answers may have come since: of each row
    its `name` and `name_cy`. Asked before publishing."""
    found = _names_in_her_words(page, [(row["name"], row["name_cy"]) for row in rows])
    again = _("What is signed stays as it is. Start the next version, and sign that one.")
    return [*found, again] if found else []


def _names_in_her_words(page: ConsultationPage, names: Iterable[tuple[str, str]]) -> list[str]:
    texts: dict[str, str] = {}
    for name, welsh in names:
        called = _("The name of the theme “%(theme)s”") % {"theme": name}
        texts |= {called: name, _("%(words)s, in Welsh") % {"words": called}: welsh}
    return sentences_of(repeats(texts, page))


def _considered() -> str:
    return _("“How what women said was considered”, on the consultation's page")


def _name(model: type, field: str) -> str:
    return capfirst(str(model._meta.get_field(field).verbose_name))  # type: ignore[attr-defined]


def _said_in(consultation: ConsultationPage) -> Iterator[str]:
    answers = answers_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    for texts in answers.values_list("text", "translation").iterator():
        yield from filter(None, texts)


def _words(text: str) -> list[str]:
    """As they are written, one apostrophe like another."""
    return WORD.findall(APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)))


def _plain(words: list[str]) -> list[str]:
    return [word.casefold() for word in words]


def _runs(words: list[str]) -> Iterator[Run]:
    return zip(*(words[at:] for at in range(SIX)), strict=False)


def _stretches(written: list[str], hers: set[Run]) -> list[tuple[int, int]]:
    """From where to where runs of hers follow one another."""
    starts = [at for at, run in enumerate(_runs(_plain(written))) if run in hers]
    found: list[tuple[int, int]] = []
    for at in starts:
        if found and at <= found[-1][1]:
            found[-1] = (found[-1][0], at + SIX)
        else:
            found.append((at, at + SIX))
    return found


def _shown(words: list[str]) -> str:
    return " ".join(words[:MOST_SHOWN]) + (" …" if len(words) > MOST_SHOWN else "")
