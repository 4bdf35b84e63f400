"""The English Snowball stemmer (Porter2), giving of any word what NLTK's gives. Plain Python.

NLTK is no package for a web process: loading it takes some seconds and 138 MB, since it brings
scikit-learn along. What a person searches for has to be stemmed there, and like the texts that a
worker stems. So the algorithm stands here once for both, and a test holds it to NLTK's.
Source: M. F. Porter, "The English (Porter2) stemming algorithm", snowballstem.org.
"""

from collections.abc import Iterable
from dataclasses import dataclass

VOWELS = "aeiouy"  # a y that is sounded as a consonant is written Y meanwhile
DOUBLES = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")
BEFORE_LI = "cdeghkmnrt"
NOT_SHORT = "wxY"
# Stems of words that the rules would cut wrongly.
SPECIAL = {
    **{"skis": "ski", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie"},
    **{"idly": "idl", "gently": "gentl", "ugly": "ugli", "early": "earli", "only": "onli"},
    **{"singly": "singl", "sky": "sky", "news": "news", "howe": "howe", "atlas": "atlas"},
    **{"cosmos": "cosmos", "bias": "bias", "andes": "andes"},
    **{f"{word}{end}": word for word in ("inning", "herring", "earring") for end in ("", "s")},
    **{f"{word}{end}": word for word in ("outing", "canning") for end in ("", "s")},
    **{
        f"{word}{end}": word
        for word in ("proceed", "exceed", "succeed")
        for end in ("", "s", "ed", "ing")
    },
}
# Suffix → how many letters go, and what comes in their place. The first that fits is taken.
STEP_2 = {
    **{"ization": (7, "ize"), "ational": (7, "ate"), "fulness": (4, ""), "ousness": (7, "ous")},
    **{"iveness": (7, "ive"), "tional": (2, ""), "biliti": (6, "ble"), "lessli": (2, "")},
    **{"entli": (2, ""), "ation": (5, "ate"), "alism": (5, "al"), "aliti": (5, "al")},
    **{"ousli": (5, "ous"), "iviti": (5, "ive"), "fulli": (2, ""), "enci": (1, "e")},
    **{"anci": (1, "e"), "abli": (1, "e"), "izer": (4, "ize"), "ator": (4, "ate")},
    **{"alli": (4, "al"), "bli": (3, "ble"), "ogi": (1, ""), "li": (2, "")},
}
# Of these, NLTK lets the e stand in R2, even where R2 was too short to have the suffix.
KEEPS_E = {"ational", "ation", "ator", "iveness", "iviti"}
STEP_3 = {
    **{"ational": (7, "ate"), "tional": (2, ""), "alize": (3, ""), "icate": (5, "ic")},
    **{"iciti": (5, "ic"), "ative": (5, ""), "ical": (4, "ic"), "ness": (4, ""), "ful": (3, "")},
}
STEP_4 = (
    *("ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous"),
    *("ive", "ize", "ion", "al", "er", "ic"),
)


def snowball(word: str) -> str:
    """The stem of one English word in lower case. Other words lose what looks like an ending."""
    word = word.lower()
    if len(word) <= 2:
        return word
    if word in SPECIAL:
        return SPECIAL[word]
    cut = _Word.begin(word)
    for step in (_possessive, _plural, _past, _final_y, _step_2, _step_3, _step_4):
        step(cut)
    return _final_e_or_l(cut).replace("Y", "y")


@dataclass(slots=True)
class _Word:
    """A word that is being cut, and its ends R1 and R2, in which suffixes may be taken off."""

    word: str
    r1: str
    r2: str

    @classmethod
    def begin(cls, word: str) -> "_Word":
        for apostrophe in "\u2019\u2018\u201b":
            word = word.replace(apostrophe, "'")
        word = word.removeprefix("'")
        if word.startswith("y"):
            word = "Y" + word[1:]
        letters = list(word)
        for n in range(1, len(letters)):
            if letters[n] == "y" and letters[n - 1] in VOWELS:
                letters[n] = "Y"
        word = "".join(letters)
        start = next((p for p in ("gener", "commun", "arsen") if word.startswith(p)), "")
        r1 = word[len(start) :] if start else _region(word)
        return cls(word, r1, _region(r1))

    def cut(self, letters: int, add: str = "", *, short: str = "") -> None:
        """Take letters off the end and put others there; `short` is what is left of an R2 that had
        fewer."""
        self.word = self.word[:-letters] + add
        self.r1 = self.r1[:-letters] + add if len(self.r1) >= letters else ""
        self.r2 = self.r2[:-letters] + add if len(self.r2) >= letters else short

    def first(self, suffixes: Iterable[str]) -> str:
        """The first of the suffixes that it ends with; empty if none."""
        return next((suffix for suffix in suffixes if self.word.endswith(suffix)), "")


def _region(word: str) -> str:
    """What follows the first consonant after a vowel."""
    for n in range(1, len(word)):
        if word[n] not in VOWELS and word[n - 1] in VOWELS:
            return word[n + 1 :]
    return ""


def _has_vowel(letters: str) -> bool:
    return any(letter in VOWELS for letter in letters)


def _possessive(w: _Word) -> None:
    if suffix := w.first(("'s'", "'s", "'")):
        w.cut(len(suffix))


def _plural(w: _Word) -> None:
    suffix = w.first(("sses", "ied", "ies", "us", "ss", "s"))
    if suffix == "sses":
        w.cut(2)
    elif suffix in ("ied", "ies"):
        w.cut(2 if len(w.word) > 4 else 1)
    elif suffix == "s" and _has_vowel(w.word[:-2]):
        w.cut(1)


def _past(w: _Word) -> None:
    suffix = w.first(("eedly", "ingly", "edly", "eed", "ing", "ed"))
    if suffix in ("eed", "eedly"):
        if w.r1.endswith(suffix):
            w.cut(len(suffix), "ee")
    elif suffix and _has_vowel(w.word[: -len(suffix)]):
        w.cut(len(suffix))
        if w.word.endswith(("at", "bl", "iz")):
            w.word, w.r1 = w.word + "e", w.r1 + "e"
            w.r2 += "e" if len(w.word) > 5 or len(w.r1) >= 3 else ""
        elif w.word.endswith(DOUBLES):
            w.cut(1)
        elif w.r1 == "" and _ends_short(w.word):
            w.word += "e"
            w.r2 += "e" if w.r2 else ""


def _ends_short(word: str) -> bool:
    """Whether a word is one short syllable, that an e was taken off: hop(ing)."""
    if len(word) == 2:
        return word[0] in VOWELS and word[1] not in VOWELS
    return (
        len(word) > 2
        and word[-1] not in VOWELS + NOT_SHORT
        and word[-2] in VOWELS
        and word[-3] not in VOWELS
    )


def _final_y(w: _Word) -> None:
    if len(w.word) > 2 and w.word[-1] in "yY" and w.word[-2] not in VOWELS:
        w.cut(1, "i")


def _step_2(w: _Word) -> None:
    suffix = w.first(STEP_2)
    if not suffix or not w.r1.endswith(suffix):
        return
    if suffix == "ogi" and w.word[-4] != "l":
        return
    if suffix == "li" and w.word[-3] not in BEFORE_LI:
        return
    letters, add = STEP_2[suffix]
    w.cut(letters, add, short="e" if suffix in KEEPS_E else "")


def _step_3(w: _Word) -> None:
    suffix = w.first(STEP_3)
    if suffix and w.r1.endswith(suffix) and (suffix != "ative" or w.r2.endswith(suffix)):
        w.cut(*STEP_3[suffix])


def _step_4(w: _Word) -> None:
    suffix = w.first(STEP_4)
    if suffix and w.r2.endswith(suffix) and (suffix != "ion" or w.word[-4] in "st"):
        w.cut(len(suffix))


def _final_e_or_l(w: _Word) -> str:
    word = w.word
    if w.r2.endswith("l") and word[-2] == "l":
        return word[:-1]
    if w.r2.endswith("e"):
        return word[:-1]
    if w.r1.endswith("e") and len(word) >= 4:
        short = word[-2] not in VOWELS + NOT_SHORT and word[-3] in VOWELS
        if not short or word[-4] in VOWELS:
            return word[:-1]
    return word
