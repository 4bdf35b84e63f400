"""Names of people: by list, by a title or cue before them, and by a capital that nothing explains.

Names in lower case that no list knows are found only after strong cues; a person reads every text.
"""

from collections.abc import Iterator
from functools import cache

from feedback.redaction.spans import Span, make_span
from feedback.redaction.words import Word, line_list, word_list, words_of

_SHY_TITLES = {"miss", "sister", "officer", "judge", "gov", "governor", "sir"}  # words as well
_TITLES = _SHY_TITLES | {"mr", "mrs", "ms", "mx", "dr", "pc", "sgt", "prof"}
_STAFF_TITLES = {"officer", "pc", "sgt", "dr", "judge", "gov", "governor", "miss"}
_OWNERS = ("my", "his", "her", "our", "their", "your", "fy", "ei", "eu")
_OWNED = [[owner] for owner in _OWNERS]
_PLACE_CUES = {"in", "near", "around", "yn", "ym"}
_MORE_NAMES = 2  # a second given name and a surname
_CUE_WORDS = 4


def find_names(text: str) -> list[Span]:
    """Names, then further places of the same names, each with the kind that any of them showed."""
    words = words_of(text)
    found = list(_first_finds(words))
    kinds: dict[str, str] = {}
    for name, kind in found:
        for low in _worth_repeating(name):
            kinds[low] = kind if kinds.get(low, "PERSON") == "PERSON" else kinds[low]
    spans = [make_span(n[0].start, n[-1].end, _kind_of(n, kind, kinds)) for n, kind in found]
    return spans + _repeats(words, kinds)


def _first_finds(words: list[Word]) -> Iterator[tuple[list[Word], str]]:
    place = 0
    while place < len(words):
        kind = _kind_at(words, place)
        last = place if kind is None else _last_of_name(words, place)
        if kind is not None:
            yield words[place : last + 1], kind
        place = last + 1


def _kind_of(name: list[Word], kind: str, kinds: dict[str, str]) -> str:
    """ "Tyler" is a child's name here if "my son Tyler" stands elsewhere."""
    if kind != "PERSON":
        return kind
    return next((kinds[low] for low in _worth_repeating(name) if low in kinds), kind)


def _kind_at(words: list[Word], place: int) -> str | None:
    """What sort of name begins at this word, if one does."""
    word = words[place]
    if word.low in _TITLES:
        return _kind_of_title(words, place)
    cue = _cue_before(words, place)
    if cue is not None and _fits_cue(word, *cue):
        return _kind_after_comma(words, place) if cue[0] == "PERSON" else cue[0]
    if _is_listed(word):
        return _kind_after_comma(words, place)
    if word.low in word_list("ordinary-names") and _has_surname(words, place):
        return "PERSON"
    return _kind_of_capital(words, place)


def _kind_of_title(words: list[Word], place: int) -> str | None:
    """ "Mr Jones", "mrs jones"; "Miss Penhallow", but not "miss my kids"."""
    title, following = words[place], words[place + 1 : place + 2]
    if not following or following[0].gap.strip(".") not in (" ", ""):
        return None
    name = following[0]
    if title.low in _SHY_TITLES and not (name.is_capital and title.is_capital):
        return None
    if not name.is_capital and name.low in word_list("common-words"):
        return None
    if name.low in word_list("common-words") and name.text.isupper():
        return None
    return "STAFF_NAME" if title.low in _STAFF_TITLES else "PERSON"


def _cue_before(words: list[Word], place: int) -> tuple[str, bool] | None:
    """The kind that the longest cue right before this word tells, and whether it is strong."""
    word = words[place]
    if word.starts or word.gap.strip(" ,-–\"'‘“("):
        return None
    before = _words_before(words, place)
    for length in range(len(before), 0, -1):
        phrase = " ".join(before[-length:])
        kind, strong = _cues().get(phrase, ("", False))
        if not kind and phrase.endswith((" is", " was")):  # "my worker is Sarah"
            kind = _cues().get(phrase.rsplit(" ", 1)[0], ("", False))[0]
        if kind:
            owned = before[-length - 1 : -length or None] in _OWNED
            return kind, strong and (owned or phrase in _said_names())
    return None


