"""The redacted words of responses as the engine reads them, a few hundred responses at a time."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from consultations.models import ConsultationPage
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Words:
    """One answer in her words, or (`translated`) as a person translated it."""

    answer: int
    text: str
    translated: bool = False


def response_ids(consultation: ConsultationPage) -> Iterator[list[int]]:
    """Response ids in chunks. Asked anew each time, so that what is taken back meanwhile is out."""
    last = -1
    while True:
        responses = responses_for(use=Use.READING_TEAM, consultation=consultation)
        after = responses.filter(pk__gt=last).order_by("pk")
        ids = list(after.values_list("pk", flat=True)[:CHUNK])
        if not ids:
            return
        yield ids
        last = ids[-1]


def words_of(responses: Iterable[int]) -> dict[int, list[Words]]:
    """Response → her answers in words, each followed by its translation where there is one.

    A response without words is not in it.
    """
    found: dict[int, list[Words]] = defaultdict(list)
    answers = answers_for(use=Use.READING_TEAM, responses=list(responses)).exclude(text="")
    columns = answers.order_by("pk").values_list("response_id", "pk", "text", "translation")
    for response, answer, text, translation in columns:
        found[response].append(Words(answer, text))
        if translation:
            found[response].append(Words(answer, translation, translated=True))
    return found


def all_texts(consultation: ConsultationPage) -> Iterator[str]:
    """Each response of a consultation as one text, read in chunks."""
    for ids in response_ids(consultation):
        found = words_of(ids)
        for pk in ids:
            yield "\n".join(words.text for words in found.get(pk, ()))


# (answer, whether its translation) → its words
Texts = Mapping[tuple[int, bool], str]


def texts_of(responses: Iterable[int]) -> Texts:
    """All words of these responses, hers and translated, by answer."""
    return {
        (words.answer, words.translated): words.text
        for found in words_of(responses).values()
        for words in found
    }


def seal_of(texts: Texts) -> str:
    """Short, and another one as soon as any of these words is another: places that were chosen in
    words which a page showed are good as long as it is the same."""
    facts = repr(sorted(texts.items()))
    return hashlib.sha256(facts.encode()).hexdigest()[:16]
