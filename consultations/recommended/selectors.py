"""Reads of answers to panels, for the page of what happened."""

from dataclasses import dataclass

from django.utils import timezone

from consultations.models import PanelAnswer
from consultations.promises.words import Words
from core.models import Area

MOST = 50


@dataclass(frozen=True)
class Told:
    """An answer in the language of the page."""

    answer: PanelAnswer
    text: Words
    because: Words
    evidence: Words

    @property
    def is_late(self) -> bool:
        """Whether what was to be done is owed since before today."""
        by = self.answer.done_by
        return bool(by and by < timezone.localdate() and not self.answer.evidence)


def panel_answers(area: Area | None = None) -> list[Told]:
    """The newest of one area or of all."""
    rows = PanelAnswer.objects.select_related("area")
    rows = rows.filter(area=area) if area else rows
    return [
        Told(
            row,
            Words(row.text, row.text_cy),
            Words(row.because, row.because_cy),
            Words(row.evidence, row.evidence_cy),
        )
        for row in rows[:MOST]
    ]
