"""Staff screens of Wagtail's that we put words or landmarks into, and words that name fields."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import get_snippet_models

from consultations.models import ConsultationPage
from core.models import Area
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]
MAIN = re.compile(r"<main[^>]* id=\"main\"")


@pytest.mark.parametrize("where", ["nowhere/", "forms/999/shared-device/", "reports/none/"])
def test_a_staff_page_that_is_not_there_says_what_to_do(
    staff: Staff, area: Area, where: str
) -> None:
    found = staff("editor", area).get(f"/manage/{where}")
    page = found.content.decode()
    assert found.status_code == 404
    assert len(MAIN.findall(page)) == 1  # where the link to skip leads to
    assert "We can&#x27;t find that page" in page or "We can't find that page" in page
    heading = page.partition("<h1")[2].partition("</main>")[0]
    assert "Wagtail" not in heading


def test_a_preview_that_cannot_be_shown_has_its_landmark(staff: Staff, area: Area) -> None:
    address = reverse("wagtailsnippets_feedback_question:preview_on_add")
    page = staff("editor", area).get(address, {"mode": "en-gb"}).content.decode()
    assert "Preview not available" in page
    assert len(MAIN.findall(page)) == 1


@pytest.mark.parametrize("kind", ["consultationpage", "updatepage"])
def test_a_page_that_is_not_typed_yet_has_no_preview_and_no_fault(
    superuser: StaffClient, consultation: Callable[..., ConsultationPage], kind: str
) -> None:
    page = consultation()
    parent = page.get_parent() if kind == "consultationpage" else page
    address = reverse("wagtailadmin_pages:preview_on_add", args=["consultations", kind, parent.pk])
    shown = superuser.get(address)
    assert shown.status_code == 200
    assert "Preview not available" in shown.content.decode()


def headings(panel: Any, model: Any) -> Iterator[str]:
    """What a screen calls each thing that can be filled in."""
    for child in getattr(panel, "children", []):
        yield from headings(child, model)
    if isinstance(panel, FieldPanel):
        fields = {field.name: field for field in model._meta.fields}
        named = fields[panel.field_name].verbose_name if panel.field_name in fields else ""
        yield str(panel.heading or named or panel.field_name).casefold()


@pytest.mark.parametrize("model", get_snippet_models(), ids=lambda model: model.__name__)
def test_no_two_fields_of_a_screen_have_one_name(model: Any) -> None:
    """Read aloud, two of “the same in Welsh” can't be told apart."""
    handler = model.snippet_viewset.get_edit_handler()
    names = Counter(headings(handler, model))
    assert names, "a screen that asks for nothing"
    assert [name for name, times in names.items() if times > 1] == []
