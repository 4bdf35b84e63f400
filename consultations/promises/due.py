"""What is due and not yet done, and who can do something about it."""

from typing import Any

from consultations.promises.clock import Promised
from consultations.promises.permissions import DOERS, may_do
from consultations.promises.selectors import of_areas, promises_of
from core.policies import areas_where


def due_for(user: Any) -> list[Promised]:
    """What is late, or soon due, and hers to do; the longest wait first. What came with decisions
    has a panel of its own."""
    names = {name for names in DOERS.values() for name in names}
    areas = {area.pk: area for name in names for area in areas_where(user, name)}
    found = [
        promise
        for promise in promises_of(of_areas(areas.values()), decided=False)
        if promise.is_soon and may_do(user, promise.kind, promise.consultation.area)
    ]
    return sorted(found, key=lambda promise: (promise.day, promise.key))
