"""A codebook of three axes, and women who were coded with it."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from accounts.models import User
from core.models import Area
from feedback.models import Form, Response
from insights.models import Codebook
from tests.factories.accounts import make_staff
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded
from tests.factories.themes import make_codebook, small_codebook, use_codebook

TRUST, FUNDS, PRISON = "factor.trust", "factor.funds", "stage.prison"
UNSAFE = "need.housing.unsafe"


def three_axes() -> dict[str, Any]:
    """The small codebook with two factors before it, and one more stage."""
    data = small_codebook()
    factors = [{"code": TRUST, "name": "Trust"}, {"code": FUNDS, "name": "Funds"}]
    data["axes"].insert(0, {"code": "factor", "name": "What makes it work", "themes": factors})
    data["axes"][2]["themes"].append({"code": PRISON, "name": "In prison"})
    return data


@pytest.fixture
def book(db: None) -> Codebook:
    return make_codebook(three_axes())


@pytest.fixture
def coder(area: Area) -> User:
    return make_staff("facilitator", area)


@pytest.fixture
def asked_here(form: Callable[..., Form], book: Codebook) -> Form:
    """A consultation that is coded with three axes."""
    made = form()
    use_codebook(made.consultation, book)
    return made


@pytest.fixture
def said(asked_here: Form, coder: User) -> Callable[..., Response]:
    """said(TRUST, COURT, week=…): a woman of the consultation, coded with these."""

    def make(*codes: str, **fields: Any) -> Response:
        form = fields.pop("form", asked_here)
        assert isinstance(form, Form)
        return make_coded(form, coder, *codes, **fields)

    return make


@pytest.fixture
def five(said: Callable[..., Response]) -> list[Response]:
    """Five women: trust at court twice, once with housing; trust alone; funds in prison by money;
    one who isn't coded."""
    given: Sequence[Sequence[str]] = (
        (TRUST, COURT, UNSAFE),
        (TRUST, COURT),
        (TRUST,),
        (FUNDS, PRISON, MONEY),
        (),
    )
    return [said(*codes) for codes in given]


__all__ = ["COURT", "FUNDS", "HOUSING", "MONEY", "PRISON", "TRUST", "UNSAFE"]
