"""Names of people: by list, by a title or cue before them, by what they do, and by a capital that
nothing explains. Where it isn't clear, a word is a candidate: a person looks at each.
"""

from collections.abc import Iterator
from dataclasses import replace

from feedback.redaction.name_context import (
    KIN_TITLES,
    cue_before,
    cues,
    does_something,
    is_of_a_place,
    is_told,
    kind_from_behind,
)
from feedback.redaction.name_words import (
    is_english,
    is_known,
    is_listed,
    is_near_name,
    is_near_word,
    is_ordinary_name,
    owner_of,
)
from feedback.redaction.spans import Span, make_span
from feedback.redaction.titles import TITLES, kind_of_title, last_of_title
from feedback.redaction.welsh import is_in_welsh, is_welsh_verb, is_welsh_word, may_have_capital
from feedback.redaction.words import Word, word_list, word_set, words_of

_PLACE_CUES = {"in", "near", "around", "yn", "ym"}
_NICK = word_set("nicknames")
_KIN = word_set("kin")
_MORE_NAMES = 2  # a second given name and a surname
_INITIAL_WORDS = frozenset("aiunry")
_JOINS = word_set("joins")


def find_names(text: str) -> list[Span]:
    """Names, then further places of the same names, each with the kind that any of them showed."""
    words = _with_welsh(words_of(text))
    found = list(_first_finds(words))
    found += _neighbours(words, found)
    kinds: dict[str, str] = {}
    for first, last, kind in found:
        for low in _worth_repeating(words[first : last + 1]):
            kinds[low] = kind if kinds.get(low, "PERSON") == "PERSON" else kinds[low]
    return [_span(words, first, last, kind, kinds) for first, last, kind in found] + _repeats(
        words, kinds
    )


def _with_welsh(words: list[Word]) -> list[Word]:
    """Where the text is Welsh, its common words as such."""
    if not is_in_welsh([word.low for word in words], is_english):
        return words
    return [replace(word, is_welsh=True) if _is_plain_welsh(word) else word for word in words]


def _is_plain_welsh(word: Word) -> bool:
    """Of words that are names too ("bob") only what has no capital, and within a sentence only
    capitals that every such word has ("Cymraeg")."""
    if word.is_capital and _is_name(word):
        return False
    if word.starts and is_welsh_verb(word.low) and not is_near_name(word.low):
        return True
    if not is_welsh_word(word.low):
        return False
    return not word.is_title or word.starts or may_have_capital(word.low)


def _span(words: list[Word], first: int, last: int, kind: str, kinds: dict[str, str]) -> Span:
    """ "Tyler" is a child's name here if "my son Tyler" stands elsewhere."""
    if kind == "PERSON":
        name = _worth_repeating(words[first : last + 1])
        kind = next((kinds[low] for low in name if low in kinds), kind)
    return make_span(words[first].start, words[last].end, kind)


def _first_finds(words: list[Word]) -> Iterator[tuple[int, int, str]]:
    place = 0
    while place < len(words):
        kind = _kind_at(words, place)
        last = place
        if kind is not None:
            last = _last_of_name(words, place)
            first = place
            while first and words[first].gap == " " and words[first - 1].low in _NICK:
                first -= 1
            yield first, last, kind
        place = last + 1


def _kind_at(words: list[Word], place: int) -> str | None:
    """What sort of name begins at this word, if one does."""
    word = words[place]
    if word.low in TITLES:
        kind = kind_of_title(words, place)
        if kind is not None or not is_listed(word.low):
            return kind
    cue = cue_before(words, place)
    if cue is not None and (_fits_cue(word, *cue) or _follows_kin(words, place)):
        return kind_from_behind(words, place) if cue[0] == "PERSON" else cue[0]
    if word.is_welsh:
        return None
    if _is_sure(word) or (_may_be_name(word) and _has_context(words, place)):
        return kind_from_behind(words, place)
    return _kind_of_capital(words, place)


def _is_sure(word: Word) -> bool:
    """A name whatever stands around it."""
    if len(word.text) < 3:
        return word.is_title and is_listed(word.low)
    return is_listed(word.low) or owner_of(word.low) is not None or is_near_name(word.low)


def _may_be_name(word: Word) -> bool:
    if word.is_welsh:
        return False
    if is_ordinary_name(word.low) or is_ordinary_name(word.low.removesuffix("s")):
        return True
    if len(word.text) < 3 or is_known(word.low):
        return False
    return word.is_title or not is_near_word(word.low)


def _has_context(words: list[Word], place: int) -> bool:
    word = words[place]
    if is_told(words, place):
        return True
    if word.low in _SHY and (word.starts or not word.is_capital):
        return word.is_capital and is_of_a_place(words, place)
    if does_something(words, place) or is_of_a_place(words, place):
        return not is_ordinary_name(word.low) or word.starts or words[place - 1].low != "the"
    return word.is_title and _last_of_name(words, place) > place


