"""Details of hers in what she wrote, shown to her before she sends. Nothing is stored or refused.

She chooses for each: keep it, or have it taken out. A text without finds is not a safe text, so a
reader looks at each one all the same.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.payload import AnswerPayload
from feedback.redaction import TOKENS, candidates, redact
from feedback.redaction.spans import Span

AROUND = 40  # characters of her sentence on each side of a find
NAMES: dict[str, str | Promise] = {
    "[name]": _("a name"),
    "[phone]": _("a phone number"),
    "[e-mail]": _("an e-mail address"),
    "[handle]": _("a user name"),
    "[link]": _("a link"),
    "[address]": _("an address"),
    "[postcode]": _("a postcode"),
    "[place]": _("a place"),
    "[organisation]": _("an organisation"),
    "[date]": _("a date"),
    "[age]": _("an age"),
    "[event]": _("something that few people went through"),
    "[number]": _("a number that belongs to somebody"),
    "[vehicle]": _("a number plate"),
}


@dataclass(frozen=True)
class Find:
    """One find in the answer to one question, with the words around it."""

    question: str
    span: Span
    before: str
    words: str
    after: str

    @property
    def id(self) -> str:
        """Names the find on the page. Other words in the same place are another find, so that what
        she ticked for these never takes those out."""
        mark = hashlib.sha256(self.words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return f"{self.question}:{self.span.start}:{self.span.end}:{mark}"

    @property
    def name(self) -> str | Promise:
        return NAMES[TOKENS[self.span.kind]]

    @property
    def token(self) -> str:
        """What stands in the text when it is taken out."""
        return TOKENS[self.span.kind]


def finds_in(answers: Mapping[str, AnswerPayload]) -> list[Find]:
    """What may show who somebody is, in the order of the answers and of the text."""
    return [
        Find(
            question=key,
            span=span,
            before=_tail(answer.text[: span.start]),
            words=answer.text[span.start : span.end],
            after=_head(answer.text[span.end :]),
        )
        for key, answer in answers.items()
        for span in candidates(answer.text)
    ]


def ids_in(answers: Mapping[str, AnswerPayload]) -> set[str]:
    """Names of all finds."""
    return {find.id for find in finds_in(answers)}


def take_out(answers: Mapping[str, AnswerPayload], chosen: set[str]) -> dict[str, AnswerPayload]:
    """Her answers with a token in place of each find that she chose."""
    spans: dict[str, list[Span]] = {}
    for find in finds_in(answers):
        if find.id in chosen:
            spans.setdefault(find.question, []).append(find.span)
    return {
        key: replace(answer, text=redact(answer.text, spans.get(key, [])))
        for key, answer in answers.items()
    }


def _tail(text: str) -> str:
    return text if len(text) <= AROUND else f"…{text[-AROUND:]}"


def _head(text: str) -> str:
    return text if len(text) <= AROUND else f"{text[:AROUND]}…"
