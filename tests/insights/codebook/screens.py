"""Where the screens of a codebook are, and what is sent to them."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.factories.packs import MONEY
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]
READ = ("list", "codebook", "history", "versions", "theme")
OF_THEME = ("edit", "move", "merge", "split", "retire", "names")
WRITE = ("add", *OF_THEME, "restore")


def place(name: str, theme: str = MONEY, *more: int) -> str:
    one = theme_of(theme)
    args = {"list": [], "codebook": [one.codebook_id], "add": [one.codebook_id]}
    args |= {name: [one.codebook_id] for name in ("history", "versions")}
    args["undo"] = [one.codebook_id, *more]
    return reverse(f"insights:codebook:{name}", args=args.get(name, [one.codebook_id, one.pk]))


def sent(**fields: Any) -> dict[str, Any]:
    return {"name": "Cash", "place": "axis:need", "seen": 0, **fields}
