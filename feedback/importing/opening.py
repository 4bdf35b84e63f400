"""From the bytes of a file to a table. What a file is, its first bytes say, never its name."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.importing import csv_rows, workbooks
from feedback.importing.problems import refuse
from feedback.importing.tables import MOST_BYTES, Table, shape

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel before 2007, and what a password makes of xlsx
LOCKED = "EncryptedPackage".encode("utf-16-le")
WEB_PAGE = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head", b"<style", b"<div")
OTHERS = {
    b"%PDF": gettext_lazy("This is a PDF. Save the answers as .xlsx or “CSV UTF-8”."),
    b"{\\rtf": gettext_lazy("This is a text document. Save the answers as .xlsx or “CSV UTF-8”."),
    b"\x1f\x8b": gettext_lazy("This file is packed. Unpack it first."),
    b"Rar!": gettext_lazy("This file is packed. Unpack it first."),
    b"7z\xbc\xaf": gettext_lazy("This file is packed. Unpack it first."),
}


def read_table(data: bytes) -> Table:
    """Read CSV or XLSX. Raises BrokenFile, with a reason and where there is one a row."""
    if len(data) > MOST_BYTES:
        most = {"most": MOST_BYTES // 1024 // 1024}
        raise refuse(_("The file is larger than %(most)s MB. Import it in parts.") % most)
    if data.startswith(ZIP):
        rows, notes = workbooks.read(data)
        return shape(rows, kind="xlsx", notes=notes, ragged=True)
    _refuse_others(data)
    return shape(csv_rows.records(data), kind="csv", notes=[])


def _refuse_others(data: bytes) -> None:
    if data.startswith(OLE):
        if LOCKED in data:
            raise refuse(_("This workbook has a password. Save it without one, as .xlsx."))
        raise refuse(_("This is an old Excel file (.xls). Save it as .xlsx or “CSV UTF-8”."))
    if data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(WEB_PAGE):
        text = _("This is a web page, whatever its name. Open it, and save it as .xlsx.")
        raise refuse(text)
    for mark, why in OTHERS.items():
        if data.startswith(mark):
            raise refuse(str(why))
