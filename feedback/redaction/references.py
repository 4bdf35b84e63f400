"""References that a file knows her by: prison, probation, police, court, state, car. Plain Python.

A mistyped or impossible number is a detail too, so shapes are wide: what has letters and enough
digits is a reference, whatever office wrote it.
"""

import re

from feedback.redaction.name_words import is_known
from feedback.redaction.shapes import DIGIT, shape


def _no_words(match: re.Match[str], text: str) -> bool:
    """The letters are none of our words: "qz 14 qqa", but not "at 10 the"."""
    return not any(is_known(w) for w in re.findall(r"[a-z]{2,3}", match.group().lower()))


def _no_units(match: re.Match[str], text: str) -> bool:
    """ "9988QQ", but not "1200PM"."""
    return match.group()[-2:] not in ("AM", "PM", "MG", "KG", "ML", "HR", "UK", "BC", "AD", "GB")


def _enough_digits(match: re.Match[str], text: str) -> bool:
    """At least three digits and a letter, and no amount, time or size: "24hrs", "500mg"."""
    word = match.group()
    digits = sum(sign.isdigit() for sign in word)
    if digits < 3 or digits == len(word) or not word.isascii():
        return False
    unit = re.fullmatch(r"\d{1,5}(?:[a-z]{1,6})", word.lower())
    return unit is None or digits > 4


def _many_digits(match: re.Match[str], text: str) -> bool:
    return sum(sign.isdigit() for sign in match.group()) >= 6


def _mostly_digits(match: re.Match[str], text: str) -> bool:
    return sum(sign.isdigit() for sign in match.group()) >= 4


