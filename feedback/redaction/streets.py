"""Streets with and without a number, read word by word: "twenty two b larkfield", "mill st".

From each number it looks to the right for a name, from each sort of road to the left: a text is
read once, however many patterns of an address there are.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from feedback.redaction.name_words import is_known, is_listed, is_near_word, slips
from feedback.redaction.spans import Span, make_span
from feedback.redaction.words import word_list, word_set

_PIECE = re.compile(
    r"[^\W_]{1,30}(?:['’][^\W_]{1,10})?(?:[/&-][^\W_]{1,20})?(?:-[^\W_]{1,20})?(?!['’]?\w)"
)
_NUMBER = re.compile(r"\d{1,4}[a-z]?(?:[/&-]\d{1,4}[a-z]?)?")
_MOST_NAMES = 4
_SURE = word_set("roads")
_VERBS_TOO = word_set("roads-that-are-words")  # "cant drive", "being close"
_MAYBE = word_set("roads-that-may-be")
_DWELLINGS = word_set("roads-of-dwellings")
_SHORT = word_set("roads-in-short")
_ROADS = _SURE | _VERBS_TOO | _MAYBE | _DWELLINGS
_ROAD_SLIPS = frozenset(
    key for road in _SURE | _VERBS_TOO if len(road) > 4 for key in slips(road) if len(key) > 3
)
_LIKE_WORDS = word_set("roads-like-words")
_HARDLY_ROADS = frozenset(["way", "end", "point", "works", "common", "side", "walk", "court"])
_UNITS = word_set("counted")
_NO_NAME = word_set("no-name")
_NO_HOUSE = _UNITS | _NO_NAME
_NO_STREET = word_set("no-street")
_NO_COURT = word_set("no-court")
_TENS, _TEENS, _ONES = word_set("tens"), word_set("teens"), word_set("ones")
_SAID = _TENS | _TEENS | _ONES | {"hundred"}
_NUMBER_CUES = frozenset(["number", "no", "nr", "num", "nos", "numbers", "rhif"])
_AT = word_set("place-prepositions")
_HOME = word_set("home-cues")
_SIDES = frozenset(["east", "west", "north", "south", "upper", "lower"])
_OLD = _SIDES | {"old", "new", "great", "little", "high", "st", "saint", "church", "mill"}
_SAINT = frozenset(["st", "close", "drive"])  # "st Brannoc", "close Friends"
_BUT_NOT = frozenset(["on", "priority", "thing", "one", "rule", "fan", "reason", "and", "is", "in"])


class _Piece(NamedTuple):
    start: int
    end: int
    text: str
    low: str
    gap: str

    @property
    def is_title(self) -> bool:
        return self.text[0].isupper() and not self.text.isupper()


class _House(NamedTuple):
    """A house number: pieces first to last (not included), said or written, and its size."""

    first: int
    last: int
    said: bool
    small: bool


def find_streets(text: str) -> Iterator[Span]:
    """Streets, with their number if they have one. They may overlap."""
    pieces = _pieces(text)
    for place, piece in enumerate(pieces):
        house = _house_at(pieces, place)
        ends = None if house is None else _end_of_numbered(pieces, house)
        if house is not None and ends is not None:
            cue = house.first and pieces[house.first - 1].low in _NUMBER_CUES
            first = pieces[house.first - 1] if cue else pieces[house.first]
            yield make_span(first.start, pieces[ends].end, "ADDRESS")
        if piece.low in _ROADS:
            start = _start_of_street(pieces, place)
            if start is not None:
                yield make_span(pieces[start].start, pieces[_after(pieces, place)].end, "ADDRESS")


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    end = 0
    for match in _PIECE.finditer(text):
        start, written = match.start(), match.group()
        pieces.append(_Piece(start, match.end(), written, written.lower(), text[end:start]))
        end = match.end()
    return pieces


def _house_at(pieces: list[_Piece], place: int) -> _House | None:
    """The number that begins here, if one does."""
    piece = pieces[place]
    if piece.low[0].isdigit():
        if _NUMBER.fullmatch(piece.low) is None or not _may_be_house(pieces, place):
            return None
        small = piece.low.isdigit() and int(piece.low) <= 12
        if _are_two(pieces, place):
            return _House(place, place + 3, said=False, small=False)
        return _House(place, _with_letter(pieces, place + 1), said=False, small=small)
    if piece.low.split("-")[0] in _SAID:
        if place and pieces[place - 1].low in _SAID and piece.gap == " ":
            return None
        last = _end_of_said(pieces, place)
        small = last == place + 1 and piece.low in _ONES
        first = place - (piece.low == "hundred" and place > 0 and pieces[place - 1].low == "a")
        return _House(first, _with_letter(pieces, last), said=True, small=small)
    return None


def _may_be_house(pieces: list[_Piece], place: int) -> bool:
    """Not the pence of "4.50", the rest of "1,200" or a half of a date."""
    piece = pieces[place]
    if piece.gap == "." and place and pieces[place - 1].low in _NUMBER_CUES:
        return True
    if piece.gap == ",":
        return len(piece.low) != 3
    return piece.gap[-1:] not in tuple("./:-£$€")


def _are_two(pieces: list[_Piece], place: int) -> bool:
    """ "nos 5 and 7 …"."""
    if not place or place + 2 >= len(pieces) or pieces[place - 1].low not in ("nos", "numbers"):
        return False
    return pieces[place + 1].low == "and" and bool(_NUMBER.fullmatch(pieces[place + 2].low))


def _end_of_said(pieces: list[_Piece], place: int) -> int:
    """Beyond the last word of a number: "one hundred and four", "twenty two"."""
    following = place + 1
    while following < min(len(pieces), place + 5) and pieces[following].gap in (" ", "-"):
        low, before = pieces[following].low, pieces[following - 1].low
        joins = low == "and" and before == "hundred"
        goes_on = low in _SAID and (
            before in ("hundred", "and")
            or low == "hundred"
            or (low in _ONES and (before in _TENS or before in _ONES))
        )
        if not joins and not goes_on:
            break
        following += 1
    return following - (pieces[following - 1].low == "and")


def _with_letter(pieces: list[_Piece], last: int) -> int:
    """Beyond the letter of "22 b larkfield"; an a is mostly a word."""
    if last + 1 < len(pieces) and pieces[last].low in "bcdefgh" and pieces[last].gap == " ":
        return last + 1
    return last


def _end_of_numbered(pieces: list[_Piece], house: _House) -> int | None:
    """The place of the last word of "12 mill lane", "12 the maltings", "12 larkfield"."""
    place = house.last
    if place >= len(pieces) or pieces[place].gap.strip() not in ("", ","):
        return _end_of_number_alone(pieces, house)
    first = place
    while first < min(len(pieces), place + 2) and pieces[first].low in ("on", "up", "the"):
        first += 1
    for last in range(first, min(len(pieces), first + _MOST_NAMES + 1)):
        if last > place and not _is_one_name(pieces, last):
            break
        if last > first and _is_road(pieces[last].low):
            names = pieces[first:last]
            return last if _may_be_street(pieces, house, names, pieces[last]) else None
        if not pieces[last].low[0].isalpha() or pieces[last].low in _NO_NAME:
            break
    return _end_of_bare(pieces, house, first)


def _is_one_name(pieces: list[_Piece], place: int) -> bool:
    """A space between, or the stop of "St. Annes"."""
    gap = pieces[place].gap
    return gap == " " or (gap == ". " and pieces[place - 1].low == "st")


def _is_road(low: str) -> bool:
    """A sort of road, or a slip of one: "avanue"."""
    if low in _ROADS or low in _SHORT:
        return True
    return (
        len(low) > 3
        and not is_known(low)
        and low not in _UNITS
        and any(key in _ROAD_SLIPS for key in slips(low))
    )


def _may_be_street(pieces: list[_Piece], house: _House, names: list[_Piece], road: _Piece) -> bool:
    """ "18 larch court", but not "3 days in this house", "a 10 minute walk", "one long road"."""
    if any(name.low in _NO_HOUSE for name in names):
        return False
    if names[-1].low in _NO_COURT and road.low in ("court", "hall", "house", "office"):
        return False
    odd = any(name.is_title or not is_known(name.low) for name in names)
    if house.said and not odd:
        sure = road.low in _SURE and names[-1].low not in _NO_STREET
        return sure or (not house.small and names[-1].low not in _NO_STREET)
    return not (road.low in ("wk", "est", "av", "cr", "gr") and not odd)


def _end_of_bare(pieces: list[_Piece], house: _House, first: int) -> int | None:
    """Without a sort of road: "44 larkhill", "3 the maltings", "number 12 on Rosemead"."""
    if first >= len(pieces) or pieces[first].gap.strip() not in ("", ","):
        return _end_of_number_alone(pieces, house)
    if pieces[first].low in ("st", "saint") and first + 1 < len(pieces):
        name = pieces[first + 1]  # "29 st lukes"; not "29 st."
        if pieces[first + 1].gap in (" ", ". ") and len(name.low) > 3 and not is_known(name.low):
            return first + 1
    name = pieces[first]
    after_the = pieces[first - 1].low == "the" and first > house.last
    if not name.low[0].isalpha() or name.low in _NO_HOUSE:
        return _end_of_number_alone(pieces, house)
    if after_the and (name.low in _ROADS or name.low.removesuffix("s") in _ROADS or name.is_title):
        return first
    if len(name.low) < 4 or name.low in word_list("known-words"):
        return _end_of_number_alone(pieces, house)
    if _is_bare_name(pieces, house, name):
        return first
    return _end_of_number_alone(pieces, house)


def _is_bare_name(pieces: list[_Piece], house: _House, name: _Piece) -> bool:
    home = _is_home(pieces, house.first) and not (
        house.small and pieces[house.first - 1].low == "at"
    )
    known = is_known(name.low)
    if is_listed(name.low):
        aged = house.first > 0 and pieces[house.first - 1].low in ("at", "aged", "age", "im", "was")
        return home or (name.is_title and not house.small and not aged)
    if house.said and house.small and not home:
        return name.is_title and not known and not is_near_word(name.low)
    if name.is_title:
        return not known or home
    if known:
        return False
    return home or not is_near_word(name.low)


def _is_home(pieces: list[_Piece], place: int) -> bool:
    """ "live at 30…", "number 30…", "my nans 30…": what comes is a house."""
    if not place:
        return False
    low = pieces[place - 1].low
    if low in _HOME or low in _NUMBER_CUES or low == "at":
        return True
    return low in ("to", "is", "in", "on") and place > 1 and pieces[place - 2].low in _HOME


def _end_of_number_alone(pieces: list[_Piece], house: _House) -> int | None:
    """ "outside number 80", "at number forty"; not "number one priority"."""
    cue = house.first - 1
    if cue < 1 or pieces[cue].low not in ("number", "numbers", "no", "nos", "rhif"):
        return None
    following = pieces[house.last] if house.last < len(pieces) else None
    if following is not None and following.gap == " " and following.low in _BUT_NOT:
        return None
    return house.last - 1 if pieces[cue - 1].low in _AT else None


def _start_of_street(pieces: list[_Piece], place: int) -> int | None:
    """The place of the first word of a street without a number: "old mill lane"."""
    road, first = pieces[place], place
    while first and place - first < _MOST_NAMES - 1 and _is_one_name(pieces, first):
        name = pieces[first - 1]
        if not name.low[0].isalpha() or name.low in _NO_STREET or name.low in _AT:
            break
        if first < place and not _goes_on(name):
            break
        first -= 1
    if first == place or not _is_named(pieces, first, place):
        return None
    following = pieces[place + 1] if place + 1 < len(pieces) else None
    if road.low in _SAINT and following is not None and following.is_title:
        return None if following.gap == " " else first
    if road.low in _DWELLINGS and first and pieces[first - 1].low == "the":
        first -= 1
    return first


def _goes_on(name: _Piece) -> bool:
    """A second word of a street's name: "upper brook st"; not "work bute lane"."""
    if name.low in _NO_HOUSE:
        return False
    return name.is_title or name.low in _OLD or not is_known(name.low)


