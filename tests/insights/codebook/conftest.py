"""A consultation with the small codebook, and what was coded, as tables that can be compared."""

from typing import Any

import pytest

from accounts.models import User
from core.models import Area
from feedback.models import Form, Response
from insights.models import Codebook, Coding, Theme
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response

UNSAFE = "need.housing.unsafe"


@pytest.fixture
def codebook(coded_form: Form) -> Codebook:
    return Codebook.objects.get()


@pytest.fixture
def ann(area: Area) -> User:
    return make_staff("facilitator", area)


@pytest.fixture
def bea(area: Area) -> User:
    return make_staff("facilitator", area)


def version() -> str:
    return Codebook.objects.get().version


def code(
    response: Response, theme: str, by: User, decision: str = "added", *, counts: bool = True
) -> Coding:
    """A decision as it stands in the table."""
    return Coding.objects.create(
        response=response,
        theme=Theme.objects.get(code=theme),
        coder=by,
        decision=decision,
        counts=counts,
        codebook_version="1.0",
        coded_on="2026-01-05",
    )


def said(form: Form, text: str = "They listened.", **fields: Any) -> Response:
    return make_response(form, text, **fields)


def codings() -> set[tuple[Any, ...]]:
    """Every coding: response, theme, coder, decision, whether it counts."""
    columns = ("response", "theme__code", "coder", "decision", "counts")
    return set(Coding.objects.values_list(*columns))


def outline(codebook: Codebook) -> list[tuple[str, str | None, str, str]]:
    """Themes in order: code, code of the theme above, axis, status."""
    rows = codebook.themes.order_by("order", "pk")
    return list(rows.values_list("code", "parent__code", "axis", "status"))


def everything(codebook: Codebook) -> tuple[Any, ...]:
    """All that undoing has to bring back."""
    fields = ("pk", "name", "name_cy", "description", "include", "exclude", "cues", "cues_cy")
    more = ("examples", "status", "parent", "merged_into", "axis", "order")
    themes = list(codebook.themes.order_by("pk").values_list(*fields, *more))
    names = set(Theme.objects.values_list("names__area", "names__name", "names__name_cy"))
    return themes, names, codings(), set(Coding.objects.values_list("pk", flat=True))
