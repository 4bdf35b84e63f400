"""What the pages of an import show, in words."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.importing.checking import CheckedFile, ImportRow
from feedback.importing.problems import MOST_PROBLEMS, BrokenFile, ColumnsInDoubt
from feedback.importing.storing import ImportReport, known_rows
from feedback.importing.survey_tools import recognise
from feedback.importing.tables import Table
from feedback.importing.targets import CHOSEN, DETAIL, ID, NO_QUESTION, WEEK, Mapping, label
from feedback.keys import NoIntakeKey
from feedback.models import Channel, Form
from feedback.questionnaire import Questionnaire
from feedback.review.imports import column_form
from feedback.review.imports.parcels import Parcel, TooMuchForOnePage
from feedback.review.imports.selectors import last_import_of
from feedback.review.imports.services import FormChanged
from feedback.uses import WORDING, Use

SHOWN_ROWS = 3


def few(broken: BrokenFile | None) -> dict[str, Any]:
    """The first problems, and how many more there are."""
    problems = broken.problems if broken else []
    return {
        "problems": problems[:MOST_PROBLEMS],
        "more": max(len(problems) - MOST_PROBLEMS, 0),
    }


def columns_page(
    parcel: Parcel, form: Form, asked: Questionnaire, broken: BrokenFile | None
) -> dict[str, Any]:
    """A select for each column, and for each words of a choice that the form doesn't offer."""
    table = Table.from_bytes(parcel.data)
    targets = column_form.proposed(table, asked, parcel.chosen)
    mapping = Mapping(targets, parcel.chosen.choices if parcel.chosen else {})
    try:
        choices = column_form.choice_selects(table, asked, mapping)
    except ColumnsInDoubt:
        choices = []
    return {
        "form": form,
        "tool": recognise(table.header).name,
        "columns": column_form.column_selects(table, targets),
        "groups": column_form.groups(asked),
        "choices": choices,
        "notes": table.notes,
        "columns_url": reverse("review_imports:columns"),
        "upload_url": reverse("review_imports:upload"),
        **few(broken),
    }


def describe(checked: CheckedFile, parcel: Parcel, sealed: str) -> dict[str, Any]:
    """What an import would do, for a person to agree to."""
    before = len(known_rows(checked))
    return {
        "checked": checked,
        "parcel": parcel,
        "sealed": sealed,
        "before": before,
        "new": len(checked.rows) - before,
        "details": checked.columns.why(DETAIL),
        "unknown": checked.columns.why(NO_QUESTION),
        "chosen_out": checked.columns.why(CHOSEN),
        "about": list(about_lines(checked)),
        "last": last_import_of(checked.form, parcel.file_hash),
        "uses": [WORDING[Use(use)][0] for use in parcel.uses],
        "rows": [show(row, checked) for row in checked.rows[:SHOWN_ROWS]],
        "upload_url": reverse("review_imports:upload"),
        "columns_url": reverse("review_imports:columns"),
        "store_url": reverse("review_imports:store"),
    }


def about_lines(checked: CheckedFile) -> list[tuple[str, str]]:
    """Columns that say something about the row, and what is kept of each."""
    kept = {
        ID: _("tells rows apart, so that none comes twice; it is not kept"),
        WEEK: _("its week is kept; the day and the time are left out"),
        "language": _("says the language"),
        "channel": _("says how it reached you"),
    }
    header = checked.table.header
    return [(header[place], kept[name]) for name, place in checked.columns.about.items()]


def show(row: ImportRow, checked: CheckedFile) -> dict[str, Any]:
    """A row as it would be stored: questions in their order, options in words."""
    answers = []
    for item in checked.version.questionnaire.questions:
        answer = row.payload.answers.get(item.key)
        if answer is not None:
            options = item.chosen_words(answer.options, "en-gb")
            answers.append({"question": label(item), "text": answer.text, "options": options})
    language = dict(settings.LANGUAGES)[row.payload.language]
    channel = Channel(row.payload.channel).label
    return {"row": row, "said": answers, "channel": channel, "language": language}


def refusal(error: Exception) -> str:
    """Why nothing was imported."""
    if isinstance(error, NoIntakeKey):
        return _("Nothing was imported: there is no key yet to seal the rows to.")
    if isinstance(error, FormChanged):
        return _("Nothing was imported: the form was published anew. Please check the file again.")
    if isinstance(error, TooMuchForOnePage):
        return _("Nothing was imported: this is too much for one page. Import it in parts.")
    return _("Nothing was imported: this page can't be used any more. Please start again.")


def success(report: ImportReport, parcel: Parcel) -> str:
    """What was imported, and where it is now."""
    if parcel.provenance:
        done = ngettext(
            "%(n)s response imported. It can be grouped by theme now.",
            "%(n)s responses imported. They can be grouped by theme now.",
            report.new,
        )
    else:
        done = ngettext(
            "%(n)s response imported. It waits for a reviewer after the next sweep.",
            "%(n)s responses imported. They wait for a reviewer after the next sweep.",
            report.new,
        )
    return done % {"n": f"{report.new:,}"}
