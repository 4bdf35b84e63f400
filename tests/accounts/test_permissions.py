"""Area × role × action, as a table; and the two doors that ask it: has_perm and the middleware."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accounts.models import User
from accounts.permissions import areas_where, user_may
from accounts.roles import ACTIONS, Role
from accounts.services import grant_role
from core.models import Area
from core.policies import areas_where as areas_by_codename
from tests.factories.accounts import make_staff, make_user

TABLE = [
    ("feedback.review_responses", {Role.REVIEWER, Role.SAFEGUARDING_LEAD}),
    ("feedback.decide_safeguarding", {Role.SAFEGUARDING_LEAD}),
    ("feedback.set_up_reading_room", {Role.ADMINISTRATOR}),
    ("feedback.import_responses", {Role.REVIEWER, Role.FACILITATOR}),
    ("feedback.export_responses", {Role.FACILITATOR}),
    ("feedback.write_replies", {Role.REVIEWER, Role.SAFEGUARDING_LEAD, Role.FACILITATOR}),
    ("feedback.edit_forms", {Role.EDITOR}),
    ("insights.code_responses", {Role.FACILITATOR, Role.SECOND_CODER}),
    ("insights.check_coding", {Role.FACILITATOR}),
    ("insights.sign_packs", {Role.FACILITATOR}),
    ("feedback.manage_retention", {Role.ADMINISTRATOR}),
    ("feedback.read_certificates", {Role.ADMINISTRATOR, Role.AUDITOR}),
    ("accounts.manage_roles", {Role.ADMINISTRATOR}),
    ("accounts.read_audit", {Role.AUDITOR}),
    ("wagtailadmin.access_admin", set(Role)),
]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("action", "allowed"), TABLE, ids=[action for action, _ in TABLE])
def test_a_role_may_do_what_its_table_says_in_its_area_alone(
    area: Area, other_area: Area, role: Role, action: str, allowed: set[Role]
) -> None:
    user = make_staff(role, area)
    assert user_may(user, action, area) is (role in allowed)
    assert user.has_perm(action, area) is (role in allowed)
    assert not user_may(user, action, other_area)
    assert not user.has_perm(action, other_area)


def test_every_role_has_a_table() -> None:
    assert set(ACTIONS) == set(Role)


def test_nobody_else_may_anything(area: Area) -> None:
    gone = make_staff(Role.REVIEWER, area)
    gone.is_active = False
    gone.save()
    for user in (AnonymousUser(), make_user(), gone):
        assert not areas_where(user, "feedback.review_responses").exists()


def test_an_action_that_nobody_named_is_allowed_to_nobody(area: Area) -> None:
    assert not make_staff(Role.ADMINISTRATOR, area).has_perm("feedback.read_minds", area)


def test_apps_below_ask_by_codename(area: Area, other_area: Area) -> None:
    user = make_staff(Role.EDITOR, area)
    assert areas_by_codename(user, "feedback.edit_forms") == [area]
    assert areas_by_codename(user, "insights.sign_packs") == []


def test_giving_a_role_twice_is_giving_it_once(area: Area) -> None:
    user = make_user()
    assert grant_role(user=user, role=Role.EDITOR, area=area) == grant_role(
        user=user, role=Role.EDITOR, area=area
    )
    assert user.groups.filter(name="Moderators").exists()


@pytest.mark.parametrize("path", ["/manage/", "/manage/reading-room/", "/manage/packs/"])
def test_staff_without_a_second_factor_are_sent_to_set_one_up(
    staff: Callable[..., Any], area: Area, settings: Any, path: str
) -> None:
    client = staff("facilitator", area)
    settings.STAFF_MFA_REQUIRED = True
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/2fa/")


def test_wagtails_own_login_is_closed(db: None) -> None:
    answer = Client().post("/manage/login/", {"username": "a@example.org", "password": "x"})
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_nobody_signs_herself_up(db: None) -> None:
    data = {"email": "new@example.org", "password1": "a-long-password-1"}
    assert "Nobody signs up" in Client().post("/accounts/signup/", data).content.decode()
    assert not User.objects.filter(email="new@example.org").exists()
