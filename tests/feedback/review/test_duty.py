"""Leads with cover, the rules of a room; alarms: raised, mailed once a day, ended by reading."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.urls import reverse

from accounts.models import RoleHolding, User
from core.models import Area
from feedback.models import Form
from feedback.review.cases.services import open_case
from feedback.review.duty.alarms import watch
from feedback.review.duty.selectors import lead_of, notices_for, rules_of
from feedback.review.duty.services import end_period, save_period, set_rules
from feedback.review.models import Alarm, CueLevel, LastSweep, LeadPeriod, SafeguardingCase
from feedback.review.services import note_level, open_batch, open_waiting
from tests.feedback.review.conftest import Send, actions, sweep_now
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]
TODAY = date(2026, 11, 25)  # a Wednesday
URGENT = "he said he will kill me tonight"


def at(day: int, hour: float, minute: int = 0) -> datetime:
    """A time in November 2026."""
    return datetime(2026, 11, day, int(hour), minute, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def administrator(staff: Staff, area: Area) -> User:
    return staff("administrator", area).user


@pytest.fixture
def sian(staff: Staff, area: Area) -> User:
    return staff("safeguarding_lead", area).user


def named(by: User, area: Area, who: User, first: int, last: int | None, part: str) -> LeadPeriod:
    """A period whose days are counted from TODAY."""
    period = LeadPeriod(
        area=area,
        person=who,
        part=part,
        first_day=TODAY + timedelta(days=first),
        last_day=None if last is None else TODAY + timedelta(days=last),
        reach="inside number 5511",
    )
    return save_period(user=by, period=period)


# -- leads


@pytest.mark.parametrize(
    ("offset", "who"),
    [
        (-1, None),
        (0, "lead"),
        (9, "lead"),
        (10, "cover"),
        (14, "cover"),
        (15, "lead"),
        (500, "lead"),
    ],
)
def test_who_stands_in_goes_before_who_leads(
    area: Area, administrator: User, sian: User, staff: Staff, offset: int, who: str | None
) -> None:
    cover = staff("safeguarding_lead", area).user
    named(administrator, area, sian, 0, None, "leads")
    named(administrator, area, cover, 10, 14, "stands_in")
    found = lead_of(area, TODAY + timedelta(days=offset))
    assert (found and found.person) == {"lead": sian, "cover": cover, None: None}[who]


def test_who_lost_her_role_or_login_leads_nothing(
    area: Area, administrator: User, sian: User
) -> None:
    named(administrator, area, sian, 0, None, "leads")
    sian.is_active = False
    sian.save()
    assert lead_of(area, TODAY) is None
    sian.is_active = True
    sian.save()
    assert lead_of(area, TODAY) is not None
    RoleHolding.objects.filter(user=sian).delete()
    assert lead_of(area, TODAY) is None


@pytest.mark.parametrize(
    ("first", "last", "part", "field"),
    [
        (5, None, "leads", "first_day"),  # another leads then
        (-5, 0, "leads", "first_day"),  # on its last day
        (5, None, "stands_in", "last_day"),  # until when?
        (5, 4, "stands_in", "last_day"),
    ],
)
def test_days_that_do_not_hold_are_refused(
    area: Area, administrator: User, sian: User, first: int, last: int | None, part: str, field: str
) -> None:
    named(administrator, area, sian, 0, None, "leads")
    with pytest.raises(ValidationError) as refused:
        named(administrator, area, sian, first, last, part)
    assert field in refused.value.message_dict
    assert LeadPeriod.objects.count() == 1


def test_only_somebody_who_may_decide_there_is_named(
    area: Area, other_area: Area, administrator: User, staff: Staff
) -> None:
    for person in (staff("reviewer", area).user, staff("safeguarding_lead", other_area).user):
        with pytest.raises(ValidationError) as refused:
            named(administrator, area, person, 0, None, "leads")
        assert "person" in refused.value.message_dict


@pytest.mark.parametrize("role", ["reviewer", "safeguarding_lead", "facilitator", "editor"])
def test_only_the_areas_administrators_set_it(
    area: Area, other_area: Area, administrator: User, sian: User, staff: Staff, role: str
) -> None:
    period = named(administrator, area, sian, 0, None, "leads")
    for user in (staff(role, area).user, staff("administrator", other_area).user):
        with pytest.raises(PermissionDenied):
            named(user, area, sian, 50, 51, "stands_in")
        with pytest.raises(PermissionDenied):
            end_period(user=user, period=period)
        with pytest.raises(PermissionDenied):
            set_rules(user=user, area=area, most_a_day=1, urgent_hours=1, debrief="")
    assert lead_of(area, TODAY) == period


@time_machine.travel(at(25, 12), tick=False)
def test_ending_keeps_who_led_before_today(area: Area, administrator: User, sian: User) -> None:
    begun = named(administrator, area, sian, -5, None, "leads")
    to_come = named(administrator, area, sian, 5, 6, "stands_in")
    for period in (begun, to_come):
        end_period(user=administrator, period=period)
    assert lead_of(area, TODAY) is None
    assert lead_of(area, TODAY - timedelta(days=1)) == begun
    assert LeadPeriod.objects.count() == 1
    assert actions().count("ended safeguarding lead") == 2


@pytest.mark.parametrize(("most", "hours"), [(0, 4), (201, 4), (40, 0), (40, 9)])
def test_rules_that_make_no_sense_are_refused(
    area: Area, administrator: User, most: int, hours: int
) -> None:
    with pytest.raises(ValidationError):
        set_rules(user=administrator, area=area, most_a_day=most, urgent_hours=hours, debrief="")
    assert rules_of(area).most_a_day == 40


# -- alarms


@pytest.fixture
def told(area: Area, administrator: User, sian: User, staff: Staff, other_area: Area) -> set[str]:
    """Addresses of those who are told, and somebody of another area who is not."""
    staff("reviewer", other_area)
    staff("facilitator", area)
    return {administrator.email, sian.email, staff("reviewer", area).user.email}


def test_an_alarm_comes_after_a_working_day_and_is_mailed_once_a_day(
    send: Send, one_form: Form, told: set[str], reader: User
) -> None:
    with time_machine.travel(at(25, 15), tick=False):  # Wednesday
        send("They listened to me, Zanzibar.")
        sweep_now()
        watch()
    with time_machine.travel(at(26, 14, 59), tick=False):
        watch()
        assert not Alarm.objects.exists()
    with time_machine.travel(at(26, 15), tick=False):
        assert (watch().mailed, watch().mailed) == (4, 0)
        assert notices_for(reader).alarms[0].kind == "unread"
    with time_machine.travel(at(28, 12), tick=False):  # Saturday
        assert watch().mailed == 0
    with time_machine.travel(at(30, 8), tick=False):  # Monday, before nine
        assert watch().mailed == 0
    with time_machine.travel(at(30, 9), tick=False):
        assert watch().mailed == 4
        batch = open_batch(user=reader, area=one_form.consultation.area)
        assert notices_for(reader).alarms  # a batch alone is no reading
        assert batch is not None
        open_waiting(user=reader, waiting=batch.waitingresponse_set.get())
        assert not notices_for(reader).alarms
        assert watch().standing == 0
    assert {message.to[0] for message in mail.outbox} == told | {reader.email}
    for message in mail.outbox:
        said = f"{message.subject} {message.body}"
        assert not [w for w in ("Zanzibar", "Southdown", "urgent", "safeguard", "1 ") if w in said]


def test_nothing_waits_and_nothing_alarms(area: Area, told: set[str]) -> None:
    for day in (23, 24, 25, 26):
        with time_machine.travel(at(day, 16), tick=False):
            assert watch().standing == 0
    assert mail.outbox == []


def test_an_urgent_case_alarms_sooner_until_its_lead_looks(
    send: Send, one_form: Form, told: set[str], reader: User, sian: User
) -> None:
    area = one_form.consultation.area
    with time_machine.travel(at(25, 9), tick=False):
        send(URGENT)
        sweep_now()
        watch()
    with time_machine.travel(at(25, 12, 59), tick=False):
        assert watch().standing == 0
    with time_machine.travel(at(25, 13), tick=False):
        assert watch().standing == 1
        batch = open_batch(user=reader, area=area)
        assert batch is not None
        open_waiting(user=reader, waiting=batch.waitingresponse_set.get())
        assert watch().standing == 1  # a reader has seen it; its lead has not
        open_case(user=sian, case=SafeguardingCase.objects.get())
        assert not Alarm.objects.filter(ended_at=None).exists()
        assert watch().standing == 0


@pytest.mark.parametrize("level", [CueLevel.CONCERN, CueLevel.NONE])
def test_a_case_that_a_reader_holds_for_less_alarms_after_a_working_day(
    send: Send, one_form: Form, told: set[str], reader: User, sian: User, level: CueLevel
) -> None:
    with time_machine.travel(at(25, 9), tick=False):
        send(URGENT)
        sweep_now()
        batch = open_batch(user=reader, area=one_form.consultation.area)
        assert batch is not None
        waiting = batch.waitingresponse_set.get()
        note_level(reader, waiting, level)
    kinds = Alarm.objects.filter(ended_at=None, kind=Alarm.Kind.URGENT)
    with time_machine.travel(at(25, 16, 59), tick=False):
        watch()
        assert not kinds.exists()
    with time_machine.travel(at(26, 9), tick=False):
        watch()
        assert kinds.exists()
        open_case(user=sian, case=SafeguardingCase.objects.get())
        watch()
        assert not kinds.exists()


def test_where_no_mail_could_be_sent_it_is_tried_again(
    send: Send, told: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel(at(25, 9), tick=False):
        send(URGENT)
        sweep_now()
    sent = EmailMessage.send
    with time_machine.travel(at(25, 14), tick=False):

        def fail(self: Any, fail_silently: bool = False) -> int:
            raise OSError("no server")

        monkeypatch.setattr(EmailMessage, "send", fail)
        assert watch().mailed == 0
        monkeypatch.setattr(EmailMessage, "send", sent)
        assert watch().mailed == 3


def test_a_worker_that_stopped_is_said_on_the_first_screen(reader: User) -> None:
    with time_machine.travel(at(25, 0, 5), tick=False):
        sweep_now()
    with time_machine.travel(at(26, 12), tick=False):
        assert notices_for(reader).last_sweep is None
    with time_machine.travel(at(26, 14), tick=False):
        assert notices_for(reader).last_sweep == LastSweep.objects.get().at


# -- screens


@pytest.mark.pages
def test_an_administrator_names_a_lead_and_readers_see_her(
    area: Area, staff: Staff, sian: User
) -> None:
    client, reviewer = staff("administrator", area), staff("reviewer", area)
    for user in (client, reviewer):
        assert "has no safeguarding lead today" in user.get("/manage/").content.decode()
    posted = {"person": sian.pk, "part": "leads", "first_day": "2026-01-05", "reach": "5511"}
    address = reverse("reading_room:add_period", args=[area.pk])
    wrong = client.post(address, posted | {"last_day": "2026-01-02"})
    assert "The last day comes before the first" in wrong.content.decode()
    assert 'value="5511"' in wrong.content.decode()
    assert client.post(address, posted).status_code == 302
    shown = reviewer.get(reverse("reading_room:queue")).content.decode()
    assert f"{sian}, 5511" in shown
    assert "has no safeguarding lead today" not in shown


@pytest.mark.pages
def test_rooms_are_for_administrators_of_their_areas(
    area: Area, other_area: Area, staff: Staff, sian: User, administrator: User
) -> None:
    period = named(administrator, area, sian, 0, None, "leads")
    stranger = staff("administrator", other_area)
    for name, pk in (("add_period", area.pk), ("rules", area.pk), ("change_period", period.pk)):
        assert stranger.get(reverse(f"reading_room:{name}", args=[pk])).status_code == 404
    assert stranger.post(reverse("reading_room:end_period", args=[period.pk])).status_code == 404
    assert area.name not in stranger.get(reverse("reading_room:rooms")).content.decode()
    assert staff("reviewer", area).get(reverse("reading_room:rooms")).status_code == 302
