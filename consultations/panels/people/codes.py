"""Codes that open the door once: in an invitation, on paper, or read out on the telephone."""

import hashlib
import hmac
import re
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from consultations.panels.models import OneTimeCode, PanelMember

# No vowels, so that no word comes about, and nothing that looks like something else on paper.
SIGNS = "BCDFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 12  # 28 signs: 57 bits, for a fortnight, behind a limit of tries
LIFETIME = timedelta(days=14)
MOST = 3  # that open the door at once: a letter on its way, and what was read out meanwhile


@transaction.atomic
def make_code(*, member: PanelMember, beside_others: bool = False) -> str:
    """A new code, as it is written. It is shown once. Those before it no longer open anything;
    `beside_others`, for what is printed or mailed, leaves the newest of them as they are."""
    older = member.codes.order_by("-expires_on", "-pk")
    keep = older.filter(used_on=None)[: MOST - 1] if beside_others else older.none()
    older.exclude(pk__in=[one.pk for one in keep]).delete()
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    OneTimeCode.objects.create(
        member=member, code_hash=hash_code(code), expires_on=timezone.localdate() + LIFETIME
    )
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


@transaction.atomic
def use_code(*, code: str) -> PanelMember | None:
    """Whose it is, and used up with that. Wrong, used and expired look alike: nobody's."""
    found = (
        OneTimeCode.objects.select_for_update()
        .filter(code_hash=hash_code(code), used_on=None, expires_on__gte=timezone.localdate())
        .first()
    )
    if found is None:
        return None
    found.used_on = timezone.localdate()
    found.save(update_fields=["used_on"])
    found.member.codes.exclude(pk=found.pk).delete()  # she is in: no other paper opens it now
    return found.member


def hash_code(code: str) -> bytes:
    """Of the signs alone: small letters, spaces and hyphens are as good."""
    signs = re.sub(r"[^A-Z0-9]", "", code.upper())
    return hmac.new(settings.PANEL_KEY.encode(), f"code:{signs}".encode(), hashlib.sha256).digest()
