"""Ten thousand coded women: as many queries as for ten, and seconds that a person waits for."""

import time
from datetime import date, timedelta
from itertools import islice

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from feedback.models import Form, Response
from insights.models import Theme
from tests.factories.packs import make_crowd
from tests.fixtures.story import log_in
from tests.insights.charts.conftest import COURT, FUNDS, HOUSING, MONEY, PRISON, TRUST

pytestmark = [pytest.mark.pages, pytest.mark.long]
WOMEN, SECONDS = 10_000, 10  # on two cores that others use too; measured: docs/decisions/0027
GIVEN = [(TRUST, COURT, HOUSING), (FUNDS, PRISON, MONEY), (TRUST, PRISON, MONEY), (HOUSING, COURT)]


@pytest.fixture
def many(asked_here: Form, coder: User) -> Form:
    """Ten thousand women over a year, three quarters of whom have three themes."""
    people = [(GIVEN[number % 4], "web" if number % 10 else "paper") for number in range(WOMEN)]
    make_crowd(asked_here, coder, people)
    rows = iter(Response.objects.order_by("pk").values_list("pk", flat=True))
    for week in range(50):
        day = date(2026, 1, 5) + timedelta(weeks=week)
        Response.objects.filter(pk__in=list(islice(rows, WOMEN // 50))).update(week=day)
    return asked_here


def test_pages_of_ten_thousand_women(many: Form, coder: User) -> None:
    client = log_in(coder)
    ids = "&".join(
        f"theme={theme.pk}" for theme in Theme.objects.filter(code__in=(TRUST, PRISON, MONEY))
    )
    responses = reverse("insights:responses", args=[many.consultation_id])
    places = {
        "map": reverse("insights:map", args=[many.consultation_id]),
        "over time": reverse("insights:over_time", args=[many.consultation_id])
        + "?by=week&of=area",
        "between": reverse("insights:between"),
        "heard": reverse("insights:heard", args=[many.consultation_id]),
        "list of three themes": f"{responses}?show=coded&{ids}",
        "list of a week": f"{responses}?show=coded&from=2026-03-02&until=2026-03-02&{ids}",
        "not coded": f"{responses}?show=uncoded",
    }
    client.get(places["map"])
    for name, address in places.items():
        with CaptureQueriesContext(connection) as asked:
            begin = time.perf_counter()
            assert client.get(address).status_code == 200
            took = time.perf_counter() - begin
        assert took < SECONDS, name
        assert len(asked) <= (20 if address.partition("?")[0] != responses else 40), name
