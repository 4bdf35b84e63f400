"""What bodies said as a table to keep: as it may be shown, and without addresses."""

import csv
import io

from django.utils.translation import gettext as _

from consultations.bodies.selectors import read_answers
from consultations.models import ConsultationPage
from core.cells import safe_cell
from insights.bodies.selectors import themes_of

HEAD = (
    *("organisation", "kind", "may_be_named", "role", "question", "words"),
    *("may_be_published", "themes"),
)


def bodies_csv(page: ConsultationPage) -> bytes:
    """A line for each answer to a question, in UTF-8 with its mark, so that Excel reads Welsh."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    answers = list(read_answers(page))
    themes = themes_of(answers)
    for answer in answers:
        names = "; ".join(theme.name for theme in themes[answer.pk])
        for row in answer.reading.said:
            cells = (
                *(answer.organisation, answer.get_kind_display(), _yes(answer.is_named)),
                *(answer.role, row["question"], row["text"], _yes(row["publish"]), names),
            )
            writer.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig", "replace")


def _yes(is_so: bool) -> str:
    return _("yes") if is_so else _("no")
