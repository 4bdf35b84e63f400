"""A consultation that is searched: a second coder codes one of its responses blind."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Form, Response
from insights.models import Sample
from insights.search.question import Question
from insights.search.selectors import offered_by, search
from insights.selectors import theming_of
from tests.factories.feedback import make_response
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded
from tests.factories.themes import use_codebook

SAID = {
    "hostel": "The hostel had no room for my kids.",
    "debt": "I was in debt. Nobody rang, and there was no money.",
    "jail": "My mum came to the jail every week.",
    "paper": "They didn’t listen. No. Room for one more, they said.",
    "blind": "A refuge for women, far away.",
}
Asking = Callable[..., set[str]]


@pytest.fixture
def page(
    form: Callable[..., Form], consultation: Callable[..., ConsultationPage], facilitator: User
) -> ConsultationPage:
    """Five women: two coded by the facilitator, one of those on paper; two not coded."""
    closed_on = timezone.localdate() - timedelta(days=30)
    made = form(consultation("closed", title="Getting out", closes_on=closed_on))
    use_codebook(made.consultation)
    make_coded(made, facilitator, HOUSING, COURT, text=SAID["hostel"], uses=["report", "public"])
    make_coded(made, facilitator, MONEY, text=SAID["debt"], uses=["report"])
    make_response(made, SAID["jail"])
    make_response(made, SAID["paper"], channel="paper", week=_week(closed_on))
    make_coded(made, facilitator, HOUSING, text=SAID["blind"])
    found: ConsultationPage = made.consultation
    return found


def _week(day: object) -> str:
    from datetime import date

    from feedback.sealing import monday

    assert isinstance(day, date)
    return monday(day - timedelta(days=30)).isoformat()


def of(name: str) -> Response:
    """The response that says this."""
    return Response.objects.get(answers__text=SAID[name])


@pytest.fixture
def sample(page: ConsultationPage, facilitator: User, second: User) -> Sample:
    """The second coder codes the refuge blind."""
    today = timezone.localdate()
    made = Sample.objects.create(
        consultation=page, second=second, drawn_by=facilitator, drawn_on=today, drawn_from=3
    )
    made.members.create(response=of("blind"))
    return made


@pytest.fixture
def asking(page: ConsultationPage, facilitator: User) -> Asking:
    """asking("q=hostel", reader?): which of SAID are found."""

    def ask(address: str, reader: User | None = None) -> set[str]:
        question = Question.of(QueryDict(address), offered_by(page, theming_of(page)))
        found = search(page, question, reader or facilitator)
        return {name for name in SAID if of(name).pk in found.ids}

    return ask
