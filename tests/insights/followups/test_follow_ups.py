"""The screen of decisions, and what women and everyone then read."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditLine, User
from consultations.models import Decision, FollowUp
from core.models import Area
from feedback.models import Form
from insights.followups.services import follow_up
from insights.packs.services import publish_pack
from insights.packs.slips import outcome_parts
from tests.factories.accounts import make_staff
from tests.factories.packs import HOUSING, make_coded, make_decision, signed_pack
from tests.fixtures.story import StaffClient, log_in

State = FollowUp.State
Staff = Callable[..., StaffClient]
TOLD = {"state": "under_way", "what": "The first worker began in May."}


@pytest.fixture
def decided(asked: Form, facilitator: User) -> Decision:
    """A published decision that is due on 1 February 2027, and one that could not be done."""
    make_coded(asked, facilitator, HOUSING)
    decisions = [
        make_decision(due_on=date(2027, 2, 1)),
        make_decision(you_said="Visits are far.", answer="not", because="No money.", due_on=None),
    ]
    publish_pack(pack=signed_pack(asked, facilitator, decisions=decisions), by=facilitator)
    return Decision.objects.get(answer="do")


def place(decision: Decision) -> str:
    return reverse("insights:follow_up", args=[decision.pk])


def body(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [("facilitator", 200), ("second_coder", 302), ("reviewer", 302), ("administrator", 302)],
)
def test_who_sees_decisions(
    staff: Staff, decided: Decision, area: Area, role: str, status: int
) -> None:
    client = staff(role, area)
    for address in (reverse("insights:decisions"), place(decided)):
        assert client.get(address).status_code == status
    client.post(place(decided), TOLD)
    assert FollowUp.objects.exists() is (status == 200)


def test_another_area_is_not_found(staff: Staff, decided: Decision, other_area: Area) -> None:
    client = staff("facilitator", other_area)
    assert client.get(place(decided)).status_code == 404
    assert client.post(place(decided), TOLD).status_code == 404
    assert "There was nowhere to go." not in body(client, reverse("insights:decisions"))


@pytest.mark.parametrize("role", ["second_coder", "reviewer", "administrator"])
def test_who_may_not_tell(decided: Decision, area: Area, role: str) -> None:
    with pytest.raises(PermissionDenied):
        follow_up(decision=decided, by=make_staff(role, area), state=State.DONE, what="Open.")
    assert not FollowUp.objects.exists()


def test_it_is_told_to_everyone_and_to_each_woman(
    client: Client, decided: Decision, facilitator: User
) -> None:
    answer = log_in(facilitator).post(place(decided), TOLD)
    assert answer["Location"] == reverse("insights:decisions")
    (told,) = FollowUp.objects.all()
    assert (told.state, told.what) == (State.UNDER_WAY, TOLD["what"])
    page = body(client, decided.outcome.consultation.url)
    assert "Before 6 months: Under way." in page
    assert TOLD["what"] in page
    from feedback.models import Response

    parts = outcome_parts(list(Response.objects.all()))
    (hers,) = [part["outcome"]["decisions"] for part in parts.values()]
    assert hers[0]["after"] == [{"after": 1, "state": "under_way", "what": TOLD["what"]}]
    assert "after" not in hers[1]
    line = AuditLine.objects.get(action="tell what happened")
    assert TOLD["what"] not in str(vars(line))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"what": "It began."}, "Choose where it stands"),
        ({"state": "soon", "what": "It began."}, "Choose where it stands"),
        ({"state": "done", "what": " "}, "Say what happened, in a sentence or two."),
        ({"state": "done", "what": "It began. " * 70}, "Use 600 or fewer."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    decided: Decision, facilitator: User, sent: dict[str, str], said: str
) -> None:
    page = log_in(facilitator).post(place(decided), sent).content.decode()
    assert said in page
    assert sent["what"].strip() in page
    assert not FollowUp.objects.exists()


def test_what_is_late_stands_first_and_on_the_first_screen(
    decided: Decision, facilitator: User, time_machine: Any
) -> None:
    client, home = log_in(facilitator), reverse("wagtailadmin_home")
    assert "1 decision is late" not in body(client, home)
    assert ">Late<" not in body(client, reverse("insights:decisions"))
    time_machine.move_to("2027-02-02T12:00:00Z")
    client = log_in(facilitator)
    assert "1 decision is late" in body(client, home)
    page = body(client, reverse("insights:decisions"))
    assert page.index(">Late<") < page.index("There was nowhere to go.")
    assert "to be done by 1 February 2027, and nobody has said that it was" in page
    client.post(place(decided), {"state": "done", "what": "It is open."})
    assert "1 decision is late" not in body(client, home)


def test_the_page_promises_a_day_and_says_when_it_is_late(
    client: Client, decided: Decision, time_machine: Any
) -> None:
    address = decided.outcome.consultation.url
    page = body(client, address)
    assert page.count("We will say here by ") == 1  # not of what we could not do
    time_machine.move_to("2030-01-01T12:00:00Z")
    page = body(client, address)
    assert page.count("We promised to say by ") == 1
    assert "We will say here by " not in page


def test_nothing_more_can_be_told_after_a_year(
    decided: Decision, facilitator: User, time_machine: Any
) -> None:
    for day, what in (("01", "It is open."), ("02", "It still is."), ("03", "Thrice.")):
        time_machine.move_to(f"2029-01-{day}T12:00:00Z")
        client = log_in(facilitator)
        page = client.post(place(decided), {"state": "done", "what": what}, follow=True)
    assert "Nothing more is to be told" in page.content.decode()
    told = [(one.after, one.what) for one in FollowUp.objects.all()]
    assert told == [(6, "It is open."), (12, "It still is.")]  # the sixth month is not skipped


def test_between_tellings_it_may_be_said_that_it_is_over(
    decided: Decision, facilitator: User, time_machine: Any
) -> None:
    log_in(facilitator).post(place(decided), TOLD)
    time_machine.move_to("2027-02-01T12:00:00Z")
    client = log_in(facilitator)
    page = body(client, place(decided))
    assert ("Since then" in page, 'value="under_way"' in page) == (True, False)
    wrong = client.post(place(decided), TOLD).content.decode()
    assert "Choose where it stands: one of the two." in wrong
    assert FollowUp.objects.count() == 1
    client.post(place(decided), {"state": "done", "what": "Each woman has one."})
    assert [one.after for one in FollowUp.objects.all()] == [1, 0]
    page = body(client, decided.outcome.consultation.url)
    assert "Since then: Done." in page


def test_the_list_asks_no_more_for_more(decided: Decision, facilitator: User) -> None:
    client, place = log_in(facilitator), reverse("insights:decisions")

    def asked() -> int:
        client.get(place)
        with CaptureQueriesContext(connection) as queries:
            client.get(place)
        return len(queries)

    few = asked()
    for number in range(30):
        Decision.objects.create(outcome=decided.outcome, answer="do", you_said=f"Number {number}.")
    assert "Number 29." in body(client, place)
    assert asked() == few <= 20
