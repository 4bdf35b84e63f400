"""What is missing from a form, gathered for the screens that show it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.building.readiness import Missing, advice, easy_read, stops, stops_around
from feedback.building.welsh import Sheet, sheets
from feedback.definitions import Json
from feedback.models import Form
from feedback.questionnaire import Questionnaire


def missing_from(form: Form, definition: Json) -> Missing:
    """What stops the form with these questions, and what would make it better."""
    items = Questionnaire.from_json(definition).items
    return Missing(
        blocking=[*stops(definition), *stops_around(form.consultation)],
        advice=[*advice(definition, form.consultation), *easy_read(items), *_welsh(sheets(form))],
    )


def _welsh(written: list[Sheet]) -> list[str]:
    without = [sheet.question.text for sheet in written if sheet.missing]
    stale = [sheet.question.text for sheet in written if sheet.stale]
    lines = []
    if without and len(without) == len(written):
        lines.append(_("No question has all its Welsh yet. Women who read Welsh get English."))
    elif without:
        lines.append(
            ngettext(
                "No Welsh yet, in whole or in part, for %(n)s question: %(questions)s. "
                "Women who read Welsh get English there.",
                "No Welsh yet, in whole or in part, for %(n)s questions: %(questions)s. "
                "Women who read Welsh get English there.",
                len(without),
            )
            % {"n": len(without), "questions": _quoted(without)}
        )
    if stale:
        lines.append(
            ngettext(
                "The English of %(n)s question was changed after its Welsh: %(questions)s.",
                "The English of %(n)s questions was changed after their Welsh: %(questions)s.",
                len(stale),
            )
            % {"n": len(stale), "questions": _quoted(stale)}
        )
    return lines


def _quoted(texts: list[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)
