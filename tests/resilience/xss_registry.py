"""Which view is opened by which function, by the name of its address."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.resilience.xss_house import House

Visit = Callable[["House"], None]
VISITS: dict[str, Visit] = {}
TOGETHER: dict[str, Visit] = {}  # the names of all that one function opens


def shows(*names: str) -> Callable[[Visit], Visit]:
    """This function opens the view of these names where it shows what came in."""

    def register(visit: Visit) -> Visit:
        for name in names:
            assert name not in VISITS
            VISITS[name] = visit
        TOGETHER[", ".join(names)] = visit
        return visit

    return register
