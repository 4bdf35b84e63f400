"""A slip that her six words opened, and what each page behind them carries."""

from dataclasses import dataclass
from typing import Any

from feedback.intake.models import ReceiptSlip
from feedback.pages import other_language
from feedback.state import Visit


def frame(visit: Visit) -> dict[str, Any]:
    """What each of these pages carries. All that it holds goes along to help and back."""
    return {
        "visit_token": visit.token,
        "other_language": other_language("feedback:receipt"),
        "carries": True,
    }


@dataclass(frozen=True)
class Opened:
    """Her visit, her slip, and the six words that opened it."""

    visit: Visit
    slip: ReceiptSlip
    code: str

    @property
    def context(self) -> dict[str, Any]:
        return frame(self.visit) | {"code": self.code}
