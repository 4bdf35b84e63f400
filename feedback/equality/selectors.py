"""The one read of equality answers: how often each option was chosen, a question at a time."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from consultations.models import ConsultationPage
from feedback.equality.models import EqualityAnswer
from feedback.equality.wording import Wording, find
from feedback.questionnaire import Item, in_language

Counts = dict[tuple[str, str], list[Counter[str]]]


@dataclass(frozen=True)
class Tally:
    """One question of one wording. `batches` counts options of each month's answers, oldest first.

    `opened_by` is the question and option that lead to it, where it is a second step.
    """

    wording: str
    question: str
    text: str
    options: dict[str, str]
    opened_by: tuple[str, str] | None
    batches: list[Counter[str]]


def equality_counts(*, consultation: ConsultationPage, language: str) -> list[Tally]:
    """Exact counts for working out what may be shown; never shown themselves (§11.8).

    Two questions can't be counted together: no row says which other answers were given beside it.
    """
    counts: Counts = {}
    months: dict[tuple[str, str], object] = {}
    answers = EqualityAnswer.objects.filter(
        consultation__translation_key=consultation.translation_key
    )
    counted = answers.values("wording", "question", "month", "option").annotate(times=Count("pk"))
    for row in counted.order_by("wording", "question", "month"):
        key = (row["wording"], row["question"])
        batches = counts.setdefault(key, [])
        if months.get(key) != row["month"]:
            batches.append(Counter())
            months[key] = row["month"]
        batches[-1][row["option"]] = row["times"]
    wordings = [find(name) for name in sorted({wording for wording, _ in counts})]
    return [
        _tally(wording, item, counts.get((wording.id, item.key), []), language)
        for wording in wordings
        if wording is not None
        for item in wording.questionnaire.items
    ]


def _tally(wording: Wording, item: Item, batches: list[Counter[str]], language: str) -> Tally:
    question, _, option = next(iter(item.show_if), "").partition(":")
    return Tally(
        wording=wording.id,
        question=item.key,
        text=in_language(item.text, language),
        options={o.key: in_language(o.text, language) for o in item.options},
        opened_by=(question, option) if option else None,
        batches=batches,
    )
