"""Is everything ready for women to write? What an administrator looks at before the first day, and
each month. Each app tells what it knows of: filled in its ready() (design §11.4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SEE = "core.see_day_one"
MINUTES = 5


class State(TextChoices):
    """How it stands. What is worst comes first on the page."""

    DANGER = "danger", _("Put this right first")
    TO_DO = "to_do", _("To do")
    FINE = "fine", _("Fine")


ORDER = list(State)


@dataclass(frozen=True)
class Check:
    """One line of the page. what: the finding, in a sentence; why: why it matters; do: what to do
    now, empty where nothing is to be done; url and where: the screen for it, and its name;
    command: what to type on the machine."""

    state: State
    what: str
    why: str
    do: str = ""
    url: str = ""
    where: str = ""
    command: str = ""


Checker = Callable[[Any], Iterable[Check]]  # what this person should know of
_checkers: list[tuple[int, str, Checker]] = []


def register_check(checker: Checker, *, heading: Any, order: int) -> Checker:
    """Let an app check something. Lines with one heading stand together."""
    if checker not in (known for _, _, known in _checkers):
        _checkers.append((order, heading, checker))
        _checkers.sort(key=lambda entry: entry[0])
    return checker


@dataclass(frozen=True)
class Part:
    """What stands under one heading, and how the worst of it stands."""

    heading: str
    checks: list[Check]

    @property
    def state(self) -> State:
        return min((check.state for check in self.checks), key=ORDER.index)


def parts_for(user: Any) -> list[Part]:
    """All that is checked, under its headings."""
    found: dict[str, list[Check]] = {}
    for _order, heading, checker in _checkers:
        found.setdefault(str(heading), []).extend(checker(user))
    return [Part(heading, checks) for heading, checks in found.items() if checks]


def count_dangers(user: Any) -> int:
    """How many lines have to be put right first. The first screen asks at each look: what it was
    told, or what the page itself found, stands for five minutes."""
    name = f"day-one-{user.pk}"
    known: int | None = cache.get(name)
    return remember_dangers(user, parts_for(user)) if known is None else known


def remember_dangers(user: Any, parts: Iterable[Part]) -> int:
    """Count them in what was just checked, for the first screen."""
    number = sum(check.state == State.DANGER for part in parts for check in part.checks)
    cache.set(f"day-one-{user.pk}", number, MINUTES * 60)
    return number