def _is_named(pieces: list[_Piece], first: int, place: int) -> bool:
    """Whether what stands before a sort of road is its name."""
    road, name = pieces[place], pieces[place - 1]
    if name.low in _NO_HOUSE or len(name.low) < 3:
        return False
    odd = not is_known(name.low) and (name.is_title or not is_near_word(name.low))
    placed = first > 0 and _is_placed(pieces, first)
    if road.low in _SURE:
        return True
    if road.low in _VERBS_TOO:
        return odd or placed or (name.is_title and road.is_title)
    if name.low in _NO_COURT:
        return False
    if road.low in _MAYBE and not road.is_title:
        if name.is_title and placed and road.low not in _HARDLY_ROADS:
            return True
        return odd and road.low not in _LIKE_WORDS and (name.is_title or placed)
    return (odd and (placed or name.is_title)) or (name.is_title and placed)


def _is_placed(pieces: list[_Piece], first: int) -> bool:
    if pieces[first].gap == ", " and any(sign.isdigit() for sign in pieces[first - 1].low):
        return True
    before = first - 1 - (pieces[first - 1].low == "the" and first > 1)
    return pieces[before].low in _AT


def _after(pieces: list[_Piece], place: int) -> int:
    """The place of the last word of a street: "st annes rd east", "garth terrace no 8"."""
    last = place
    if last + 1 < len(pieces) and pieces[last + 1].low in _SIDES:
        last += 1
    cue = last + 2 < len(pieces) and pieces[last + 1].low in _NUMBER_CUES
    if cue and _NUMBER.fullmatch(pieces[last + 2].low):
        return last + 2
    counted = last + 2 < len(pieces) and pieces[last + 2].low in _UNITS
    behind = last + 1 < len(pieces) and pieces[last + 1].gap in (" ", ", ") and not counted
    return last + 1 if behind and _NUMBER.fullmatch(pieces[last + 1].low) else last
