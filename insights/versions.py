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
    ours = _OURS.search(version)
    change = f"+{int(ours[1]) + 1 if ours else 1}"
    return _OURS.sub("", version)[: LONGEST - len(change)] + change
