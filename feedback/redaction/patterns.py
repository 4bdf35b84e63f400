"""Details that have a shape of their own: addresses, references, dates, places. Plain Python.

No repeat stands inside a repeat, and each is bounded, so that a hostile text costs no more than its
length (a test walks the parsed patterns). `(?:…)?` may hold one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from feedback.redaction.spans import Span, make_span
from feedback.redaction.words import line_list, word_list

_I = re.IGNORECASE
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|ionawr|chwefror|mawrth|ebrill|mai|"
    r"mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)"
)
_NTH = r"(?:st|nd|rd|th|af|ain|fed|ydd)?"
_YEAR = r"(?:,?[ ](?:19|20)?\d\d\b)?"
_DATE = (
    rf"(?:\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)?\d\d\b"
    rf"|\b\d{{1,2}}{_NTH}[ ](?:of[ ])?{_MONTH}\b{_YEAR}"
    rf"|\b{_MONTH}[ ]\d{{1,2}}{_NTH}\b{_YEAR})"
)
_AT = r"(?:[ ]?(?:@|\(at\)|\[at\])[ ]?|[ ]at[ ])"
_DOT = r"(?:\.|[ ]?(?:\(dot\)|\[dot\])[ ]?|[ ]dot[ ])"
_LABEL = r"[a-z0-9-]{1,40}"
_TLD = r"(?:com|org|net|info|uk|co|gov|ac|me|wales|cymru|eu|example)"
_CAP = r"[A-Z][a-zâêîôûŵŷ'’]{1,20}"
_LOW = r"[a-zâêîôûŵŷ'’-]{2,20}"
_ROAD = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|close|court|drive|way|gardens|gdns|crescent|cres|"
    r"place|terrace|tce|grove|walk|hill|square|sq|mews|park|row|rise|view|green|house|parade)"
)
_SURE_ROAD = r"(?:Street|Road|Avenue|Lane|Close|Crescent|Terrace|Drive|Gardens|Grove|Mews)"
_HEOL = r"(?:stryd|heol|ffordd|l[oô]n|rhodfa|maes|clos)"
_FLAT = r"(?:\b(?:flat|apartment|apt|unit|fflat)[ ]?\w{1,4},?[ ])?"
_OFFICE = (
    r"(?:probation[ ]office|probation|police[ ]station|nick|magistrates'?[ ]court|crown[ ]court|"
    r"family[ ]court|approved[ ]premises|bail[ ]hostel|hostel|refuge|women'?s[ ]cent(?:re|er)|"
    r"job[ ]?cent(?:re|er)|hospital|library|contact[ ]cent(?:re|er)|prison)"
)
_SCHOOL = (
    r"(?:primary|infants?|juniors?|high[ ]school|secondary|school|academy|nursery|college|church|"
    r"mosque|temple|surgery|medical[ ]centre|health[ ]centre|university|foundation|trust|project)"
)
Judge = Callable[[re.Match[str], str], bool]


def _always(match: re.Match[str], text: str) -> bool:
    return True


@dataclass(frozen=True)
class Shape:
    """A kind of detail, its pattern (the group `it`, or the whole), and a last look by code."""

    kind: str
    pattern: re.Pattern[str]
    judge: Judge = _always


def _street_words_are_names(match: re.Match[str], text: str) -> bool:
    """ "18 larch court", but not "3 days in this house"."""
    common = word_list("common-words")
    words = re.findall(r"[^\W\d_]{2,20}", match.group("name"))
    return bool(words) and all(w.lower() not in common or w[0].isupper() for w in words)


def _is_a_day(match: re.Match[str], text: str) -> bool:
    """Not a sort code, a score or a version: day and month are in range."""
    numbers = re.findall(r"\d{1,4}", match.group())
    if len(numbers) < 3 or re.search(r"[^\W\d_]", match.group()):
        return True
    return 1 <= int(numbers[0]) <= 31 and 1 <= int(numbers[1]) <= 12


def _is_old(match: re.Match[str], text: str) -> bool:
    return 75 <= int(match.group("it")) <= 115


def _has_a_sign(match: re.Match[str], text: str) -> bool:
    """A handle after "insta": with a digit, a dot inside or an underscore; else it is a word."""
    return re.search(r"[\d_]|\w\.\w", match.group("it")) is not None


def _after_birth(match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - 30) : match.start()].lower()
    cues = ("born", "dob", "d.o.b", "birth", "geni", "ganwyd")
    return any(cue in before for cue in cues) and _is_a_day(match, text)


def _has_a_proper_name(match: re.Match[str], text: str) -> bool:
    known = word_list("known-words") | word_list("common-words")
    return match.group("name").split()[0].lower() not in known


def _shape(kind: str, pattern: str, judge: Judge = _always, flags: int = _I) -> Shape:
    return Shape(kind, re.compile(pattern, flags), judge)


_PRISONS = "|".join(re.escape(name) for name in line_list("establishments"))

# In order of rank: where two overlap, the first stands.
SHAPES = (
    _shape("EMAIL", rf"(?<![\w.+-])[\w.+%-]{{1,64}}@{_LABEL}\.{_LABEL}(?:\.{_LABEL})?"),
    _shape(
        "EMAIL",
        rf"(?<![\w.+-])[\w.+%-]{{1,64}}(?:{_DOT}{_LABEL})?{_AT}{_LABEL}"
        rf"(?:{_DOT}{_LABEL})?{_DOT}{_TLD}\b",
    ),
    _shape(
        "EMAIL",
        rf"(?<![\w.+-])[\w.+%-]{{2,64}}{_AT}(?:gmail|hotmail|outlook|yahoo|icloud)\b"
        rf"(?:{_DOT}{_LABEL})?",
    ),
    _shape("URL", r"(?:https?://|\bwww\.)[^\s<>\"')\]]{2,200}"),
    _shape("URL", r"(?<![\w@.])[\w-]{2,40}\.(?:com|co\.uk|org\.uk|org|net|wales|cymru)\b"),
    _shape("HANDLE", r"(?<![\w@.])@[a-z_]\w{2,30}"),
    _shape(
        "HANDLE",
        r"\b(?:insta|instagram|snap|snapchat|facebook|fb|tiktok|twitter|ig)\W{1,3}"
        r"(?:is[ ]|im[ ]|i'm[ ]|as[ ]|under[ ]|name[ ])?(?P<it>[\w.]{3,30})",
        _has_a_sign,
    ),
    _shape("DOB", _DATE, _after_birth),
    _shape("DATE_SPECIFIC", _DATE, _is_a_day),
    _shape("NI_NUMBER", r"(?<!\w)[a-z]{2}[ .-]?\d\d[ .-]?\d\d[ .-]?\d\d[ .-]?[a-d](?!\w)"),
    _shape("PRISON_NUMBER", r"(?<!\w)[a-z]\d{4}[a-z]{2}(?!\w)"),
    _shape("PRISON_NUMBER", r"(?<!\w)[A-Z][ -]\d{4}[ -]?[A-Z]{2}(?!\w)", flags=0),
    _shape("PNC", r"(?<![\w/])(?:19|20)?\d\d/\d{4,7}[a-z](?!\w)"),
    _shape("PNC", r"\bpnc\W{0,3}(?:id|no|number)?\W{0,3}(?P<it>\d{2,4}/?\d{1,7}[a-z])(?!\w)"),
    _shape("CRO", r"(?<![\w/])\d{1,6}/\d\d[a-z](?!\w)"),
    _shape("CRO", r"(?<!\w)sf[ ]?\d\d/\d{1,6}[a-z](?!\w)"),
    _shape("HOME_OFFICE_REF", r"(?<!\w)[a-z]\d{7}(?!\w)"),
    _shape("PROBATION_CRN", r"(?<!\w)[a-z]\d{6}(?!\w)"),
    _shape("COURT_REF", r"(?<!\w)(?:[a-z]\d{8}|\d\d[a-z]{2}\d{6,9})(?!\w)"),
    _shape(
        "COURT_REF",
        r"\b(?:case|court|claim|crime)[ ](?:no|num|number|ref|reference)\W{1,3}"
        r"(?P<it>(?=[\w/-]{0,12}\d)[\w/-]{4,20})",
    ),
    _shape("PASSPORT", r"\bpassport(?:[ ](?:no|num|number|is))?\W{1,3}(?P<it>[a-z]?\d{8,9})(?!\d)"),
    _shape("VEHICLE_REG", r"(?<!\w)[a-z]{2}\d\d[a-z]{3}(?!\w)"),
    _shape("VEHICLE_REG", r"(?<!\w)[A-Z]{2}\d\d[ ][A-Z]{3}(?!\w)", flags=0),
    _shape(
        "VEHICLE_REG",
        r"\b(?:reg|plate|registration)\W{1,3}(?:is[ ]|no[ ]|number[ ])?"
        r"(?P<it>[a-z]{1,3}[ ]?\d{1,4}[ ]?[a-z]{0,3})(?!\w)",
    ),
    _shape(
        "ADDRESS",
        rf"{_FLAT}\b\d{{1,4}}[a-z]?,?[ ](?P<name>{_LOW}(?:[ ]{_LOW})?(?:[ ]{_LOW})?)[ ]{_ROAD}\b",
        _street_words_are_names,
    ),
    _shape(
        "ADDRESS",
        rf"{_FLAT}\b\d{{1,4}}[a-z]?,?[ ]{_HEOL}[ ](?P<name>{_LOW}(?:[ ]{_LOW})?)\b",
        _street_words_are_names,
    ),
    _shape("ADDRESS", rf"(?<!\w){_CAP}(?:[ ]{_CAP})?[ ]{_SURE_ROAD}\b", flags=0),
    _shape("ADDRESS", r"\b(?:flat|apartment|cell|room)[ ]?(?:[a-z]\d|\d)[\w-]{0,4}\b"),
    _shape("POSTCODE", r"(?<!\w)[a-z]{1,2}\d[a-z\d]?[ ]{0,2}\d[abd-hjlnp-uw-z]{2}(?!\w)"),
    _shape("ESTABLISHMENT", rf"(?<!\w)HMP(?:/YOI)?[ ]{_CAP}(?:[ ]{_CAP})?", flags=0),
    _shape("ESTABLISHMENT", rf"\b(?:hmp[ ])?(?:{_PRISONS})\b"),
    _shape(
        "ORG_SPECIFIC",
        rf"(?<!\w)(?P<name>(?:St\.?[ ])?{_CAP}(?:[ ]{_CAP})?)[ ](?i:{_SCHOOL})\b",
        _has_a_proper_name,
        0,
    ),
    _shape(
        "PLACE_SPECIFIC",
        rf"(?<!\w)(?P<name>{_CAP}(?:[ ]{_CAP})?)[ ](?i:{_OFFICE})\b",
        _has_a_proper_name,
        0,
    ),
    _shape(
        "AGE_RARE",
        r"\b(?:i am|i'm|im|i’m|aged|age|here,|rwyn|dwi'n)[ ](?P<it>\d{2,3})\b",
        _is_old,
    ),
    _shape("AGE_RARE", r"\b(?P<it>\d{2,3})[ -]?(?:years?|yrs?)[ -]?old\b", _is_old),
    _shape(
        "RARE_EVENT",
        r"\bin the (?:papers?|newspapers?|news|headlines)[ ](?:for|over|because of)[ ]"
        r"(?P<it>[^.!?\n]{4,60}?)(?=[ ](?:so|and|but|because|cos|when|who|which)\b|[.!?,\n]|$)",
    ),
    _shape(
        "RARE_EVENT",
        r"\b(?:on|in) the (?:news|telly|papers?|front page)\b(?! (?:for|over|because))",
    ),
)


def find_patterns(text: str) -> Iterator[Span]:
    """Spans of every shape, those of a higher rank first."""
    for shape in SHAPES:
        group = "it" if "it" in shape.pattern.groupindex else 0
        for match in shape.pattern.finditer(text):
            if shape.judge(match, text):
                yield make_span(*match.span(group), shape.kind)
