"""What tells who a member is and what she needs, encrypted in the database under PANEL_KEY."""

from typing import Any

from django.conf import settings

from consultations.panels.boxes import OtherOwner, WrongKey, lock, unlock

PURPOSE = b"panel-records"


class CannotBeOpened(Exception):
    """PANEL_KEY is another one than the record was written under, or the record was changed."""


def seal(member_id: int, kind: str, told: dict[str, Any]) -> bytes:
    """Encrypt, bound to the member and kind: a row that is moved to another woman won't open."""
    return lock(settings.PANEL_KEY, PURPOSE, f"{member_id} {kind}", told)


def unseal(member_id: int, kind: str, sealed: bytes) -> dict[str, Any]:
    """Raises CannotBeOpened."""
    try:
        return unlock(settings.PANEL_KEY, PURPOSE, f"{member_id} {kind}", sealed)
    except (WrongKey, OtherOwner):
        raise CannotBeOpened from None
