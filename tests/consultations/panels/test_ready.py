"""What an administrator is told of panels before the first day: who answers, and what is stuck."""

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from consultations.panels.models import Message, Panel
from consultations.panels.ready import check_panels
from core.day_one.checks import State
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.accounts import make_staff


@pytest.fixture
def boss(panel: Panel) -> User:
    return make_staff(Role.ADMINISTRATOR, panel.area)


def states(user: User) -> list[State]:
    return [check.state for check in check_panels(user)]


def test_a_panel_without_a_lead_is_dangerous(boss: User, panel: Panel) -> None:
    Panel.objects.update(
        state=Panel.State.ACTIVE, safeguarding_lead=make_staff("safeguarding_lead", panel.area)
    )
    assert states(boss) == [State.FINE]
    Panel.objects.update(safeguarding_lead=None)
    (check,) = check_panels(boss)
    assert check.state == State.DANGER
    assert panel.name in check.what
    Panel.objects.update(state=Panel.State.CLOSED)
    assert states(boss) == []


def test_mail_that_failed_is_counted_and_nobody_named(boss: User, panel: Panel) -> None:
    her = joined(panel)
    Panel.objects.update(state=Panel.State.ACTIVE)
    Message.objects.create(member=her, key="k", made_on=timezone.localdate(), state="failed")
    told = [check.what for check in check_panels(boss)]
    assert "1 message to a panel member could not be sent." in told
    assert her.chosen_name not in " ".join(told)


def test_another_area_tells_nothing(panel: Panel, other_area: Area) -> None:
    Panel.objects.update(state=Panel.State.ACTIVE, safeguarding_lead=None)
    assert states(make_staff(Role.ADMINISTRATOR, other_area)) == []
    assert states(make_staff(Role.EDITOR, panel.area)) == []
