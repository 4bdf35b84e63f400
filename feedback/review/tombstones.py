"""Receipt hashes of words that were taken back, and the last change of uses that was applied.

Kept beside the keys, outside the backups (design §11.12), so that words restored from a backup or
still on their way don't come back, and no use that a woman took back does.
"""

import os
import re
from pathlib import Path

from django.conf import settings

from feedback.consent import Asked

LINE = re.compile("[0-9a-f]{64}")
USES = re.compile("([0-9a-f]{64}) ([0-9]{1,9}) ([0-9]{1,4}) ([a-z_,]*)")


def _path() -> Path:
    return Path(settings.INTAKE_KEYS_DIR) / "tombstones"


def tombstones() -> set[bytes]:
    """All hashes that were buried. A line that a crash or a bad disk spoilt is passed over."""
    return {bytes.fromhex(line) for line in _lines() if LINE.fullmatch(line)}


def are_here() -> bool:
    """Whether the file is there, be it empty."""
    return _path().is_file()


def begin() -> None:
    """Make the file where it isn't yet, so that a restore can tell "nobody" from "lost"."""
    if not are_here():
        _path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _path().touch(mode=0o600)


def bury(receipt_hash: bytes) -> None:
    """Write a hash down for good, on the disk when this returns. Twice is the same as once."""
    _add(receipt_hash.hex())


def note_uses(receipt_hash: bytes, asked: Asked) -> None:
    """Write down which uses she allows now, for good."""
    _add(f"{receipt_hash.hex()} {asked.n} {asked.wording} {','.join(asked.uses)}")


def noted_uses() -> dict[bytes, Asked]:
    """Receipt hash → the last change of uses that was applied."""
    noted: dict[bytes, Asked] = {}
    for line in _lines():
        if found := USES.fullmatch(line):
            receipt, n, wording, uses = found.groups()
            asked = Asked([use for use in uses.split(",") if use], int(wording), int(n))
            before = noted.get(bytes.fromhex(receipt))
            if before is None or before.n <= asked.n:
                noted[bytes.fromhex(receipt)] = asked
    return noted


def _lines() -> list[str]:
    try:
        return _path().read_text("ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _add(line: str) -> None:
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    with os.fdopen(os.open(path, flags, 0o600), "w") as file:
        # the first line end closes a line that a crash cut short
        file.write(f"\n{line}\n")
        file.flush()
        os.fsync(file.fileno())
