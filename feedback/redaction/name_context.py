"""What stands before and after a word and makes a name of it. Plain Python."""

from functools import cache

from feedback.redaction.words import Word, line_list, word_list

OWNERS = ("my", "his", "her", "our", "their", "your", "fy", "ei", "eu", "me")
_OWNED = [[owner] for owner in OWNERS]
_CUE_WORDS = 4
_PLACES = frozenset(["from", "at", "in", "on", "who", "the"])
# Before a name these need no "my": "i stayed with auntie pat".
KIN_TITLES = frozenset(
    ["aunt", "auntie", "aunty", "uncle", "anti", "bopa", "ewythr", "wncwl", "yncl"]
)
_QUOTES = " ,-–\"'‘“("


def cue_before(words: list[Word], place: int) -> tuple[str, bool] | None:
    """The kind that the longest cue right before this word tells, and whether it is strong."""
    word = words[place]
    if word.starts or word.gap.strip(_QUOTES):
        return None
    before = _words_before(words, place)
    for length in range(len(before), 0, -1):
        phrase = " ".join(before[-length:])
        kind, strong = cues().get(phrase, ("", False))
        if not kind and phrase.endswith((" is", " was")):  # "my worker is Sarah"
            kind = cues().get(phrase.rsplit(" ", 1)[0], ("", False))[0]
        if kind:
            owned = before[-length - 1 : -length or None] in _OWNED
            return kind, strong and (owned or phrase in _said_names())
    return None


def kind_from_behind(words: list[Word], place: int) -> str:
    """ "Zofia, my worker" and "Trish is my key worker" tell the kind from behind."""
    behind = [w.low for w in words[place + 1 : place + 6] if not w.starts]
    for start, low in enumerate(behind):
        if low in OWNERS:
            for length in (2, 1):
                cue = cues().get(" ".join(behind[start + 1 : start + 1 + length]))
                if cue is not None and cue[1]:
                    return cue[0]
    return "PERSON"


def does_something(words: list[Word], place: int) -> bool:
    """Whether what follows is what a person does or is: "grace rang me"."""
    behind = words[place + 1 : place + 2]
    return bool(behind) and not behind[0].gap.strip() and behind[0].low in word_list("name-verbs")


def is_of_a_place(words: list[Word], place: int) -> bool:
    """Whether a sentence begins "Will at probation", "oksana from the hub", "micheal the …"."""
    behind = words[place + 1 : place + 2]
    begins = words[place].starts
    return begins and bool(behind) and behind[0].gap == " " and behind[0].low in _PLACES


def is_told(words: list[Word], place: int) -> bool:
    """Whether words right before it say that somebody comes: "i rang", "said to", "me and"."""
    word = words[place]
    if word.starts or word.gap.strip(_QUOTES) or "," in word.gap:
        return False
    before = _words_before(words, place)
    return any(" ".join(before[-length:]) in _tellers() for length in range(1, len(before) + 1))


def cues() -> dict[str, tuple[str, bool]]:
    """Cue → kind, and whether a name in lower case counts after it."""
    return _read_cues()


def _words_before(words: list[Word], place: int) -> list[str]:
    """Up to four words before this one, of the same sentence."""
    before: list[str] = []
    for word in reversed(words[max(0, place - _CUE_WORDS) : place]):
        before.insert(0, word.low)
        if word.starts:
            break
    return before


@cache
def _tellers() -> frozenset[str]:
    lines = line_list("name-tellers")
    return frozenset(w for line in lines for w in ([line] if " " in line else _each(line)))


def _each(line: str) -> list[str]:
    return line.split()


@cache
def _read_cues() -> dict[str, tuple[str, bool]]:
    cue_kinds: dict[str, tuple[str, bool]] = {}
    kind, lower = "", False
    for line in line_list("name-cues"):
        if line.startswith("["):
            kind, _, mark = line.strip("[]").partition(" ")
            lower = mark == "lower"
        else:
            cue_kinds.setdefault(line, (kind, lower))
    return cue_kinds


@cache
def _said_names() -> frozenset[str]:
    """Cues that say that a name follows, whoever it is."""
    named = {cue for cue in cues() if any(w in cue for w in ("name", "called", "known as", "enw"))}
    return frozenset(named | KIN_TITLES)
