"""What is done by the clock: a room hears that an answer is late."""

from consultations.panels.codesign.asks.models import Recommendation
from consultations.panels.codesign.asks.selectors import late
from consultations.panels.codesign.asks.services import tell_of_late


def tell_what_is_late() -> int:
    """Tell each room of what it waits for; twice is once. Returns how many are late."""
    rows = late(Recommendation.objects.select_related("room__panel"))
    for row in rows:
        tell_of_late(row)
    return len(rows)
