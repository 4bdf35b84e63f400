"""Who pays."""

import pytest

from accounts.models import User
from consultations.panels.models import Panel
from tests.factories.pay import make_finance


@pytest.fixture
def finance(panel: Panel) -> User:
    return make_finance(panel)
