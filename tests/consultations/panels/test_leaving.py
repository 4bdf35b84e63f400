"""Leaving deletes who she is and keeps what she agreed to leave; sealed parts; who reads what."""

from dataclasses import asdict
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client

from accounts.models import AuditLine, User
from accounts.roles import Role
from consultations.panels.models import (
    KeptApart,
    Membership,
    Message,
    OneTimeCode,
    Panel,
    PanelMember,
    PersonalRecord,
)
from consultations.panels.people import leaving
from consultations.panels.people.codes import make_code
from consultations.panels.people.leaving import leave_and_forget, leave_place
from consultations.panels.people.profile import (
    identity_of,
    keep_record,
    read_record,
    real_name,
    store,
)
from consultations.panels.people.records import Identity, Needs, Part
from consultations.panels.people.sending import send_to_member
from consultations.panels.people.terms import Credit
from consultations.panels.people.vault import CannotBeOpened, seal, unseal
from consultations.panels.services import keep_apart
from core.models import Area
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.accounts import make_staff, make_user
from tests.factories.panels import make_panel

SECRET = Needs(access="Canary: a quiet room", not_free="Canary: curfew", keep_away="Canary: Jo")


@pytest.fixture
def whole(panel: Panel, her: PanelMember) -> PanelMember:
    """A member about whom there is everything that there can be."""
    store(member=her, part=Part.NEEDS, told=SECRET)
    send_to_member(member=her, key="k", title="Canary news", text="Canary text")
    make_code(member=her)
    keep_apart(user=panel.coordinator, one=her, other=joined(panel))
    return her


def everything_stored() -> str:
    """Every cell of every table of panels and accounts, as text."""
    tables = [
        table
        for table in connection.introspection.table_names()
        if table.startswith(("panels_", "accounts_", "account_", "mfa_", "django_session"))
    ]
    found: list[str] = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found += [str(bytes(c) if isinstance(c, memoryview) else c) for r in cursor for c in r]
    return "\n".join(found)


def test_nothing_that_is_sealed_stands_in_the_clear(whole: PanelMember) -> None:
    stored = everything_stored()
    assert whole.chosen_name in stored  # the search finds what is there
    assert not [w for w in asdict(SECRET).values() if w and w in stored]
    assert "Penhallow" not in stored


@pytest.mark.parametrize("credit", Credit)
@pytest.mark.parametrize("who", ["she", "coordinator"])
def test_leaving_deletes_who_she_is(
    panel: Panel, whole: PanelMember, log_in: LogIn, credit: str, who: str
) -> None:
    log_in(whole)  # an open session somewhere
    assert whole.user is not None
    login, email, name = whole.user, identity_of(whole).email, whole.chosen_name
    leave_and_forget(
        user=whole.user if who == "she" else panel.coordinator, member=whole, credit=credit
    )
    assert not User.objects.filter(pk=login.pk).exists()
    for model in (PersonalRecord, Message, OneTimeCode):
        assert not model.objects.filter(member_id=whole.pk).exists()
    assert not KeptApart.objects.exists()
    assert not Session.objects.exists()
    assert email not in everything_stored()
    kept = PanelMember.objects.filter(pk=whole.pk).first()
    if credit == Credit.NONE:
        assert kept is None
        return
    assert kept is not None
    assert (kept.chosen_name == name) is (credit == Credit.CHOSEN)
    assert kept.memberships.get().state == Membership.State.LEFT


def test_what_hangs_on_her_elsewhere_is_asked(
    whole: PanelMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, str]] = []
    monkeypatch.setattr(leaving, "_forgetters", [])
    leaving.register_forgetter(lambda member, credit: asked.append((member.pk, credit)))
    pk = whole.pk
    leave_and_forget(user=whole.user, member=whole, credit=Credit.UNNAMED)
    assert asked == [(pk, Credit.UNNAMED)]


def test_nobody_else_makes_her_leave(panel: Panel, whole: PanelMember, other_area: Area) -> None:
    other = joined(panel)
    strangers = (
        make_staff(Role.PANEL_COORDINATOR, other_area),
        make_staff(Role.FINANCE, panel.area),
        other.user,
        make_user(),
    )
    for user in strangers:
        with pytest.raises(PermissionDenied):
            leave_and_forget(user=user, member=whole, credit=Credit.NONE)
    far = make_panel(other_area)  # a coordinator of one area doesn't take her off another's panel
    Membership.objects.create(panel=far, member=whole, state=Membership.State.ACTIVE)
    with pytest.raises(PermissionDenied):
        leave_and_forget(user=panel.coordinator, member=whole, credit=Credit.NONE)
    assert whole.records.exists()
    assert whole.memberships.exclude(state=Membership.State.ACTIVE).count() == 0


