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


class NoIntakeKey(RuntimeError):
    """No key was made yet, so nothing can be taken in: run `manage.py create_intake_key`."""


class PrivateKeyMissing(RuntimeError):
    """The private half of a key isn't in INTAKE_KEYS_DIR on this machine."""


def current_key() -> IntakeKey:
    """The key that new responses are sealed to. Raises NoIntakeKey."""
    key = IntakeKey.objects.filter(retired_on=None).order_by("-made_on", "id").first()
    if key is None:
        raise NoIntakeKey("No intake key: run `manage.py create_intake_key`.")
    return key


def private_key(key_id: str) -> bytes:
    """The private half. Raises PrivateKeyMissing, which names the file that is expected."""
    path = _path(key_id)
    try:
        return bytes.fromhex(path.read_text().strip())
    except (OSError, ValueError) as error:
        raise PrivateKeyMissing(f"INTAKE_KEYS_DIR has no readable {path.name}.") from error


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
    IntakeKey.objects.filter(retired_on=None).update(retired_on=today)
    return IntakeKey.objects.create(id=key_id, public_key=public, made_on=today)


def receipt_key(purpose: str) -> bytes:
    """A key for receipts: changing RECEIPT_KEY makes every receipt useless."""
    return subkey(settings.RECEIPT_KEY, purpose)


def page_key(purpose: str) -> bytes:
    """A key for what pages carry: changing SECRET_KEY ends visits under way."""
    return subkey(settings.SECRET_KEY, purpose)


def _path(key_id: str) -> Path:
    return Path(settings.INTAKE_KEYS_DIR) / f"intake-{key_id}.key"
