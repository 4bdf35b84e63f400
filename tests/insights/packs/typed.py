"""A woman's words, staff who typed them, and a draft of the consultation that she answered."""

import pytest

from accounts.models import User
from feedback.models import Form, Response
from insights.models import ReviewPack
from tests.factories.packs import HOUSING, draft_of, make_coded

HERS = "I slept in the bus shelter, and I didn't tell my probation worker."
TYPED = "They told us: “slept in the bus shelter and I” – nobody knew."
RUN = "slept in the bus shelter and I"


@pytest.fixture
def said(asked: Form, facilitator: User) -> Response:
    return make_coded(asked, facilitator, HOUSING, text=HERS, uses=["design_team", "public"])


@pytest.fixture
def draft(asked: Form, said: Response, facilitator: User) -> ReviewPack:
    return draft_of(asked, facilitator)
