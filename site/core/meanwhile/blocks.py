"""A StreamField on a page that two people edit: as plain data, and as a browser posts it."""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock, StreamValue


def as_data(value: Any) -> Any:
    """A value of a StreamField as it is stored; any other as it is."""
    return list(value.get_prep_value()) if isinstance(value, StreamValue) else value


def is_same(shown: Any, posted: Any) -> bool:
    """Whether two of them say the same, whatever their parts are known by."""
    return bool(_plain(as_data(shown)) == _plain(as_data(posted)))


def _plain(data: Any) -> Any:
    if isinstance(data, list):
        return [_plain(one) for one in data]
    if isinstance(data, dict):
        return {key: _plain(one) for key, one in data.items() if key != "id"}
    return "" if data is None else data


def put_blocks(data: QueryDict, name: str, block: Block, stored: Any) -> None:
    """Write a stored value into posted data in place of what was posted under this name."""
    for key in [key for key in data if key.startswith(f"{name}-")]:
        del data[key]
    data.update(dict(_posted(block, name, stored)))


def _posted(block: Block, prefix: str, stored: Any) -> Iterator[tuple[str, str]]:
    """Name and value of each field that a browser posts for a block."""
    if isinstance(block, BaseStreamBlock | ListBlock):
        yield f"{prefix}-count", str(len(stored))
        for place, row in enumerate(stored):
            here = f"{prefix}-{place}"
            of = row["type"]
            yield from ((f"{here}-deleted", ""), (f"{here}-order", str(place)))
            yield from ((f"{here}-type", of), (f"{here}-id", row.get("id") or ""))
            child = block.child_block if isinstance(block, ListBlock) else block.child_blocks[of]
            yield from _posted(child, f"{here}-value", row["value"])
    elif isinstance(block, BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from _posted(child, f"{prefix}-{name}", stored.get(name))
    else:
        yield prefix, "" if stored is None else str(stored)
