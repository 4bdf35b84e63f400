"""Writes of answers to panels. Whoever calls has looked at who asks, and at the words."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from consultations.models import PanelAnswer
from core.models import Area


@dataclass(frozen=True)
class AnswerText:
    """What was recommended and answered, as everyone reads it. Welsh may be empty."""

    text: str
    text_cy: str
    owner: str
    due_on: date
    answer: str  # PanelAnswer.Answer
    because: str
    because_cy: str
    answered_on: date
    done_by: date | None


@transaction.atomic
def publish_panel_answer(
    *, key: UUID, area: Area, said: AnswerText, credits: Sequence[str]
) -> PanelAnswer:
    """Freeze an answer for everyone. A second time with this key changes nothing."""
    found, _made = PanelAnswer.objects.get_or_create(
        key=key, defaults={"area": area, "credits": list(credits), **asdict(said)}
    )
    return found


@transaction.atomic
def tell_panel_evidence(*, key: UUID, evidence: str, evidence_cy: str, on: date) -> None:
    """Say what has changed because of it; told again, the newer words stand."""
    PanelAnswer.objects.filter(key=key).update(
        evidence=evidence, evidence_cy=evidence_cy, evidence_on=on
    )


@transaction.atomic
def name_again(*, key: UUID, credits: Sequence[str]) -> None:
    """Name these women, and nobody else any more."""
    PanelAnswer.objects.filter(key=key).update(credits=list(credits))
