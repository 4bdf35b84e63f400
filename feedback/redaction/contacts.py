"""What reaches somebody on the net: e-mail addresses, links, handles. Plain Python."""

import re

from feedback.redaction.name_words import is_known, is_listed
from feedback.redaction.shapes import DIGIT, shape

_AT = r"(?:[ ]?(?:@|\(at\)|\[at\])[ ]?|[ ]at[ ])"
_DOT = r"(?:[.,]|[ ]?(?:\(dot\)|\[dot\])[ ]?|[ ]dot[ ]|[ ]?\.[ ]?)"
_SAID = r"[ ](?:dot|underscore|dash|hyphen|full[ ]stop|point)[ ][\w+-]{1,30}"
_LABEL = r"[a-z0-9-]{1,40}"
_TLD = r"(?:com|org|net|info|uk|co|gov|ac|me|wales|cymru|eu|example|pl|ro|ie|fr|es|al|io)"
_MAILERS = (
    r"(?:gee[ ]mail|g[ ]mail|hot[ ]mail|proton[ ]mail|gmail|googlemail|hotmail|outlook|yahoo|"
    r"icloud|live|aol|msn|btinternet|proton)"
)
_SITES = (
    r"(?:insta|instagram|snap|snapchat|facebook|fb|tik[ ]?tok|twitter|ig|messenger|bluesky|vinted|"
    r"roblox|xbox|psn|gamertag|discord|telegram|onlyfans|depop|youtube|threads|reddit|kik|steam|"
    r"twitch|tinder|bebo|linkedin|skype|user[ ]?name|handle|profile)"
)
_SITE_SIGNS = tuple(_SITES[3:-1].replace("[ ]", " ").replace(" ?", "").split("|"))
_FILLER = r"(?:[ ](?:is|im|i'm|as|under|name|called|me|on|at|my|account|page|its|it's))?"


def _is_handle(match: re.Match[str], text: str) -> bool:
    """After a site's name: with a sign, or no word that we know."""
    word = match.group("it")
    if re.search(r"[\d_]|\w\.\w|\w[ ]\w", word):
        return True
    return len(word) > 4 and not is_known(word.lower())


def _letters_are_no_word(match: re.Match[str], text: str) -> bool:
    """ "shazza1987", but not "covid19" or "week12"."""
    letters = match.group("letters").lower()
    return not is_known(letters) or is_listed(letters)


SHAPES = (
    shape(
        "EMAIL",
        rf"(?<![\w.+-])[\w.+%-]{{1,64}}@[ ]?{_LABEL}[ ]?[.,][ ]?{_LABEL}(?:[.,]{_LABEL})?",
        needs=("@",),
    ),
    shape(
        "EMAIL",
        rf"(?<![\w.+-])[\w.+%-]{{1,64}}(?:{_SAID})?(?:{_SAID})?(?:{_SAID})?(?:[ ]\d{{1,4}})?"
        rf"{_AT}{_LABEL}"
        rf"(?:{_DOT}{_LABEL})?{_DOT}{_TLD}\b(?:{_DOT}uk\b)?",
        needs=("@", " at ", "(at)", "[at]"),
    ),
    shape(
        "EMAIL",
        rf"(?<![\w.+-])[\w.+%-]{{2,64}}(?:{_SAID})?(?:{_SAID})?(?:[ ]\d{{1,4}})?{_AT}{_MAILERS}\b"
        rf"(?:{_DOT}{_LABEL})?",
        needs=("@", " at ", "(at)", "[at]"),
    ),
    shape("EMAIL", rf"(?<![\w.+-])[\w.+%-]{{1,64}}@{_LABEL}", needs=("@",)),
    shape(
        "URL", r"(?:https?[ ]?:[ ]?//[ ]?|\bwww\.[ ]?)[^\s<>\"')\]]{2,200}", needs=("http", "www.")
    ),
    shape(
        "URL",
        r"(?<![\w@.])[\w-]{2,40}\.(?:com|co\.uk|org\.uk|org|net|wales|cymru|info|me|io|uk)\b"
        r"(?:/[^\s<>\"')\]]{0,200})?",
        needs=(".",),
    ),
    shape(
        "URL",
        r"(?<![\w@./])[\w-]{2,40}\.[a-z]{2,12}/[^\s<>\"')\]]{2,200}",
        needs=("/",),
    ),
    shape(
        "URL",
        rf"(?<![\w@.])(?:w[ ]?w[ ]?w[ ]dot[ ])?[\w-]{{2,40}}(?:[ ]dot[ ][\w-]{{1,20}})?[ ]dot[ ]"
        rf"(?:co[ ]dot[ ]uk|{_TLD})\b(?:[ ](?:forward[ ])?slash[ ][\w-]{{1,30}})?",
        needs=(" dot ",),
    ),
    shape("HANDLE", r"(?<![\w@.])@[a-z_][\w.-]{2,40}", needs=("@",)),
    shape("HANDLE", r"(?<![\w#])[\w.]{2,30}#\d{3,5}(?!\w)", needs=("#",)),
    shape("HANDLE", r"(?<![\w@.-])[a-z\d][a-z\d.-]{0,30}_[\w.-]{1,30}", needs=("_",)),
    shape("HANDLE", r"(?<![\w@.])[a-z]{2,20}\.[a-z]{2,20}\.[a-z\d]{2,20}(?![\w.])", needs=(".",)),
    shape(
        "HANDLE",
        r"(?<![\w@.])(?P<letters>[a-z]{4,20})\d{2,4}(?!\w)",
        _letters_are_no_word,
        needs=(DIGIT,),
    ),
    shape(
        "HANDLE",
        rf"(?<![\w.])(?P<it>[\w.]{{3,30}})[ ]on[ ](?:my[ ])?{_SITES}\b",
        _is_handle,
        needs=(" on ",),
    ),
    shape(
        "HANDLE",
        rf"\b{_SITES}\b\W{{0,3}}{_FILLER}{_FILLER}\W{{1,3}}"
        r"(?P<it>[\w.]{3,30}(?:[ ](?:dot|underscore|dash|hyphen)[ ]\w{1,20})?)",
        _is_handle,
        needs=_SITE_SIGNS,
    ),
)
