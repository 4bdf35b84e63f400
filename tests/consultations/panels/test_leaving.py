"""Leaving deletes who she is and keeps what she agreed to leave; sealed parts; who reads what."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.members.selectors import digest
from accounts.models import AuditLine, MemberAddress, User
from accounts.roles import Role
from consultations.panels.models import (
    AccessRequest,
    Agreement,
    AgreementText,
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
from consultations.panels.people.joining import give_code
from consultations.panels.people.leaving import (
    ItIsHerOnlyPlace,
    leave_and_forget,
    leave_place,
)
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
from consultations.panels.sessions.asking import Reply, reply
from core.models import Area
from tests.consultations.panels.conftest import LogIn, joined
from tests.factories.accounts import make_staff, make_user
from tests.factories.panels import make_panel
from tests.factories.sessions import make_place, make_session

SECRET = Needs(access="Canary: a quiet room", not_free="Canary: curfew", keep_away="Canary: Jo")


@pytest.fixture
def whole(panel: Panel, her: PanelMember) -> PanelMember:
    """A member about whom there is everything that there can be."""
    store(member=her, part=Part.NEEDS, told=SECRET)
    send_to_member(member=her, key="k", title="Canary news", text="Canary text")
    make_code(member=her)
    keep_apart(user=panel.coordinator, one=her, other=joined(panel))
    agreed_to(her.memberships.get())
    return her


def agreed_to(place: Membership) -> Agreement:
    """She said yes to an agreement that was read aloud to her in Welsh."""
    text = AgreementText.objects.create(panel=place.panel, number=1, terms={})
    return Agreement.objects.create(
        place=place, text=text, language="cy", format="aloud", agreed_on=timezone.localdate()
    )


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
    whole.language, whole.pronouns = "cy", "they"
    whole.save()
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
    assert (kept.language, kept.pronouns) == ("en-gb", "")
    assert kept.memberships.get().agreements.get().format == ""


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


def test_half_a_login_goes_too(whole: PanelMember) -> None:
    """Who asked for a code and never typed it has her address in a session."""
    email = "wren@example.org"
    whole.user = User.objects.create_user("x@no-email.invalid", pk=123_456)  # 2N9C in base 36
    whole.save()
    MemberAddress.objects.create(user=whole.user, digest=digest(email))
    Client().post("/panel/login/", {"email": email})
    assert [s for s in Session.objects.all() if email in str(s.get_decoded())]
    leave_and_forget(user=whole.user, member=whole, credit=Credit.UNNAMED)
    assert not [s for s in Session.objects.all() if email in str(s.get_decoded())]


def test_who_left_a_panel_is_nobodys_there(
    panel: Panel, whole: PanelMember, other_area: Area
) -> None:
    """She is on a panel here, and has left one there."""
    far = make_panel(other_area)
    there = Membership.objects.create(panel=far, member=whole, state=Membership.State.ACTIVE)
    finance = make_staff(Role.FINANCE, other_area)
    leave_place(user=whole.user, place=there)
    for act in (
        lambda: read_record(user=far.coordinator, member=whole, part=Part.IDENTITY),
        lambda: real_name(user=far.coordinator, member=whole),
        lambda: give_code(user=far.coordinator, member=whole),
    ):
        with pytest.raises(PermissionDenied):
            act()
    client = Client()
    client.force_login(far.coordinator)
    assert client.get(f"/manage/members/{whole.pk}/").status_code == 404
    assert "Penhallow" not in client.get("/manage/members/names/").content.decode()
    assert real_name(user=finance, member=whole)  # she may be owed money
    Membership.objects.filter(pk=there.pk).update(since=date(2026, 1, 1))
    with pytest.raises(PermissionDenied):
        real_name(user=finance, member=whole)
    assert real_name(user=panel.coordinator, member=whole)


@pytest.mark.parametrize("state", ["invited", "active"])
def test_one_of_two_panels_is_left_on_her_page(
    panel: Panel, whole: PanelMember, log_in: LogIn, state: str
) -> None:
    other = Membership.objects.create(panel=make_panel(panel.area), member=whole, state=state)
    client = log_in(whole)
    page = f"/panel/place/{other.pk}/leave/"
    assert page in client.get("/panel/" if state == "invited" else "/panel/leave/").content.decode()
    assert "other panels" in client.get(page).content.decode()
    assert client.post(page).headers["Location"] == "/panel/"
    other.refresh_from_db()
    assert other.state == Membership.State.LEFT
    assert whole.records.exists()
    assert client.get(page).headers["Location"] == "/panel/"
    stranger = joined(panel).memberships.get()
    assert client.get(f"/panel/place/{stranger.pk}/leave/").status_code == 404


def test_her_coordinator_notes_that_she_leaves_one_of_two(panel: Panel, whole: PanelMember) -> None:
    client, place = Client(), whole.memberships.get()
    client.force_login(panel.coordinator)
    page, step = f"/manage/members/{whole.pk}/", f"place/{place.pk}/leave/"
    assert step not in client.get(page).content.decode()
    client.post(f"{page}{step}")  # her only one: nothing moves
    place.refresh_from_db()
    assert place.state == Membership.State.ACTIVE
    Membership.objects.create(panel=make_panel(panel.area), member=whole, state="active")
    assert step in client.get(page).content.decode()
    client.post(f"{page}{step}")
    place.refresh_from_db()
    assert place.state == Membership.State.LEFT
    assert place.agreements.get().ended_on
    assert whole.records.exists()


def test_no_to_the_only_invitation_keeps_nothing_or_stays_in_touch(
    panel: Panel, log_in: LogIn
) -> None:
    no, later = (joined(panel, Membership.State.INVITED) for _one in range(2))
    log_in(later).post(f"/panel/place/{later.memberships.get().pk}/leave/", {"touch": "yes"})
    assert later.memberships.get().state == Membership.State.ALUMNI
    page = log_in(no).post(f"/panel/place/{no.memberships.get().pk}/leave/").content.decode()
    assert "goodbye" in page
    assert not PanelMember.objects.filter(pk=no.pk).exists()


def test_the_only_panel_is_left_where_she_is_asked_what_stays(
    whole: PanelMember, log_in: LogIn
) -> None:
    place = whole.memberships.get()
    answer = log_in(whole).post(f"/panel/place/{place.pk}/leave/")
    assert answer.headers["Location"] == "/panel/leave/"
    with pytest.raises(ItIsHerOnlyPlace):
        leave_place(user=whole.user, place=place)
    assert whole.records.exists()


def test_what_stays_of_a_session_says_nothing_of_her(panel: Panel, whole: PanelMember) -> None:
    held, missed = make_session(panel, "done"), make_session(panel, "done")
    make_place(held, whole, came="content", minutes=90, by_phone=True, contact_by="Ruth")
    make_place(missed, whole, answer="no", came="not_there")
    coming = make_place(make_session(panel, "open"), whole)
    reply(user=whole.user, place=coming, told=Reply("yes", {"other": "Canary"}))
    place = whole.memberships.get()
    leave_and_forget(user=panel.coordinator, member=whole, credit=Credit.UNNAMED)
    left = PanelMember.objects.get(pk=whole.pk).attendances.get()
    assert (left.session_id, left.came, left.minutes) == (held.pk, "part", 90)
    assert (left.by_phone, left.contact_by, bytes(left.sealed)) == (False, "", b"")
    assert not AccessRequest.objects.exists()
    assert Membership.objects.get(pk=place.pk).state == Membership.State.LEFT


def test_what_was_never_agreed_leaves_nothing(panel: Panel, her: PanelMember) -> None:
    agreement = agreed_to(her.memberships.get())
    Agreement.objects.filter(pk=agreement.pk).update(withdrawn_on=timezone.localdate())
    leave_and_forget(user=her.user, member=her, credit=Credit.UNNAMED)
    assert not Membership.objects.exists()
    assert not Agreement.objects.exists()


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
