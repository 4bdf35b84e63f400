"""Destroying intake keys: a retired one that nothing is sealed to any more (design §11.12)."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.utils import timezone

from feedback.intake.models import IntakeKey
from feedback.keys import destroy_private_half
from feedback.review.models import WaitingResponse

DAYS_AFTER_RETIRING = 2  # a process that read the key just before it was retired may still seal


class KeyInUse(ValueError):
    """Why a key can't be destroyed now: one plain sentence, for whoever asked."""


def sealed_to(key_id: str) -> Counter[str]:
    """Table → rows that are sealed to this key. Any table with `key_id` and `sealed` counts, so
    that a kind of box that comes later is never forgotten."""
    counted: Counter[str] = Counter()
    for model in apps.get_models():
        if {"key_id", "sealed"} <= {field.name for field in model._meta.local_fields}:
            rows: Any = model._default_manager.filter(key_id=key_id)
            rows = rows.exclude(sealed=None).exclude(sealed=b"")
            counted[str(model._meta.verbose_name_plural)] += rows.count()
    return +counted


def keys_without_use() -> list[IntakeKey]:
    """Keys that were retired a while ago and that nothing is sealed to."""
    limit = timezone.localdate() - timedelta(days=DAYS_AFTER_RETIRING)
    retired = IntakeKey.objects.filter(retired_on__lt=limit).order_by("retired_on", "id")
    return [key for key in retired if not sealed_to(key.id)]


def destroy_key(key_id: str) -> None:
    """Overwrite and remove the private half on this machine, then the public one.

    Killed in between, it is done by the next call. Raises KeyInUse.
    """
    key = IntakeKey.objects.filter(pk=key_id).first()
    if key is None:
        raise KeyInUse(f"There is no intake key {key_id}.")
    _check(key)
    if not destroy_private_half(key_id):
        raise KeyInUse(
            f"The private half of key {key_id} isn't in INTAKE_KEYS_DIR on this machine, "
            "so it can't be destroyed from here."
        )
    key.delete()


def _check(key: IntakeKey) -> None:
    if key.retired_on is None:
        raise KeyInUse(
            f"New responses are sealed to key {key.id}: run `manage.py create_intake_key` first."
        )
    if key.retired_on > timezone.localdate() - timedelta(days=DAYS_AFTER_RETIRING + 1):
        raise KeyInUse(
            f"Key {key.id} was retired on {key.retired_on}: something may still be on its way "
            f"to it. Try again after {DAYS_AFTER_RETIRING} days."
        )
    if held := sealed_to(key.id):
        listed = ", ".join(f"{number} {name}" for name, number in sorted(held.items()))
        unread = WaitingResponse.objects.filter(
            key_id=key.id, status=WaitingResponse.Status.WAITING
        ).count()
        raise KeyInUse(
            f"Key {key.id} isn't destroyed: {listed} are sealed to it, "
            f"{unread} of them nobody has read."
        )
