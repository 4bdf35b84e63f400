"""The parts of a brief, and how their words stand in one box of a form."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ABOUT, TOLD, UNSURE, DISAGREED, DECIDED, ASKED = (
    *("about", "told", "unsure", "disagreed", "decided", "asked"),
)
TITLES: Mapping[str, Promise] = {
    ABOUT: _("What this is about"),
    TOLD: _("What women told us"),
    UNSURE: _("What we are not sure of"),
    DISAGREED: _("Where women disagreed"),
    DECIDED: _("What is already decided"),
    ASKED: _("What we ask you"),
}
MARK = "- "


@dataclass(frozen=True)
class Part:
    """A part as it is being written: sentences first, then a list."""

    key: str
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(TITLES[self.key])

    @property
    def text(self) -> str:
        """As it stands in a box: a blank line between paragraphs, a hyphen before each item."""
        listed = "\n".join(MARK + item for item in self.items)
        return "\n\n".join([*self.paragraphs, *([listed] if listed else [])])

    def to_json(self) -> dict[str, object]:
        return {"key": self.key, "paragraphs": self.paragraphs, "items": self.items}


def part_from(key: str, text: str) -> Part:
    """The part that somebody wrote into its box. A line with a hyphen before it is an item; lines
    that stand together are one paragraph."""
    paragraphs: list[str] = []
    items: list[str] = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in block.split("\n")]
        items += [line[1:].strip() for line in lines if line.startswith(("-", "•"))]
        plain = " ".join(line for line in lines if line and not line.startswith(("-", "•")))
        paragraphs += [plain] if plain else []
    return Part(key, paragraphs, [item for item in items if item])
