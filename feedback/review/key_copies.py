"""Copies of a key that custodians keep: whether each opens what is sealed, and when it was tried.

A copy is known by the folder that it was tried from, as a hash: two custodians, two folders. The
copy itself is never stored, and never repeated.
"""

from datetime import date
from pathlib import Path

from django.conf import settings

from core.day_one.days import day_of, note_day
from feedback.intake.models import IntakeKey
from feedback.sealing import keyed_hash, seal, unseal

PROBE = b"a copy that is tried"


class CopyRefused(ValueError):
    """Why this is no copy, in one sentence."""


def try_copy(path: Path) -> str:
    """Open with this file what is sealed to its key, and note the day. Returns the key's id.

    Raises CopyRefused: for a file that is no copy, for INTAKE_KEYS_DIR itself, and for a copy of
    which no key is known.
    """
    path = path.resolve()
    if Path(settings.INTAKE_KEYS_DIR).resolve() in path.parents:
        raise CopyRefused(
            "This is the key itself, not a copy. Name the file that a custodian keeps."
        )
    try:
        private = bytes.fromhex(path.read_text().strip())
    except (OSError, ValueError):  # "from None": what is in the file is repeated nowhere
        raise CopyRefused(f"{path.name} can't be read as a key.") from None
    for key in IntakeKey.objects.order_by("-made_on", "id"):
        if _opens(bytes(key.public_key), private):
            note_day(f"key-{key.id}-{_place(path)}")
            return key.id
    raise CopyRefused(f"{path.name} opens nothing that is sealed to a key of this site.")


def copies_tried(key_id: str) -> list[date]:
    """The days on which copies of this key were last tried, one for each place."""
    folder = Path(settings.DATA_DIR) / "done-on"
    found = folder.glob(f"key-{key_id}-*") if folder.is_dir() else []
    days = (day_of(path.name) for path in found)
    return sorted(day for day in days if day is not None)


def _opens(public: bytes, private: bytes) -> bool:
    try:
        return unseal(seal(PROBE, public), private) == PROBE
    except Exception:
        return False


def _place(path: Path) -> str:
    return keyed_hash(settings.SECRET_KEY.encode(), str(path.parent).encode()).hex()[:12]
