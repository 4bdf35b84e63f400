"""A draft of a consultation that 60 women answered, and two who read quotes."""

import pytest

from accounts.models import User
from core.models import Area
from feedback.models import Form
from insights.models import Finding, ReviewPack
from tests.factories.accounts import make_staff
from tests.factories.packs import draft_of
from tests.fixtures.story import StaffClient, log_in


@pytest.fixture
def draft(crowd: Form, facilitator: User) -> ReviewPack:
    """It lacks nothing: one finding on housing, one decision."""
    return draft_of(crowd, facilitator)


@pytest.fixture
def finding(draft: ReviewPack) -> Finding:
    return draft.findings.get()


@pytest.fixture
def readers(area: Area) -> list[User]:
    """Two who check quotes."""
    return [make_staff("reviewer", area), make_staff("second_coder", area)]


@pytest.fixture
def client(facilitator: User) -> StaffClient:
    return log_in(facilitator)
