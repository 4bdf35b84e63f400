"""An edition as a file to keep: PDF, Word, spreadsheet, CSV. Made anew each time, and kept nowhere:
words that were taken back since are in none."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse

from insights.packs import selectors
from insights.packs.editions import Edition
from insights.packs.pdf import pack_pdf
from insights.packs.views import EditionView

OFFICE = "application/vnd.openxmlformats-officedocument"


def _docx(edition: Edition) -> bytes:
    from insights.packs.files.word import pack_docx  # with python-docx: no other page needs it

    return pack_docx(edition)


def _xlsx(edition: Edition) -> bytes:
    from insights.packs.files.sheets import pack_xlsx

    return pack_xlsx(edition)


def _csv(edition: Edition) -> bytes:
    from insights.packs.files.sheets import pack_csv

    return pack_csv(edition)


FILES: dict[str, tuple[Callable[[Edition], bytes], str]] = {
    "pdf": (pack_pdf, "application/pdf"),
    "docx": (_docx, f"{OFFICE}.wordprocessingml.document"),
    "xlsx": (_xlsx, f"{OFFICE}.spreadsheetml.sheet"),
    "zip": (_csv, "application/zip"),
}


class EditionFileView(EditionView):
    """The edition as a file of one kind, with words that may be printed."""

    kind: ClassVar[str] = "pdf"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        edition = selectors.shown_edition(self.pack, self.name, printed=True)
        make, content_type = FILES[self.kind]
        version = edition["version"].replace(".", "-")
        name = f"pack-{self.pack.pk}-{self.name}-{version}.{self.kind}"
        response = HttpResponse(make(edition), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response
