"""Which language a text seems to be in: by its letters, or else by the little words in it.

A hint for a reader, who decides. "" is an honest answer: not sure. Plain Python.
"""

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

# Codes of ISO 639 that a reader may mark an answer with, and each language's name in English.
LANGUAGES = {
    "en": "English",
    "cy": "Welsh",
    "pl": "Polish",
    "ro": "Romanian",
    "pt": "Portuguese",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "de": "German",
    "lt": "Lithuanian",
    "sq": "Albanian",
    "vi": "Vietnamese",
    "tr": "Turkish",
    "so": "Somali",
    "ar": "Arabic",
    "ur": "Urdu",
    "fa": "Persian",
    "pa": "Punjabi",
    "bn": "Bengali",
    "hi": "Hindi",
    "ta": "Tamil",
    "zh": "Chinese",
    "ru": "Russian",
    "uk": "Ukrainian",
    "bg": "Bulgarian",
    "am": "Amharic",
    "ti": "Tigrinya",
}
_DATA = Path(__file__).resolve().parent / "data" / "little-words.txt"
_SCRIPTS = {
    "GURMUKHI": "pa",
    "BENGALI": "bn",
    "DEVANAGARI": "hi",
    "TAMIL": "ta",
    "CJK": "zh",
}
_URDU, _PERSIAN = set("ٹڈڑںےھہ"), set("پچژگکی")
_UKRAINIAN, _BULGARIAN, _RUSSIAN = set("іїєґ"), set("ъщ"), set("ыэё")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TOKEN = re.compile(r"\[[a-z -]{2,20}\]")  # what stands for a detail is nobody's language
MOST = 4_000  # characters that are looked at
_FEWEST_HITS, _SHARE, _LEAD = 2, 0.18, 1.4


def guess_language(text: str) -> str:
    """The code of LANGUAGES that a text seems to be in, or "" where that isn't clear."""
    letters = unicodedata.normalize("NFC", _TOKEN.sub(" ", text[:MOST]).casefold())
    script = _script_of(letters)
    if script != "LATIN":
        return _by_script(script, set(letters))
    words = [word.replace("’", "'") for word in _WORD.findall(letters)]
    hits = {code: sum(word in known for word in words) for code, known in _lists().items()}
    (best, most), (_, second) = Counter(hits).most_common(2)
    clear = most >= _FEWEST_HITS and most >= _SHARE * len(words) and most >= _LEAD * second
    return best if clear else ""


@cache
def _lists() -> dict[str, set[str]]:
    lists: dict[str, set[str]] = {}
    for line in _DATA.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, _, words = line.partition(": ")
            lists.setdefault(code, set()).update(words.split())
    return lists


def _script_of(letters: str) -> str:
    """The first word of the name of most letters, as Unicode names them."""
    names = (unicodedata.name(sign, "").split(" ", 1)[0] for sign in letters if sign.isalpha())
    found = Counter(names).most_common(1)
    return found[0][0] if found else "LATIN"


def _by_script(script: str, letters: set[str]) -> str:
    if script == "ARABIC":
        if letters & _URDU:
            return "ur"
        return "fa" if letters & _PERSIAN else "ar"
    if script == "CYRILLIC":
        if letters & _UKRAINIAN:
            return "uk"
        if letters & _RUSSIAN:
            return "ru"
        return "bg" if letters & _BULGARIAN else ""
    return _SCRIPTS.get(script, "")  # of Ethiopic, two languages: not sure
