"""A consultation with the small codebook, and two who code it."""

from collections.abc import Callable

import pytest

from accounts.models import User
from core.models import Area
from feedback.models import Form
from tests.factories.accounts import make_staff
from tests.factories.themes import use_codebook


@pytest.fixture
def here(form: Callable[..., Form]) -> Form:
    made = form()
    use_codebook(made.consultation)
    return made


@pytest.fixture
def ann(area: Area) -> User:
    user = make_staff("facilitator", area)
    user.name = "Ann"
    user.save()
    return user


@pytest.fixture
def bea(area: Area) -> User:
    user = make_staff("second_coder", area)
    user.name = "Bea"
    user.save()
    return user
