"""What stands around a street and shows the house: "the blue door opposite the Spar on mill lane",
"mill lane by the chippy", ", flat 17". Plain Python.
"""

import re

from feedback.redaction.name_words import is_known, is_near_word
from feedback.redaction.words import word_set

_LANDMARKS = word_set("landmarks")
_COLOURS = word_set("of-a-house")
_FAR = 64
_MOST_LEADS = 2
_BY = (
    r"(?:by|above|over|opposite|oposite|opp|behind|near|beside|facing|under|below|outside|past|"
    r"next[ ](?:door[ ])?to|round[ ]from|across[ ]from|in[ ]front[ ]of)"
)
_ON_WORDS = (
    *("on", "at", "in", "off", "up", "down", "along", "of", "by", "above", "over", "opposite"),
    *("oposite", "opp", "behind", "near", "beside", "facing", "under", "below", "outside"),
    *("past", "to", "from"),
)
_ON = rf"(?:on|at|in|off|up|down|along|of|{_BY})"
_W = r"[\w'’&-]{1,20}"
_LEADS = (
    re.compile(
        rf"\b(?:the[ ])?corner[ ](?:house[ ]|flat[ ]|shop[ ])?(?:of|on|off)[ ]"
        rf"(?:{_W}[ ](?:{_W}[ ])?(?:and|&|n)[ ])?(?:the[ ])?$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:(?:one|two|three|four|few|couple|\d)[ ])?(?:of[ ])?doors?[ ]"
        r"(?:down|up|along|away)[ ](?:from|on)[ ]$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:the[ ])?(?:first|second|third|fourth|last|\d(?:st|nd|rd|th))[ ]"
        r"(?:house[ ]|door[ ]|one[ ]|turning[ ])?on[ ](?:the|your)[ ](?:left|right)[ ]"
        r"(?:(?:up|down|on|in|of|along|off)[ ])?$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:the[ ])?(?:very[ ]|far[ ]|other[ ])?(?:top|bottom|end|back|front|side|doorway|steps|"
        r"doorstep|garden|yard|entrance|alley|porch|basement|roof)[ ](?:end[ ])?of[ ](?:the[ ])?$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:just[ ])?(?:round|around)[ ](?:the[ ])?(?:corner|back)[ ]"
        r"(?:on|from|off|of|to|in)[ ]$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b[\w-]{1,9}[ ](?:streets?|roads?|houses?|doors?|blocks?)[ ]"
        r"(?:away|down|along|up|over)[ ](?:on|from|off|in|at)[ ]$",
        re.IGNORECASE,
    ),
)
# Without one of these before it, each is not tried.
_LEAD_SIGNS = (
    *(("corner",), ("door",), ("left ", "right "), (" of ",), ("round",)),
    ("street", "road", "house", "doors", "block"),
)
_LAST_SIGNS = tuple(f"{word} " for word in (*_ON_WORDS, "the", ","))
_BY_LEAD = re.compile(
    rf"\b(?:(?:(?:the[ ])?(?:(?:flat|room|bedsit|shop|house)[ ])?(?P<by>{_BY})[ ])"
    r"(?:(?:the|a|that)[ ])?|(?:the|a|that)[ ])"
    rf"(?P<words>{_W}(?:[ ]{_W})?(?:[ ]{_W})?[ ]?)"
    rf"(?:{_ON}[ ](?:the[ ])?|,[ ])$",
    re.IGNORECASE,
)
# Before "opposite the Spar on": "the blue door".
_MORE_LEAD = re.compile(
    rf"\b(?:the|a|that)[ ](?P<words>(?:{_W}[ ])?(?:{_W}[ ])?{_W}[ ])$", re.IGNORECASE
)
_HOUSE_LEAD = re.compile(
    r"(?<![\w.])(?P<house>(?:[Tt]he[ ])?[A-Z][a-z'’]{2,20}(?:[ ][A-Z][a-z]{2,20})?),[ ]$"
)
# A house's name in small letters, where somebody says where: "at sunny brae, 2 harbour wynd".
_LOW_HOUSE_LEAD = re.compile(
    rf"\b(?:at|is|was|address)[ ](?P<house>{_W}(?:[ ]{_W})?(?:[ ]{_W})?(?:[ ]{_W})?),[ ]$",
    re.IGNORECASE,
)
_TWO_LEAD = re.compile(r"(?<![\w£$€.])\d{1,4}[a-z]?[ ]?(?:and|&|-|–|or)[ ]$", re.IGNORECASE)
_TAILS = (
    re.compile(
        r",?[ ](?:flat|flt|fflat|room|rm|unit|buzzer|bell|bed|door|block|apt|floor|pitch|plot|gate)"
        r"[ ](?:no[ .]?|number[ ])?(?:\d{1,4}[a-z]?|[b-hj-z])(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r",?[ ](?:the[ ])?(?:first|second|third|top|ground|bottom|\d{1,2}(?:st|nd|rd|th))[ ]floor\b"
        r"(?:[ ](?:flat|left|right))?",
        re.IGNORECASE,
    ),
    re.compile(
        r"[ ](?:bus[ ]stop|car[ ]park|(?:caravan|holiday|traveller|travellers)[ ](?:site|park)|"
        r"shops?|school|surgery|clinic|junction|roundabout|garages?|site|estate|flats|hostel|refuge|"
        r"tram[ ]stop|train[ ]station|layby|lay-by)\b",
        re.IGNORECASE,
    ),
    re.compile(r",?[ ]off[ ](?:the[ ])?[abm]\d{1,4}(?!\w)", re.IGNORECASE),
    re.compile(r",?[ ]\d{1,4}[a-z]?(?=[.,!?\n]|$)", re.IGNORECASE),
    re.compile(r",?[ ](?:up|down)stairs(?:[ ]flat)?\b", re.IGNORECASE),
)
_BY_TAIL = re.compile(
    rf",?[ ](?:just[ ])?{_BY}[ ](?:(?:the|a|that)[ ])?(?P<words>{_W}(?:[ ]{_W})?)", re.IGNORECASE
)


