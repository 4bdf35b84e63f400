"""Nothing typed into an address or a field of the screens of running it breaks them; and they take
few queries, as many for many people as for few."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.elevation.services import begin_elevation, end_elevation
from accounts.roles import Role
from accounts.services import audit
from core.models import Area
from tests.factories.accounts import make_staff
from tests.fixtures.story import StaffClient, log_in

pytestmark = pytest.mark.pages
ODD = ["", "0", "9" * 40, str(2**63), "a\0b", "٣", "x" * 30_000, "\ud800"]
FIELDS = ["role", "area", "email", "name", "how", "reason", "minutes", "batches"]
MOST = 20
HOME = 30  # each app tells what it knows of, and Wagtail has panels of its own


@pytest.fixture
def boss(staff: Callable[..., StaffClient], area: Area) -> StaffClient:
    client = staff("administrator", area)
    client.raise_request_exception = False
    return client


def screens(person: int) -> list[str]:
    names = ("people:list", "people:invite", "elevation:elevation", "day_one")
    of_one = ("person", "second_factor", "leave")
    return [reverse(name) for name in names] + [
        reverse(f"people:{name}", args=[person]) for name in of_one
    ]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd[:5]))
def test_odd_words_are_answered(boss: StaffClient, area: Area, odd: str) -> None:
    word = odd.encode("utf-8", "surrogatepass")
    person, kind = make_staff("reviewer", area), "application/x-www-form-urlencoded"
    for where in screens(person.pk):
        if where.endswith("/leaves/"):
            continue  # it ends her access: asked below
        sent = urlencode(dict.fromkeys(FIELDS, word))
        assert boss.post(where, sent, content_type=kind).status_code < 500, where
        assert boss.get(f"{where}?{urlencode({'p': word})}").status_code == 200, where
    auditor = log_in(make_staff("auditor", area))
    auditor.raise_request_exception = False
    asked = urlencode({"p": word, "action": word, "staff": word, "check": word})
    assert auditor.get(f"{reverse('audit:log')}?{asked}").status_code == 200
    assert boss.post(reverse("people:leave", args=[person.pk]), {"x": "y"}).status_code == 302


@pytest.mark.parametrize("pk", ["0", "9" * 18])
def test_people_that_are_not_there_are_not_found(boss: StaffClient, pk: str) -> None:
    for name in ("person", "second_factor", "leave", "mail", "end_role"):
        where = reverse(f"people:{name}", args=[pk])
        assert {boss.get(where).status_code, boss.post(where).status_code} <= {404, 405}


def test_pages_take_few_queries_and_as_many_for_many_as_for_few(
    boss: StaffClient, area: Area
) -> None:
    auditor, person = log_in(make_staff("auditor", area)), make_staff("reviewer", area)

    def counted() -> dict[str, int]:
        found = {}
        asked = [(boss, where) for where in ["/manage/", *screens(person.pk)]]
        for client, where in [*asked, (auditor, reverse("audit:log")), (auditor, "/manage/")]:
            client.get(where)
            with CaptureQueriesContext(connection) as taken:
                assert client.get(where).status_code == 200
            found[f"{client.user} {where}"] = len(taken)
        return found

    other = make_staff("administrator", area)

    def grow(number: int) -> None:
        for _ in range(number):
            make_staff("editor", area)
            audit(user=boss.user, action="x", subject="y")
            taken = begin_elevation(
                user=other, role=Role.REVIEWER, area=area, reason="x", minutes=30
            )
            end_elevation(user=other, elevation=taken)

    grow(1)
    few = counted()
    grow(6)
    many = counted()
    # each row of a list asks nothing; elevated access is told on each page, and opens more of it
    assert {w: (few[w], n) for w, n in many.items() if n > few[w]} == {}
    assert {w: n for w, n in many.items() if n > (HOME if w.endswith("/manage/") else MOST)} == {}
