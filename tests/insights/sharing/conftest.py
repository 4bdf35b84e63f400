"""A consultation with the small codebook, a lead who shares it out, and two who code."""

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


def _named(name: str, role: str, area: Area) -> User:
    user = make_staff(role, area)
    user.name = name
    user.save()
    return user


@pytest.fixture
def lead(area: Area) -> User:
    return _named("Lea", "facilitator", area)


@pytest.fixture
def ann(area: Area) -> User:
    return _named("Ann", "second_coder", area)


@pytest.fixture
def bea(area: Area) -> User:
    return _named("Bea", "facilitator", area)
