"""What is wrong with a file, and where. No sentence quotes a cell: it holds somebody's words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_PROBLEMS = 20  # after these, a person mends the file rather than reads on
MOST_COUNTED = 1_000  # after these, nobody needs to know how many more there are


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where."""

    text: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        place = {"row": self.row, "column": self.column}
        if self.row and self.column:
            return _("Row %(row)s, column “%(column)s”: ") % place + self.text
        if self.row:
            return _("Row %(row)s: ") % place + self.text
        return _("Column “%(column)s”: ") % place + self.text if self.column else self.text


class BrokenFile(ValueError):
    """The file can't be taken in; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class ColumnsInDoubt(BrokenFile):
    """The file can be read, but a person has to say which column answers what."""


def refuse(text: str, row: int | None = None, column: str = "") -> BrokenFile:
    """A refusal for one reason."""
    return BrokenFile([Problem(text, row, column)])