_SPACED = r"[ .-]?\d"
SHAPES = (
    shape(
        "NI_NUMBER",
        r"(?<!\w)[a-z]{2}[ .-]?\d\d[ .-]?\d\d[ .-]?\d\d[ .-]?[a-d](?!\w)",
        needs=(DIGIT,),
    ),
    shape(
        "NI_NUMBER",
        r"(?<!\w)[a-z][ ]?[a-z][ .-]?\d\d[ .-]?\d\d[ .-]?\d\d(?!\w)",
        _no_words,
        needs=(DIGIT,),
    ),
    # A last letter that no real one has: a mistyped number is hers as well.
    shape(
        "NI_NUMBER",
        r"(?<!\w)[a-z]{2}[ .-]?\d\d[ .-]?\d\d[ .-]?\d\d[ .-]?[b-hj-z](?!\w)",
        _no_words,
        needs=(DIGIT,),
    ),
    shape(
        "NI_NUMBER",
        rf"(?<!\w)[a-z][ .-]?[a-z]{_SPACED}{_SPACED}{_SPACED}{_SPACED}{_SPACED}{_SPACED}[ .-]?[a-d]"
        r"(?!\w)",
        _no_words,
        needs=(DIGIT,),
    ),
    shape("PRISON_NUMBER", r"(?<!\w)[a-z]\d{4}[a-z]{2}(?!\w)", needs=(DIGIT,)),
    shape(
        "PRISON_NUMBER",
        rf"(?<!\w)[a-z]{_SPACED}{_SPACED}{_SPACED}{_SPACED}[ -]?[a-z][ -]?[b-hj-z](?!\w)",
        _no_words,
        needs=(DIGIT,),
    ),
    shape("PRISON_NUMBER", r"(?<!\w)[A-Z][ -]\d{4}[ -]?[A-Z]{2}(?!\w)", flags=0, needs=(DIGIT,)),
    # Without its first letter.
    shape("PRISON_NUMBER", r"(?<!\w)\d{4}[A-Z]{2}(?!\w)", _no_units, flags=0, needs=(DIGIT,)),
    shape("PNC", r"(?<![\w/])(?:19|20)?\d\d[/-]\d{4,7}[a-z]?(?!\w)", needs=(DIGIT,)),
    shape(
        "PNC",
        r"(?<![\w/])(?:19|20)?\d\d[ ]?[/-][ ]?\d{4,7}[ ]?[b-hj-z](?!\w)",
        needs=(DIGIT,),
    ),
    shape(
        "PNC",
        r"\bpnc\W{0,3}(?:id|no|number)?\W{0,3}(?P<it>\d{2,4}[ /-]?\d{1,7}[a-z]?)(?!\w)",
        needs=(DIGIT,),
    ),
    shape("CRO", r"(?<![\w/])\d{1,6}/\d\d[a-z](?!\w)", needs=(DIGIT,)),
    shape("CRO", r"(?<![\w/])\d{4,6}[ ]?[/-][ ]?\d\d[ ]?[b-hj-z](?!\w)", needs=(DIGIT,)),
    shape("CRO", r"(?<!\w)sf[ ]?\d\d[ ]?/[ ]?\d{1,6}[ ]?[a-z](?!\w)", needs=(DIGIT,)),
    shape(
        "CRO",
        r"\bcro\W{0,3}(?:is|no|number)?\W{0,3}(?P<it>[\d/ ]{4,12}[a-z]?)(?!\w)",
        needs=(DIGIT,),
    ),
    shape("HOME_OFFICE_REF", r"(?<!\w)[a-z][ -]?\d{7}(?!\w)", needs=(DIGIT,)),
    shape("HOME_OFFICE_REF", r"(?<!\w)[a-z]/\d{6,7}(?!\w)", needs=(DIGIT,)),
    shape("HOME_OFFICE_REF", r"(?<!\w)[a-z]\d/\d{6,8}(?:/\d{1,4})?(?!\w)", needs=(DIGIT,)),
    shape("PROBATION_CRN", r"(?<!\w)[a-z][ -]?\d{6}(?!\w)", needs=(DIGIT,)),
    shape("COURT_REF", r"(?<!\w)(?:[a-z]\d{8}|\d\d[a-z]{2}\d{6,9})(?!\w)", needs=(DIGIT,)),
    shape(
        "COURT_REF",
        r"\b(?:case|court|claim|crime|urn|ref|reference|order)[ ]?"
        r"(?:no|num|number|ref|reference|is)?\W{1,3}(?:is[ ])?"
        r"(?P<it>(?=[\w/-]{0,12}\d\d)[\w/-]{5,24})",
        needs=(DIGIT,),
    ),
    shape(
        "PASSPORT",
        r"\bpass?port(?:[ ](?:no|num|number|is))?\W{1,3}(?:is[ ])?"
        r"(?P<it>[a-z]{0,2}[ ]?\d{6,9})(?!\d)",
        needs=(DIGIT,),
    ),
    shape(
        "VEHICLE_REG",
        r"(?<!\w)[a-z]{2}[ -]?\d\d[ -]?[a-z]{3}(?!\w)",
        _no_words,
        needs=(DIGIT,),
    ),
    shape(
        "VEHICLE_REG",
        r"(?<!\w)[a-hj-z]\d{1,3}[ ]?[a-z]{3}(?!\w)",
        _no_words,
        needs=(DIGIT,),
    ),
    shape(
        "VEHICLE_REG",
        r"(?<!\w)[a-z][ -][a-z][ -]\d[ -]\d[ -][a-z][ -][a-z][ -][a-z](?!\w)",
        needs=(DIGIT,),
    ),
    shape("VEHICLE_REG", r"(?<!\w)[A-Z]{3}[ ]?\d{3}[ ]?[A-Z](?!\w)", flags=0, needs=(DIGIT,)),
    shape("VEHICLE_REG", r"(?<!\w)[A-Z]{2}\d\d[ ]?[A-Z]{3}(?!\w)", flags=0, needs=(DIGIT,)),
    shape("VEHICLE_REG", r"(?<!\w)[A-Z]\d{1,3}[ ]?[A-Z]{3}(?!\w)", flags=0, needs=(DIGIT,)),
    shape(
        "VEHICLE_REG",
        r"(?<!\w)[A-HJ-Z][ ]\d{1,3}[ ][A-Z]{3}(?!\w)",
        _no_words,
        flags=0,
        needs=(DIGIT,),
    ),
    shape(
        "VEHICLE_REG",
        r"\b(?:reg|plate|plates|registration)\W{1,3}(?:is[ ]|no[ ]|number[ ])?"
        r"(?P<it>[a-z]{1,3}[ ]?\d{1,4}[ ]?[a-z]{0,3})(?!\w)",
        needs=(DIGIT,),
    ),
)
# What may be anything; its kind is a guess.
LOOSE = (
    shape(
        "BANK",
        r"(?<!\w)[a-z]{2}\d\d[ ]?[a-z]{4}[ ]?\d{4}[ ]?\d{4}[ ]?\d{2,4}[ ]?\d{0,4}(?!\w)",
        needs=(DIGIT,),
    ),
    shape("HOME_OFFICE_REF", r"(?<!\w)[a-z][ -]?\d{8}(?!\w)", needs=(DIGIT,)),
    shape("COURT_REF", r"(?<![\w£$€])[a-z\d]{6,20}(?!\w)", _enough_digits, needs=(DIGIT,)),
    shape(
        "COURT_REF",
        r"(?<![\w£$€])(?:[a-z]{1,4}/)?\d{2,8}/\d{3,8}(?:/[a-z\d]{1,6})?(?!\w)",
        needs=(DIGIT,),
    ),
    shape(
        "PROBATION_CRN",
        r"(?<!\w)[a-z][ -]?\d{2,3}[ -]\d{2,4}(?:[ -]\d{2,4})?(?!\w)",
        _many_digits,
        needs=(DIGIT,),
    ),
    # Said letter by letter, with a space or a dash between: "x 7 7 0 0 1 2".
    shape(
        "PRISON_NUMBER",
        r"(?<![\w.])[a-z\d][ -][a-z\d][ -][a-z\d][ -][a-z\d][ -][a-z\d][ -][a-z\d]"
        r"(?:[ -][a-z\d]\b)?(?:[ -][a-z\d]\b)?(?:[ -][a-z\d]\b)?(?!\w)",
        _mostly_digits,
        needs=(DIGIT,),
    ),
)
