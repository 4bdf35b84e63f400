"""Writes of an outcome in another form. A form that was written stands: the outcome it tells of is
frozen, and posters of it hang on walls."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from consultations.models import Decision, Outcome, Telling
from core.written import has_a_word


@dataclass(frozen=True)
class ToldDecision:
    """One decision in another form, in the words that stand beside the English."""

    you_said: str
    what: str
    because: str = ""


class TellingStands(ValueError):
    """The outcome has been told in this form already."""


class NobodyChecked(ValueError):
    """Nobody is named who checked it."""


class NotWhole(ValueError):
    """It leaves something out that the English says."""


@transaction.atomic
def write_telling(
    *,
    outcome: Outcome,
    form: Telling.Form,
    summary: str,
    decisions: Sequence[ToldDecision],
    checked_by: str,
) -> Telling:
    """Tell an outcome in another form, decision by decision in its order.

    Raises NobodyChecked, TellingStands, and NotWhole where words are missing: in Welsh as in
    English, each answer is there with its reason.
    """
    if not has_a_word(checked_by):
        raise NobodyChecked
    held = Outcome.objects.select_for_update().get(pk=outcome.pk)
    if held.tellings.filter(form=form).exists():
        raise TellingStands
    rows = list(held.decisions.all())
    if not (summary.strip() and len(rows) == len(decisions)):
        raise NotWhole
    if not all(_is_whole(row, told) for row, told in zip(rows, decisions, strict=True)):
        raise NotWhole
    return Telling.objects.create(
        outcome=held,
        form=form,
        summary=summary,
        decisions=[
            {"key": str(row.key), "you_said": told.you_said}
            | {"what": told.what, "because": told.because}
            for row, told in zip(rows, decisions, strict=True)
        ],
        checked_by=checked_by.strip(),
        written_on=timezone.localdate(),
    )


def _is_whole(row: Decision, told: ToldDecision) -> bool:
    given = (told.you_said.strip(), told.what.strip())
    return all(given) and bool(told.because.strip()) >= bool(row.because.strip())
