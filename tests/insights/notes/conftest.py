"""A response that says several things, and people who code it."""

import pytest

from accounts.models import User
from core.models import Area
from feedback.models import Answer, Form, Response
from insights.models import Coding, Passage
from insights.notes.passages import Place, point_at
from insights.selectors.words import seal_of, texts_of
from insights.services import suggest_themes
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response

TEXT = "The hostel was full. I was in debt."


@pytest.fixture
def response(coded_form: Form) -> Response:
    """Housing and money are suggested; court and unsafe are not."""
    made = make_response(coded_form, TEXT, receipt_hash="aa" * 32)
    suggest_themes(consultation=coded_form.consultation)
    return made


@pytest.fixture
def ann(area: Area) -> User:
    return make_staff("facilitator", area)


@pytest.fixture
def bea(area: Area) -> User:
    return make_staff("facilitator", area)


def answer_of(response: Response) -> int:
    """The id of her one answer."""
    return Answer.objects.get(response=response).pk


def seal(*responses: Response) -> str:
    return seal_of(texts_of([response.pk for response in responses]))


def pointed(coding: Coding, words: str, by: User, text: str = TEXT) -> Passage:
    """Have a coding point at these words of her answer."""
    start = text.index(words)
    place = Place(answer_of(coding.response), start, start + len(words))
    found = point_at(coding=coding, places=[place], by=by, seal=seal(coding.response))
    return next(p for p in found if p.start <= start < p.end)


def decisions(response: Response | None = None) -> set[tuple[str, str, bool]]:
    """Theme, decision, whether a suggestion stands behind it."""
    rows = Coding.objects.filter(response=response) if response else Coding.objects.all()
    return {(c.theme.code, c.decision, c.suggestion_id is not None) for c in rows}


def words_of() -> set[tuple[str, int, int]]:
    """Every passage: theme, start, end."""
    return set(Passage.objects.values_list("coding__theme__code", "start", "end"))
