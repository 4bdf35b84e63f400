"""Making things without Wagtail's two indexes, of references and of words to search for, which cost
half the time of making them."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from modelsearch import signal_handlers
from modelsearch.index import insert_or_update_object
from wagtail.signal_handlers import (
    disable_reference_index_auto_update,
    reference_index_auto_update_disabled,
)

NOBODY = SimpleNamespace(enqueue=lambda *whose: None)


@contextmanager
def unindexed() -> Iterator[None]:
    """As Wagtail's own, but one may stand within another. What a test saves itself is indexed."""
    if getattr(reference_index_auto_update_disabled, "value", False):
        yield
        return
    with (
        disable_reference_index_auto_update(),
        patch.object(signal_handlers, "insert_or_update_object_task", NOBODY),
    ):
        yield


def searchable(*made: Any) -> None:
    """Put what the factories made among what is searched."""
    for one in made:
        insert_or_update_object(one)
