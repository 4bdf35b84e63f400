"""An editor's screens of versions, as a browser posts them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from consultations.models import (
    ConsultationPage,
)
from core.meanwhile.shown import SHOWN
from core.models import Area
from tests.factories.versions import (
    AUDIO,
    make_easy,
    make_other,
    make_recording,
)
from tests.fixtures.story import StaffClient

Make = Callable[..., ConsultationPage]
Staff = Callable[..., StaffClient]
MAKERS: dict[str, Callable[..., Any]] = {
    "easyread": make_easy,
    "recording": make_recording,
    "otherlanguage": make_other,
}


@pytest.fixture
def page(consultation: Make) -> ConsultationPage:
    return consultation(title="Getting out")


@pytest.fixture
def editor(staff: Staff, area: Area) -> StaffClient:
    return staff("editor", area)


def screen(model: str, name: str, *args: int) -> str:
    return reverse(f"wagtailsnippets_consultations_{model}:{name}", args=args)


def rows(prefix: str, *given: dict[str, Any], stored: int = 0) -> dict[str, Any]:
    """Rows of a screen as a browser posts them."""
    posted: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(given),
        f"{prefix}-INITIAL_FORMS": stored,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(given):
        posted |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
        posted |= {f"{prefix}-{number}-ORDER": number + 1, f"{prefix}-{number}-DELETE": ""}
    return posted


def checked(page: ConsultationPage, **changed: Any) -> dict[str, Any]:
    told = {"consultation": page.pk, "checked_by": "Maya", "checked_on": "2026-11-27", "live": "on"}
    return {**told, **changed}


def easy_fields(page: ConsultationPage, *lines: dict[str, Any], **changed: Any) -> dict[str, Any]:
    given = lines or ({"words": "You can tell us.", "drawing": "speak"},)
    return {
        "language": "en-gb",
        "title": "Easy",
        **rows("lines", *given),
        **checked(page),
    } | changed


def audio_fields(page: ConsultationPage, **changed: Any) -> dict[str, Any]:
    told = {"sort": "audio", "language": "en-gb", "transcript": "All.", **checked(page)}
    return {**told, "file": SimpleUploadedFile("a.mp3", AUDIO), **changed}


def refusals(answer: Any) -> str:
    """What stands on the page as errors."""
    assert answer.status_code == 200
    form = answer.context["form"]
    told = [str(error) for errors in form.errors.values() for error in errors]
    for formset in getattr(form, "formsets", {}).values():
        told += [str(e) for row in formset.errors for errors in row.values() for e in errors]
    return " ".join(told)


def shown_on(client: StaffClient, version: Any) -> dict[str, str]:
    """What the edit screen of a version carries of what it shows."""
    answer = client.get(screen(version._meta.model_name, "edit", version.pk))
    return {SHOWN: answer.context["form"][SHOWN].value()}


def edited(client: StaffClient, version: Any, **changed: Any) -> dict[str, Any]:
    """The edit screen of easy read, as a browser posts it."""
    stored = [
        {
            "id": line.pk,
            "words": line.words,
            "drawing": line.drawing,
            "alt": line.alt,
            "heading": "",
        }
        for line in version.lines.all()
    ]
    return {
        **easy_fields(version.consultation, title=version.title),
        **rows("lines", *stored, stored=len(stored)),
        "checked_by": version.checked_by,
        "checked_on": str(version.checked_on),
        **shown_on(client, version),
        **changed,
    }
