"""Roles and groups are read together: who is in no group is asked no more, and nobody else less."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission, Page
from wagtail.users.models import UserProfile

from accounts.backends import LoginBackend
from accounts.models import User
from accounts.roles import Role
from core.models import Area
from tests.factories.accounts import make_staff
from tests.fixtures.story import log_in

ACCESS = "/manage/themes/"


@pytest.fixture
def group(site_root: Page) -> Group:
    """May change all pages below the home page."""
    made = Group.objects.create(name="Of the tree")
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=made, page=site_root, permission=change)
    return made


def shows_pages(user: User) -> bool:
    return "wagtail.sidebar.PageExplorerMenuItem" in log_in(user).get(ACCESS).content.decode()


def test_who_is_in_no_group_is_not_asked_for_what_groups_allow(area: Area, site_root: Any) -> None:
    client = log_in(make_staff(Role.FACILITATOR, area))
    client.get(ACCESS)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(ACCESS).status_code == 200
    tables = ("auth_permission", "grouppagepermission", "groupcollectionpermission")
    alone = [q["sql"] for q in asked if "accounts_roleholding" not in q["sql"]]
    assert not [sql for sql in alone if any(table in sql for table in tables)]


def test_a_group_counts_from_the_next_click_and_no_longer(area: Area, group: Group) -> None:
    user = make_staff(Role.FACILITATOR, area)
    assert not shows_pages(user)
    user.groups.add(group)
    assert shows_pages(user)
    user.groups.remove(group)
    assert not shows_pages(user)


@pytest.mark.parametrize("of", ["group", "herself"])
def test_a_permission_of_django_s_counts(area: Area, group: Group, of: str) -> None:
    user = make_staff(Role.FACILITATOR, area)
    may = Permission.objects.get(codename="view_user")
    assert not User.objects.get(pk=user.pk).has_perm("accounts.view_user")
    if of == "group":
        group.permissions.add(may)
        user.groups.add(group)
    else:
        user.user_permissions.add(may)
    assert User.objects.get(pk=user.pk).has_perm("accounts.view_user")
    assert not User.objects.get(pk=user.pk).has_perm("accounts.delete_user")


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(area: Area, site_root: Any) -> None:
    user = make_staff(Role.FACILITATOR, area)
    client = log_in(user)
    assert client.get(ACCESS).status_code == 200
    user.role_holdings.all().delete()
    assert client.get(ACCESS).status_code != 200


def test_a_person_is_read_with_how_she_has_set_the_admin_up(area: Area, site_root: Any) -> None:
    """Also one who has set up nothing yet; and nobody whose account is off, or is gone."""
    backend, user = LoginBackend(), make_staff(Role.FACILITATOR, area)
    with CaptureQueriesContext(connection) as asked:
        found = backend.get_user(user.pk)
        assert not hasattr(found, "wagtail_userprofile")
    assert len(asked) == 1
    UserProfile.get_for_user(user)
    with CaptureQueriesContext(connection) as asked:
        assert backend.get_user(user.pk).wagtail_userprofile.theme == "system"  # type: ignore[union-attr]
    assert len(asked) == 1
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert backend.get_user(user.pk) is None
    assert backend.get_user(0) is None
