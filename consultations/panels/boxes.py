"""What is written down in locked boxes: JSON under a key, bound to what it belongs to.

A copy of the database alone opens none. Whoever holds the running server opens all: this guards
copies. The keys are made from settings, which stand in the environment and in no backup.
"""

import hashlib
import json
from typing import Any

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random


class WrongKey(Exception):
    """It was locked under another key, or changed since."""


class OtherOwner(ValueError):
    """It was locked for another row: somebody moved it."""


def lock(secret: str, purpose: bytes, owner: str, told: dict[str, Any]) -> bytes:
    """Encrypt and authenticate. `owner` names the row, such as "payee 12"; `purpose`, of at most 16
    bytes, makes another key of the same secret."""
    text = json.dumps({"owner": owner, "told": told}).encode()
    return bytes(_box(secret, purpose).encrypt(text, random(SecretBox.NONCE_SIZE)))


def unlock(secret: str, purpose: bytes, owner: str, sealed: bytes) -> dict[str, Any]:
    """What was told. Raises WrongKey, OtherOwner."""
    try:
        found = json.loads(_box(secret, purpose).decrypt(sealed))
    except CryptoError:
        raise WrongKey from None
    if found["owner"] != owner:
        raise OtherOwner("Sealed for another row.")
    told: dict[str, Any] = found["told"]
    return told


def _box(secret: str, purpose: bytes) -> SecretBox:
    return SecretBox(hashlib.blake2b(secret.encode(), digest_size=32, person=purpose).digest())
