"""Ids that tell nothing of who came first."""

import secrets


def random_id() -> int:
    """62 random bits."""
    return secrets.randbits(62)
