"""What people changed in a codebook here, so that importing its file again doesn't undo it."""

from collections import defaultdict

from insights.codebook.making import put_after
from insights.codebook.models import CodebookChange
from insights.models import Codebook


def changed_here(codebook: Codebook) -> dict[int, set[str]]:
    """Theme → the fields, by the names of their columns, that a change that still holds has set."""
    fields: dict[int, set[str]] = defaultdict(set)
    changes = CodebookChange.objects.filter(codebook=codebook, undone_on=None)
    for record in changes.exclude(kind="named").values_list("themes", flat=True):
        for theme, changed in record.items():
            fields[int(theme)] |= set(changed)
    return fields


def move_as_here(codebook: Codebook) -> None:
    """Put themes that were moved here to where they were put, in the turn in which that was done.
    A file knows of no other order than its own."""
    moves = CodebookChange.objects.filter(codebook=codebook, kind="moved", undone_on=None)
    for move in moves.order_by("pk").select_related("theme__codebook"):
        place = move.themes[str(move.theme_id)].get("after")
        if place:
            put_after(move.theme, place[1])
