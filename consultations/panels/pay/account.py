"""A bank account, as text: leading noughts are part of it. Plain Python.

Length and digits are all that is looked at. Whether the number exists, only the banks' own tables
tell, and those need a licence: finance sends a penny first (docs/pay.md).
"""

import re

BETWEEN = re.compile(r"[\s\-–]")
SORT_CODE, ACCOUNT = re.compile(r"[0-9]{6}"), re.compile(r"[0-9]{8}")


class NotAnAccount(ValueError):
    """Not six digits, or not eight."""


def sort_code(typed: str) -> str:
    """Six digits; "12-34-56" and "12 34 56" are read. Raises NotAnAccount."""
    return _digits(typed, SORT_CODE)


def account_number(typed: str) -> str:
    """Eight digits. Seven are refused: whether a nought is lacking before or behind is not ours to
    guess. Raises NotAnAccount."""
    return _digits(typed, ACCOUNT)


def _digits(typed: str, shape: re.Pattern[str]) -> str:
    bare = BETWEEN.sub("", typed)
    if not shape.fullmatch(bare):
        raise NotAnAccount
    return bare


def shown(number: str) -> str:
    """Enough for her to know it again: "ends in 78"."""
    return f"••••••{number[-2:]}" if number else ""
