"""A facilitator who coded, a second coder, and a lead who draws, compares and settles."""

from collections.abc import Callable

import pytest

from accounts.models import User
from core.models import Area
from feedback.models import Form
from insights.models import Sample
from tests.factories.accounts import make_staff
from tests.factories.themes import use_codebook
from tests.insights.rigour import doubly


@pytest.fixture
def lead(area: Area) -> User:
    return make_staff("facilitator", area)


@pytest.fixture
def asked_here(form: Callable[..., Form]) -> Form:
    """A consultation with the small codebook."""
    made = form()
    use_codebook(made.consultation)
    return made


@pytest.fixture
def sample(asked_here: Form, first: User, second: User, lead: User) -> Sample:
    """Five responses, coded as housing, drawn for the second coder."""
    return doubly.sample_of(asked_here, first, second, lead)