# Of these the next word says little: "it will take", "i may get", "no hope was left".
_SHY = word_set("shy-names")


def _fits_cue(word: Word, kind: str, lower_counts: bool) -> bool:
    if word.is_welsh and not _is_name(word):
        return False
    if word.low in word_list("known-words") or word.low in cues():
        return False
    common = is_known(word.low) and not is_ordinary_name(word.low)
    if word.is_capital:
        return not common and (word.is_title or len(word.text) > 5 or _is_name(word))
    if not lower_counts or common or len(word.text) < 2 or word.low in _SHY - {"hope", "faith"}:
        return False
    return not word.low.endswith(("ed", "ing", "ly"))


def _follows_kin(words: list[Word], place: int) -> bool:
    """ "auntie pat", "uncle jack"; not "my auntie will"."""
    low = words[place].low
    return words[place - 1].low in KIN_TITLES and is_ordinary_name(low) and low not in _VERBS_OF_KIN


_VERBS_OF_KIN = frozenset(
    ["will", "may", "might", "can", "chase", "grant", "don", "and", "mae", "fi"]
)


def _is_name(word: Word) -> bool:
    return is_listed(word.low) or is_ordinary_name(word.low)


def _kind_of_capital(words: list[Word], place: int) -> str | None:
    """A capital that no list explains: a person, or after "in" a place."""
    word = words[place]
    if not word.is_title or len(word.text) < 3 or word.gap.strip(" ,\"'‘“(.!?\n:;-–•"):
        return None
    if is_known(word.low) or is_ordinary_name(word.low):
        return None
    if word.starts:
        return None if is_near_word(word.low) else "PERSON"
    if words[place - 1].is_capital and not words[place - 1].starts:
        return None
    return "PLACE_SPECIFIC" if words[place - 1].low in _PLACE_CUES else "PERSON"


def _last_of_name(words: list[Word], place: int) -> int:
    """The place of the last word of the name that begins here."""
    last = last_of_title(words, place) if words[place].low in TITLES else place
    if words[place].text != words[place].low and owner_of(words[place].low):
        return last
    for following in range(last + 1, min(len(words), last + 1 + _MORE_NAMES)):
        word = words[following]
        if word.gap not in (" ", ". ") or not _goes_on(word):
            break
        if word.gap == ". " and len(words[following - 1].text) > 1:
            break
        last = following
    owner = owner_of(words[last].low) is not None
    if owner and words[last + 1 : last + 2] and words[last + 1].low in _KIN:
        last += 1
    return last


def _goes_on(word: Word) -> bool:
    """Whether a name goes on with this word: a surname, or its first letter."""
    if word.is_welsh:
        return False
    if len(word.text) == 1:
        return word.is_capital or word.low not in _INITIAL_WORDS
    if word.is_title:
        return word.low not in word_list("known-words") and word.low != "i"
    if word.low == "mc":
        return True
    return len(word.text) > 2 and (
        is_listed(word.low) or (not is_known(word.low) and not is_near_word(word.low))
    )


def _neighbours(
    words: list[Word], found: list[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """Names in a row with one that was found: "shaz, nicky and mo"."""
    taken = {place for first, last, _ in found for place in range(first, last + 1)}
    for first, last, kind in found:
        for step, edge in ((1, last), (-1, first)):
            place = _next_in_row(words, edge, step)
            while place is not None and place not in taken and _may_be_name(words[place]):
                taken.add(place)
                yield place, place, kind
                place = _next_in_row(words, place, step)


def _next_in_row(words: list[Word], place: int, step: int) -> int | None:
    """The place of the word beyond a comma, "and" or "or", in one direction."""
    following = place + step
    if not 0 <= following < len(words):
        return None
    gap = words[max(place, following)].gap
    if gap.strip() == "," and words[following].low not in _JOINS:
        return following
    if gap.strip(" ,") == "" and words[following].low in _JOINS:
        beyond = following + step
        if 0 <= beyond < len(words) and not words[max(following, beyond)].gap.strip():
            return beyond
    return None


def _worth_repeating(name: list[Word]) -> Iterator[str]:
    for word in name:
        plain = word.is_welsh or is_ordinary_name(word.low) or is_known(word.low)
        if not plain and word.low not in TITLES and len(word.text) >= 3:
            yield word.low


def _repeats(words: list[Word], names: dict[str, str]) -> list[Span]:
    """Other places of names that were found."""
    return [
        make_span(word.start, word.end, names[word.low])
        for word in words
        if word.low in names and not word.is_welsh
    ]
