"""Numbers that reach or name somebody: phones, written in any spacing or spoken, bank details.

Runs of digits are found with one flat pattern and judged by code, so that nothing backtracks.
"""

import re
from collections.abc import Callable, Iterator
from itertools import accumulate

from feedback.redaction.spans import Span, make_span
from feedback.redaction.words import word_set

_RUN = re.compile(r"[+(]{0,2}\d[\d .()/–-]{2,40}")
_DIGITS = re.compile(r"[+(]{0,2}\d{1,40}")
_SPOKEN = re.compile(r"[^\W_]{1,20}")
_CUE_WINDOW = 40
MOST_GROUPS = 14
_LENGTHS = frozenset(range(6, 17))
_YEARS = re.compile(r"(?:19|20)\d\d")
_MONEY = ("£", "$", "€")
_FREE = ("0800", "0808", "0300", "0303", "0330", "0333", "0345")  # services, never a person's
_SPOKEN_DIGITS = word_set("spoken-digits")
_SPOKEN_LETTERS = word_set("spoken-letters")
_SURE_DIGITS = 7
_SURE_LETTERS, _LEAST_LETTERS = 5, 3
_SAID_CUES = (
    *(
        "number",
        "phone",
        "mobile",
        "ring",
        "call",
        "text",
        "insurance",
        "nino",
        "crn",
        "nhs",
        "ref",
    ),
    *("account", "sort code", "prison", "passport", "reg", "rhif", "ffôn", "ni ", "no.", "pnc"),
)
_REPEATS = {"double": 2, "treble": 3, "triple": 3}
_CONTACT_CUES = (
    "phone",
    "mobile",
    "text",
    "ring",
    "call",
    "number",
    "whatsapp",
    "ffôn",
    "rhif",
    "contact",
)


def find_numbers(text: str) -> list[Span]:
    """Phones, NHS numbers and bank details; whatever else has seven digits, mistyped or not."""
    spans = [span for match in _RUN.finditer(text) for span in _judge_run(text, match)]
    return spans + list(_spoken_phones(text))


def _judge_run(text: str, run: re.Match[str]) -> Iterator[Span]:
    """The longest stretches of the run's groups of digits that are a number of a known kind."""
    groups = list(_DIGITS.finditer(text, run.start(), run.end()))
    sums = [0, *accumulate(len(group.group().lstrip("+(")) for group in groups)]
    first = 0
    while first < len(groups):
        following = first + 1
        for last in range(min(len(groups), first + MOST_GROUPS), first, -1):
            if sums[last] - sums[first] in _LENGTHS:
                start, end = groups[first].start(), groups[last - 1].end()
                if _is_free(text, start, end):
                    following = last
                    break
                kind = _kind(text, start, end)
                if kind is not None:
                    yield make_span(start, end, kind)
                    following = last
                    break
        first = following


def _is_free(text: str, start: int, end: int) -> bool:
    """The number of a service."""
    digits = "".join(filter(str.isdigit, text[start:end]))
    return len(digits) in (10, 11) and digits.startswith(_FREE)


def _kind(text: str, start: int, end: int) -> str | None:
    digits = "".join(filter(str.isdigit, text[start:end]))
    if _touches_a_word(text, start, end) or not digits.isascii():
        return None
    before = text[max(0, start - _CUE_WINDOW) : start].lower()
    return next((kind for kind, test in _TESTS if test(digits, text[start:end], before)), None)


def _touches_a_word(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()


def _is_phone(digits: str, written: str, before: str) -> bool:
    if digits.startswith(("44", "0044")) and (written.startswith(("+", "00")) or len(digits) == 12):
        digits = "0" + digits.removeprefix("00").removeprefix("44").removeprefix("0")
    if digits.startswith(_FREE):
        return False
    if digits.startswith("0"):
        return len(digits) in (10, 11) and digits[1] in "12357"
    bare_mobile = digits.startswith("7") and len(digits) == 10
    local = len(digits) in (6, 7) and any(cue in before for cue in _CONTACT_CUES)
    return bare_mobile or (local and digits != "116123")


def _is_nhs(digits: str, written: str, before: str) -> bool:
    if len(digits) != 10:
        return False
    if "nhs" in before:
        return True
    rest = 11 - sum(int(d) * (10 - place) for place, d in enumerate(digits[:9])) % 11
    return rest % 11 == int(digits[9]) and len(written) == 12  # as it is printed: 3 3 4


def _is_bank(digits: str, written: str, before: str) -> bool:
    if len(digits) == 6:
        return re.fullmatch(r"\d\d[ -]\d\d[ -]\d\d", written) is not None or "sort" in before
    if len(digits) == 8:
        return any(cue in before for cue in ("account", "acc ", "a/c", "acct no", "cyfrif", "sort"))
    return len(digits) == 16 and digits[0] in "3456"


def _is_any(digits: str, written: str, before: str) -> bool:
    """Long enough to be somebody's, and neither money nor years."""
    groups = re.findall(r"\d{1,20}", written)
    if before.endswith(_MONEY) or all(_YEARS.fullmatch(group) for group in groups):
        return False
    if len(digits) == 6:
        return len(groups) == 1 and not digits.endswith("000")
    return len(digits) < 17 and not digits.endswith("0000")


_TESTS: tuple[tuple[str, Callable[[str, str, str], bool]], ...] = (
    ("PHONE", _is_phone),
    ("NHS_NUMBER", _is_nhs),
    ("BANK", _is_bank),
    ("PHONE", _is_any),
)


def _spoken_phones(text: str) -> Iterator[Span]:
    """Digits and letters said one by one: "oh seven seven double oh nine…"."""
    run: list[re.Match[str]] = []
    for match in _SPOKEN.finditer(text):
        if run and text[run[-1].end() : match.start()].strip(" ,.-/\n"):
            yield from _judge_spoken(text, run)
            run = []
        if _may_be_said(match.group().lower()):
            run.append(match)
        else:
            yield from _judge_spoken(text, run)
            run = []
    yield from _judge_spoken(text, run)


def _may_be_said(word: str) -> bool:
    """A digit, a letter, or a word that says one."""
    return (
        _said_digits(word) > 0
        or word in _REPEATS
        or word in _SPOKEN_LETTERS
        or (len(word) == 1 and word not in "ai")
    )


def _said_digits(word: str) -> int:
    if word.isdigit() and len(word) <= 6:
        return len(word)
    return 2 if word == "hundred" else int(word in _SPOKEN_DIGITS)


def _judge_spoken(text: str, run: list[re.Match[str]]) -> Iterator[Span]:
    """From its first to its last digit or letter; nine digits, or five after a cue."""
    digits, times = 0, 1
    for match in run:
        digits += times * _said_digits(match.group().lower())
        times = _REPEATS.get(match.group().lower(), 1)
    nato = sum(match.group().lower() in _SPOKEN_LETTERS for match in run)
    if digits + nato >= _SURE_LETTERS and nato >= _LEAST_LETTERS:  # "quebec xray zero seven zulu"
        yield make_span(run[0].start(), run[-1].end(), "VEHICLE_REG")
        return
    if digits < 4 or not any(match.group().isalpha() for match in run):
        return
    before = text[max(0, run[0].start() - _CUE_WINDOW) : run[0].start()].lower()
    if digits >= _SURE_DIGITS or any(cue in before for cue in _SAID_CUES):
        yield make_span(run[0].start(), run[-1].end(), "PHONE")
