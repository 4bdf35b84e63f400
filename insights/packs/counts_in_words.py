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
_NUMBER = rf"(?:\d+(?:,\d{{3}})*|{'|'.join(_NUMBERS)}|half)"
_PAIRS = {"both": 2, "couple": 2, "pair": 2}
_THE = r"(?:the\s+|our\s+|all\s+|these\s+|those\s+)*"


def _unless_after(words: str) -> str:
    return "".join(rf"(?<!\b{word}[\s-])" for word in words.split())


# -- where a number counts nobody: "no one", "in week 2", "since March 2026"

_MONTHS = "january february march april may june july august september october november december"
_BEFORE_A_YEAR = (
    f"in since by until from after before during early late spring summer autumn {_MONTHS}"
)
_SIZE = (
    r"\b(?:(?:fewer|less)\s+than\s+)?"
    + _unless_after("no any every each day week month step phase room floor wing page section")
    + rf"(?:{_unless_after(_BEFORE_A_YEAR)}|(?!(?:19|20)\d\d\b))"
    + rf"{_NUMBER}(?:[ -]{_NUMBER})?"
)

# -- who is counted

_ONE_OF_THEM = r"(?:woman|mother|mum|mam|girl|lady|respondent)"
_MORE_OF_THEM = r"(?:women|mothers|mums|mams|girls|ladies|respondents)"
_WOMEN = rf"(?:{_ONE_OF_THEM}|{_MORE_OF_THEM})\b(?!['’]|-(?:only|led)\b)"
# May be staff, or a room's worth: "two people to answer the phone", "four people can live there".
_PEOPLE = r"people\b(?!['’])(?!\s+(?:to|will|may|must|should|would)\b)(?!\s+can\b(?!['’]t|\s+not))"
# These are women where they say or are something. "One person coded" is of our own work.
_SOMEBODY = r"(?:persons?|residents?|prisoners?|tenants?|participants?|survivors?|others?)"
_DID = "said|told|wrote|spoke|raised|asked|felt|wanted|came|answered|mentioned"
_ARE = "are|were|was|had|have|has|did"
_DOES = rf"{_ARE}|is|left|slept|lost|got|went|lived|stayed|died|cried|{_DID}"
_SAYS = rf"(?=\s+(?:(?:who|also|all|each|then)\s+)?(?:{_DOES})\b)"
# "One of them was opened in May" is of a house.
_OF_NO_THING = (
    r"(?!\s+(?:is|are|was|were|has|have|had)\s+(?:(?:now|also|already|been)\s+)*"
    r"(?:open|opened|closed|shut|built|rebuilt|bought|rented|mended|repaired|fitted|painted)\b)"
)
# Words between a number and women say which women: "six older Black women". After a thing, a time
# or a verb, the number is of that: "two flats women can rent", "from 1 April women can choose".
_NO_KIND = "|".join(
    f"{_MONTHS} {' '.join(_NUMBERS)} hour day week month year minute per cent percent people men "
    "children staff of for to in on at by with from that which who where when while so and or but "
    "if as before after until than then the a an our their his her its this these those some many "
    "most between among why how all any no we they it is are was were be been can will must may "
    f"should would could do does did have has had not gave let {_DID.replace('|', ' ')}".split()
)
_THING = r"(?!trans\b)[a-z-]*(?<!les)(?<!ou)s"  # "flats", and not "homeless"
_KIND = rf"(?:(?!(?:{_NO_KIND}|{_THING})(?![\w-]))[a-z]+(?:-[a-z]+)*,?\s+)"
_KINDS = rf"(?:{_KIND}(?:(?:and|or)\s+)?)"
_OF_A_KIND = rf"{_KINDS}{{0,3}}"
# "the one women asked for most", "one helped young women"
_NOT_THE_ONE = (
    rf"(?:{_unless_after('the this that')}|(?!one\s+{_MORE_OF_THEM}\b))"
    rf"(?!one\s+{_KINDS}{{1,3}}{_MORE_OF_THEM}\b)"
)
_THOSE = r"those\s+(?:who|that\s+answered|asked|answering|we\s+asked)\b"
_US = r"(?:them|us|you)"
# What follows where those that are counted aren't named, and may be women: what people do, or are,
# or nothing. "Two of five services" counts services, "two of them for a mother" counts flats.
_THEN = (
    rf"{_OF_NO_THING}(?=\s*(?:[.,;:!?)–—]|$)|\s+(?:of|who|{_ARE}|could|can|can['’]t|"
    rf"{_DOES}|lived?|needs?|[a-z]+ed|(?:[a-z]+\s+)?(?:{_WOMEN}|people|{_SOMEBODY}))\b)"
)
_PERCENT = rf"(?:\d+(?:\.\d+)?|{_NUMBER}(?:[ -]{_NUMBER})?)\s*(?:%|per\s?cent\b)"
# A share is one of women only where they are named, or say or are something.
_OF_WOMEN = (
    rf"(?=\s+\(?of\s+{_THE}(?:{_OF_A_KIND}(?:{_WOMEN}|people\b|{_SOMEBODY}\b)|{_US}\b|{_THOSE})"
    rf"|\s+of\s+(?:all\s*(?:[.,;:!?)–—]|$)|everyone\b|(?:all\s+|the\s+)*answers\b)"
    rf"|\s+{_OF_A_KIND}{_WOMEN}"
    rf"|\s+(?:(?:who|also)\s+)?(?:{_DOES}|do|don['’]t|didn['’]t|could|can|need)\b"
    r"|\s+(?!compared|based|reduced|increased)[a-z]+ed\b)"
)

