"""Receipt hashes of words that were taken back. Kept beside the keys, outside the backups
(design §11.12), so that words restored from a backup or still on their way don't come back."""

import os
from pathlib import Path

from django.conf import settings

HASH_BYTES = 32


def _path() -> Path:
    return Path(settings.INTAKE_KEYS_DIR) / "tombstones"


def tombstones() -> set[bytes]:
    """All hashes that were buried. A line cut short by a crash is passed over."""
    try:
        lines = _path().read_text("ascii").splitlines()
    except FileNotFoundError:
        return set()
    return {bytes.fromhex(line) for line in lines if len(line) == 2 * HASH_BYTES}


def bury(receipt_hash: bytes) -> None:
    """Write a hash down for good, on the disk when this returns. Twice is the same as once."""
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    with os.fdopen(os.open(path, flags, 0o600), "w") as file:
        # the first line end closes a line that a crash cut short
        file.write(f"\n{receipt_hash.hex()}\n")
        file.flush()
        os.fsync(file.fileno())
