"""Counts of women as people write them: in digits or in words, in English or in Welsh."""

import re
from collections.abc import Iterator

_UP_TO_NINETEEN = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {
    **{word: worth for worth, word in enumerate(_UP_TO_NINETEEN.split(), start=1)},
    **{word: 10 * worth for worth, word in enumerate(_TENS.split(), start=2)},
    **{"dozen": 12, "hundred": 100},
}
_NUMBER = rf"(?:\d[\d,]*|{'|'.join(_NUMBERS)}|half)"
_WOMEN = r"(?:woman|women|people|mothers?|mums|girls)(?!['’])"
_DID = "said|told|wrote|spoke|raised|asked|felt|wanted|came|answered|mentioned"
# What follows where those that are counted aren't named, and may be women: what people do, or are,
# or nothing. "Two of five services" counts services, "two of them for a mother" counts flats.
_THEN = (
    rf"(?=\s*(?:[.,;:!?)–—]|$)|\s+(?:of|who|are|were|was|had|have|has|did|could|can|can['’]t|left|"
    rf"slept|lost|got|went|felt|lived?|needs?|{_DID}|[a-z]+ed|(?:[a-z]+\s+)?{_WOMEN})\b)"
)
_THE = r"(?:the\s+|our\s+|all\s+|these\s+|those\s+)*"
# "41 women", "four young women", "3 of the women", "two in ten", "a third of us", "nine said"
COUNT = re.compile(
    rf"\b{_NUMBER}(?:[ -]{_NUMBER})?\s+(?:[a-z]+\s+)?{_WOMEN}\b"
    rf"|\b{_NUMBER}\s+(?:out\s+)?of\s+{_THE}{_WOMEN}\b"
    rf"|\b{_NUMBER}\s+(?:out\s+)?of\s+(?:{_THE}{_NUMBER}|them|us)\b{_THEN}"
    rf"|\b{_NUMBER}\s+in\s+(?:every\s+)?{_NUMBER}\b{_THEN}"
    rf"|\b(?:a|one|two|three)[ -](?:third|quarter|fifth)s?\s+of\s+{_THE}(?:{_WOMEN}|them|us)\b"
    r"|\b\d+(?:\.\d+)?\s*(?:%|per\s?cent\b)"
    rf"|\b{_NUMBER}(?:[ -]{_NUMBER})?\s+(?:(?:also|all|each|then)\s+)?(?:{_DID})\b",
    re.IGNORECASE,
)

SHARE = re.compile(r"%|\bper\s?cent\b|\by\s+cant\b", re.IGNORECASE)
# Each with its mutations, and what it is worth.
_WELSH_NUMBERS = {
    **dict.fromkeys(["un"], 1),
    **dict.fromkeys(["dau", "ddau", "dwy", "ddwy"], 2),
    **dict.fromkeys(["tri", "dri", "thri", "tair", "dair", "thair"], 3),
    **dict.fromkeys(["pedwar", "bedwar", "phedwar", "pedair", "bedair", "phedair"], 4),
    **dict.fromkeys(["pump", "bump", "phump", "pum", "bum", "phum"], 5),
    **dict.fromkeys(["chwech", "chwe"], 6),
    **{"saith": 7, "wyth": 8, "naw": 9},
    **dict.fromkeys(["deg", "ddeg", "deng", "ddeng"], 10),
    **dict.fromkeys(["deuddeg", "ddeuddeg", "dwsin", "ddwsin"], 12),
    **dict.fromkeys(["pymtheg", "bymtheg"], 15),
    **{"deunaw": 18, "ddeunaw": 18, "ugain": 20, "hugain": 20, "deugain": 40, "trigain": 60},
    **dict.fromkeys(["cant", "gant", "chant"], 100),
}
_RHIF = rf"(?:\d[\d,]*|{'|'.join(sorted(_WELSH_NUMBERS, key=len, reverse=True))})"
_RHIFAU = rf"{_RHIF}(?:\s+(?:(?:ar|a|ac)\s+)?{_RHIF})*"
_MENYWOD = (
    r"(?:[mf]enyw(?:od)?|[mf]erch(?:ed)?|(?:ddynes|dynes)|g?wragedd|g?wraig|[mf]am(?:au)?|"
    r"[pb]obl|phobl|[pb]erson|phersonau|[pb]ersonau)"
)
_OF = r"(?:o['’]r\s+|o\s+blith\s+y\s+|o\s+)?"
# "41 o fenywod", "dwy fenyw", "tair o'r menywod", "un o bob pedair", "traean o'r menywod", "40%"
WELSH_COUNT = re.compile(
    rf"\b{_RHIFAU}\s+{_OF}{_MENYWOD}\b"
    rf"|\b{_RHIFAU}\s+(?:o\s+bob|allan\s+o)\s+{_RHIFAU}\b"
    rf"|\b(?:hanner|traean|chwarter|dwy\s+ran\s+o\s+dair)\s+(?:o['’]r\s+|o\s+|y\s+)?{_MENYWOD}\b"
    r"|\b\d+(?:\.\d+)?\s*(?:%|y\s+cant\b)",
    re.IGNORECASE,
)


def numbers_in(words: str) -> set[int]:
    """The numbers of a count in digits, or in words of either language."""
    words = words.casefold()
    digits = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", words)}
    return digits | set(_in_english(words)) | set(_in_welsh(words.split()))


def _in_english(words: str) -> Iterator[int]:
    """ "twenty-two" is 22, and "nine out of ten" are 9 and 10."""
    tens = rf"(?:{'|'.join(_TENS.split())})"
    for found in re.findall(rf"\b{tens}[ -][a-z]+|\b[a-z]+", words):
        first, _, second = found.replace("-", " ").partition(" ")
        if first in _NUMBERS:
            yield _NUMBERS[first] + _NUMBERS.get(second, 0)


def _in_welsh(words: list[str]) -> Iterator[int]:
    """ "pedwar deg un" is 41, and so is "un a deugain"."""
    number, joined = 0, False
    for word in [*words, ""]:
        worth = _WELSH_NUMBERS.get(word, 0)
        if worth and number and worth == 10 and not joined:
            number *= worth
        elif worth:
            number += worth
        elif word in ("ar", "a", "ac") and number:
            joined = True
            continue
        elif number:
            yield number
            number = 0
        joined = False
