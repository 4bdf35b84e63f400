"""Sealing: words go in with a public key and come out with the private one. Plain Python.

SealedBox (X25519, XSalsa20-Poly1305) carries no time; Fernet would show the second of sending.
Sizes are padded, so that the length of what she wrote doesn't show.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import date, timedelta

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

BUCKETS = (1_024, 4_096, 16_384, 32_768, 65_536, 131_072, 262_144)
ID_BITS = 62


class NotOpened(ValueError):
    """The box was damaged, or sealed to another key."""


def random_id() -> int:
    """62 random bits: says nothing about order or time."""
    return secrets.randbits(ID_BITS) or 1


def keyed_id(key: bytes, *parts: bytes) -> int:
    """62 bits of a keyed hash: the same parts give the same id."""
    return int.from_bytes(keyed_hash(key, *parts)[:8], "big") >> (64 - ID_BITS) or 1


def keyed_hash(key: bytes, *parts: bytes) -> bytes:
    """HMAC-SHA256 over parts, each preceded by its length, so that parts can't run together."""
    message = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return hmac.new(key, message, hashlib.sha256).digest()


def subkey(secret: str, purpose: str) -> bytes:
    """A 32-byte key for one purpose, made from a secret of the settings."""
    return hmac.new(secret.encode(), f"alongside:{purpose}".encode(), hashlib.sha256).digest()


def monday(day: date) -> date:
    """The Monday of the day's week: the finest date that is kept beside a response."""
    return day - timedelta(days=day.weekday())


def pad(data: bytes, buckets: tuple[int, ...] = BUCKETS) -> bytes:
    """Length, data, zeros up to the next bucket. Raises ValueError above the largest."""
    whole = len(data).to_bytes(4, "big") + data
    for size in buckets:
        if len(whole) <= size:
            return whole.ljust(size, b"\0")
    raise ValueError(f"{len(data)} bytes are more than the largest bucket of {buckets[-1]}.")


def unpad(padded: bytes) -> bytes:
    """Undo pad. Raises NotOpened when the length doesn't fit."""
    length = int.from_bytes(padded[:4], "big")
    if length > len(padded) - 4:
        raise NotOpened("The padding is damaged.")
    return padded[4 : 4 + length]


def new_key_pair() -> tuple[bytes, bytes]:
    """A private and a public key of 32 bytes each."""
    key = PrivateKey.generate()
    return bytes(key), bytes(key.public_key)


def key_pair_from_seed(seed: bytes) -> tuple[bytes, bytes]:
    """The key pair that 32 bytes of seed always give."""
    key = PrivateKey.from_seed(seed)
    return bytes(key), bytes(key.public_key)


def seal(data: bytes, public_key: bytes) -> bytes:
    """Pad and seal to a public key. Only the private key opens it: the writer can't."""
    return bytes(SealedBox(PublicKey(public_key)).encrypt(pad(data)))


def unseal(sealed: bytes, private_key: bytes) -> bytes:
    """Open a sealed box. Raises NotOpened."""
    try:
        return unpad(SealedBox(PrivateKey(private_key)).decrypt(bytes(sealed)))
    except (CryptoError, ValueError) as error:
        raise NotOpened("This box can't be opened with this key.") from error


def lock(data: bytes, key: bytes) -> str:
    """Encrypt for a page to carry: text safe for a hidden field, with no time in it."""
    return base64.urlsafe_b64encode(SecretBox(key).encrypt(pad(data))).decode()


def unlock(token: str, key: bytes) -> bytes:
    """Open what lock made. Raises NotOpened for anything else."""
    try:
        raw = base64.urlsafe_b64decode(token.encode("ascii"))
        return unpad(SecretBox(key).decrypt(raw))
    except (CryptoError, ValueError, TypeError) as error:
        raise NotOpened("This page is damaged or was not made here.") from error
