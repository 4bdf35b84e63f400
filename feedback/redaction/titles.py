"""Names with a title before them ("ms de souza", "DC M. Oyelaran") and initials. Plain Python."""

from feedback.redaction.name_words import is_known, is_listed, is_ordinary_name
from feedback.redaction.words import Word, word_set

# Words as well: a word behind them that is no ordinary word is a name.
_SHY = word_set("titles-that-are-words")
_SURE = word_set("titles")
_CAPITAL_ONLY = word_set("titles-in-capitals")
TITLES = _SHY | _SURE
_STAFF = word_set("titles-of-staff")
_PARTICLES = word_set("particles")


def kind_of_title(words: list[Word], place: int) -> str | None:
    """ "Mr Jones", "mrs jones", "miss b"; "Miss Penhallow", but not "miss my kids"."""
    title, following = words[place], words[place + 1 : place + 2]
    if not following or following[0].gap.strip(".") not in (" ", ""):
        return None
    name = following[0]
    if title.low in _CAPITAL_ONLY and not (title.is_capital and name.is_capital):
        return None
    if "." in name.gap and name.low in _PARTICLES | {"i"}:
        return None
    if not _may_follow(title, name):
        return None
    return "STAFF_NAME" if title.low in _STAFF else "PERSON"


def _may_follow(title: Word, name: Word) -> bool:
    if name.low in TITLES:
        return False
    if len(name.text) == 1:
        return name.low not in "ai" if title.low in _SURE | {"miss", "officer", "lady"} else False
    known = is_known(name.low) and not is_listed(name.low)
    if title.low in _SHY:
        ordinary = is_ordinary_name(name.low) and name.is_title
        return not known or (name.is_title and title.is_title) or ordinary
    return not known or name.is_title or name.low in _PARTICLES


def last_of_title(words: list[Word], place: int) -> int:
    """The place of the word that must be in a name with a title: beyond "de", "van" or a letter."""
    last = place + 1
    while last + 1 < len(words) and words[last + 1].gap in (" ", ". "):
        if words[last].low not in _PARTICLES and len(words[last].text) > 1:
            break
        if words[last + 1].low in ("is", "was", "on", "at", "and", "said", "the", "in"):
            break
        last += 1
    return min(last, len(words) - 1)
