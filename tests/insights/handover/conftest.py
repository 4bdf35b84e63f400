"""A consultation that two people coded, and a facilitator who hands it over."""

from collections.abc import Callable

import pytest

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Form, Response
from tests.factories.themes import use_codebook
from tests.insights.handover.coded import some_women


@pytest.fixture
def here(form: Callable[..., Form]) -> Form:
    """A consultation with the small codebook."""
    made = form()
    use_codebook(made.consultation)
    return made


@pytest.fixture
def women(here: Form, first: User, second: User) -> dict[str, Response]:
    return some_women(here, first, second)


@pytest.fixture
def page(here: Form) -> ConsultationPage:
    consultation: ConsultationPage = here.consultation
    return consultation


@pytest.fixture
def page_of_crowd(crowd: Form) -> ConsultationPage:
    consultation: ConsultationPage = crowd.consultation
    return consultation
