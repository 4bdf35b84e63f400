"""Six words that open what happened to her words. Plain Python.

Six words of a list of 7,300 or more are 77 bits. Words that could hurt, or be taken for another
word when read aloud, are left out. Only a keyed hash of the six is ever stored.
"""

import re
from functools import cache
from importlib.resources import files

from argon2.low_level import Type, hash_secret_raw

from feedback.sealing import key_pair_from_seed, keyed_hash

WORDS = 6
PASSES, MEMORY_KIB = 2, 19 * 1024  # OWASP's least for Argon2id
SALT = b"alongside:receipt"  # the six words carry the randomness
DRAFT_SALT = b"alongside:draft"


@cache
def word_list() -> tuple[str, ...]:
    """The EFF's long list as xkcdpass ships it: left-out-words.txt out, added-words.txt in."""
    left_out = _words_of("left-out-words")
    words = files("xkcdpass").joinpath("static/eff-long").read_text().split()
    kept = {w for w in words if w.isalpha()}.difference(left_out)
    return tuple(sorted(kept.union(_words_of("added-words"))))


def make_code(key: bytes, visit: bytes) -> str:
    """Six words that the same visit always gives."""
    number = int.from_bytes(keyed_hash(key, visit), "big")
    chosen = []
    for _ in range(WORDS):
        number, index = divmod(number, len(word_list()))
        chosen.append(word_list()[index])
    return " ".join(chosen)


def normalise(typed: str) -> str | None:
    """The six words as they were given, or None when they can't be a receipt."""
    words = re.findall(r"[a-z]+", typed.lower())
    return " ".join(words) if len(words) == WORDS else None


def code_hash(key: bytes, code: str) -> bytes:
    """What is stored: useless for finding the words without the key."""
    return keyed_hash(key, code.encode())


def slip_keys(code: str) -> tuple[bytes, bytes]:
    """The private and public key of her slip, made from the six words alone."""
    return key_pair_from_seed(_stretched(code, SALT))


def draft_key(code: str) -> bytes:
    """The key of her draft, made from the six words alone."""
    return _stretched(code, DRAFT_SALT)


def _stretched(code: str, salt: bytes) -> bytes:
    return hash_secret_raw(code.encode(), salt, PASSES, MEMORY_KIB, 1, 32, Type.ID)


def _words_of(name: str) -> list[str]:
    return files("feedback").joinpath(f"data/{name}.txt").read_text().split()
