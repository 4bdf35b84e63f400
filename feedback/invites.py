"""Codes that a by-and-for group hands on: “answer, and say that you come from us” (design §11.16).

A code is typed on the start page and posted, never part of an address, which would stay in a
history and in logs. It travels in her page and inside the seal. Three of its signs come from the
other five and a key, so that a slip of the finger is noticed although the public process looks
nothing up: it doesn't know which groups there are.
"""

import re
import secrets

from feedback.keys import receipt_key
from feedback.sealing import keyed_id

SIGNS = "CDFGHJKMNPQRTVWXY34679"  # no vowels, so no words; none that looks like another
RANDOM, CHECK = 5, 3
LENGTH = RANDOM + CHECK


def make_code() -> str:
    """A new code, as it is printed: KTQ7-MD3X."""
    return _printed("".join(secrets.choice(SIGNS) for _ in range(RANDOM)))


def read_code(typed: str) -> str | None:
    """The code as it is printed, from how somebody typed it; None for what is none."""
    signs = re.sub(r"[\s.–-]", "", typed.upper())
    if len(signs) != LENGTH or set(signs) - set(SIGNS):
        return None
    code = _printed(signs[:RANDOM])
    return code if code.replace("-", "") == signs else None


def _printed(first: str) -> str:
    left, signs = keyed_id(receipt_key("invite"), first.encode()), first
    for _ in range(CHECK):
        left, at = divmod(left, len(SIGNS))
        signs += SIGNS[at]
    return f"{signs[:4]}-{signs[4:]}"
