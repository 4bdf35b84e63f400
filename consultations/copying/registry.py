"""What goes along with a copy, said by the apps above that own it; filled in their ready()."""

from collections.abc import Callable
from typing import Any

from consultations.models import ConsultationPage

# The consultation, its copy, and who copies → what came along, in a sentence each.
Along = Callable[[ConsultationPage, ConsultationPage, Any], list[str]]
_along: list[Along] = []


def register_along(bring: Along) -> Along:
    """Let an app above bring what it keeps of a consultation over to a copy. It is called within
    the transaction of the copy."""
    if bring not in _along:
        _along.append(bring)
    return bring


def bring_along(page: ConsultationPage, copy: ConsultationPage, by: Any) -> list[str]:
    """Everything that goes along, in sentences."""
    return [sentence for bring in _along for sentence in bring(page, copy, by)]
