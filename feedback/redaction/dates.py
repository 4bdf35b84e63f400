"""Days: of birth, and any other; written or said. And ages that few share. Plain Python."""

import re

from feedback.redaction.shapes import DIGIT, shape

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|ionawr|chwefror|mawrth|ebrill|mai|"
    r"mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)"
)
_NTH = r"(?:st|nd|rd|th|af|ain|fed|ydd)?"
_YEAR = r"(?:,?[ ](?:19|20)?\d\d\b)?"
_UNITS = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
_SAID_DAY = (
    rf"(?:{_UNITS}|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|"
    rf"eighteenth|nineteenth|twentieth|thirtieth|twenty[ -]{_UNITS}|thirty[ -]first)"
)
_SAID_TENS = (
    r"(?:oh|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|"
    r"thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety)"
)
_SAID_UNIT = r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
_SAID_YEAR = (
    rf"(?:,?[ ](?:(?:nineteen|twenty)[ ])?{_SAID_TENS}{_SAID_UNIT}\b"
    rf"|,?[ ]two[ ]thousand(?:[ ]and)?(?:[ ]\w{{3,9}})?|,?[ ](?:19|20)?\d\d\b)?"
)
_DATE = (
    rf"(?:\b\d{{1,2}}[ ]?[/.-][ ]?\d{{1,2}}[ ]?[/.-][ ]?(?:19|20)?\d\d\b"
    rf"|\b(?:the[ ])?\d{{1,2}}{_NTH}[ ](?:of[ ])?{_MONTH}\b{_YEAR}"
    rf"|\b\d{{1,2}}[-/.]{_MONTH}[-/.](?:19|20)?\d\d\b"
    rf"|\b{_MONTH}[ ](?:the[ ])?\d{{1,2}}{_NTH}\b{_YEAR})"
)
_SAID_DATE = (
    rf"\b(?:the[ ])?{_SAID_DAY}[ ](?:day[ ])?of[ ](?:{_MONTH}|the[ ]{_SAID_DAY})\b{_SAID_YEAR}"
)
_SHORT_DATE = (
    rf"\b(?:the[ ])?{_SAID_DAY}[ ]{_MONTH}\b{_SAID_YEAR}"
    rf"|\b{_MONTH}[ ](?:the[ ])?{_SAID_DAY}\b{_SAID_YEAR}"
    r"|\b(?:the[ ])?\d{1,2}(?:st|nd|rd|th)[ ](?:of[ ](?:the[ ])?)?\d{1,2}(?:st|nd|rd|th)"
    r"(?:[ ](?:of[ ])?(?:19|20)?\d\d)?\b"
)
_BIRTH = (
    "born",
    "dob",
    "d.o.b",
    "d o b",
    "birth",
    "bday",
    "b day",
    "geni",
    "ganwyd",
    "urodz",
    "nasc",
)
_CUE_WINDOW = 40
_MONTH_STARTS = frozenset(
    [
        *("jan", "jna", "feb", "mar", "apr", "may", "jun", "jul", "aug", "agu", "sep", "spe"),
        *("oct", "otc", "nov", "nvo", "dec", "dce"),
    ]
)


def _is_a_day(match: re.Match[str], text: str) -> bool:
    """Not a sort code, a score or a version: day and month are in range."""
    numbers = re.findall(r"\d{1,4}", match.group())
    if len(numbers) < 3 or re.search(r"[^\W\d_]", match.group()):
        return True
    day, month = int(numbers[0]), int(numbers[1])
    return _after_cue(match, text) or (1 <= min(day, month) <= 12 and max(day, month) <= 31)


def _after_cue(match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - _CUE_WINDOW) : match.start()].lower()
    return any(cue in before for cue in _BIRTH)


def _is_near_month(match: re.Match[str], text: str) -> bool:
    """ "Decmber", "agust"."""
    return match.group("month").lower()[:3] in _MONTH_STARTS


def _is_old(match: re.Match[str], text: str) -> bool:
    return 75 <= int(match.group("it")) <= 115


SHAPES = (
    shape("DATE_SPECIFIC", _DATE, _is_a_day, needs=(DIGIT,), instead=("DOB", _after_cue)),
    shape("DATE_SPECIFIC", _SAID_DATE, needs=(" of ",), instead=("DOB", _after_cue)),
    shape(
        "DATE_SPECIFIC",
        rf"\b(?:the[ ])?\d{{1,2}}{_NTH}[ ](?:of[ ])?(?P<month>[a-z]{{3,10}})[ ](?:19|20)\d\d\b",
        _is_near_month,
        needs=(DIGIT,),
    ),
    shape("DOB", _SHORT_DATE, _after_cue, needs=_BIRTH),
    shape("DOB", r"\b\d{1,2}[ ]\d{1,2}[ ](?:19|20)?\d\d\b", _after_cue, needs=(DIGIT,)),
    shape("DOB", rf"\b(?:{_MONTH}[ ])?(?:19[2-9]\d|20[0-2]\d)\b", _after_cue, needs=(DIGIT,)),
    shape(
        "DOB",
        r"\b(?:spring|summer|autumn|winter|xmas|christmas)[ ](?:day[ ]|eve[ ])?(?:of[ ])?"
        r"'?(?:19|20)?\d\d\b",
        _after_cue,
        needs=(DIGIT,),
    ),
    shape("DOB", rf"\b{_MONTH}[ ](?:of[ ])?'?\d\d\b", _after_cue, needs=(DIGIT,)),
    shape("DOB", r"\b(?:dob|d\.o\.b\.?)\W{1,3}(?P<it>\d{6}(?:\d\d)?)\b", needs=(DIGIT,)),
    shape(
        "AGE_RARE",
        r"\b(?:i am|i'm|im|i’m|aged|age|here,|rwyn|dwi'n)[ ](?P<it>\d{2,3})\b",
        _is_old,
        needs=(DIGIT,),
    ),
    shape("AGE_RARE", r"\b(?P<it>\d{2,3})[ -]?(?:years?|yrs?)[ -]?old\b", _is_old, needs=(DIGIT,)),
)