def is_by_a_landmark(match: re.Match[str], text: str) -> bool:
    """ "above the bookies on Queensgate": a shop, and a street that no list knows."""
    street = match.group("street")
    low = street.lower()
    odd = not is_known(low) and (street[0].isupper() or not is_near_word(low))
    return odd and _is_landmark(match.group("words"))


BY_A_LANDMARK = (
    rf"\b{_BY}[ ](?:the|a|that)[ ](?P<words>{_W}[ ](?:{_W}[ ])?){_ON}[ ]"
    r"(?P<street>[a-z'’]{4,20})(?!\w)"
)


def with_lead(text: str, start: int) -> int:
    """Where an address begins that says where in the street: "the end house on mill lane"."""
    for _ in range(_MOST_LEADS):
        before = _one_lead(text, start)
        if before == start:
            break
        start = before
    return start


def _one_lead(text: str, start: int) -> int:
    left = max(0, start - _FAR)
    before = text[left:start].lower()
    for pattern, signs in zip(_LEADS, _LEAD_SIGNS, strict=True):
        if any(sign in before for sign in signs):
            lead = pattern.search(text, left, start)
            if lead is not None:
                return lead.start()
    if text[start].isdigit():  # "15 and 17 Maud Street"
        lead = _TWO_LEAD.search(text, left, start)
        if lead is not None:
            return lead.start()
    return _by_lead(text, left, start) if before.endswith(_LAST_SIGNS) else start


def _by_lead(text: str, left: int, start: int) -> int:
    """Where a landmark or a house's name before an address begins."""
    lead = _BY_LEAD.search(text, left, start)
    if lead is not None and _is_lead(lead):
        more = _MORE_LEAD.search(text, left, lead.start()) if lead.group("by") else None
        if more is not None and _is_landmark(more.group("words")):
            return more.start()
        return lead.start()
    lead = _HOUSE_LEAD.search(text, left, start)
    if lead is not None and lead.group("house")[:4] in ("The ", "the "):
        return lead.start()
    if lead is not None and not is_known(lead.group("house").split()[-1].lower()):
        return lead.start()
    lead = _LOW_HOUSE_LEAD.search(text, left, start)
    return start if lead is None else lead.start("house")


def _is_lead(lead: re.Match[str]) -> bool:
    """A landmark, and behind a comma only with "above" or such: "above the bookies, 12 mill st"."""
    told = lead.group("by") is not None or not lead.group().endswith(", ")
    return told and _is_landmark(lead.group("words").rstrip(" ,"))


def _is_landmark(words: str) -> bool:
    """ "end house", "blue door", "Spar": something that stands there, told from others."""
    parts = words.split()
    if parts[-1].lower() in _LANDMARKS:
        return True
    told = len(parts) > 1 and any(part.lower() in _COLOURS for part in parts)
    return told or any(part[0].isupper() and not part.isupper() for part in parts)


def end_of_tail(text: str, end: int) -> int:
    """Where an address ends that goes on with a room or with what is near it."""
    for pattern in _TAILS:
        tail = pattern.match(text, end)
        if tail is not None:
            return tail.end()
    tail = _BY_TAIL.match(text, end)
    if tail is None:
        return end
    stop = end
    for word in re.finditer(_W, tail.group("words")):
        low = word.group().lower()
        if low in _LANDMARKS or (word.group()[0].isupper() and not is_known(low)):
            stop = tail.start("words") + word.end()
    return stop
