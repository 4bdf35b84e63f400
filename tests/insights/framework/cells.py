"""What tests of the matrix share: cells written, and the matrix as a table of plain words."""

from typing import Any

from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from feedback.models import Form, Response
from insights.framework.filters import MatrixFilter
from insights.framework.selectors import matrix_of
from insights.framework.services import write_summary
from insights.models import CaseSummary
from insights.selectors import theming_of
from tests.factories.themes import theme_of

VISIT = "ab" * 32
FIRST, LAST = "2026-01-05", "2026-02-02"
UNSAFE = "need.housing.unsafe"


def write(response: Response, code: str, text: str, by: User, **more: Any) -> CaseSummary | None:
    return write_summary(response=response, theme=theme_of(code), text=text, by=by, **more)


def wrote(response: Response, code: str, text: str, by: User) -> CaseSummary:
    """As it stands in the table, whatever was coded."""
    return CaseSummary.objects.create(
        response=response,
        theme=theme_of(code),
        text=text,
        written_by=by,
        written_on=timezone.localdate(),
    )


def filters_of(form: Form, query: str = "") -> MatrixFilter:
    theming = theming_of(form.consultation)
    assert theming is not None
    return MatrixFilter.of(QueryDict(query), form.consultation, theming.codebook)


def matrix(form: Form, reader: User, query: str = "") -> dict[int, dict[str, str]]:
    """Woman → theme → what its cell says; what is empty is left out. "?" waits for a summary."""
    asked = filters_of(form, query)
    cases = matrix_of(
        asked.cases(reader), consultation=form.consultation, reader=reader, columns=asked.columns
    )
    return {
        case.response.pk: {
            cell.column.theme.code: "?"
            if cell.waits
            else " | ".join(s.text for s in cell.summaries)
            for cell in case.cells
            if cell.coded or cell.summaries
        }
        for case in cases
    }


def texts() -> set[tuple[str, str]]:
    """All summaries: theme, text."""
    return set(CaseSummary.objects.values_list("theme__code", "text"))
