"""How hard an English text is to read: Flesch–Kincaid's grade, long sentences, hard words.

The formula is that of Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability
formulas" (Research Branch Report 8-75, 1975). A grade is a school year in the United States: add
five for an age. Syllables are counted by rule, so a word may be one out. It knows nothing of sense:
a plain text can have a grade that is too high, and a low grade says nothing of what is clear.
"""

import re
from dataclasses import dataclass

LONG_SENTENCE = 20  # words: more are named
HARD_FROM = 3  # syllables
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
# A sentence ends where something new begins. A line break ends one too: headings, items of a list.
SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|[;\n]+")
NOT_AN_END = re.compile(r"\b(Mrs?|Ms|Dr|St|No|e\.g|i\.e|etc|vs)\.(?=\s)", re.IGNORECASE)
VOWELS = re.compile(r"[aeiouyáéíóúàèìòùâêîôûŵŷäëïöü]+")
# Endings that are written with a vowel and said without one.
SILENT = re.compile(
    r"(?:[^laeiouy]es|[^aeiouytd]ed|[^aeiouy]e|[^aeiouy]e(?:ly|ty)"
    r"|(?:[^aeiouyl]|[aeiouy]l)e(?:ment|less|ful)s?)$"
)
SAID = re.compile(r"(?:[^aeiouy]le|[sxzc]es|[cs]hes|ges|[^aeiouy]les)$")
# Two vowels that stand together and are said one by one, and endings without a vowel.
APART = re.compile(
    r"ia(?!l\b|n\b)|[^cstgxl]ian$|(?:tr|d)ial|io(?!n|us)|[dlnrv]ious|iu|[^qg]ual|[^qgs]ua[^rl]"
    r"|eo(?!n\b|us)|[^g]eou|uou|ying|[aeiou]ing|[dr]ie[rt]|quiet|scien|creat(?!u)|reali|react"
    r"|[^aeiou]ism$|thm$|[dst]n't$"
)
OUR_OWN = {
    **dict.fromkeys(("something", "someone", "somewhere", "sometimes", "therefore"), 2),
    **dict.fromkeys(("every", "evening", "women", "woman", "police", "people", "being"), 2),
    **dict.fromkeys(("business", "wednesday", "hostel", "really", "forwards"), 2),
    **dict.fromkeys(("everyone", "anyone", "everything", "everybody", "area", "idea"), 3),
}
# Of three syllables and more, and known to everybody who is to read our texts.
_KNOWN = """
    afternoon already animal another anybody anyone anything anywhere appointment area benefits
    computer custody decided difference different difficult enemy energy everybody everyone
    everything everywhere exactly example families family favourite finally following forever
    forgotten general grandmother happening holiday hospital however idea important interview
    manager medical medicine memory minister national nobody officer opening opinion ordinary
    organised outsider president prisoner probation remember remembered separate seriously
    several solicitor somebody suddenly telephone television together tomorrow understand
    understood unhappy usually video visitor volunteer whatever whenever wherever yesterday
"""
EVERYDAY = frozenset(_KNOWN.split())


@dataclass(frozen=True)
class Reading:
    """What can be counted of a text. `grade` is None where there are no words."""

    words: int
    grade: float | None
    long_sentences: list[str]
    hard_words: list[str]


def read(text: str) -> Reading:
    """Its grade, the sentences that are long, and the hard words in the order of the alphabet."""
    told = [words for sentence in sentences(text) if (words := words_of(sentence))]
    words = [word for sentence in told for word in sentence]
    return Reading(
        words=len(words),
        grade=grade(len(words), len(told), sum(map(syllables, words))) if words else None,
        long_sentences=[s for s in sentences(text) if len(words_of(s)) > LONG_SENTENCE],
        hard_words=_hard(told),
    )


def grade(words: int, sentences_: int, syllables_: int) -> float:
    """Flesch–Kincaid's grade level of so many words, sentences and syllables."""
    return 0.39 * words / sentences_ + 11.8 * syllables_ / words - 15.59


def sentences(text: str) -> list[str]:
    """The sentences of a text. A line is never part of two."""
    whole = NOT_AN_END.sub(r"\1", text)
    return [part for found in SENTENCE.split(whole) if (part := found.strip(" -•\t"))]


def words_of(sentence: str) -> list[str]:
    """Its words; a number counts as one."""
    found = [*WORD.finditer(sentence), *NUMBER.finditer(sentence)]
    return [match.group() for match in sorted(found, key=lambda match: match.start())]


def syllables(word: str) -> int:
    """How many syllables a word has, by rule. A number has one for each digit."""
    low = word.casefold().replace("’", "'")
    if low[:1].isdigit():
        return sum(sign.isdigit() for sign in low)
    if known := OUR_OWN.get(low):
        return known
    apart = len(APART.findall(low))
    low = re.sub(r"'\w+$", "", low)
    count = len(VOWELS.findall(low)) + apart
    if SILENT.search(low) and not SAID.search(low):
        count -= 1
    return max(1, count)


def _hard(told: list[list[str]]) -> list[str]:
    """Words of three syllables and more that not everybody knows. Names are none: they have a
    capital amid a sentence."""
    names = {word.casefold() for sentence in told for word in sentence[1:] if word[:1].isupper()}
    words = {word.casefold().replace("’", "'") for sentence in told for word in sentence} - names
    return sorted(
        word
        for word in words
        if syllables(word) >= HARD_FROM and not word[0].isdigit() and not _is_everyday(word)
    )


def _is_everyday(word: str) -> bool:
    return word.removesuffix("'s") in EVERYDAY or word.removesuffix("s") in EVERYDAY
