"""What a backup folder holds, and whether it is whole: backup.json, written last, says so.

Keys and tombstones are never in it: whoever has only a backup can open no seal, and what was taken
back stays taken back (design §11.12).
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from feedback.keys import receipt_key
from feedback.sealing import keyed_hash

MANIFEST = "backup.json"
ALIASES = ("intake", "default")  # in this order: see restoring
BLOCK = 1 << 20


class BackupRefused(ValueError):
    """Why nothing was done, in one plain sentence."""


@dataclass(frozen=True)
class Manifest:
    """vendor: sqlite or postgresql; files: name → SHA-256; tombstones: how many there were."""

    made_at: str
    vendor: str
    files: dict[str, str]
    tombstones: int
    receipts: str  # a mark of RECEIPT_KEY


def mark_of_receipt_key() -> str:
    """Tells whether two machines have the same RECEIPT_KEY, and nothing of what it is."""
    return keyed_hash(receipt_key("backup"), b"the same").hex()[:16]


def file_name(alias: str, vendor: str) -> str:
    """The file of one database."""
    return f"{alias}.sqlite3" if vendor == "sqlite" else f"{alias}.dump"


def new_folder(folder: Path) -> Path:
    """An empty folder, readable by this user alone. Raises BackupRefused."""
    folder = folder.resolve()
    for name in ("DATA_DIR", "INTAKE_KEYS_DIR"):
        ours = Path(getattr(settings, name)).resolve()
        if folder == ours or ours in folder.parents:
            raise BackupRefused(
                f"{folder} is inside {name}. A backup belongs elsewhere: what is destroyed here "
                "on schedule would stay on in it."
            )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupRefused(f"{folder} isn't an empty folder. Name one that is new.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Say that the backup is whole."""
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2) + "\n")


def read_manifest(folder: Path) -> Manifest:
    """Look whether the backup is whole and unchanged. Raises BackupRefused."""
    try:
        raw = json.loads((folder / MANIFEST).read_text())
        manifest = Manifest(**raw)
        changed = [
            name for name, digest in manifest.files.items() if sha256(folder / name) != digest
        ]
    except (OSError, ValueError, TypeError, AttributeError):
        raise BackupRefused(
            f"{folder} holds no whole backup: {MANIFEST} or a file lacks."
        ) from None
    if {Path(name).stem for name in manifest.files} != set(ALIASES):
        raise BackupRefused(f"{folder} holds no whole backup: {MANIFEST} names other files.")
    if changed:
        raise BackupRefused(f"{changed[0]} isn't as it was backed up. Take another backup.")
    return manifest


def sha256(path: Path) -> str:
    """Hash of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
