"""Where somebody lives or stays: streets, houses, rooms, postcodes. Plain Python."""

import re
from collections.abc import Iterator

from feedback.redaction.name_words import is_known, is_near_word
from feedback.redaction.shapes import DIGIT, find_shapes, shape
from feedback.redaction.spans import Span, make_span
from feedback.redaction.words import word_set

_CAP = r"[A-ZŴŶ][a-zâêîôûŵŷ'’]{1,20}"
_LOW = r"[a-zâêîôûŵŷ'’-]{2,20}"
_DIGITS = r"\d{1,4}[a-z]?(?:[ ]?[-/&][ ]?\d{1,4}[a-z]?)?"
_SAID = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|(?:a|one)[ ]hundred(?:[ ]and)?(?:[ ][a-z]{3,9})?)"
)
_ROAD_SIGNS = (
    *(
        "street",
        "road",
        " rd",
        "avenue",
        " ave",
        "lane",
        "close",
        "cres",
        "terrace",
        "tce",
        "drive",
    ),
    *("gardens", "gdns", "grove", "mews", " st"),
)
_SURE_ROAD = (
    r"(?:street|road|rd|avenue|ave|lane|close|crescent|cres|terrace|tce|drive|gardens|gdns|grove|"
    r"mews|st)"
)
_ROAD = (
    rf"(?:{_SURE_ROAD}|ln|court|crt|way|place|walk|hill|square|sq|park|row|rise|view|green|house|"
    r"parade|yard|cottages?|buildings|mansions|estate|flats|towers?|wharf|quay|bank|end|gate|fold|"
    r"croft|meadows?|fields?|common|heights|villas|lodge|circus|broadway|causeway|vale|dene|"
    r"orchard|wynd|drove|arcade|passage|alley|hostel|site|chambers|point|mount|ridge|brow|nook|"
    r"copse|spinney|mead|garth|lea|hollow|brae|woods?|mill|bridge|corner|precinct|strand|hall|farm|"
    r"embankment|promenade|esplanade|works|villas?|barn|maltings|paddock|coppice|dell|knoll|marina)"
)
_END = r"(?:\bthe[ ](?:end|last|corner|first)[ ]house[ ]on[ ])?"
_Y = r"(?:(?:y|yr)[ -])?"
_NOT_ON = (
    r"(?!(?:on|at|in|up|down|to|near|of|from|by|the|lives?|lived|living|past|along|behind|outside|"
    r"goes|my|his|her|our|off|is|was|and|round)[ ])"
)
_HOUSE = r"(?:House|Cottage|Lodge|Villa|Farm|Towers?|Mansions|Barn|Court|Heights|Chambers)"
_FLAT = (
    r"(?:\b(?:hostel[ ]|top[ ]|bottom[ ]|basement[ ]|ground[ ]floor[ ]|\w{3,6}[ ]floor[ ])?(?:flat|"
    r"studio|bedsit|floor|"
    r"apartment|apt|unit|fflat|room|rm|plot|pitch|bay|caravan|block)[ ]?"
    r"(?:no[ .]?|number[ ])?\w{1,4},?[ ](?:upstairs|downstairs)?,?[ ]?)?"
)
_NO = r"(?:(?:number|no\.?|nr|num|rhif)[ ])?"
_SITE = r"(?:[ ](?:car[ ]park|caravan[ ]site|site|estate|flats|hostel))?"
_HEOL = r"(?:stryd|heol|ffordd|l[oô]n|rhodfa|maes|clos|t[yŷ]|bryn|pen|parc|cwrt|trem|rhes|pant|cae)"
_AFTER = r"(?:[ ](?:no|number)[ ]?\d{1,4}[a-z]?)?"
_AREAS = word_set("postcode-areas")
_NO_STREET = word_set("no-street")
_JOINT = re.compile(
    r",?\s{0,2}(?:(?:in|on|at|near|the|of|off)\s)?|,\s[\w'’-]{1,20}(?:\s[\w'’-]{1,20})?,?\s"
    r"|,\s[\w'’-]{1,20}\s[\w'’-]{1,20}\s[\w'’-]{1,20},\s"
)
_LIVES = re.compile(
    r"\b(?:live|lives|lived|living|stay|stays|stayed|staying|address|moved|placed|based|tagged|"
    r"bailed|addr|housed|parked|dropped|released|renting|squatting|sofa[ ]surfing)[ ]"
    r"(?:(?:me|us|off|is|was|back|up|over|now|still|down)[ ])?(?:at|to|is|on|in)?[ :]{0,2}"
    r"(?P<it>[^\n]{3,80})",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S{1,30}")
_STORY = word_set("story")
_NO_TOWN = word_set("no-name")


def _street_words_are_names(match: re.Match[str], text: str) -> bool:
    """ "18 larch court", but not "3 days in this house" or "2 hours in the court"."""
    words = re.findall(r"[^\W\d_]{1,20}", match.group("name").lower())
    return not any(w in _NO_NAME or w in _UNITS for w in words)


_UNITS = word_set("counted")
_NO_NAME = word_set("no-name")


def _is_named_street(match: re.Match[str], text: str) -> bool:
    """ "beech road", but not "the road" or "down my street"."""
    words = match.group("name").lower().split()
    return words[-1] not in _NO_STREET and words[-1] not in _UNITS and len(words[-1]) > 2


def _is_unknown(match: re.Match[str], text: str) -> bool:
    """ "44 larkhill", "3 the maltings"."""
    name = match.group("name").lower()
    road = re.fullmatch(_ROAD, name) is not None
    return (road and " the " in match.group().lower()) or not (is_known(name) or is_near_word(name))


def _is_area(match: re.Match[str], text: str) -> bool:
    """The first half of a postcode alone: "TS64"."""
    return match.group("area").lower() in _AREAS


SHAPES = (
    shape(
        "ADDRESS",
        rf"{_FLAT}{_END}\b{_NO}{_DIGITS},?[ ](?:on[ ]|up[ ])?"
        rf"(?P<name>{_LOW}(?:[ ]{_LOW})?(?:[ ]{_LOW})?)[ ](?P<road>{_ROAD})\b{_SITE}",
        _street_words_are_names,
        needs=(DIGIT,),
    ),
    shape(
        "ADDRESS",
        rf"{_FLAT}{_END}\b{_NO}{_SAID},?[ ](?:on[ ]|up[ ])?"
        rf"(?P<name>{_LOW}(?:[ ]{_LOW})?(?:[ ]{_LOW})?)[ ](?P<road>{_ROAD})\b{_SITE}",
        _street_words_are_names,
        needs=_ROAD_SIGNS,
    ),
    shape(
        "ADDRESS",
        rf"{_FLAT}\b{_NO}{_DIGITS},?[ ]{_HEOL}[ -](?P<name>{_Y}{_LOW}(?:[ -](?:y|yr)[ -]{_LOW})?"
        rf"(?:[ ]{_CAP})?)\b",
        needs=(DIGIT,),
    ),
    shape(
        "ADDRESS",
        rf"{_FLAT}\b{_NO}{_SAID},?[ ]{_HEOL}[ -](?P<name>{_Y}{_LOW}(?:[ -](?:y|yr)[ -]{_LOW})?"
        rf"(?:[ ]{_CAP})?)\b",
        needs=("stryd", "heol", "ffordd", "l"),
    ),
    shape(
        "ADDRESS",
        rf"\b(?:stryd|heol|ffordd|l[oô]n|rhodfa)[ -]{_Y}{_LOW}(?:[ -](?:y|yr)[ -]{_LOW})?",
        needs=("stryd", "heol", "ffordd", "lon ", "lôn", "rhodfa"),
    ),
    shape(
        "ADDRESS",
        r"(?<!\w)(?:T[yŷ]|Bryn|Maes|Clos|Pen|Parc|Cwrt|Trem)[ -](?:y[ -]|yr[ -])?"
        r"[A-ZŴŶ][\w'’-]{2,20}",
        flags=0,
    ),
    shape(
        "ADDRESS",
        rf"{_FLAT}{_END}(?<!\w)(?P<name>(?:{_NOT_ON}{_LOW}[ ])?{_LOW})[ ]{_SURE_ROAD}\b"
        rf"(?!(?-i:[ ][A-Z])){_SITE}{_AFTER}",
        _is_named_street,
        needs=_ROAD_SIGNS,
    ),
    shape(
        "ADDRESS",
        rf"(?<!\w)(?:{_CAP}[ ])?{_CAP}[ ](?:{_HOUSE})\b",
        flags=0,
        needs=(
            "house",
            "cottage",
            "lodge",
            "villa",
            "farm",
            "tower",
            "mansions",
            "barn",
            "court",
            "heights",
            "chambers",
        ),
    ),
    shape(
        "ADDRESS",
        rf"(?<!\w){_LOW}[ ](?:caravan[ ]site|caravan[ ]park|cottages?|towers?|mansions)\b",
        needs=("caravan", "cottage", "tower", "mansion"),
    ),
    shape(
        "ADDRESS",
        r"\b(?:hostel[ ])?(?:flat|apartment|cell|room|plot|pitch|caravan|unit|fflat)[ ]?"
        r"(?:no[ .]?|number[ ])?(?:[a-z]\d|\d)[\w-]{0,4}\b",
        needs=(DIGIT,),
    ),
    shape(
        "ADDRESS",
        rf"{_FLAT}(?<![\w.,/-]){_NO}\d{{1,4}}[a-z]?[ ]the[ ](?P<name>{_LOW})(?!\w)",
        _is_unknown,
        needs=(DIGIT,),
    ),
    shape(
        "ADDRESS",
        rf"{_FLAT}(?<![\w.,/-]){_NO}\d{{1,4}}[a-z]?,?[ ](?P<name>[a-z'’-]{{4,20}})(?!\w)",
        _is_unknown,
        needs=(DIGIT,),
    ),
    shape("POSTCODE", r"(?<!\w)[a-z]{1,2}\d[a-z\d]?[ -]{0,2}\d[a-z\d][a-z](?!\w)", needs=(DIGIT,)),
    shape(
        "POSTCODE",
        r"(?<!\w)[A-Za-z]{1,2}[ ]?\d[A-Za-z\d]?[ ]{1,2}\d[ ]?[A-Z]{2}(?!\w)",
        flags=0,
        needs=(DIGIT,),
    ),
    shape(
        "POSTCODE",
        r"(?<!\w)[A-Za-z]{1,2}\d[A-Za-z\d]?[ ][lIO][A-Z]{2}(?!\w)",
        flags=0,
        needs=(DIGIT,),
    ),
    shape("POSTCODE", r"(?<!\w)(?P<area>[a-z]{2})\d{1,2}[a-z]?(?!\w)", _is_area, needs=(DIGIT,)),
    shape(
        "POSTCODE",
        r"\b(?:post[ ]?code|live in|living in|from|im in)\W{1,3}(?P<it>[a-z]\d{1,2}[a-z]?)(?!\w)",
        needs=(DIGIT,),
    ),
)
_MOST_TAILS = 3
_TAIL = re.compile(rf",[ ](?:the[ ])?{_CAP}(?:[ ]{_CAP})?|[ ]{_CAP}(?:[ ]{_CAP})?")
_LOW_TAIL = re.compile(
    r",[ ](?P<words>[a-z'’-]{2,20}(?:[ ][a-z'’-]{2,20})?)(?=[,.\n]|$|[ ](?:and|but|with|so|in)\b)"
)
_NEXT_WORD = re.compile(r"[ ](?P<words>[a-z'’-]{4,20})\b")


def find_addresses(text: str) -> Iterator[Span]:
    """Addresses, parts that stand together joined: "room 9, 112 station parade, Nether Brindle"."""
    spans = sorted(find_shapes(SHAPES, text), key=lambda span: (span.start, -span.end))
    start = end = -1
    kind = ""
    for span in spans:
        if start >= 0 and (span.start <= end or _JOINT.fullmatch(text, end, span.start)):
            end = max(end, span.end)
            kind = "ADDRESS" if span.kind == "ADDRESS" else kind
            continue
        if start >= 0:
            yield make_span(start, _with_tail(text, end, kind), kind)
        start, end, kind = span.start, span.end, span.kind
    if start >= 0:
        yield make_span(start, _with_tail(text, end, kind), kind)


def find_homes(text: str) -> Iterator[Span]:
    """What is said to be where somebody lives, whatever it looks like: a guess, so ranked last."""
    for match in _LIVES.finditer(text):
        yield from _where_she_lives(match)


def _where_she_lives(cue: re.Match[str]) -> Iterator[Span]:
    """What follows "lives at" up to a word of the story, if it looks like a place."""
    words = list(_WORD.finditer(cue.group("it")))
    count = 0
    while count < len(words) and words[count].group().lower().strip(",") not in _STORY:
        count += 1
        if words[count - 1].group().endswith((".", "!", "?")):
            break
    taken = words[:count]
    while taken and taken[0].group().lower() in _NO_NAME:
        taken = taken[1:]
    if taken and any(_is_odd(word.group()) for word in taken):
        base = cue.start("it")
        end = base + taken[-1].end()
        yield make_span(base + taken[0].start(), end - (taken[-1].group()[-1] in ".,!?"), "ADDRESS")


def _is_odd(word: str) -> bool:
    """A number, a capital or a word that no list knows."""
    bare = word.strip(".,!?'’")
    return bool(bare) and (not bare.isalpha() or bare[0].isupper() or not is_known(bare.lower()))


def _with_tail(text: str, end: int, kind: str) -> int:
    """Behind an address, a place with a capital, or between commas, belongs to it."""
    for _ in range(_MOST_TAILS if kind == "ADDRESS" else 0):
        tails = (pattern.match(text, end) for pattern in (_TAIL, _LOW_TAIL, _NEXT_WORD))
        tail = next((one for one in tails if one is not None and _belongs(one)), None)
        if tail is None:
            break
        end = tail.end()
    return end


def _belongs(tail: re.Match[str]) -> bool:
    words = tail.groupdict().get("words")
    if words is None:
        return True
    if tail.re is _NEXT_WORD:
        return not is_known(words)
    return not any(word in _STORY or word in _NO_TOWN for word in words.split())
