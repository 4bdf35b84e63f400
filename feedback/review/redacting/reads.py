"""Reads of what was read: redacted words, so that a reader finds a response to open again."""

from dataclasses import dataclass

from accounts.models import User
from feedback.questionnaire import ENGLISH
from feedback.review.excerpts import first_words, hard_ones
from feedback.review.models import WaitingResponse
from feedback.review.permissions import review_areas
from feedback.review.selectors import standing
from feedback.selectors import answers_for, question_labels
from feedback.uses import Use

SHOWN, EXCERPT = 50, 140


@dataclass(frozen=True)
class ReadRow:
    """A response that was read, by the first of its stored words; hard ones are not shown."""

    waiting: WaitingResponse
    excerpt: str
    is_hard: bool

    @property
    def can_open(self) -> bool:
        """Whether its original is still there."""
        return bool(self.waiting.sealed)


def find_read(*, user: User, words: str = "") -> list[ReadRow]:
    """Responses of her areas that were read, with these words in what is stored: at most SHOWN."""
    areas = review_areas(user)
    rows = standing().filter(status=WaitingResponse.Status.READ, area__in=areas)
    if words:
        said = answers_for(use=Use.READING_TEAM, areas=areas).filter(text__icontains=words)
        rows = rows.filter(response_id__in=said.values("response_id"))
    found = list(rows.select_related("area", "version__form").order_by("pk")[:SHOWN])
    words_of = first_words({row.response_id or 0: row.version for row in found})
    hard = hard_ones(words_of)
    return [
        ReadRow(row, _excerpt(words_of.get(row.response_id or 0, "")), row.response_id in hard)
        for row in found
    ]


def _excerpt(text: str) -> str:
    return " ".join(text[: EXCERPT * 2].split())[:EXCERPT]


def stored_words(waiting: WaitingResponse) -> list[tuple[str, str, str]]:
    """Each question in English, her words as they are stored, and a translation."""
    labels = question_labels(waiting.version, ENGLISH)
    answers = answers_for(use=Use.READING_TEAM, responses=[waiting.response_id or 0])
    stored = {answer.question_key.hex: answer for answer in answers.exclude(text="")}
    order = [key for key in labels if key in stored] + [k for k in stored if k not in labels]
    return [(labels.get(k, ""), stored[k].text, stored[k].translation) for k in order]
