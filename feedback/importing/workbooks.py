"""XLSX workbooks, read by a process of its own: whatever a file does, it ends within its limits.

The child (feedback/importing/xlsx_child.py) is plain Python over openpyxl and defusedxml. It has no
settings, no database and no file: the workbook comes by standard input, rows go back as JSON.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from feedback.importing.problems import BrokenFile, refuse
from feedback.importing.tables import MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Row

CHILD = Path(__file__).with_name("xlsx_child.py")
SECONDS = 7  # of the processor; on a busy machine the child is ended after LONGEST all the same
LONGEST = 9
MEMORY = 160 * 1024 * 1024
UNPACKED = 64 * 1024 * 1024
REASONS: dict[str, str | Promise] = {
    "damaged": gettext_lazy("This workbook is damaged. Open it, and save it again as .xlsx."),
    "other": gettext_lazy("This is no Excel workbook. Save the answers as .xlsx or “CSV UTF-8”."),
    "password": gettext_lazy("This workbook has a password. Save it without one, as .xlsx."),
    "macros": gettext_lazy("This workbook holds macros. Save it as .xlsx, which has none."),
    "xml": gettext_lazy("This workbook holds what no survey tool writes. It was not opened."),
    "unpacked": gettext_lazy("Unpacked, this workbook is too large. Import it in parts."),
    "too much": gettext_lazy(
        "This workbook takes too long or too much memory. Save it as “CSV UTF-8”, or in parts."
    ),
    "no sheet": gettext_lazy("This workbook has no sheet that is shown."),
    "columns": gettext_lazy("%(found)s columns; %(most)s is the most."),
    "rows": gettext_lazy("There are more rows than %(most)s. Import it in parts."),
    "merged": gettext_lazy("Cells are merged over rows. Unmerge them: one row for each woman."),
    "formula": gettext_lazy(
        "A formula has no value yet. Open the file in Excel, save it, and choose it again."
    ),
}


def read(data: bytes) -> tuple[Iterator[Row], list[str]]:
    """Rows of the first sheet that is shown, and notes on what was not read. Raises BrokenFile."""
    lines = _run(data)
    about = json.loads(lines[0])
    if "refused" in about:
        raise _refusal(about)
    return (Row(number, cells) for number, *cells in map(json.loads, lines[1:])), _notes(about)


def limits() -> dict[str, int]:
    """What the child keeps to: seconds, bytes and numbers."""
    return {
        "seconds": SECONDS,
        "memory": MEMORY,
        "unpacked": UNPACKED,
        "bytes": MOST_BYTES,
        "rows": MOST_ROWS,
        "columns": MOST_COLUMNS,
        "cells": MOST_CELLS,
    }


def _run(data: bytes) -> list[bytes]:
    try:
        run = subprocess.run(  # noqa: S603 - our own file, and nothing of the workbook is an argument
            [sys.executable, "-I", str(CHILD), json.dumps(limits())],
            input=data,
            capture_output=True,
            timeout=LONGEST,
            env={"OPENPYXL_LXML": "False"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refuse(str(REASONS["too much"])) from None
    if run.returncode != 0 or not run.stdout:
        raise refuse(str(REASONS["too much"]))  # stderr is not passed on: it may repeat words
    return run.stdout.splitlines()


def _refusal(about: dict[str, Any]) -> BrokenFile:
    text = str(REASONS[about["refused"]])
    numbers = {name: f"{about[name]:,}" for name in ("found", "most") if name in about}
    if numbers:
        text = text % numbers
    return refuse(text, about.get("row"), about.get("column", ""))


def _notes(about: dict[str, Any]) -> list[str]:
    notes = []
    if about["hidden"]:
        told = ngettext("%(n)s hidden sheet", "%(n)s hidden sheets", about["hidden"])
        notes.append(told % {"n": about["hidden"]})
    if about["others"]:
        told = ngettext("%(n)s more sheet", "%(n)s more sheets", about["others"])
        notes.append(told % {"n": about["others"]})
    return [_("Not read: %(what)s.") % {"what": note} for note in notes]
