"""Keying a sheet over HTTP, and what has arrived of it."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from feedback.intake.models import SealedResponse
from feedback.payload import Payload
from feedback.review.unsealing import open_sealed
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]
SAID = "The tea was good there"
KEYED: dict[str, Any] = {"q1-text": SAID, "language": "en-gb", "as_written": "on"}


def sent() -> list[Payload]:
    """What the intake holds, opened."""
    return [open_sealed(r.key_id, bytes(r.sealed)) for r in SealedResponse.objects.all()]


def begin(client: Client, **fields: Any) -> str:
    """The page for keying: its ticket, or what is wrong."""
    posted = {"channel": "paper", "language": "en-gb", **fields}
    page = client.post(reverse("keying:start"), posted).content.decode()
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    return found[1] if found else page


def key(client: Client, ticket: str, **fields: Any) -> str:
    answer = client.post(
        reverse("keying:sheet"), {"ticket": ticket, **KEYED, **fields}, follow=True
    )
    return str(answer.content.decode())
