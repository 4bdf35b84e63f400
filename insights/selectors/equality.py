"""What staff see of equality answers: words and rounded numbers, a question at a time (§11.8)."""

from collections import Counter
from dataclasses import dataclass

from consultations.models import ConsultationPage
from feedback.equality.selectors import Tally, equality_counts
from insights.suppression import (
    Release,
    Words,
    next_release,
    public_line,
    public_parts,
    public_total,
)

Key = tuple[str, str]


@dataclass(frozen=True)
class EqualityLine:
    """One option."""

    text: str
    words: Words
    number: int | None


@dataclass(frozen=True)
class EqualityQuestion:
    """One question. Without a total it has fewer than ten answers, and no lines are shown."""

    wording: str
    text: str
    total: int | None
    lines: list[EqualityLine]


def equality_questions(*, consultation: ConsultationPage, language: str) -> list[EqualityQuestion]:
    """Each question that women of this consultation were asked, in the order of the form.

    A second step counts those who chose one option of the first, so it is shown only where that
    option's own number is: or its total would give the number away.
    """
    tallies = equality_counts(consultation=consultation, language=language)
    shown: dict[Key, dict[str, int | None]] = {}
    questions = []
    for tally in tallies:
        release = released(tally.batches)
        if not _may_be_shown(tally, shown):
            release = Release(total=0)
        numbers = public_parts(release, list(tally.options))
        shown[tally.wording, tally.question] = numbers
        questions.append(_question(tally, release, numbers))
    return questions


def released(batches: list[Counter[str]]) -> Release:
    """Counts to show: each sweep changes a line only once ten women have changed it.

    Worked out again from the batches each time, so nothing needs to be kept for it.
    """
    release, so_far = None, Counter[str]()
    for batch in batches:
        so_far = so_far + batch
        release = next_release(release, Release(total=so_far.total(), counts=dict(so_far)))
    return release or Release(total=0)


def _may_be_shown(tally: Tally, shown: dict[Key, dict[str, int | None]]) -> bool:
    if tally.opened_by is None:
        return True
    question, option = tally.opened_by
    return shown.get((tally.wording, question), {}).get(option) is not None


def _question(tally: Tally, release: Release, numbers: dict[str, int | None]) -> EqualityQuestion:
    total = public_total(release)
    lines = [
        EqualityLine(text, public_line(release, option).words, numbers[option])
        for option, text in tally.options.items()
    ]
    return EqualityQuestion(tally.wording, tally.text, total, lines if total is not None else [])
