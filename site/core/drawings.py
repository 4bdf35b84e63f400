"""Our own drawings, for easy read and pages: lines in the colour of the text, on a square of 100.

Each is a few hundred bytes and stands in the page itself, so that a page has its pictures without
another request. Drawn for Alongside.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Drawing:
    """A name for whoever chooses it, and the shapes."""

    name: str | Promise
    shapes: str


def _lines(*paths: str) -> str:
    return f'<path d="{"".join(paths)}"/>'


PERSON = "M50 12a14 14 0 1 0 .1 0zM22 90V70c0-14 10-24 28-24s28 10 28 24v20"
DRAWINGS = {
    "woman": Drawing(_("A woman"), _lines(PERSON, "M36 26c-8 10-6 22-10 26M64 26c8 10 6 22 10 26")),
    "women": Drawing(
        _("Two women side by side"),
        _lines(
            "M30 18a11 11 0 1 0 .1 0zM8 84V66c0-11 8-18 22-18s20 7 20 18v18",
            "M70 18a11 11 0 1 0 .1 0zM56 54c4-4 8-6 14-6 14 0 22 7 22 18v18",
        ),
    ),
    "speak": Drawing(
        _("Saying something"),
        _lines(
            "M18 12h64a12 12 0 0 1 12 12v34a12 12 0 0 1-12 12H48L26 90l3-20H18A12 12 0 0 1 6 58V24",
            "a12 12 0 0 1 12-12zM24 32h52M24 48h34",
        ),
    ),
    "listen": Drawing(
        _("Listening"),
        _lines(
            "M28 42a23 23 0 0 1 46 0c0 20-20 20-20 36 0 16-22 16-22 2",
            "M40 44a11 11 0 0 1 22 0c0 9-10 8-10 16",
        ),
    ),
    "read": Drawing(
        _("Reading"),
        _lines("M50 26C38 16 22 16 8 20v60c14-4 30-4 42 6 12-10 28-10 42-6V20c-14-4-30-4-42 6zv60"),
    ),
    "write": Drawing(_("Writing"), _lines("M16 84l6-22 46-46 16 16-46 46zM58 26l16 16M50 88h38")),
    "phone": Drawing(
        _("A telephone"),
        _lines("M32 8h36a8 8 0 0 1 8 8v68a8 8 0 0 1-8 8H32a8 8 0 0 1-8-8V16z", "M44 80h12"),
    ),
    "paper": Drawing(
        _("A form on paper"), _lines("M22 8h40l18 18v66H22zM62 8v18h18M34 46h34M34 62h34M34 78h20")
    ),
    "letter": Drawing(_("A letter"), _lines("M8 22h84v56H8zM8 24l42 32 42-32")),
    "calendar": Drawing(
        _("A day"), _lines("M12 20h76v70H12zM12 40h76M32 8v20M68 8v20M30 56h10M60 56h10M30 74h10")
    ),
    "clock": Drawing(_("Time"), _lines("M50 8a42 42 0 1 0 .1 0zM50 26v26l18 12")),
    "home": Drawing(_("A home"), _lines("M8 50L50 12l42 38M20 44v46h60V44M42 90V62h16v28")),
    "door": Drawing(
        _("Going out of a door"), _lines("M18 8h44v84H18zM50 50v4M62 50h30M80 38l12 12-12 12")
    ),
    "locked": Drawing(
        _("Locked: nobody else gets in"),
        _lines("M20 44h60v46H20zM32 44V30a18 18 0 0 1 36 0v14M50 60v14"),
    ),
    "unknown": Drawing(
        _("Nobody knows who you are"),
        _lines(PERSON, "M10 10l80 80"),
    ),
    "bus": Drawing(
        _("A bus"),
        _lines("M12 16h76v58H12zM12 46h76M50 16v30M26 74a8 8 0 1 0 .1 0zM74 74a8 8 0 1 0 .1 0z"),
    ),
    "money": Drawing(_("Money"), _lines("M6 24h88v52H6zM50 36a14 14 0 1 0 .1 0zM18 36v4M82 60v4")),
    "health": Drawing(
        _("Health"),
        _lines("M50 88C20 66 8 52 8 36a21 21 0 0 1 42-4 21 21 0 0 1 42 4c0 16-12 30-42 52z"),
    ),
    "child": Drawing(
        _("A child"),
        _lines(
            "M50 22a12 12 0 1 0 .1 0zM34 90V66c0-8 6-14 16-14s16 6 16 14v24M34 62L18 48M66 62l16-14"
        ),
    ),
    "help": Drawing(
        _("Help"), _lines("M50 8a42 42 0 1 0 .1 0zM36 40c0-20 28-20 28 0 0 12-14 12-14 24M50 78v2")
    ),
    "yes": Drawing(_("Yes"), _lines("M50 8a42 42 0 1 0 .1 0zM28 52l16 17 29-36")),
    "no": Drawing(_("No"), _lines("M50 8a42 42 0 1 0 .1 0zM34 34l32 32M66 34L34 66")),
    "change": Drawing(
        _("Something can change"),
        _lines("M14 44a37 37 0 0 1 68-12M84 12v22H62M86 56a37 37 0 0 1-68 12M16 88V66h22"),
    ),
    "meeting": Drawing(
        _("People who decide"),
        _lines(
            "M10 62h80M20 62v28M80 62v28M24 24a9 9 0 1 0 .1 0zM50 14a9 9 0 1 0 .1 0z",
            "M76 24a9 9 0 1 0 .1 0zM14 62c0-12 4-18 10-18s10 6 10 18",
            "M40 62c0-16 4-26 10-26s10 10 10 26",
            "M66 62c0-12 4-18 10-18s10 6 10 18",
        ),
    ),
}


def shapes_of(drawing: str) -> SafeString:
    """The shapes of a drawing of ours: no word of anybody's is in them. Of none: nothing."""
    return mark_safe(DRAWINGS[drawing].shapes if drawing in DRAWINGS else "")  # noqa: S308
