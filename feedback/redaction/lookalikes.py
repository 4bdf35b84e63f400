"""Letters typed for digits: "O77OO 9OO 188", "A5I62ZZ". Plain Python."""

import re

_TOKEN = re.compile(r"[0-9A-Za-z]{2,40}")
_LIKE = str.maketrans("OoIl", "0011")


def with_digits(text: str) -> str:
    """The text, of the same length, with O and l as digits in words that have a digit."""
    return _TOKEN.sub(lambda match: _folded(match.group()), text)


def _folded(word: str) -> str:
    return word.translate(_LIKE) if any(sign.isdigit() for sign in word) else word
