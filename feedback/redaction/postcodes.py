"""Postcodes: whole, half, mistyped or read out letter by letter. Plain Python."""

import re

from feedback.redaction.name_words import is_known
from feedback.redaction.shapes import DIGIT, shape
from feedback.redaction.words import word_set

_AREAS = word_set("postcode-areas")
_NO_LETTERS = frozenset("ai")


def _is_area(match: re.Match[str], text: str) -> bool:
    """The first half of a postcode alone: "TS64"; or the last letters missing: "ts64 9z"."""
    return match.group("area").lower() in _AREAS


def _is_read_out(match: re.Match[str], text: str) -> bool:
    """ "b r 3 4 x y", but not "i 2 4 a b"."""
    return match.group()[0].lower() not in _NO_LETTERS or match.group()[2].isalpha()


def _has_no_word(match: re.Match[str], text: str) -> bool:
    """ "s014 6qt" for SO14, but not "a 10 4 me"."""
    area = match.groupdict().get("area")
    return not is_known(match.group()[-2:].lower()) and (area is None or area.lower() in _AREAS)


SHAPES = (
    shape("POSTCODE", r"(?<!\w)[a-z]{1,2}\d[a-z\d]?[ -]{0,2}\d[a-z\d][a-z](?!\w)", needs=(DIGIT,)),
    shape(
        "POSTCODE",
        r"(?<!\w)[A-Za-z]{1,2}[ ]?\d[A-Za-z\d]?[ ]{1,2}\d[ ]?[A-Z][ ]?[A-Z](?!\w)",
        flags=0,
        needs=(DIGIT,),
    ),
    shape(
        "POSTCODE",
        r"(?<!\w)[A-Za-z]{1,2}\d[A-Za-z\d]?[ ][lIO][A-Z]{2}(?!\w)",
        flags=0,
        needs=(DIGIT,),
    ),
    # A zero for the second letter: "S014 6QT".
    shape(
        "POSTCODE",
        r"(?<!\w)[a-z]0[\dli][a-z\d]?[ -]{0,2}\d[a-z]{2}(?!\w)",
        _has_no_word,
        needs=(DIGIT,),
    ),
    shape(
        "POSTCODE",
        r"(?<!\w)[a-z][ -](?:[a-z][ -])?\d[ -](?:[a-z\d][ -])?\d[ -][a-z][ -][a-z](?!\w)",
        _is_read_out,
        needs=(DIGIT,),
    ),
    shape(
        "POSTCODE",
        r"(?<!\w)(?P<area>[a-z]{2})[ ]?\d{1,2}[a-z]?[ ]\d[a-z](?!\w)",
        _is_area,
        needs=(DIGIT,),
    ),
    shape(
        "POSTCODE",
        r"(?<!\w)(?P<area>[a-z]{2})[ ]\d{1,2}[ ]\d[ ]?[a-z]{2}(?!\w)",
        _has_no_word,
        needs=(DIGIT,),
    ),
    shape("POSTCODE", r"(?<!\w)(?P<area>[a-z]{2})\d{1,2}[a-z]?(?!\w)", _is_area, needs=(DIGIT,)),
    # Of one letter only where somebody says where: B2 is a landing as well.
    shape(
        "POSTCODE",
        r"\b(?:post[ ]?code|live in|living in|in|from|to|near|around|area|im in)\W{1,3}(?:is[ ])?"
        r"(?P<it>[beglmnsw]\d{1,2}[a-z]?)(?!\w)(?![ ](?:wing|landing|spur|unit|spurs))",
        needs=(DIGIT,),
    ),
    shape(
        "POSTCODE",
        r"\b(?:post[ ]?code|live in|living in|from|im in)\W{1,3}(?P<it>[a-z]\d{1,2}[a-z]?)(?!\w)"
        r"(?![ ](?:wing|landing|spur|unit|spurs))",
        needs=(DIGIT,),
    ),
)
