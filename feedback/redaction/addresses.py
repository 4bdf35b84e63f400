"""Where somebody lives or stays: streets, houses, rooms, postcodes. Plain Python."""

import re
from collections.abc import Iterator

from feedback.redaction.landmarks import BY_A_LANDMARK, end_of_tail, is_by_a_landmark, with_lead
from feedback.redaction.name_words import is_known, is_near_word
from feedback.redaction.postcodes import SHAPES as POSTCODES
from feedback.redaction.shapes import DIGIT, Reading, find_shapes, shape
from feedback.redaction.spans import Span, make_span
from feedback.redaction.streets import find_streets
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
_Y = r"(?:(?:y|yr)[ -])?"
_HOUSE = r"(?:House|Cottage|Lodge|Villa|Farm|Towers?|Mansions|Barn|Court|Ct|Hse|Heights|Chambers)"
_UNIT = (
    r"(?:flat|flt|fflat|studio|bedsit|apartment|apt|unit|room|rm|plot|pitch|bay|caravan|chalet|"
    r"van|wagon|dorm|block|blk|house|hse|building|bldg|trailer|stair|door|lockup|garage|cell|lodge|berth|mooring|floor|bed|suite)"
)
_NO = r"(?:(?:number|no\.?|nr|num|rhif)[ ])?"
_HEOL = (
    r"(?:stryd|heol|ffordd|l[oô]n|rhodfa|maes|clos|t[yŷ]|bryn|pen|parc|cwrt|trem|rhes|pant|cae|"
    r"bro|stad|erw|plas|llys|hafod|gerddi|teras|bron|d[oô]l|porth|gw[eê]l|coed)"
)
_SITE = r"(?:caravan|holiday|trailer|traveller|travellers|mobile[ ]home|retail|business|industrial)"
_JOINT = re.compile(
    r",?\s{0,2}(?:(?:in|on|at|near|the|of|off)\s)?|,\s[\w'’-]{1,20}(?:\s[\w'’-]{1,20})?,?\s"
    r"|,\s[\w'’-]{1,20}\s[\w'’-]{1,20}\s[\w'’-]{1,20},\s"
)
_LIVES = re.compile(
    r"\b(?=[labcdhmprst])(?:live|lives|lived|living|stay|stays|stayed|staying|address|moved|placed|based|tagged|"
    r"bailed|addr|addy|housed|parked|moored|dropped|released|renting|squatting|sofa[ ]surfing|"
    r"reside|residing|curfewed|sleeping|crashing)[ ]"
    r"(?:(?:me|us|off|is|was|back|up|over|now|still|down)[ ])?(?:at|to|is|on|in|into)?[ :]{0,2}"
    r"(?P<it>[^\n]{3,80})",
    re.IGNORECASE,
)
# Behind these only a word that no list knows is a place: "got a flat on scarsdale".
_HOUSED = re.compile(
    r"\b(?=[abchfiklmnprsw])(?:put|flat|house|room|place|home|bedsit|hostel|refuge|curfew|kids|mum|mam|mums|mams|nan|"
    r"nans|sister|still|hes|shes|im|am|i'm|i’m|is|was|sleep|crash|post|letters|parcel)[ ]"
    r"(?:(?:me|us|her|him|them|it|is|are|was|off|back|up|over|now|still|down|out|went|goes)[ ])?"
    r"(?:at|up|off|down|into|over|round)[ ](?:the[ ])?(?P<it>[a-z][a-z'’-]{4,20})(?![\w'’])",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S{1,30}")
_ROADS = word_set("roads") | word_set("roads-that-may-be") | word_set("roads-of-dwellings")
_NO_STREET = word_set("no-street")
_NO_COURT = word_set("no-court")
_STORY = word_set("story")
_NEAR = 12
_YEAR = re.compile(r"(?:19|20)\d\d")
_WAY = frozenset(["at", "on", "behind", "near", "opposite", "by"])
_TOLD_OF = re.compile(r"[ ](?:is|has|had|was|where|for|they|feeling|with|in|on|never|always)\b")
_ENDINGS = "|".join(sorted(word_set("place-endings")))
_NO_NAME = word_set("no-name")


def _is_no_office(match: re.Match[str], text: str) -> bool:
    """ "Larch Court", but not "Crown Court"."""
    return match.group().split()[-2].lower() not in _NO_COURT


def _is_named_site(match: re.Match[str], text: str) -> bool:
    """ "willowbrook caravan site", but not "the caravan site", "two towers"."""
    words = match.group().lower().split()
    kind = 2 if words[-1] in ("site", "park", "estate") else 1
    return words[-1 - kind] not in _NO_STREET


def _is_hers(match: re.Match[str], text: str) -> bool:
    """ "put me in room 9", "flat 3"; not "room 4 is the quiet one", which is anybody's."""
    if not match.group().lower().startswith(("room", "unit")):
        return True
    before = text[max(0, match.start() - _NEAR) : match.start()].lower()
    if not before:
        return _TOLD_OF.match(text, match.end()) is None
    return re.search(r"\b(?:in|at|to|my|is|im|hostel|stay|staying)[ ,]{1,2}$", before) is not None


def _is_name_of_a_place(match: re.Match[str], text: str) -> bool:
    """ "up hollinside", "sandhole car park", but not "in hindsight" or "the hospital car park"."""
    low = match.group("name").lower()
    return not is_known(low) and not is_near_word(low)


SHAPES = (
    shape(
        "ADDRESS",
        rf"\b{_NO}{_DIGITS},?[ ]{_Y}{_HEOL}[ -](?P<name>{_Y}{_LOW}(?:[ -](?:y|yr)[ -]{_LOW})?"
        rf"(?:[ ]{_CAP})?)\b",
        needs=(DIGIT,),
    ),
    shape(
        "ADDRESS",
        rf"\b{_NO}{_SAID},?[ ]{_Y}{_HEOL}[ -](?P<name>{_Y}{_LOW}(?:[ -](?:y|yr)[ -]{_LOW})?"
        rf"(?:[ ]{_CAP})?)\b",
        needs=("stryd", "heol", "ffordd", "lon ", "lôn", "rhodfa", "maes", "clos"),
    ),
    shape(
        "ADDRESS",
        rf"\b(?:stryd|heol|ffordd|l[oô]n|rhodfa)[ -]{_Y}{_LOW}(?:[ -](?:y|yr)[ -]{_LOW})?",
        needs=("stryd", "heol", "ffordd", "lon ", "lôn", "rhodfa"),
    ),
    shape(
        "ADDRESS",
        r"(?<!\w)(?:T[yŷ]|Bryn|Maes|Clos|Pen|Parc|Cwrt|Trem|Cae|Pant|Rhes|Llys|Plas|Bron|Coed|Bro|"
        r"Stad|Erw|Hafod|Gerddi|Teras|D[oô]l|Porth|Gw[eê]l|Neuadd|Fferm|Tyddyn|Capel|"
        r"Bwthyn|Tan|Hendre)[ -](?:y[ -]|yr[ -])?"
        r"[A-ZŴŶ][\w'’-]{2,20}(?:[ -](?:y[ -]|yr[ -])?[A-ZŴŶ][\w'’-]{1,20})?",
        flags=0,
    ),
    shape(
        "ADDRESS",
        rf"(?<!\w)(?:{_CAP}[ ])?{_CAP}[ ](?:{_HOUSE})\b",
        _is_no_office,
        flags=0,
        needs=(
            *("house", "cottage", "lodge", "villa", "farm", "tower", "mansions", "barn", "court"),
            *("heights", "chambers", " ct", " hse"),
        ),
    ),
    shape(
        "ADDRESS",
        rf"(?<!\w)(?:{_CAP}[ ])?{_LOW}[ ](?:{_SITE}[ ](?:site|park|estate)|cottages?|towers?|"
        r"mansions)\b",
        _is_named_site,
        needs=("site", "park", "estate", "cottage", "tower", "mansion"),
    ),
    shape(
        "ADDRESS",
        r"(?<!\w)(?P<name>[a-z'’]{4,20})[ ](?:car[ ]park|bus[ ]station|train[ ]station|services|"
        r"layby|lay-by|underpass|arches)\b",
        _is_name_of_a_place,
        needs=("car park", "station", "services", "layby", "lay-by", "underpass", "arches"),
    ),
    shape(
        "ADDRESS",
        rf"\b(?i:on|off|up|down|in|at|near|from|to|round|yn)[ ](?P<it>(?:the[ ])?"
        rf"(?P<name>[a-z]{{2,14}}(?:{_ENDINGS})))(?!\w)",
        _is_name_of_a_place,
        flags=0,
    ),
    shape(
        "ADDRESS",
        r"\b(?:hostel[ ])?(?:flat|flt|apartment|room|rm|plot|pitch|caravan|chalet|unit|fflat)"
        r"[ ]?(?:no[ .]?|number[ ])?(?:[a-z]\d|\d)[\w-]{0,4}(?:/\d{1,3})?\b",
        _is_hers,
        needs=(DIGIT,),
    ),
    # An island in three words, or where a van stands: what3words and a map's numbers.
    shape("ADDRESS", r"/{2,3}[ ]?[a-z]{2,20}\.[a-z]{2,20}\.[a-z]{2,20}(?![\w.])", needs=("//",)),
    shape(
        "ADDRESS",
        r"(?<![\d.])-?\d{1,3}\.\d{3,8}°?[ ]?[nsew]?[, ]{1,3}-?\d{1,3}\.\d{3,8}°?[ ]?[nsew]?"
        r"(?!\w)",
        needs=(DIGIT,),
    ),
    shape(
        "ADDRESS",
        r"\b(?:door|gate|entry|entrance|keypad|buzzer|alarm|key[ ]?safe|keysafe|key[ ]box|lock)[ ]?"
        r"(?:code|pin|number|no)?\W{1,3}(?:is[ ]|was[ ])?(?P<it>[a-z#*]?\d{3,8}[a-z#*]?)(?!\w)",
        needs=(DIGIT,),
    ),
    shape("ADDRESS", BY_A_LANDMARK, is_by_a_landmark, needs=(" the ", " a ", " that ")),
    *POSTCODES,
)
# Parts that say little alone: they count where an address stands next to them.
PARTS = (
    shape(
        "PART",
        rf"\b(?:(?:hostel|top|bottom|basement|attic)[ ])?{_UNIT}"
        r"[ ]?(?:no[ .]?|number[ ])?(?:\d{1,4}[a-z]?(?:/\d{1,3})?|[a-z]\d{0,3})(?!\w)"
        r"(?:,?[ ](?:(?:up|down)stairs|\w{3,6}[ ]floor))?",
        needs=tuple(_UNIT[3:-1].split("|")),
    ),
    shape(
        "PART",
        r"\b(?:top|bottom|ground|basement|attic|first|second|third|fourth|\d{1,2}(?:st|nd|rd|th))"
        r"[ ](?:floor(?:[ ](?:flat|room))?|flat)(?!\w)",
        needs=("floor", "flat"),
    ),
)
_MOST_TAILS = 4
_TAIL = re.compile(rf",[ ](?:the[ ])?{_CAP}(?:[ ]{_CAP})?|[ ]{_CAP}(?:[ ]{_CAP})?")
_IN_TAIL = re.compile(rf",?[ ](?:in|at|near)[ ](?P<words>{_CAP})")
_LOW_TAIL = re.compile(
    r",[ ](?P<words>[a-z'’-]{2,20}(?:[ ][a-z'’-]{2,20})?)(?=[,.\n]|$|[ ](?:and|but|with|so|in)\b)"
)
_NEXT_WORD = re.compile(r"[ ](?P<words>[a-z'’-]{4,20})\b")


def find_addresses(reading: Reading) -> Iterator[Span]:
    """Addresses, parts that stand together joined: "room 9, 112 station parade, Nether Brindle"."""
    text = reading.text
    found = [*find_shapes(SHAPES, reading), *find_streets(text), *find_shapes(PARTS, reading)]
    start = end = -1
    kind = ""
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if start >= 0 and (span.start <= end or _JOINT.fullmatch(text, end, span.start)):
            end = max(end, span.end)
            kind = kind if kind == span.kind else "ADDRESS"
            continue
        yield from _widened(text, start, end, kind)
        start, end, kind = span.start, span.end, span.kind
    yield from _widened(text, start, end, kind)


def _widened(text: str, start: int, end: int, kind: str) -> Iterator[Span]:
    """An address with what is near it; no part that stands alone."""
    if kind == "ADDRESS":
        yield make_span(with_lead(text, start), _with_tail(text, end), kind)
    elif kind == "POSTCODE":
        yield make_span(start, end, kind)


def find_homes(text: str) -> Iterator[Span]:
    """What is said to be where somebody lives, whatever it looks like: a guess, so ranked last."""
    for match in _LIVES.finditer(text):
        yield from _where_she_lives(match)
    for match in _HOUSED.finditer(text):
        low = match.group("it").lower()
        if not is_known(low) and not is_near_word(low):
            yield make_span(*match.span("it"), "ADDRESS")


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
    while taken and _is_no_end(taken[-1].group()):
        taken = taken[:-1]
    taken = _without_way(taken)
    # A number further on is no place: "moved to another wing at 9".
    told = [n == 0 or not _bare(w.group()).isdigit() for n, w in enumerate(taken)]
    if any(told[n] and _is_odd(word.group()) for n, word in enumerate(taken)):
        base = cue.start("it")
        end = base + taken[-1].end()
        yield make_span(base + taken[0].start(), end - (taken[-1].group()[-1] in ".,!?"), "ADDRESS")


def _without_way(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """Without what leads there: "a tent behind mulberry street" is the street."""
    for place, word in enumerate(words[:-1]):
        if _is_odd(word.group()):
            break
        rest = words[place + 1 :]
        odd = (_is_odd(w.group()) and not _bare(w.group()).isdigit() for w in rest)
        if _bare(word.group()) in _WAY and any(odd):
            return rest
    return words


def _is_no_end(word: str) -> bool:
    """No address ends with an ordinary word or a year: "leeds in 2019"."""
    bare = _bare(word)
    return _YEAR.fullmatch(bare) is not None or not (_is_odd(word) or bare in _ROADS)


def _bare(word: str) -> str:
    return word.strip(".,!?'’").lower()


def _is_odd(word: str) -> bool:
    """A number, a capital or a word that no list knows."""
    bare = word.strip(".,!?'’")
    return bool(bare) and (not bare.isalpha() or bare[0].isupper() or not is_known(bare.lower()))


def _with_tail(text: str, end: int) -> int:
    """Behind an address, a place with a capital, or between commas, belongs to it."""
    for _ in range(_MOST_TAILS):
        tail_end = end_of_tail(text, end)
        if tail_end == end:
            tails = (
                pattern.match(text, end) for pattern in (_TAIL, _IN_TAIL, _LOW_TAIL, _NEXT_WORD)
            )
            tail = next((one for one in tails if one is not None and _belongs(one)), None)
            if tail is None:
                break
            tail_end = tail.end()
        end = tail_end
    return end


def _belongs(tail: re.Match[str]) -> bool:
    words = tail.groupdict().get("words")
    if words is None:
        return True
    if tail.re is _LOW_TAIL:
        return not any(word in _STORY or word in _NO_NAME for word in words.split())
    return not is_known(words.lower()) and not is_near_word(words.lower())
