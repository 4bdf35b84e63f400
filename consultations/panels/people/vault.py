"""What tells who a member is and what she needs, encrypted in the database.

A copy of the database alone shows none of it. The key is made from PANEL_KEY, which stands in the
environment and in no backup. Whoever holds the running server reads it: this guards copies.
"""

import hashlib
import json
from typing import Any

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random


class CannotBeOpened(Exception):
    """PANEL_KEY is another one than the record was written under, or the record was changed."""


def seal(member_id: int, kind: str, told: dict[str, Any]) -> bytes:
    """Encrypt, bound to the member and kind: a row that is moved to another woman won't open."""
    text = json.dumps({"member": member_id, "kind": kind, "told": told}).encode()
    return bytes(_box().encrypt(text, random(SecretBox.NONCE_SIZE)))


def unseal(member_id: int, kind: str, sealed: bytes) -> dict[str, Any]:
    """Raises CannotBeOpened."""
    try:
        found = json.loads(_box().decrypt(sealed))
    except CryptoError:
        raise CannotBeOpened from None
    if (found["member"], found["kind"]) != (member_id, kind):
        raise CannotBeOpened
    told: dict[str, Any] = found["told"]
    return told


def _box() -> SecretBox:
    key = hashlib.blake2b(settings.PANEL_KEY.encode(), digest_size=32, person=b"panel-records")
    return SecretBox(key.digest())
