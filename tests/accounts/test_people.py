"""Administrators look after colleagues: invite, give and end roles, a lost second step, leaving."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.members.selectors import enters_by_code, login_of
from accounts.members.services import make_member_login
from accounts.models import AuditLine, RoleHolding, User
from accounts.people import services
from accounts.people.permissions import looks_after, people_for
from accounts.roles import Role
from accounts.services import broken_audit_lines, grant_role, pseudonym
from core.models import Area
from tests.factories.accounts import make_staff, make_user
from tests.fixtures.story import StaffClient, log_in

Staff = Callable[..., StaffClient]


@pytest.fixture
def boss(staff: Staff, area: Area) -> StaffClient:
    return staff("administrator", area)


def second_factor(user: User) -> None:
    """She has set up an app, and has recovery codes."""
    for kind, data in (("totp", {"secret": generate_totp_secret()}), ("recovery_codes", {})):
        Authenticator.objects.create(user=user, type=kind, data=data)


def last_line() -> str:
    line = AuditLine.objects.order_by("-pk")[0]
    assert not broken_audit_lines()
    return f"{line.action} {line.subject}"


# -- who is hers to look after


def test_her_people_are_those_of_her_areas_and_those_without_any(
    boss: StaffClient, area: Area, other_area: Area
) -> None:
    here, free, member = make_staff("reviewer", area), make_user(name="new"), make_user()
    make_staff("reviewer", other_area)
    User.objects.filter(pk=free.pk).update(is_staff=True)
    assert set(people_for(boss.user)) == {boss.user, here, free}
    assert member not in people_for(boss.user)


@pytest.mark.parametrize(
    ("held", "may"),
    [(["area"], True), ([], True), (["area", "other_area"], False), (["other_area"], False)],
)
def test_an_account_is_hers_when_all_its_areas_are(
    boss: StaffClient, request: pytest.FixtureRequest, held: list[str], may: bool
) -> None:
    person = make_user()
    for name in held:
        grant_role(user=person, role=Role.REVIEWER, area=request.getfixturevalue(name))
    assert looks_after(boss.user, person) is may


def test_neither_herself_nor_a_superuser_is_hers(boss: StaffClient) -> None:
    assert not looks_after(boss.user, boss.user)
    assert not looks_after(boss.user, make_user(superuser=True))


# -- inviting


def invitation(place: Area, **more: object) -> dict[str, object]:
    return {
        "email": "Nia@example.org",
        "name": "Nia",
        "role": "reviewer",
        "area": place.pk,
    } | more


def test_a_new_colleague_chooses_a_password_and_is_then_asked_for_a_second_step(
    boss: StaffClient, area: Area, settings: object
) -> None:
    settings.STAFF_MFA_REQUIRED = True  # type: ignore[attr-defined]
    second_factor(boss.user)
    boss.post(reverse("people:invite"), invitation(area))
    nia = User.objects.get(email="nia@example.org")
    assert not nia.has_usable_password()
    assert last_line() == f"gave role {pseudonym(nia)}: reviewer in southdown"
    (letter,) = mail.outbox
    said = f"{letter.subject} {letter.body}"
    assert not [w for w in ("Alongside", "women", "prison", "reviewer") if w in said]
    path = re.search(r"/accounts/password/reset/key/\S+", str(letter.body))
    assert path is not None
    client = Client()
    form = client.get(path.group(), follow=True).request["PATH_INFO"]
    new = "a long enough password"
    assert client.post(form, {"password1": new, "password2": new}).status_code == 302
    login = {"login": nia.email, "password": new}
    assert client.post("/accounts/login/", login).status_code == 302
    assert client.get("/manage/").headers["Location"] == "/accounts/2fa/"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": "nia"}, "Write it like name@example.org"),
        ({"email": ""}, "she is sent a link there"),
        ({"role": ""}, "Choose one."),
        ({"role": "queen"}, "choose one from the list"),
        ({"area": ""}, "Choose one."),
        ({"name": "x" * 81}, "Use 80 or fewer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    boss: StaffClient, area: Area, changed: dict[str, str], said: str
) -> None:
    before = User.objects.count()
    page = boss.post(reverse("people:invite"), invitation(area, **changed)).content.decode()
    assert said in page
    assert 'value="Nia"' in page or "name" in changed
    assert User.objects.count() == before
    assert mail.outbox == []


def test_another_area_is_not_hers_to_invite_to(
    boss: StaffClient, area: Area, other_area: Area
) -> None:
    with pytest.raises(PermissionDenied):
        services.invite(
            by=boss.user, email="a@example.org", name="", role=Role.EDITOR, area=other_area
        )


def test_an_invitation_tells_nothing_about_panel_members(boss: StaffClient, area: Area) -> None:
    """A member's address is as good as any other: the new login is another one than hers."""
    member = make_member_login(email="fern@example.org")
    answers = [
        boss.post(reverse("people:invite"), invitation(area, email=email), follow=True)
        for email in ("fern@example.org", "free@example.org")
    ]
    assert {len(answer.redirect_chain) for answer in answers} == {1}
    assert [len(sent.to) for sent in mail.outbox] == [1, 1]
    assert "free@example.org" in answers[1].content.decode()
    assert "fern@example.org" in answers[0].content.decode()
    fern = User.objects.get(email="fern@example.org")
    assert fern != member
    assert login_of("fern@example.org") == member
    assert enters_by_code(member)
    assert not enters_by_code(fern)


