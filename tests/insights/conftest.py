"""A consultation that is read and coded, for tests of packs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form
from tests.factories.accounts import make_staff
from tests.factories.packs import COURT, HOUSING, MONEY, make_crowd
from tests.factories.themes import use_codebook


@pytest.fixture
def facilitator(area: Area) -> User:
    return make_staff("facilitator", area)


@pytest.fixture
def first(area: Area) -> User:
    return make_staff("facilitator", area)


@pytest.fixture
def second(area: Area) -> User:
    return make_staff("second_coder", area)


@pytest.fixture
def coded_form(form: Callable[..., Form]) -> Form:
    """A consultation with the small codebook."""
    made = form()
    use_codebook(made.consultation)
    return made


@pytest.fixture
def asked(form: Callable[..., Form], consultation: Callable[..., ConsultationPage]) -> Form:
    """A consultation that takes no answers any more, with the small codebook."""
    closed_on = timezone.localdate() - timedelta(days=3)
    made = form(consultation("closed", title="Getting out", closes_on=closed_on))
    use_codebook(made.consultation)
    return made


@pytest.fixture
def crowd(asked: Form, facilitator: User) -> Form:
    """60 women: 40 on housing, 12 of them at court; 4 on money, all on paper. None to be quoted."""
    make_crowd(
        asked,
        facilitator,
        [
            *[([HOUSING, COURT], "web")] * 12,
            *[([HOUSING], "web")] * 28,
            *[([], "web")] * 16,
            *[([MONEY], "paper")] * 4,
        ],
    )
    return asked
