"""Versions of a codebook. Plain Python."""

import re

LONGEST = 20  # as long as the columns that keep it
_OURS = re.compile(r"\+(\d+)$")


def next_version(version: str) -> str:
    """The version after a change made here: "1.0" → "1.0+1" → "1.0+2".

    What stands before the plus is the version of the file that was imported; the number counts
    changes made by people here since. It only goes up, also when a change is undone, so that no two
    contents share a version between two imports. A long name of a file's version is cut.
    """
    file, changes = parts_of(version)
    change = f"+{changes + 1}"
    return file[: LONGEST - len(change)] + change


def parts_of(version: str) -> tuple[str, int]:
    """The version of the file, and how many changes were made here since: "1.0+2" → "1.0", 2."""
    ours = _OURS.search(version)
    return _OURS.sub("", version), int(ours[1]) if ours else 0


def version_after_import(file: str, before: str | None) -> str:
    """The version once a file is imported: the file's own, unless the same file came in before and
    the codebook was changed here since. Then the count goes on, so that none is used twice."""
    base, changes = parts_of(before or "")
    if before is None or not changes:
        return file
    cut = len(before) == LONGEST and file.startswith(base)
    return next_version(before) if file == base or cut else file
