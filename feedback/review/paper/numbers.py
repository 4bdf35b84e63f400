"""The number on a sheet, and the six words on its slip. Both come from keys of this server.

A number is run, place in the run, and four signs that only this server can make: 12-034-KTQ7. So a
slip of the finger is noticed, and nobody makes a number up. The words are those of a visit named
after the copy: keying the copy in gives its response just them, whoever keys it and however often.
Neither words nor a hash of them are stored when printing.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from feedback.invites import SIGNS
from feedback.keys import receipt_key
from feedback.sealing import keyed_id
from feedback.services import receipt_of

CHECK_LENGTH = 4
TYPED = re.compile(rf"(\d{{1,9}})[\s.–-]*[-\s.–](\d{{1,3}})[\s.–-]*([{SIGNS}]{{{CHECK_LENGTH}}})")


@dataclass(frozen=True)
class Proof:
    """A copy to look at: its number is none that could be typed, and its slip has no words."""

    @property
    def number(self) -> str:
        return _("proof")

    @property
    def words(self) -> str:
        return " ".join(["–"] * 6)


@dataclass(frozen=True)
class Copy:
    """One printed copy: the run, and its place in it, from 1."""

    run: int
    place: int

    @property
    def number(self) -> str:
        """As it is printed."""
        return f"{self.run}-{self.place:03}-{self._check()}"

    @property
    def visit(self) -> str:
        """What stands for a visit where this copy is keyed."""
        return f"paper:{self.run}:{self.place}"

    @property
    def words(self) -> str:
        """The six words of its slip."""
        return receipt_of(self.visit)

    @classmethod
    def read(cls, typed: str) -> "Copy | None":
        """The copy of a number as somebody typed it; None for what was never printed here."""
        found = TYPED.fullmatch(typed.strip().upper())
        if found is None:
            return None
        copy = cls(int(found[1]), int(found[2]))
        return copy if found[3] == copy._check() else None

    def _check(self) -> str:
        left, signs = keyed_id(receipt_key("copy"), self.visit.encode()), ""
        for _place in range(CHECK_LENGTH):
            left, at = divmod(left, len(SIGNS))
            signs += SIGNS[at]
        return signs
