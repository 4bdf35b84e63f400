"""What stands before a stage. Each app tells what it knows of: filled in its ready() (§11.4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.urls import NoReverseMatch, reverse

if TYPE_CHECKING:
    from consultations.models import ConsultationPage


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: what to do, the screen where it is done, and by whom."""

    what: str
    address: str = ""
    where: str = ""  # the words of the link
    may: str = ""  # codename of those whom the screen is open to; empty: to who sees this


Thing = TypeVar("Thing")


class Gates(Generic[Thing]):
    """What is asked before something enters a stage: a consultation, or a panel, or a session."""

    def __init__(self) -> None:
        self._of: dict[str, list[tuple[int, Callable[[Thing], Iterable[Missing]]]]] = {}

    def register(
        self, stage: str, gate: Callable[[Thing], Iterable[Missing]], *, order: int
    ) -> Callable[[Thing], Iterable[Missing]]:
        """Let an app say what must be there before a stage is entered. `order`: where its lines
        stand in the list, since apps above are ready first."""
        gates = self._of.setdefault(stage, [])
        if gate not in (known for _, known in gates):
            gates.append((order, gate))
            gates.sort(key=lambda entry: entry[0])
        return gate

    def missing(self, thing: Thing, stage: str) -> list[Missing]:
        """What the gates before a stage lack now."""
        return [missing for _, gate in self._of.get(stage, ()) for missing in gate(thing)]


# Asked of the English page of a consultation, which forms and outcomes hang on.
OF_CONSULTATIONS: Gates["ConsultationPage"] = Gates()
register_gate = OF_CONSULTATIONS.register
missing_at_gate = OF_CONSULTATIONS.missing


def screen(name: str, *args: Any) -> str:
    """The address of a staff screen; empty in a process that serves none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
