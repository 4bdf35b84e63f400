"""A file that was made, and whose words are in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Held:
    """Whose words a file holds: counted while it is written."""

    responses: set[int] = field(default_factory=set)
    women: int = 0

    def add(self, responses: Iterable[int]) -> None:
        """Words of one woman, from these rows of her visit."""
        hers = set(responses)
        self.responses |= hers
        self.women += bool(hers)


@dataclass(frozen=True, slots=True)
class Made:
    """A file, how it is called, and whose words are in it."""

    name: str
    content_type: str
    data: bytes
    held: Held
