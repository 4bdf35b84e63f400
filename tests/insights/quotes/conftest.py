"""A woman whose words may be repeated, and people who read for the bank."""

from collections.abc import Collection
from typing import Any

import pytest

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Answer, Form, Response
from insights.models import BankQuote, QuoteCheck
from insights.quotes.checklist import KEYS
from insights.quotes.services import add_quote, check_quote
from tests.factories.accounts import make_staff
from tests.factories.packs import HOUSING, make_coded
from tests.factories.themes import theme_of

SAYS = "The hostel was full. They sent me away with my bags at night. Nobody rang me."
NIGHT = "They sent me away with my bags at night."
EVERY_USE = ["design_team", "report", "public", "read_aloud", "research"]


@pytest.fixture
def ann(area: Area) -> User:
    return make_staff("facilitator", area)


@pytest.fixture
def bea(area: Area) -> User:
    return make_staff("second_coder", area)


@pytest.fixture
def cat(area: Area) -> User:
    return make_staff("second_coder", area)


@pytest.fixture
def there(asked: Form) -> ConsultationPage:
    return asked.consultation


@pytest.fixture
def hers(asked: Form, ann: User) -> Response:
    """Words on housing that may be used for anything."""
    return make_coded(asked, ann, HOUSING, text=SAYS, uses=EVERY_USE)


@pytest.fixture
def quote(hers: Response, ann: User) -> BankQuote:
    """One sentence of them, read by nobody."""
    return added(hers, ann)


def answer_of(response: Response) -> int:
    return Answer.objects.exclude(text="").get(response=response).pk


def added(response: Response, by: User, words: str = NIGHT, **fields: Any) -> BankQuote:
    """Have somebody add these words of her answer."""
    start = SAYS.index(words) if words else 0
    values = {
        "answer": answer_of(response),
        "start": start,
        "end": start + len(words),
        "theme": theme_of(HOUSING),
        **fields,
    }
    return add_quote(response=response, by=by, **values)


def passed(quote: BankQuote, *readers: User, held: Collection[str] = KEYS) -> list[QuoteCheck]:
    return [check_quote(quote=quote, by=reader, held=held, passed=True) for reader in readers]


def stopped(quote: BankQuote, by: User, why: str = "Too rare an event.") -> QuoteCheck:
    return check_quote(quote=quote, by=by, held=KEYS - {"rare"}, passed=False, why=why)
