"""Requests for contact have a clock, cues and alarms; taking one up ends them."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.urls import reverse

from accounts.models import User
from core.models import Area
from feedback.contact.models import ContactService
from feedback.review.contacts.models import ContactRequest
from feedback.review.contacts.selectors import Listed, listed, open_requests_for
from feedback.review.contacts.services import note_step
from feedback.review.duty.alarms import watch
from feedback.review.duty.selectors import contact_alarms_for, notices_for
from feedback.review.models import Alarm, CueLevel, SafeguardingCase, WaitingResponse
from tests.feedback.contact.conftest import Ask
from tests.feedback.review.conftest import sweep_now
from tests.fixtures.story import StaffClient, log_in

Staff = Callable[..., StaffClient]
DANGER = "he said he will kill me tonight, Zanzibar"
LIST = "reading_room:contacts"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in November 2026: the 25th is a Wednesday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def worker(staff: Staff, area: Area) -> StaffClient:
    return staff("contact_worker", area)


def taken_up(request: ContactRequest, by: User, state: str = "tried") -> None:
    note_step(user=by, request=request, state=state, note="Texted once.")


def kinds() -> list[str]:
    """Alarms that stand."""
    return list(Alarm.objects.filter(ended_at=None).values_list("kind", flat=True))


# -- the clock


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (at(26, 14, 59), ""),
        (at(26, 15), "late by less than a working day"),
        (at(27, 15), "late by 1 working day"),
        (at(29, 12), "late by 1 working day"),  # Sunday
        (at(30, 15), "late by 2 working days"),
    ],
)
def test_it_is_late_after_a_working_day(
    ask: Ask, worker: StaffClient, moment: datetime, says: str
) -> None:
    with time_machine.travel(at(25, 14, 20), tick=False):  # its clock runs from three
        ask()
    with time_machine.travel(moment, tick=False):
        (row,) = listed(open_requests_for(worker.user))
        assert row.late_by == says
        client = log_in(worker.user)  # hers of that day has ended
        page = client.get(reverse(LIST)).content.decode()
        home = client.get("/manage/").content.decode()
    assert ("late by" in page) is bool(says)
    assert says in page
    assert ("contacted, 1 new, 1 late" in home) is bool(says)


@pytest.mark.parametrize("state", ["tried", "reached", "passed_on", "closed"])
def test_one_that_was_taken_up_is_never_late(ask: Ask, worker: StaffClient, state: str) -> None:
    with time_machine.travel(at(25, 15), tick=False):
        request = ask()
        taken_up(request, worker.user, state)
    with time_machine.travel(at(30, 15), tick=False):
        assert watch().standing == 0
        request.refresh_from_db()
        assert not listed([request])[0].is_late
        assert "1 late" not in log_in(worker.user).get("/manage/").content.decode()


def test_the_clock_tells_no_order_and_no_minute(ask: Ask) -> None:
    with time_machine.travel(at(25, 14, 20), tick=False):
        ask()
    with time_machine.travel(at(25, 14, 50), tick=False):
        ask()
    assert set(ContactRequest.objects.values_list("clock_from", flat=True)) == {at(25, 15)}


def test_danger_comes_first_then_late_then_concern(ask: Ask, worker: StaffClient) -> None:
    with time_machine.travel(at(23, 9), tick=False):
        reached = ask(DANGER)
        taken_up(reached, worker.user, "reached")
        tried, late = ask(), ask()
        taken_up(tried, worker.user)
    with time_machine.travel(at(25, 9), tick=False):
        plain, concern, urgent = ask(), ask(), ask(DANGER)
    ContactRequest.objects.filter(pk=concern.pk).update(cue_level=CueLevel.CONCERN)
    with time_machine.travel(at(25, 10), tick=False):
        rows = listed(open_requests_for(worker.user))
    assert [row.request for row in rows] == [urgent, late, concern, plain, tried, reached]


# -- cues


@pytest.mark.parametrize("field", ["name", "reach", "safe"])
def test_cues_are_looked_for_in_all_that_she_typed(ask: Ask, field: str) -> None:
    request = ask(**{field: DANGER})
    assert request.cue_level == CueLevel.URGENT
    assert request.cue_kinds
    assert Listed(request, 0).is_urgent


def test_only_level_and_kinds_are_kept_and_no_response_knows(ask: Ask, worker: StaffClient) -> None:
    request = ask(DANGER)
    row = ContactRequest.objects.filter(pk=request.pk).values().get()
    assert "Zanzibar" not in str({k: v for k, v in row.items() if k != "sealed"})
    assert not WaitingResponse.objects.exists()
    assert not SafeguardingCase.objects.exists()
    page = worker.get(reverse(LIST)).content.decode()
    assert "Zanzibar" not in page
    assert 'reading-room__urgent">Urgent' in page
    assert "contacted, 1 new, 1 urgent</a> <b>urgent</b>" in worker.get("/manage/").content.decode()


def test_without_a_cue_nothing_is_said_to_be_safe(ask: Ask, worker: StaffClient) -> None:
    request = ask("Please ring after school.")
    assert (request.cue_level, request.cue_kinds) == (0, [])
    page = worker.get(reverse(LIST)).content.decode()
    assert "No cue found" in page
    assert "in danger all the same" in page
    assert "1 urgent" not in worker.get("/manage/").content.decode()


def test_cues_go_when_her_details_go(ask: Ask, worker: StaffClient) -> None:
    with time_machine.travel(at(1, 9), tick=False):
        request = ask(DANGER)
        taken_up(request, worker.user, "closed")
    with time_machine.travel(at(30, 9), tick=False):
        sweep_now()
        request.refresh_from_db()
        assert request.cue_kinds
    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Europe/London"))):
        sweep_now()
    request.refresh_from_db()
    assert (bytes(request.sealed), request.cue_level, request.cue_kinds) == (b"", 0, [])


# -- alarms


def test_an_alarm_comes_after_a_working_day_and_ends_when_somebody_takes_it_up(
    ask: Ask, worker: StaffClient, staff: Staff, area: Area, other_area: Area
) -> None:
    told = {staff(role, area).user.email for role in ("safeguarding_lead", "administrator")}
    reader, stranger = staff("reviewer", area), staff("contact_worker", other_area)
    with time_machine.travel(at(25, 15), tick=False):
        request = ask(name="Zanzibar")
        assert watch().standing == 0
    with time_machine.travel(at(26, 14, 59), tick=False):
        assert watch().standing == 0
    with time_machine.travel(at(26, 15), tick=False):
        assert (watch().mailed, watch().mailed) == (3, 0)
        assert [alarm.kind for alarm in contact_alarms_for(worker.user)] == ["contact"]
        for user in (reader.user, stranger.user):
            assert not contact_alarms_for(user)
            assert not notices_for(user).alarms
    with time_machine.travel(at(27, 9), tick=False):
        assert watch().mailed == 3
        home = log_in(worker.user).get("/manage/").content.decode()
        assert "has waited for a working day" in home
        taken_up(request, worker.user)
        assert kinds() == []
        assert watch().standing == 0
    assert {message.to[0] for message in mail.outbox} == told | {worker.user.email}
    for message in mail.outbox:
        said = f"{message.subject} {message.body}"
        assert not [w for w in ("Zanzibar", "Southdown", "contact", "danger", "1 ") if w in said]


def test_danger_alarms_at_once_and_tells_the_lead(
    ask: Ask, worker: StaffClient, staff: Staff, area: Area
) -> None:
    lead = staff("safeguarding_lead", area)
    with time_machine.travel(at(25, 9), tick=False):
        request = ask(DANGER)
        assert watch().mailed == 2
        assert {message.to[0] for message in mail.outbox} == {worker.user.email, lead.user.email}
        for address in ("/manage/", reverse("reading_room:cases"), reverse(LIST)):
            assert "may be in danger" in lead.get(address).content.decode()
        taken_up(request, lead.user)
        assert "may be in danger." not in lead.get("/manage/").content.decode()
    assert kinds() == []


@pytest.mark.parametrize("safe", ["", "Please ring after school."])
def test_a_new_one_without_danger_alarms_nobody(ask: Ask, worker: StaffClient, safe: str) -> None:
    with time_machine.travel(at(25, 9), tick=False):
        ask(safe)
        assert watch().standing == 0
    assert mail.outbox == []


def test_the_second_alarm_of_a_day_is_mailed_too(ask: Ask, worker: StaffClient) -> None:
    with time_machine.travel(at(25, 9), tick=False):
        ask()
    with time_machine.travel(at(26, 9), tick=False):
        assert watch().mailed == 1
        ask(DANGER)
        assert (watch().mailed, watch().mailed) == (1, 0)
    assert kinds() == ["danger", "contact"]


def test_another_area_s_danger_is_not_hers(
    ask: Ask, worker: StaffClient, staff: Staff, other_area: Area, service: ContactService
) -> None:
    lead = staff("safeguarding_lead", other_area)
    with time_machine.travel(at(25, 9), tick=False):
        ask(DANGER)
        watch()
        assert not contact_alarms_for(lead.user)
        assert "may be in danger." not in lead.get("/manage/").content.decode()
    assert [message.to for message in mail.outbox] == [[worker.user.email]]


def test_an_administrator_without_the_role_sees_the_alarm_and_no_request(
    ask: Ask, staff: Staff, area: Area
) -> None:
    boss = staff("administrator", area)
    with time_machine.travel(at(25, 9), tick=False):
        ask(DANGER)
        watch()
        home = boss.get("/manage/").content.decode()
    assert "may be in danger" in home
    assert "Ask a contact worker" in home
    assert reverse(LIST) not in home


def test_requests_from_before_run_from_nine_of_their_day(ask: Ask) -> None:
    request = ask()
    migration = import_module("feedback.review.migrations.0011_contact_clock")
    ContactRequest.objects.update(swept_on=at(24, 0).date())
    migration.start_clocks(apps, None)
    request.refresh_from_db()
    assert request.clock_from == at(24, 9)
