"""The monthly sweep of equality answers: what a woman said together is taken apart here.

Only months that have ended are looked at, and only where ten women or more have answered for the
same consultation: of fewer, the answers of a month could be put together again. They wait sealed,
and are deleted uncounted after half a year. Copy, then delete; each step may be repeated (§11.9).
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.models import ConsultationPage
from core.months import months_after
from feedback.equality.models import EqualityAnswer, EqualityTaken
from feedback.equality.services import first_of_month
from feedback.equality.wording import find
from feedback.intake.models import SealedEquality
from feedback.keys import PrivateKeyMissing, private_key, receipt_key
from feedback.payload import from_json
from feedback.sealing import keyed_hash, unpad, unseal

FEWEST = 10  # women of one consultation whose answers are taken in together
MONTHS_KEPT = 6
ROWS_AT_ONCE = 500


@dataclass
class EqualityReport:
    """What one sweep did, in numbers alone."""

    taken_in: int = 0  # women
    deleted: int = 0  # waited for half a year
    left: Counter[str] = field(default_factory=Counter)  # why → rows that stay in the intake


@dataclass(frozen=True)
class Opened:
    """One sealed row, open in memory."""

    pk: int
    month: date
    consultation: int
    wording: str
    answers: dict[str, str]


class CannotBeOpened(Exception):
    """A row that doesn't open here. `why` is a code."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Sealed equality answers can't be opened: {why}.")
        self.why = why


class TakenMeanwhile(Exception):
    """Another sweep was faster."""


def sweep_equality(*, rng: random.Random | None = None) -> EqualityReport:
    """Take in the months that have ended. Safe to repeat, also after it was killed."""
    report = EqualityReport()
    finish_interrupted()
    groups: dict[int, list[Opened]] = {}
    for opened in _open_ended_months(report):
        groups.setdefault(opened.consultation, []).append(opened)
    known = set(ConsultationPage.objects.values_list("pk", flat=True))
    for consultation, group in groups.items():
        if consultation not in known:
            _wait(group, "unknown_consultation", report)
        elif len(group) < FEWEST:
            _wait(group, "too_few", report)
        else:
            _take_in(group, rng or random.SystemRandom(), report)
    return report


def finish_interrupted() -> None:
    """Delete what an earlier sweep had stored when it was stopped, and forget that it had."""
    stored = {bytes(h) for h in EqualityTaken.objects.values_list("intake_hash", flat=True)}
    if stored:
        rows = SealedEquality.objects.values_list("pk", flat=True)
        _delete([pk for pk in rows if _hash(pk) in stored])
        EqualityTaken.objects.filter(intake_hash__in=stored).delete()


def _open_ended_months(report: EqualityReport) -> list[Opened]:
    """Rows of months that have ended, open in memory."""
    find_key, found = cache(private_key), []
    for row in SealedEquality.objects.filter(month__lt=first_of_month(timezone.localdate())):
        try:
            found.append(_open(row, find_key))
        except CannotBeOpened as error:
            report.left[error.why] += 1
    return found


def _open(row: SealedEquality, find_key: Callable[[str], bytes]) -> Opened:
    try:
        raw: dict[str, Any] = from_json(unpad(unseal(bytes(row.sealed), find_key(row.key_id))))
        wording = find(raw["wording"])
        if wording is not None:
            return Opened(
                pk=row.pk,
                month=row.month,
                consultation=int(raw["consultation"]),
                wording=wording.id,
                answers=wording.told(dict(raw["answers"])),
            )
        why = "unknown_wording"
    except PrivateKeyMissing:
        why = "no_key"
    except (ValueError, KeyError, TypeError, AttributeError):
        why = "damaged"
    raise CannotBeOpened(why)  # outside the except: the cause could quote an answer


def _take_in(group: list[Opened], rng: random.Random, report: EqualityReport) -> None:
    """Store every answer as a row of its own, shuffled among those of all the women."""
    month = max(opened.month for opened in group)
    answers = [
        EqualityAnswer(
            consultation_id=opened.consultation,
            month=month,
            wording=opened.wording,
            question=question,
            option=option,
        )
        for opened in group
        for question, option in opened.answers.items()
    ]
    rng.shuffle(answers)
    try:
        _store(answers, [opened.pk for opened in group])
    except (IntegrityError, TakenMeanwhile):
        report.left["taken_meanwhile"] += len(group)
        return
    finish_interrupted()
    report.taken_in += len(group)


@transaction.atomic
def _store(answers: list[EqualityAnswer], rows: list[int]) -> None:
    """The answers, and which rows they came from until those are deleted.

    The rows are looked for once more at the end: a sweep that ran meanwhile has deleted its own.
    """
    taken = [EqualityTaken(intake_hash=_hash(pk)) for pk in rows]
    EqualityTaken.objects.bulk_create(taken, batch_size=ROWS_AT_ONCE)
    EqualityAnswer.objects.bulk_create(answers, batch_size=ROWS_AT_ONCE)
    if not set(rows) <= set(SealedEquality.objects.values_list("pk", flat=True)):
        raise TakenMeanwhile


def _wait(group: list[Opened], why: str, report: EqualityReport) -> None:
    """Leave them sealed; what has waited for half a year goes."""
    limit = months_after(first_of_month(timezone.localdate()), -MONTHS_KEPT)
    old = [opened.pk for opened in group if opened.month < limit]
    _delete(old)
    report.deleted += len(old)
    if waiting := len(group) - len(old):
        report.left[why] += waiting


def _delete(rows: list[int]) -> None:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        SealedEquality.objects.filter(pk__in=rows[start : start + ROWS_AT_ONCE]).delete()


def _hash(pk: int) -> bytes:
    return keyed_hash(receipt_key("equality"), pk.to_bytes(8, "big"))