def test_one_panel_is_left_and_another_kept(whole: PanelMember, other_area: Area) -> None:
    far = make_panel(other_area)
    there = Membership.objects.create(panel=far, member=whole, state=Membership.State.ACTIVE)
    leave_place(user=whole.user, place=there)
    there.refresh_from_db()
    assert there.state == Membership.State.LEFT
    assert whole.records.exists()


def test_she_leaves_on_her_page(whole: PanelMember, log_in: LogIn) -> None:
    client = log_in(whole)
    answer = client.post("/panel/leave/", {"credit": "unnamed"})
    assert "Tick this if you are sure" in answer.content.decode()
    assert whole.records.exists()
    answer = client.post("/panel/leave/", {"credit": "unnamed", "sure": "on"})
    assert "Thank you, and goodbye" in answer.content.decode()
    assert not whole.records.exists()
    assert client.get("/panel/").status_code == 302


def test_she_leaves_and_stays_in_touch(whole: PanelMember, log_in: LogIn) -> None:
    client = log_in(whole)
    client.post("/panel/leave/", {"touch": "yes"})
    assert whole.memberships.get().state == Membership.State.ALUMNI
    assert whole.records.exists()
    assert "You are on no panel now." in client.get("/panel/").content.decode()
    client.post("/panel/leave/", {"credit": "none", "sure": "on"})  # and is forgotten later
    assert not PanelMember.objects.filter(pk=whole.pk).exists()


READERS = {
    "she": {"name": False, "parts": True},
    "coordinator": {"name": True, "parts": True},
    "coordinator elsewhere": {"name": False, "parts": False},
    "finance": {"name": True, "parts": False},
    "finance elsewhere": {"name": False, "parts": False},
    "another member": {"name": False, "parts": False},
    "facilitator": {"name": False, "parts": False},
    "safeguarding lead": {"name": False, "parts": False},
}


def test_who_reads_what(panel: Panel, whole: PanelMember, other_area: Area) -> None:
    area = panel.area
    people = {
        "she": whole.user,
        "coordinator": panel.coordinator,
        "coordinator elsewhere": make_staff(Role.PANEL_COORDINATOR, other_area),
        "finance": make_staff(Role.FINANCE, area),
        "finance elsewhere": make_staff(Role.FINANCE, other_area),
        "another member": joined(panel).user,
        "facilitator": make_staff(Role.FACILITATOR, area),
        "safeguarding lead": make_staff(Role.SAFEGUARDING_LEAD, area),
    }
    assert set(people) == set(READERS)
    for who, user in people.items():
        before = AuditLine.objects.count()
        reads = READERS[who]
        for part in Part:
            if reads["parts"]:
                read_record(user=user, member=whole, part=part)
                continue
            with pytest.raises(PermissionDenied):
                read_record(user=user, member=whole, part=part)
            with pytest.raises(PermissionDenied):
                keep_record(user=user, member=whole, part=part, told=Identity())
        if reads["name"]:
            assert real_name(user=user, member=whole) == "Alys Penhallow"
        else:
            with pytest.raises(PermissionDenied):
                real_name(user=user, member=whole)
        staff_reads = (3 * reads["parts"] + reads["name"]) if who != "she" else 0
        assert AuditLine.objects.count() - before == staff_reads, who


def test_a_sealed_part_opens_for_its_own_member_and_key_alone(settings: Any) -> None:
    sealed = seal(1, Part.NEEDS, {"access": "ramp"})
    assert unseal(1, Part.NEEDS, sealed) == {"access": "ramp"}
    assert seal(1, Part.NEEDS, {"access": "ramp"}) != sealed
    for member, part in ((2, Part.NEEDS), (1, Part.IDENTITY)):
        with pytest.raises(CannotBeOpened):
            unseal(member, part, sealed)
    settings.PANEL_KEY = "another " * 8
    with pytest.raises(CannotBeOpened):
        unseal(1, Part.NEEDS, sealed)


def test_no_model_with_personal_data_has_revisions_or_a_search_index() -> None:
    from wagtail.models import RevisionMixin
    from wagtail.search.index import Indexed

    models = list(apps.get_app_config("panels").get_models(True))
    assert len(models) >= 9
    assert not [m for m in models if issubclass(m, (RevisionMixin, Indexed))]


def test_peers_never_meet_her_real_name(panel: Panel, whole: PanelMember, log_in: LogIn) -> None:
    other = joined(panel)
    store(member=other, part=Part.IDENTITY, told=Identity(real_name="Bron Hale"))
    peer = log_in(other)
    for path in ("", "messages/", "you/", "you/held/", "you/held.json"):
        assert "Penhallow" not in peer.get(f"/panel/{path}").content.decode()
    client = Client()
    client.force_login(panel.coordinator)
    screen = f"/manage/members/{whole.pk}/"
    assert "Penhallow" not in client.get(screen).content.decode()
    assert "Penhallow" in client.post(screen, {"open": "identity"}).content.decode()
    assert "a quiet room" in client.post(screen, {"open": "needs"}).content.decode()