# "41 women", "four young women", "3 of the women", "two in ten", "a third of us", "nine said"
COUNT = re.compile(
    rf"{_NOT_THE_ONE}{_SIZE}\s+{_OF_A_KIND}{_WOMEN}"
    rf"|{_SIZE}\s+{_OF_A_KIND}{_PEOPLE}"
    rf"|{_SIZE}\s+{_OF_A_KIND}{_SOMEBODY}\b{_OF_NO_THING}{_SAYS}"
    rf"|\bhalf\s+{_THE}{_OF_A_KIND}(?:{_WOMEN}|people\b)"
    rf"|{_SIZE}\s+(?:out\s+)?of\s+{_THE}(?:{_OF_A_KIND}(?:{_WOMEN}|people\b)|{_THOSE})"
    rf"|{_SIZE}\s+(?:out\s+)?of\s+{_THE}{_OF_A_KIND}{_SOMEBODY}\b{_OF_NO_THING}{_SAYS}"
    rf"|{_SIZE}\s+(?:out\s+)?of\s+(?:{_THE}{_NUMBER}|{_US})\b{_THEN}"
    rf"|{_SIZE}\s+in\s+(?:every\s+)?{_NUMBER}\b{_THEN}"
    rf"|\b(?:a|one|two|three)[ -](?:third|quarter|fifth)s?\s+of\s+"
    rf"{_THE}(?:{_OF_A_KIND}(?:{_WOMEN}|people\b)|{_US}\b)"
    rf"|\bboth\s+(?:of\s+)?{_THE}{_OF_A_KIND}{_WOMEN}(?!\s+(?:and|or)\b)"
    rf"|\bboth\s+of\s+{_US}\b{_THEN}"
    rf"|\ba\s+(?:couple|pair)\s+of\s+{_THE}{_OF_A_KIND}(?:{_WOMEN}|people\b)"
    rf"|\ba\s+(?:couple|pair)\s+of\s+{_US}\b{_THEN}"
    rf"|\b{_PERCENT}{_OF_WOMEN}"
    rf"|\b{_MORE_OF_THEM}\s*[(:,]\s*{_PERCENT}"
    rf"|(?:{_unless_after('first second third next last new')}|(?!one\s+(?:came|raised)\b))"
    rf"{_SIZE}\s+(?:(?:also|all|each|then)\s+)?(?:{_DID})\b",
    re.IGNORECASE,
)

FEWER = re.compile(r"\b(?:fewer|less)\s+than\b|\bllai\s+na\b", re.IGNORECASE)
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
_MENYWOD = r"(?:[mf]enyw(?:od)?|[mf]erch(?:ed)?|(?:ddynes|dynes)|g?wragedd|g?wraig|[mf]am(?:au)?)\b"
_POBL = r"(?:[pb]obl|phobl|[pb]erson(?:au)?|pherson(?:au)?)\b"
_UNRHYW = rf"(?:{_MENYWOD}|{_POBL})"
_OF = r"(?:o['’]r\s+|o\s+blith\s+y\s+|o\s+)?"
_OHONOM = r"ohon(?:om|on|och|och\s+chi|yn|ynt)\b"
_WEDI = (
    r"wedi\s+(?:dweud|deud|sôn|ateb|ysgrifennu|gofyn|teimlo|siarad|crybwyll|cael|colli|gadael)\b"
)
_FAINT = rf"\b(?:llai\s+na\s+)?{_unless_after('dim unrhyw')}{_RHIFAU}"
# "Bydd un person yn gyfrifol", "gall pedwar person fyw yno": nobody who answered
_FYDD = _unless_after("bydd fydd gall all caiff gaiff")
# "41 o fenywod", "dwy fenyw", "tair o'r menywod", "un o bob pedair", "traean o'r menywod", "40%"
WELSH_COUNT = re.compile(
    rf"{_FAINT}\s+{_OF}{_MENYWOD}"
    rf"|{_FYDD}{_FAINT}\s+{_OF}{_POBL}"
    rf"|{_FAINT}\s+(?:{_OHONOM}|{_WEDI})"
    rf"|\b{_RHIFAU}\s+(?:o\s+bob|allan\s+o)\s+{_RHIFAU}\b"
    rf"|\b(?:hanner|traean|chwarter|dwy\s+ran\s+o\s+dair)\s+(?:o['’]r\s+|o\s+|y\s+)?{_UNRHYW}"
    r"|\b\d+(?:\.\d+)?\s*(?:%|y\s+cant\b)"
    rf"(?=\s+(?:o['’]r\s+|o\s+)(?:{_UNRHYW}|rhai\b|cyfan\b)|\s+(?:{_OHONOM}|{_WEDI}))",
    re.IGNORECASE,
)


def numbers_in(words: str) -> set[int]:
    """The numbers of a count in digits, or in words of either language."""
    words = re.sub(r"\by\s+cant\b", "%", words.casefold())  # no hundred
    digits = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", words)}
    return digits | set(_in_english(words)) | set(_in_welsh(words.split()))


def _in_english(words: str) -> Iterator[int]:
    """ "twenty-two" is 22, and "nine out of ten" are 9 and 10."""
    worth = _NUMBERS | _PAIRS
    tens = rf"(?:{'|'.join(_TENS.split())})"
    for found in re.findall(rf"\b{tens}[ -][a-z]+|\b[a-z]+", words):
        first, _, second = found.replace("-", " ").partition(" ")
        if first in worth:
            yield worth[first] + _NUMBERS.get(second, 0)


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
