"""A translator's file comes back. What wagtail-localize would stumble over is told first.

A missing file, or a PO file without its mark, is an error page there.
"""

from typing import Any

import polib  # type: ignore[import-untyped]
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.views.edit_translation import upload_pofile

MARK = "X-WagtailLocalize-TranslationID"
LARGEST = 2 * 1024 * 1024  # bytes
NO_FILE = _("Choose the PO file first: the one that you got with “Download PO file”.")
TOO_LARGE = _("This file is larger than 2 MB. A PO file of a page is far smaller.")
NOT_PO = _("This is not a PO file that can be read. Save it as PO, in UTF-8, and try again.")
NOT_OURS = _("This PO file was not made here. Download it from this page, then fill that one in.")


@require_POST
def take_back(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Say what is wrong with a file, or hand it on. Permission is asked there."""
    file = request.FILES.get("file")
    if wrong := what_is_wrong(file if isinstance(file, UploadedFile) else None):
        messages.error(request, str(wrong))
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
    answer: HttpResponse = upload_pofile(request, translation_id=translation_id)
    return answer


def what_is_wrong(file: "UploadedFile[Any] | None") -> str | Promise:
    """A sentence that says what to do; empty where nothing is."""
    if file is None:
        return NO_FILE
    if (file.size or 0) > LARGEST:
        return TOO_LARGE
    data = file.read()
    file.seek(0)
    try:
        text = data.decode()
        # polib would take a text of one line for the name of a file
        found = polib.pofile(text) if "\nmsgid" in text and "\0" not in text else None
    except (OSError, UnicodeDecodeError, ValueError):
        return NOT_PO
    if found is None:
        return NOT_PO
    return "" if found.metadata.get(MARK) else NOT_OURS