def _words_before(words: list[Word], place: int) -> list[str]:
    """Up to four words before this one, of the same sentence."""
    before: list[str] = []
    for word in reversed(words[max(0, place - _CUE_WORDS) : place]):
        before.insert(0, word.low)
        if word.starts:
            break
    return before


def _fits_cue(word: Word, kind: str, lower_counts: bool) -> bool:
    if word.low in word_list("known-words") or word.low in _cues():
        return False
    common = word.low in word_list("common-words")
    if word.is_capital:
        return not common and (word.is_title or len(word.text) > 5 or _is_name(word))
    if not lower_counts or common or len(word.text) < 3:
        return False
    return not word.low.endswith(("ed", "ing", "ly"))


def _is_name(word: Word) -> bool:
    return word.low in word_list("first-names") or word.low in word_list("ordinary-names")


def _is_listed(word: Word) -> bool:
    """A name of the list that is no other word; in lower case four letters or more."""
    listed = word.low in word_list("first-names") and word.low not in word_list("ordinary-names")
    return listed and (word.is_capital or len(word.text) >= 4)


def _kind_after_comma(words: list[Word], place: int) -> str:
    """ "Zofia, my worker" and "Trish is my key worker" tell the kind from behind."""
    behind = [w.low for w in words[place + 1 : place + 6] if not w.starts]
    for start, low in enumerate(behind):
        if low in _OWNERS:
            for length in (2, 1):
                cue = _cues().get(" ".join(behind[start + 1 : start + 1 + length]))
                if cue is not None and cue[1]:
                    return cue[0]
    return "PERSON"


def _kind_of_capital(words: list[Word], place: int) -> str | None:
    """A capital inside a sentence that no list explains: a person, or after "in" a place."""
    word = words[place]
    if word.starts or not word.is_title or len(word.text) < 3 or word.gap.strip(" ,\"'‘“("):
        return None
    explained = _explained()
    if word.low in explained or word.low.rstrip("s") in explained or words[place - 1].is_capital:
        return None
    if _is_name(word):  # Hope, Grace: a project as likely as a person
        return None
    return "PLACE_SPECIFIC" if words[place - 1].low in _PLACE_CUES else "PERSON"


def _has_surname(words: list[Word], place: int) -> bool:
    """ "Grace Okafor"."""
    return words[place].is_title and _last_of_name(words, place) > place


def _last_of_name(words: list[Word], place: int) -> int:
    """The place of the last word of the name that begins here."""
    last = place
    if words[place].low in _TITLES:
        last += 1
    for following in range(last + 1, min(len(words), last + 1 + _MORE_NAMES)):
        word = words[following]
        if word.gap != " " or not word.is_title or word.low in _explained():
            break
        last = following
    return last


def _worth_repeating(name: list[Word]) -> Iterator[str]:
    for word in name:
        plain = word.low in word_list("ordinary-names") or word.low in _explained()
        if not plain and word.low not in _TITLES and len(word.text) >= 3:
            yield word.low


def _repeats(words: list[Word], names: dict[str, str]) -> list[Span]:
    """Other places of names that were found."""
    return [
        make_span(word.start, word.end, names[word.low])
        for word in words
        if word.low in names and (word.is_capital or len(word.text) >= 4)
    ]


@cache
def _explained() -> frozenset[str]:
    """Words that may have a capital and name nobody."""
    return word_list("known-words") | word_list("common-words")


@cache
def _cues() -> dict[str, tuple[str, bool]]:
    """Cue → kind, and whether a name in lower case counts after it."""
    cues: dict[str, tuple[str, bool]] = {}
    kind, lower = "", False
    for line in line_list("name-cues"):
        if line.startswith("["):
            kind, _, mark = line.strip("[]").partition(" ")
            lower = mark == "lower"
        else:
            cues.setdefault(line, (kind, lower))
    return cues


@cache
def _said_names() -> frozenset[str]:
    """Cues that say that a name follows, whoever it is."""
    return frozenset(
        cue for cue in _cues() if any(w in cue for w in ("name", "called", "known as", "enw"))
    )
