"""People by letters: "J.T.", "T. Greaves", "k. brathwaite", "p.c. rowntree". Plain Python."""

import re

from feedback.redaction.name_words import is_known, is_listed
from feedback.redaction.shapes import shape

_NO_INITIALS = frozenset(
    ["i.e", "e.g", "a.m", "p.m", "u.k", "n.i", "o.k", "n.a", "d.o", "o.b", "r.e"]
)


def _are_initials(match: re.Match[str], text: str) -> bool:
    return match.group().lower().rstrip(".").replace(" ", "") not in _NO_INITIALS


def _is_surname(match: re.Match[str], text: str) -> bool:
    if text[: match.start()].rstrip()[-1:].isdigit():
        return False  # the last letter of a number: "QQ 12 34 56 C. Still waiting"
    word = match.group("name")
    return word[0].isupper() or is_listed(word.lower()) or not is_known(word.lower())


SHAPES = (
    shape("PERSON", r"(?<![\w.])[a-z]\.[ ]?[a-z]\.(?![\w])", _are_initials, needs=(".",)),
    shape(
        "PERSON",
        r"(?<![\w.])[a-hj-z]\.[ ]?(?P<name>[a-z][a-z'’-]{2,20})(?!\w)",
        _is_surname,
        needs=(".",),
    ),
    shape(
        "STAFF_NAME",
        r"(?<![\w.])[pdw]\.[ ]?[cs]\.[ ]?(?P<name>[a-z][a-z'’-]{2,20})(?!\w)",
        needs=(".",),
    ),
)
