"""Numbers that reach or name somebody: phones, written in any spacing or spoken, bank details.

Runs of digits are found with one flat pattern and judged by code, so that nothing backtracks.
"""

import re
from collections.abc import Callable, Iterator
from itertools import accumulate

from feedback.redaction.spans import Span, make_span

_RUN = re.compile(r"[+(]{0,2}\d[\d .()–-]{2,40}")
_DIGITS = re.compile(r"[+(]{0,2}\d{1,40}")
_SPOKEN = re.compile(r"[^\W_]{1,20}")
_CUE_WINDOW = 40
MOST_GROUPS = 14
_LENGTHS = frozenset({6, 7, 8, 10, 11, 12, 13, 14, 16})
_FREE = ("0800", "0808", "0300", "0303", "0330", "0333", "0345")  # services, never a person's
_SPOKEN_DIGITS = frozenset(
    [
        "oh",
        "o",
        "zero",
        "nought",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "dim",
        "un",
        "dau",
        "dwy",
        "tri",
        "tair",
        "pedwar",
        "pedair",
        "pump",
        "chwech",
        "saith",
        "wyth",
        "naw",
    ]
)
_REPEATS = {"double": 2, "treble": 3, "triple": 3}
_CONTACT_CUES = ("phone", "mobile", "text", "ring", "call", "number", "whatsapp", "ffôn", "rhif")


def find_numbers(text: str) -> list[Span]:
    """Phones, NHS numbers and bank details."""
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
                kind = _kind(text, start, end)
                if kind is not None:
                    yield make_span(start, end, kind)
                    following = last
                    break
        first = following


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
        paired = re.fullmatch(r"\d\d[ -]\d\d[ -]\d\d", written) is not None
        return (paired and "-" in written) or "sort" in before
    if len(digits) == 8:
        return any(cue in before for cue in ("account", "acc ", "a/c", "acct no", "cyfrif", "sort"))
    return len(digits) == 16 and digits[0] in "3456"


_TESTS: tuple[tuple[str, Callable[[str, str, str], bool]], ...] = (
    ("PHONE", _is_phone),
    ("NHS_NUMBER", _is_nhs),
    ("BANK", _is_bank),
)


def _spoken_phones(text: str) -> Iterator[Span]:
    """Nine digits or more, said one by one: "oh seven seven double oh nine…"."""
    run: list[re.Match[str]] = []
    for match in _SPOKEN.finditer(text):
        if run and text[run[-1].end() : match.start()].strip(" ,.-\n"):
            yield from _judge_spoken(text, run)
            run = []
        if _said_digits(match) or match.group().lower() in _REPEATS:
            run.append(match)
        else:
            yield from _judge_spoken(text, run)
            run = []
    yield from _judge_spoken(text, run)


def _said_digits(match: re.Match[str]) -> int:
    word = match.group().lower()
    if word.isdigit() and len(word) <= 6:
        return len(word)
    return int(word in _SPOKEN_DIGITS)


def _judge_spoken(text: str, run: list[re.Match[str]]) -> Iterator[Span]:
    digits, times = 0, 1
    for match in run:
        digits += times * _said_digits(match)
        times = _REPEATS.get(match.group().lower(), 1)
    if digits >= 9 and any(match.group().isalpha() for match in run):
        yield make_span(run[0].start(), run[-1].end(), "PHONE")
