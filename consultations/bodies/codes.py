"""The code with which a body writes again: shown once, kept as a keyed hash alone. Plain Python.

Fifteen letters and digits (75 bits) and one to check by, so that a slip of the pen is told at once:
the public process can't ask the database whether a code is known.
"""

import hashlib
import hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O or U
LOOKALIKES = str.maketrans("ILO", "110")
LENGTH = 15
FIELD = 0b100101  # x⁵ + x² + 1


def code_from(key: bytes, visit: str) -> str:
    """The code of one visit: the same however often the page is sent."""
    number = int.from_bytes(_keyed(key, "code", visit)[:10], "big")
    letters = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH))
    return grouped(letters + _check(letters))


def grouped(letters: str) -> str:
    """In fours, as it is shown: K7M2-9QXD-4TRW-HBNC."""
    return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))


def read_code(typed: str) -> str | None:
    """The code as it was shown; None where it can't be one."""
    letters = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(LOOKALIKES)
    if len(letters) != LENGTH + 1 or set(letters) - set(ALPHABET):
        return None
    return grouped(letters) if letters[-1] == _check(letters[:-1]) else None


def hash_of(key: bytes, consultation: str, code: str) -> bytes:
    """What is kept of a code. The same code of another consultation has another hash."""
    return _keyed(key, consultation, code)


def id_of(key: bytes, visit: str, content: str) -> int:
    """The id of what one visit sent: the same for the same words, so that a page that is sent
    twice makes one row."""
    return int.from_bytes(_keyed(key, "row", visit, content)[:8], "big") >> 2


def _check(letters: str) -> str:
    """The sign that they add up to in the field of 32 elements, each place having twice the weight
    of the next: each wrong sign shows, and each swap of two, wherever they stand."""
    total = 0
    for sign in letters:
        total = _twice(total) ^ ALPHABET.index(sign)
    return ALPHABET[_twice(total)]


def _twice(element: int) -> int:
    """Times x, where x⁵ = x² + 1: its first 31 powers all differ."""
    return (element << 1) ^ (FIELD if element & 16 else 0)


def _keyed(key: bytes, *parts: str) -> bytes:
    return hmac.new(key, "\n".join(("body", *parts)).encode(), hashlib.sha256).digest()
