"""Notes into points. Plain Python."""

import re
from enum import StrEnum

MOST_POINTS = 200
BULLET = re.compile(r"^\s*(?:[-–—*•·▪‣]+|\d{1,3}[.)])\s+")


class Split(StrEnum):
    """Where one point ends."""

    LINES = "lines"
    PARAGRAPHS = "paragraphs"


def split_points(notes: str, split: Split) -> list[str]:
    """The points, in order: each line, or all lines up to an empty one. Signs before a point that
    only list it go; nothing else changes."""
    text = notes.replace("\r\n", "\n").replace("\r", "\n")
    parts = text.split("\n") if split is Split.LINES else re.split(r"\n[ \t]*\n", text)
    points = (BULLET.sub("", part, count=1).strip() for part in parts)
    return [point for point in points if point]
