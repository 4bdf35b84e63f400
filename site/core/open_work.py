"""What somebody has in hand, told when she leaves. Each app tells what it knows of: filled in its
ready() (design §11.4)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class InHand:
    """What of one kind she has in hand: in words, with a count; who could take it over, everywhere
    she has it; and what becomes of it when nobody does."""

    words: str
    else_: str
    heirs: Sequence[Any] = field(default_factory=tuple)


@dataclass(frozen=True)
class Kind:
    """One kind of work. `look`: what this person has of it, or None; `hand_over`: give it to `to`,
    or to nobody where that is None, in the name of `by`."""

    name: str
    look: Callable[[Any], InHand | None]
    hand_over: Callable[..., object]


_kinds: list[Kind] = []


def register_work(kind: Kind) -> Kind:
    """Let an app say what somebody has in hand, and hand it over."""
    if kind.name not in (known.name for known in _kinds):
        _kinds.append(kind)
    return kind


def in_hand_of(user: Any) -> list[tuple[Kind, InHand]]:
    """What she has in hand, by kind."""
    found = ((kind, kind.look(user)) for kind in _kinds)
    return [(kind, work) for kind, work in found if work is not None]
