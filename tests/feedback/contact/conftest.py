"""A service that contacts women, and requests that were taken in."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from core.models import Area
from feedback.contact.asking import Asked
from feedback.contact.models import ContactService
from feedback.contact.services import send_request
from feedback.intake.models import IntakeKey
from feedback.review.contacts.models import ContactRequest
from tests.feedback.review.conftest import sweep_now

_visits = count(1)
Ask = Callable[..., ContactRequest]


@pytest.fixture
def service(area: Area) -> ContactService:
    return ContactService.objects.create(
        area=area, name="The Women’s Centre", about="Many things.", answers="in two days"
    )


@pytest.fixture
def ask(service: ContactService, intake_key: IntakeKey) -> Ask:
    """ask("what they should know") sends a request and sweeps; `of` is another area."""

    def make(safe: str = "", of: Area | None = None, **typed: str) -> ContactRequest:
        words: dict[str, Any] = {"name": "Bee", "reach": "07700 900123", "safe": safe, **typed}
        asked = replace(Asked(services=[service.pk], route="text"), **words)
        send_request(
            area=of or service.area,
            services=[service],
            asked=asked,
            language="en-gb",
            visit=f"visit-{next(_visits)}",
        )
        before = set(ContactRequest.objects.values_list("pk", flat=True))
        sweep_now()
        return ContactRequest.objects.exclude(pk__in=before).get()

    return make
