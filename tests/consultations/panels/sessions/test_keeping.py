"""By the clock: a word on the day before, and what is no longer needed goes."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from consultations.panels.models import AccessRequest, Attendance, Panel, Session
from consultations.panels.people.sending import beside
from consultations.panels.sessions import keeping
from core.models import Area
from tests.factories.sessions import in_days, make_led_panel, make_place, make_session

S = Session.State


@pytest.fixture
def panel(area: Area) -> Panel:
    return make_led_panel(area)


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("days", [0, 1, 2])
def test_on_the_day_before_who_comes_reads_where(panel: Panel, state: str, days: int) -> None:
    told = Session.PlaceTold.DAY_BEFORE
    session = make_session(
        panel,
        state,
        starts_at=in_days(days, 23),
        place_told=told,
        briefed_on=timezone.localdate() - timedelta(days=9),
    )
    sure, unsure, away, silent = (
        make_place(session, answer=a).member for a in ("yes", "maybe", "no", "none")
    )
    call_command("tell_members", verbosity=0)
    keeping.remind_of_tomorrow()
    if state == S.READY and days == 1:
        assert beside(sure.messages.get()) == "1 High Street, blue door, ring twice"
        assert not beside(unsure.messages.get())
        assert "1 High Street" not in sure.messages.get().text
    else:
        assert not sure.messages.exists()
    assert not away.messages.exists()
    assert not silent.messages.exists()


@pytest.mark.parametrize(
    ("days", "needs", "adjusted", "absent"),
    [(-89, 2, True, True), (-91, 0, True, True), (-366, 0, False, False)],
)
def test_what_is_no_longer_needed_goes(
    panel: Panel, days: int, needs: int, adjusted: bool, absent: bool
) -> None:
    session = make_session(panel, S.CLOSED, starts_at=in_days(days))
    there = make_place(session, came="full", sealed=b"x", contact_by="Ruth", contact_went="reached")
    away = make_place(session, answer="no")
    for place in (there, away):
        place.requests.create(sealed=b"x")
    call_command("tell_members", verbosity=0)
    assert AccessRequest.objects.count() == needs
    there.refresh_from_db()
    assert there.came == "full"
    assert bool(there.sealed) is adjusted
    assert bool(there.contact_by) is (days > -90)
    assert Attendance.objects.filter(pk=away.pk).exists() is absent


def test_what_is_to_come_is_left_alone(panel: Panel) -> None:
    place = make_place(make_session(panel, S.OPEN))
    place.requests.create(sealed=b"x")
    assert keeping.forget_old() == 0
