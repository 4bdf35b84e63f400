"""Everything that has a shape of its own, and places and events that few share. Plain Python."""

import re
from collections.abc import Iterator

from feedback.redaction import contacts, dates, initials, references
from feedback.redaction.addresses import SHAPES as ADDRESSES
from feedback.redaction.addresses import find_addresses
from feedback.redaction.cued import find_cued
from feedback.redaction.lookalikes import with_digits
from feedback.redaction.name_words import is_known
from feedback.redaction.numbers import find_numbers
from feedback.redaction.shapes import DIGIT, Reading, Shape, find_shapes, read, shape
from feedback.redaction.spans import Span
from feedback.redaction.words import line_list

_CAP = r"[A-Z][a-zâêîôûŵŷ'’]{1,20}"
_OFFICE = (
    r"(?:probation[ ]office|probation|police[ ]station|nick|magistrates'?[ ]court|crown[ ]court|"
    r"family[ ]court|approved[ ]premises|bail[ ]hostel|hostel|refuge|women'?s[ ]cent(?:re|er)|"
    r"job[ ]?cent(?:re|er)|hospital|library|contact[ ]cent(?:re|er)|prison)"
)
_SCHOOL = (
    r"(?:primary|infants?|juniors?|high[ ]school|secondary|school|academy|nursery|college|church|"
    r"mosque|temple|surgery|medical[ ]centre|health[ ]centre|university|foundation|trust|project)"
)
_OFFICE_SIGNS = (
    *("probation", "police", "nick", "court", "approved", "hostel", "refuge", "women", "job"),
    *("hospital", "library", "contact", "prison"),
)
_SCHOOL_SIGNS = (
    *("primary", "infant", "junior", "school", "secondary", "academy", "nursery", "college"),
    *("church", "mosque", "temple", "surgery", "centre", "university", "foundation", "trust"),
    "project",
)
_PRISONS = "|".join(re.escape(name) for name in line_list("establishments"))


def _has_a_proper_name(match: re.Match[str], text: str) -> bool:
    return not is_known(match.group("name").split()[0].lower())


PLACES = (
    shape("ESTABLISHMENT", rf"(?<!\w)HMP(?:/YOI)?[ ]{_CAP}(?:[ ]{_CAP})?", flags=0, needs=("hmp",)),
    shape("ESTABLISHMENT", rf"\b(?:hmp[ ])?(?:{_PRISONS})\b", needs=line_list("establishments")),
    shape(
        "ORG_SPECIFIC",
        rf"(?<!\w)(?P<name>(?:St\.?[ ])?{_CAP}(?:[ ]{_CAP})?)[ ](?i:{_SCHOOL})\b",
        _has_a_proper_name,
        0,
        needs=_SCHOOL_SIGNS,
    ),
    shape(
        "PLACE_SPECIFIC",
        rf"(?<!\w)(?P<name>{_CAP}(?:[ ]{_CAP})?)[ ](?i:{_OFFICE})\b",
        _has_a_proper_name,
        0,
        needs=_OFFICE_SIGNS,
    ),
    shape(
        "RARE_EVENT",
        r"\bin the (?:papers?|newspapers?|news|headlines)[ ](?:for|over|because of)[ ]"
        r"(?P<it>[^.!?\n]{4,60}?)(?=[ ](?:so|and|but|because|cos|when|who|which)\b|[.!?,\n]|$)",
        needs=("in the ",),
    ),
    shape(
        "RARE_EVENT",
        r"\b(?:on|in) the (?:news|telly|papers?|front page)\b(?! (?:for|over|because))",
        needs=("on the ", "in the "),
    ),
)


def find_patterns(text: str) -> Iterator[Span]:
    """Spans of every shape, the surest first; the text also with O and l as digits."""
    reading, again = read(text), None
    folded = with_digits(text)
    if folded != text:
        again = read(folded, unlike=text)
    for shapes in (contacts.SHAPES, dates.SHAPES, references.SHAPES):
        yield from _find(shapes, reading, again)
    yield from find_numbers(folded)
    yield from find_cued(text)
    yield from find_addresses(reading)
    if again is not None:
        yield from find_shapes([one for one in ADDRESSES if DIGIT in one.needs], again)
    yield from _find(references.LOOSE, reading, again)
    yield from find_shapes(initials.SHAPES, reading)
    yield from find_shapes(PLACES, reading)


def _find(shapes: tuple[Shape, ...], reading: Reading, again: Reading | None) -> Iterator[Span]:
    yield from find_shapes(shapes, reading)
    if again is not None:
        yield from find_shapes([one for one in shapes if DIGIT in one.needs], again)