# -- roles


def test_she_gives_and_ends_a_role(boss: StaffClient, area: Area) -> None:
    nia = make_staff("reviewer", area)
    address = reverse("people:person", args=[nia.pk])
    boss.post(address, {"role": "editor", "area": area.pk})
    assert nia.groups.filter(name="Moderators").exists()
    holding = RoleHolding.objects.get(user=nia, role="editor")
    boss.post(reverse("people:end_role", args=[holding.pk]))
    assert last_line() == f"ended role {pseudonym(nia)}: editor in southdown"
    assert not nia.groups.exists()
    assert [held.role for held in nia.role_holdings.all()] == ["reviewer"]


def test_nobody_gives_herself_a_role_or_stops_being_administrator(
    boss: StaffClient, area: Area
) -> None:
    address = reverse("people:person", args=[boss.user.pk])
    answer = boss.post(address, {"role": "reviewer", "area": area.pk})
    assert "Nobody gives a role to herself" in answer.context["form"].non_field_errors()[0]
    boss.post(reverse("people:end_role", args=[boss.user.role_holdings.get().pk]))
    assert [held.role for held in boss.user.role_holdings.all()] == ["administrator"]


def test_a_role_of_another_area_is_not_hers(
    boss: StaffClient, area: Area, other_area: Area
) -> None:
    theirs = make_staff("reviewer", other_area)
    holding = theirs.role_holdings.get()
    assert boss.post(reverse("people:end_role", args=[holding.pk])).status_code == 404
    assert boss.get(reverse("people:person", args=[theirs.pk])).status_code == 404
    nia = make_staff("reviewer", area)
    sent = {"role": "editor", "area": other_area.pk}
    page = boss.post(reverse("people:person", args=[nia.pk]), sent).content.decode()
    assert "choose one from the list" in page
    assert RoleHolding.objects.filter(user=theirs).count() == 1


# -- a lost second step


def test_a_lost_second_step_is_forgotten_once_she_is_known(boss: StaffClient, area: Area) -> None:
    nia = make_staff("reviewer", area)
    second_factor(nia)
    hers = log_in(nia)
    address = reverse("people:second_factor", args=[nia.pk])
    assert "a mail is not enough" in boss.post(address, {}).content.decode()
    assert Authenticator.objects.filter(user=nia).count() == 2
    boss.post(address, {"how": "called"})
    assert last_line() == f"reset second factor {pseudonym(nia)}: called"
    assert not Authenticator.objects.filter(user=nia).exists()
    assert hers.get("/manage/").status_code == 302
    assert boss.get("/manage/").status_code == 200


@pytest.mark.parametrize("name", ["second_factor", "leave"])
def test_who_is_not_hers_keeps_it(
    boss: StaffClient, area: Area, other_area: Area, name: str
) -> None:
    both = make_staff("reviewer", area, other_area)
    second_factor(both)
    for person in (both, boss.user):
        answer = boss.post(reverse(f"people:{name}", args=[person.pk]), {"how": "met"})
        assert answer.status_code == 404
    assert Authenticator.objects.filter(user=both).count() == 2
    with pytest.raises(PermissionDenied):
        services.reset_second_factor(by=boss.user, user=both, how="met")
    with pytest.raises(PermissionDenied):
        services.end_access(by=boss.user, user=both, heirs={})


# -- leaving


def test_who_leaves_is_out_at_once_everywhere(boss: StaffClient, area: Area) -> None:
    nia = make_staff("editor", area)
    second_factor(nia)
    desk, phone = log_in(nia), log_in(nia)
    assert (
        "Nothing that waits for her"
        in boss.get(reverse("people:leave", args=[nia.pk])).content.decode()
    )
    boss.post(reverse("people:leave", args=[nia.pk]))
    nia.refresh_from_db()
    assert last_line() == f"ended access {pseudonym(nia)}"
    assert (nia.is_active, nia.has_usable_password()) == (False, False)
    assert not nia.role_holdings.exists()
    assert not nia.groups.exists()
    assert not Authenticator.objects.filter(user=nia).exists()
    assert Session.objects.count() == 1  # the administrator's own
    for client in (desk, phone):
        assert client.get("/manage/").status_code == 302


def test_who_left_comes_back_by_an_invitation(boss: StaffClient, area: Area) -> None:
    nia = make_staff("reviewer", area)
    services.end_access(by=boss.user, user=nia, heirs={})
    boss.post(reverse("people:invite"), invitation(area, email=nia.email, role="finance"))
    nia.refresh_from_db()
    assert nia.is_active
    assert [held.role for held in nia.role_holdings.all()] == ["finance"]
    assert not nia.has_usable_password()


@pytest.mark.pages
def test_the_list_says_how_each_stands(boss: StaffClient, area: Area) -> None:
    nia = make_staff("reviewer", area)
    second_factor(nia)
    gone = make_staff("finance", area)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    page = boss.get(reverse("people:list")).content.decode()
    assert "Reviewer, Southdown" in page
    assert page.count("not yet") == 2
    assert page.count("account is off") == 1
