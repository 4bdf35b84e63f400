"""Addresses of the public pages on a staff process, which doesn't serve them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.urls import get_urlconf, set_urlconf

PUBLIC_ADDRESSES = "feedback.building.public_addresses"


@contextmanager
def public_addresses() -> Iterator[None]:
    """Within, addresses are those of the public site."""
    usual = get_urlconf()
    set_urlconf(PUBLIC_ADDRESSES)
    try:
        yield
    finally:
        set_urlconf(usual)
