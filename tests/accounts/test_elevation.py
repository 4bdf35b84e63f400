"""Elevated access: timed, with a reason, recorded, on screen, and ending by itself."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.elevation.services import begin_elevation, end_elevation
from accounts.models import AuditLine, Elevation
from accounts.people.services import end_role
from accounts.permissions import people_who_may, user_may
from accounts.roles import ACTIONS, LENDABLE, NOT_LENT, Role
from accounts.services import grant_role, roll_audit
from core.models import Area
from tests.factories.accounts import make_user
from tests.fixtures.story import StaffClient, log_in

Staff = Callable[..., StaffClient]
READ = "feedback.review_responses"
WHERE = "elevation:elevation"


@pytest.fixture
def boss(staff: Staff, area: Area) -> StaffClient:
    return staff("administrator", area)


def sent(place: Area, **more: object) -> dict[str, object]:
    why = {"reason": "Both readers are ill.", "minutes": "30"}
    return {"role": "reviewer", "area": place.pk} | why | more


def test_it_begins_is_seen_and_ends_by_itself(
    boss: StaffClient, area: Area, other_area: Area, time_machine: Any
) -> None:
    time_machine.move_to("2026-11-25T10:00:00Z", tick=False)
    boss = log_in(boss.user)
    room = reverse("reading_room:queue")
    assert boss.get(room).status_code == 302
    assert boss.post(reverse(WHERE), sent(area)).status_code == 302
    taken = Elevation.objects.get()
    assert taken.reason == "Both readers are ill."
    line = AuditLine.objects.latest("pk")
    assert line.subject == f"{taken.pk}: reviewer in southdown, 30 minutes"
    assert boss.get(room).status_code == 200
    assert "You have elevated access: Reviewer, Southdown, until 10:30" in str(
        boss.get("/manage/").content.decode()
    )
    assert not user_may(boss.user, READ, other_area)
    time_machine.move_to("2026-11-25T10:30:01Z", tick=False)
    assert boss.get(room).status_code == 302
    assert "You have elevated access" not in boss.get("/manage/").content.decode()


def test_she_ends_it_herself_once(boss: StaffClient, area: Area) -> None:
    boss.post(reverse(WHERE), sent(area))
    taken = Elevation.objects.get()
    for _ in range(2):
        assert boss.post(reverse("elevation:end", args=[taken.pk])).status_code == 302
    assert AuditLine.objects.filter(action="ended elevated access").count() == 1
    assert boss.get(reverse("reading_room:queue")).status_code == 302


def test_another_s_is_not_hers_to_end(boss: StaffClient, staff: Staff, area: Area) -> None:
    boss.post(reverse(WHERE), sent(area))
    taken, other = Elevation.objects.get(), staff("administrator", area)
    assert other.post(reverse("elevation:end", args=[taken.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        end_elevation(user=other.user, elevation=taken)
    assert taken.is_on


@pytest.mark.parametrize(
    ("role", "elsewhere", "stays"),
    [
        (Role.ADMINISTRATOR, False, False),
        (Role.ADMINISTRATOR, True, True),
        (Role.EDITOR, False, True),
    ],
)
def test_it_ends_with_the_role_that_it_was_taken_by(
    boss: StaffClient,
    staff: Staff,
    area: Area,
    other_area: Area,
    role: Role,
    elsewhere: bool,
    stays: bool,
) -> None:
    for place in (area, other_area):
        for held in (Role.ADMINISTRATOR, Role.EDITOR):
            grant_role(user=boss.user, role=held, area=place)
    begin_elevation(user=boss.user, role=Role.REVIEWER, area=area, reason="x", minutes=30)
    other = staff("administrator", area, other_area)
    place = other_area if elsewhere else area
    end_role(by=other.user, holding=boss.user.role_holdings.get(role=role, area=place))
    assert Elevation.objects.get().is_on is stays
    assert (boss.get(reverse("reading_room:queue")).status_code == 200) is stays


@pytest.mark.parametrize("role", [role for role in Role if role not in LENDABLE])
def test_roles_that_are_never_lent(boss: StaffClient, area: Area, role: Role) -> None:
    page = boss.post(reverse(WHERE), sent(area, role=role.value)).content.decode()
    assert "choose one from the list" in page
    with pytest.raises(ValueError, match="lent"):
        begin_elevation(user=boss.user, role=role, area=area, reason="x", minutes=30)
    assert not Elevation.objects.exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"reason": " "}, "is empty. Write it here."),
        ({"reason": "x" * 301}, "Use 300 or fewer"),
        ({"minutes": "600"}, "choose one from the list"),
        ({"minutes": ""}, "Choose one."),
        ({"area": "0"}, "choose one from the list"),
    ],
)
def test_without_a_reason_or_an_end_there_is_none(
    boss: StaffClient, area: Area, changed: dict[str, str], told: str
) -> None:
    assert told in boss.post(reverse(WHERE), sent(area, **changed)).content.decode()
    assert not Elevation.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_takes_any(staff: Staff, area: Area, role: Role) -> None:
    client = staff(role, area)
    client.post(reverse(WHERE), sent(area))
    with pytest.raises(PermissionDenied):
        begin_elevation(user=client.user, role=Role.REVIEWER, area=area, reason="x", minutes=30)
    assert not Elevation.objects.exists()


def test_neither_in_another_area_nor_as_superuser(
    boss: StaffClient, area: Area, other_area: Area
) -> None:
    assert (
        "choose one from the list" in boss.post(reverse(WHERE), sent(other_area)).content.decode()
    )
    with pytest.raises(PermissionDenied):
        begin_elevation(
            user=make_user(superuser=True), role=Role.REVIEWER, area=area, reason="x", minutes=30
        )


def test_what_a_lent_role_allows_and_what_it_never_does(boss: StaffClient, area: Area) -> None:
    for role in LENDABLE:
        begin_elevation(user=boss.user, role=role, area=area, reason="x", minutes=30)
    lent = frozenset().union(*(ACTIONS[role] for role in LENDABLE)) - ACTIONS[Role.ADMINISTRATOR]
    assert {action for action in lent if user_may(boss.user, action, area)} == lent - NOT_LENT
    # nobody is named, mailed or counted for what she only has for an hour
    assert not [a for a in lent if people_who_may(a, area).filter(pk=boss.user.pk).exists()]


def test_auditors_see_all_and_administrators_their_areas(
    boss: StaffClient, staff: Staff, area: Area, other_area: Area
) -> None:
    boss.post(reverse(WHERE), sent(area))
    for client, sees in (
        (staff("auditor", other_area), True),
        (staff("administrator", area), True),
        (staff("administrator", other_area), False),
    ):
        page = client.get(reverse(WHERE)).content.decode()
        assert ("Both readers are ill." in page) is sees
    auditor = staff("auditor", area)
    assert "Elevated access was taken 1 time" in auditor.get("/manage/").content.decode()
    assert staff("reviewer", area).get(reverse(WHERE)).status_code == 302


def test_it_goes_with_the_log_of_its_month(
    boss: StaffClient, area: Area, time_machine: Any
) -> None:
    time_machine.move_to("2024-01-10T10:00:00Z")
    begin_elevation(user=boss.user, role=Role.REVIEWER, area=area, reason="x", minutes=30)
    time_machine.move_to("2026-11-25T10:00:00Z")
    begin_elevation(user=boss.user, role=Role.REVIEWER, area=area, reason="y", minutes=30)
    roll_audit(before=date(2024, 12, 1))
    assert [row.reason for row in Elevation.objects.all()] == ["y"]
