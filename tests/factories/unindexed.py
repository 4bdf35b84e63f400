"""Making things without Wagtail's reference index, which costs half the time of making them."""

from collections.abc import Iterator
from contextlib import contextmanager

from wagtail.signal_handlers import (
    disable_reference_index_auto_update,
    reference_index_auto_update_disabled,
)


@contextmanager
def unindexed() -> Iterator[None]:
    """As Wagtail's own, but one may stand within another. What a test saves itself is indexed."""
    if getattr(reference_index_auto_update_disabled, "value", False):
        yield
        return
    with disable_reference_index_auto_update():
        yield
