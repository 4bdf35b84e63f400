"""Bank details, encrypted under keys that are changed: the first of PAYEE_KEYS seals, all open.

Apart from PANEL_KEY, so that who can open one kind of thing can't open the other.
"""

import hashlib
import hmac
from typing import Any

from django.conf import settings

from consultations.panels.boxes import WrongKey, lock, unlock

PURPOSE = b"payee-details"


class KeyIsGone(Exception):
    """No key of PAYEE_KEYS opens this: one was taken off before `rotate_payee_keys` was run."""


def seal(owner: str, told: dict[str, Any]) -> tuple[bytes, str]:
    """(what is stored, the name of the key). Bound to its owner, such as "payee 12": moved to
    another row it won't open."""
    key = settings.PAYEE_KEYS[0]
    return lock(key, PURPOSE, owner, told), key_id(key)


def unseal(owner: str, sealed: bytes, name: str) -> dict[str, Any]:
    """Raises KeyIsGone; boxes.OtherOwner for what was sealed for another owner."""
    for key in settings.PAYEE_KEYS:
        if key_id(key) == name:
            try:
                return unlock(key, PURPOSE, owner, sealed)
            except WrongKey:
                break
    raise KeyIsGone


def mark(words: str) -> bytes:
    """A keyed hash under the first key, to see that two are the same without reading either."""
    return hmac.new(settings.PAYEE_KEYS[0].encode(), words.encode(), hashlib.sha256).digest()


def current() -> str:
    """The name of the key that seals now."""
    return key_id(settings.PAYEE_KEYS[0])


def key_id(key: str) -> str:
    """A name for a key that tells nothing of it."""
    return hashlib.blake2b(key.encode(), digest_size=4, person=b"payee-key-name").hexdigest()
