"""Where keys are: public halves in the intake database, private halves in files of the staff side.

The public process is started without INTAKE_KEYS_DIR readable, so it can't open what it took.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from feedback.intake.models import IntakeKey
from feedback.sealing import new_key_pair, subkey

KEY_BYTES = 32


class NoIntakeKey(RuntimeError):
    """No whole key is there, so nothing can be taken in: run `manage.py create_intake_key`."""


class PrivateKeyMissing(RuntimeError):
    """The private half of a key isn't in INTAKE_KEYS_DIR on this machine, or isn't whole."""


def current_key() -> IntakeKey:
    """The key that new responses are sealed to. Raises NoIntakeKey."""
    key = IntakeKey.objects.filter(retired_on=None).order_by("-made_on", "id").first()
    if key is None:
        raise NoIntakeKey("No intake key: run `manage.py create_intake_key`.")
    if len(bytes(key.public_key)) != KEY_BYTES:
        raise NoIntakeKey("The intake key is damaged: run `manage.py create_intake_key`.")
    return key


def private_key(key_id: str) -> bytes:
    """The private half. Raises PrivateKeyMissing, which names the file that is expected."""
    path = _path(key_id)
    try:
        key = bytes.fromhex(path.read_text().strip())
    except (OSError, ValueError):  # "from None": what is in the file is repeated nowhere
        raise PrivateKeyMissing(f"INTAKE_KEYS_DIR has no readable {path.name}.") from None
    if len(key) != KEY_BYTES:
        raise PrivateKeyMissing(f"{path.name} in INTAKE_KEYS_DIR is damaged.")
    return key


@transaction.atomic(using="intake")
def create_key() -> IntakeKey:
    """Make a key pair, retire the key before it, and write the private half (mode 0600)."""
    today = timezone.localdate()
    private, public = new_key_pair()
    key_id = secrets.token_hex(6)
    path = _path(key_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(private.hex())
        file.flush()
        os.fsync(file.fileno())
    _keep_folder(path.parent)
    IntakeKey.objects.filter(retired_on=None).update(retired_on=today)
    return IntakeKey.objects.create(id=key_id, public_key=public, made_on=today)


def destroy_private_half(key_id: str) -> bool:
    """Overwrite the private half with random bytes and remove it, on the disk when this returns.

    A mark without a key in it stays, so that a backup can't bring the key back into use. False
    where there is neither key nor mark. An SSD, or a file system that copies on write, may keep
    the old bytes where no program reads them: see docs/data-protection.md.
    """
    path, mark = _path(key_id), _mark(key_id)
    if not path.exists():
        return mark.exists()
    mark.touch(mode=0o600)
    _keep_folder(path.parent)
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _keep_folder(path.parent)
    return True


def has_private_half(key_id: str) -> bool:
    """Whether the private half is in INTAKE_KEYS_DIR on this machine, whole."""
    try:
        return bool(private_key(key_id))
    except PrivateKeyMissing:
        return False


def retired_with_something() -> list[str]:
    """Retired keys that something in the intake is still sealed to."""
    from feedback.intake.models import SealedContact, SealedEquality, SealedResponse

    retired = IntakeKey.objects.exclude(retired_on=None).values_list("id", flat=True)
    kinds = (SealedResponse, SealedEquality, SealedContact)
    used = {pk for kind in kinds for pk in kind.objects.values_list("key_id", flat=True).distinct()}
    return [pk for pk in retired if pk in used]


def is_destroyed(key_id: str) -> bool:
    """Whether this machine destroyed the key."""
    return _mark(key_id).exists()


def receipt_key(purpose: str) -> bytes:
    """A key for receipts: changing RECEIPT_KEY makes every receipt useless."""
    return subkey(settings.RECEIPT_KEY, purpose)


def page_key(purpose: str) -> bytes:
    """A key for what pages carry: changing SECRET_KEY ends visits under way."""
    return subkey(settings.SECRET_KEY, purpose)


def _path(key_id: str) -> Path:
    return Path(settings.INTAKE_KEYS_DIR) / f"intake-{key_id}.key"


def _mark(key_id: str) -> Path:
    return Path(settings.INTAKE_KEYS_DIR) / f"intake-{key_id}.destroyed"


def _keep_folder(folder: Path) -> None:
    """Let the disk know now what was made or removed in this folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
