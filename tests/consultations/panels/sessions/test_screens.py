"""The coordinator's screens: who opens which, what they show, what a form refuses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditLine, User
from accounts.roles import Role
from consultations.panels.models import Attendance, Panel, Session
from consultations.panels.people.naming import as_read, named_by, see_to_named
from consultations.panels.people.profile import store
from consultations.panels.people.records import Needs, Part
from consultations.panels.services import keep_apart
from consultations.panels.sessions import asks
from core.models import Area
from tests.factories.accounts import make_staff
from tests.factories.panels import make_member, make_panel
from tests.factories.sessions import (
    in_days,
    make_led_panel,
    make_place,
    make_session,
    other_coordinator,
    write,
)
from tests.fixtures.browser import by_tier
from tests.fixtures.story import log_in

S = Session.State
OF_A_SESSION = ["one", "change", "cancel", "ask", "who", "noting"]


@pytest.fixture
def panel(area: Area) -> Panel:
    return make_led_panel(area)


@pytest.fixture
def coordinator(panel: Panel) -> Client:
    return log_in(panel.coordinator)


def busy(panel: Panel, state: str = S.OPEN) -> Session:
    """A session that twelve women are asked to, each with needs and something asked for; as many
    more could be asked."""
    session = make_session(panel, state, capacity=20)
    for number in range(24):
        woman = make_member(panel)
        store(member=woman, part=Part.NEEDS, told=Needs(access="Ramp", not_free="after 9pm"))
        if number < 12:
            place = make_place(session, woman, wants_contact=True)
            place.requests.create(sealed=asks.sealed(asks.Ask("quiet"), woman.pk))
            place.contact_due_on = timezone.localdate()
            place.save()
    for kind in ("briefing", "minutes", "feedback"):
        write(session, kind)
    return session


def address(name: str, *args: Any) -> str:
    return reverse(f"panel_sessions:{name}", args=args)


@pytest.mark.parametrize("state", by_tier(S, {S.OPEN, S.DONE}))
def test_each_screen_in_each_state_takes_twenty_queries_at_most(
    panel: Panel, coordinator: Client, state: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    session = busy(panel, state)
    coordinator.get(reverse("wagtailadmin_home"))
    for name in OF_A_SESSION:
        coordinator.get(address(name, session.pk))  # content types, site and permissions are cached
        with django_assert_max_num_queries(20):
            assert coordinator.get(address(name, session.pk)).status_code in {200, 302}
    if state not in {S.OPEN, S.DONE}:
        return
    place = session.attendances.all()[0]
    others = [
        address("list"),
        address("panel", panel.pk),
        address("plan", panel.pk),
        address("text", session.pk, "briefing"),
        address("reply", place.pk),
        address("came", place.pk),
        address("request", place.pk, place.requests.all()[0].pk),
        reverse("wagtailadmin_home"),
    ]
    for other in others:
        with django_assert_max_num_queries(20):
            assert coordinator.get(other).status_code == 200


@pytest.mark.parametrize("role", [Role.FINANCE, Role.FACILITATOR, Role.SAFEGUARDING_LEAD, "away"])
def test_nobody_else_opens_anything(
    panel: Panel, other_area: Area, coordinator: Client, role: str
) -> None:
    session = busy(panel)
    place = session.attendances.all()[0]
    away = make_staff(Role.PANEL_COORDINATOR, other_area)
    client = log_in(away if role == "away" else make_staff(Role(role), panel.area))
    paths = [address(name, session.pk) for name in OF_A_SESSION]
    paths += [address(name, place.pk) for name in ("reply", "came")]
    paths += [address("request", place.pk, place.requests.all()[0].pk)]
    paths += [address("panel", panel.pk), address("plan", panel.pk)]
    paths += [address("text", session.pk, "minutes")]
    posts = [address("let_go", place.pk), address("contact", place.pk)]
    posts += [address("step", session.pk, "brief"), address("panel_step", panel.pk, "pause")]
    for path in [*paths, *posts]:
        assert client.post(path, {"by": "x"}).status_code in {302, 403, 404}, path
    for path in paths:
        answer = client.get(path)
        assert answer.status_code in {302, 403, 404}, path
        assert session.title not in answer.content.decode()
    assert Attendance.objects.filter(contact_by="").count() == 12
    session.refresh_from_db()
    assert session.state == S.OPEN


def test_the_safeguarding_lead_sees_the_plan_approves_it_and_opens_no_needs(
    panel: Panel, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    session = make_session(panel)
    lead: Any = panel.safeguarding_lead
    client = log_in(lead)
    page = client.get(address("one", session.pk)).content.decode()
    assert "Memories of court" in page
    assert "Change the plan" not in page
    empty = make_session(panel, purpose="", questions="", facilitator="", risks="", place="")
    other_coordinator(panel)
    with django_assert_max_num_queries(20):
        page = client.get(address("one", empty.pk)).content.decode()
    assert page.count("Ask: ") == 5
    assert session.title in client.get(address("list")).content.decode()
    assert "waits for your approval" in client.get(reverse("wagtailadmin_home")).content.decode()
    for name in ("who", "ask", "change", "cancel", "noting"):
        assert client.get(address(name, session.pk)).status_code in {302, 403}
    answer = client.post(address("step", session.pk, "approve"), follow=True)
    assert "It is “Approved” now." in answer.content.decode()


def test_who_made_it_reads_who_approves_it_and_what_is_missing(
    panel: Panel, coordinator: Client
) -> None:
    session = make_session(panel)
    page = coordinator.get(address("one", session.pk)).content.decode()
    assert f"approves it: {panel.safeguarding_lead}" in page
    assert address("step", session.pk, "approve") not in page
    Session.objects.update(support_person="", paid_words="")
    page = log_in(other_coordinator(panel)).get(address("one", session.pk)).content.decode()
    assert "2 things are missing:" in page
    assert "Name a support person." in page
    assert address("step", session.pk, "approve") not in page
    answer = log_in(other_coordinator(panel)).post(address("step", session.pk, "approve"))
    assert answer.status_code == 302
    session.refresh_from_db()
    assert session.state == S.DRAFT


PLAN = {
    "title": "How mornings go",
    "kind": "ideas",
    "day": "2027-01-12",
    "at": "10:00",
    "minutes": 90,
    "prep_minutes": 0,
    "debrief_minutes": 0,
    "way": "room",
    "place_told": "yes",
    "capacity": 8,
    "minimum": 3,
}


def test_a_plan_may_be_kept_unfinished_and_changed(panel: Panel, coordinator: Client) -> None:
    answer = coordinator.post(address("plan", panel.pk), PLAN)
    session = Session.objects.get()
    assert answer.headers["Location"] == address("one", session.pk)
    assert (session.made_by, session.minutes) == (panel.coordinator, 90)
    assert timezone.localtime(session.starts_at).strftime("%Y-%m-%d %H:%M") == "2027-01-12 10:00"
    coordinator.post(address("change", session.pk), {**PLAN, "at": "14:30", "risks": "Few"})
    session.refresh_from_db()
    assert timezone.localtime(session.starts_at).strftime("%H:%M") == "14:30"
    assert session.risks == "Few"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "“Title” is empty"),
        ({"day": "2020-01-01"}, "This day has gone by"),
        ({"day": "soon"}, "not a day"),
        ({"at": ""}, "“Begins at” is empty"),
        ({"minutes": "0"}, "15"),
        ({"minutes": "many"}, "is not a number"),
        ({"kind": "party"}, "choose one from the list"),
        ({"online_link": "our room"}, "web address"),
        ({"capacity": "-1"}, "0"),
    ],
    ids=str,
)
def test_a_plan_that_is_refused_loses_nothing(
    panel: Panel, coordinator: Client, wrong: dict[str, str], said: str
) -> None:
    told = {**PLAN, "purpose": "Words that stay", **wrong}
    page = coordinator.post(address("plan", panel.pk), told).content.decode()
    assert said in page
    assert "Words that stay" in page
    assert not Session.objects.exists()


def test_asking_shows_her_times_and_never_whom_she_must_not_meet(
    panel: Panel, coordinator: Client
) -> None:
    session = make_session(panel, S.OPEN, starts_at=in_days(21, 20))
    one, other, third = (make_member(panel, chosen_name=name) for name in ("Ash", "Bay", "Elm"))
    keep_apart(user=panel.coordinator, one=one, other=other)
    store(member=one, part=Part.NEEDS, told=Needs(not_free="Curfew 7pm to 7am", keep_away="Bay"))
    store(member=third, part=Part.NEEDS, told=Needs(not_free="School runs"))
    mark = as_read(panel.coordinator, named_by([one.pk])[one.pk])
    see_to_named(user=panel.coordinator, member=one, mark=mark)
    before = AuditLine.objects.count()
    page = coordinator.get(address("ask", session.pk)).content.decode()
    assert AuditLine.objects.count() == before + 1  # one look, one line
    assert "This seems to be at a time that is not possible for her:" in page
    assert "Check that the time suits her. She says:" in page
    chosen = {"member": [one.pk, other.pk, third.pk, 99, "x"]}
    page = coordinator.post(address("ask", session.pk), chosen, follow=True).content.decode()
    assert "Ash is asked." in page
    assert "Elm is asked." in page
    assert "Bay can’t be asked to this one." in page
    for telling in ("must not meet", "Ash and Bay", "keep away"):
        assert telling not in page
    assert session.attendances.count() == 2
    page = coordinator.post(address("ask", session.pk), {}, follow=True).content.decode()
    assert "Tick at least one name." in page


def test_what_she_asked_for_is_answered_one_by_one(panel: Panel, coordinator: Client) -> None:
    session = make_session(panel, S.OPEN)
    place = make_place(session)
    request = place.requests.create(sealed=asks.sealed(asks.Ask("quiet"), place.member_id))
    here = address("request", place.pk, request.pk)
    page = coordinator.post(here, {"answer": "no", "because": "One room"}).content.decode()
    assert "Write it here: she reads it." in page
    assert "One room" in page
    told = {"answer": "no", "because": "One room", "instead": "A walk"}
    page = coordinator.post(here, told, follow=True).content.decode()
    assert "Kept, and she is told." in page
    assert "No, because: One room. Instead: A walk" in " ".join(page.split())
    other = make_place(session)
    assert coordinator.get(address("request", other.pk, request.pk)).status_code == 404


def test_an_answer_by_telephone_is_noted_and_she_is_let_go(
    panel: Panel, coordinator: Client
) -> None:
    session = make_session(panel, S.OPEN)
    place = make_place(session, answer="none")
    coordinator.post(address("reply", place.pk), {"answer": "yes", "wants_contact": "on"})
    coordinator.post(address("contact", place.pk), {"by": "Marian"})
    place.refresh_from_db()
    assert (place.answer, place.contact_by) == ("yes", "Marian")
    page = coordinator.post(address("contact", place.pk), {"by": ""}, follow=True)
    assert "is empty" in page.content.decode()
    coordinator.post(address("let_go", place.pk))
    assert not Attendance.objects.exists()


def test_cancelling_says_first_what_it_means(panel: Panel, coordinator: Client) -> None:
    session = make_session(panel, S.READY, starts_at=in_days(3))
    make_place(session)
    page = coordinator.get(address("cancel", session.pk)).content.decode()
    assert "It counts in full for 1 woman" in page
    page = coordinator.post(address("cancel", session.pk), {"because": " "}).content.decode()
    assert "Say why" in page
    page = coordinator.post(
        address("cancel", session.pk), {"because": "Flooded"}, follow=True
    ).content.decode()
    assert "It is cancelled." in page
    assert "it counts in full for who said yes or maybe" in page


def test_a_recording_is_told_from_its_bytes(
    panel: Panel, coordinator: Client, settings: Any
) -> None:
    session = make_session(panel, S.OPEN)
    here = address("text", session.pk, "briefing")
    wrong = SimpleUploadedFile("briefing.mp3", b"MZ not audio", "audio/mpeg")
    page = coordinator.post(here, {"text": "Stays", "audio": wrong}).content.decode()
    assert "Choose an MP3 file" in page
    assert "Stays" in page
    assert not session.texts.exists()
    assert coordinator.get(address("text", session.pk, "salary")).status_code == 404


def test_texts_show_how_plain_they_are_and_stand_once_sent(
    panel: Panel, coordinator: Client
) -> None:
    session = make_session(panel, S.DONE)
    place = make_place(session)
    coordinator.post(address("text", session.pk, "minutes"), {"text": "We met. We want mornings."})
    page = coordinator.get(address("text", session.pk, "minutes")).content.decode()
    assert "5 words, school grade" in page
    coordinator.post(address("send_minutes", session.pk))
    assert place.member.messages.count() == 1
    page = coordinator.get(address("text", session.pk, "minutes")).content.decode()
    assert "it stands as it is" in page
    assert "<textarea" not in page


def test_noting_counts_minutes(panel: Panel, coordinator: Client) -> None:
    session = make_session(panel, S.DONE)
    place = make_place(session)
    here = address("came", place.pk)
    page = coordinator.post(here, {"came": "part"}).content.decode()
    assert "Write how many minutes" in page
    page = coordinator.post(here, {"came": "part", "minutes": 500}).content.decode()
    assert "It lasted 120 minutes" in page
    page = coordinator.post(here, {"came": "content", "minutes": 10}, follow=True).content.decode()
    assert "120 minutes count" in page


def test_what_waits_stands_on_the_first_screen(panel: Panel, coordinator: Client) -> None:
    soon = make_session(panel, S.OPEN, title="Soon", starts_at=in_days(8))
    place = make_place(soon)
    place.requests.create(sealed=b"x")
    gone = make_session(panel, S.READY, title="Gone", starts_at=in_days(-2))
    done = make_session(panel, S.DONE, title="Done", starts_at=in_days(-40))
    yesterday = timezone.localdate() - timedelta(days=1)
    make_place(done, wants_contact=True, contact_due_on=yesterday)
    make_session(panel, S.CLOSED, title="Over")
    page = " ".join(coordinator.get(reverse("wagtailadmin_home")).content.decode().split())
    for words in (
        "the briefing has to go out",
        "1 thing asked for has no answer",
        "its day has gone",
        "note who was there",
        "they wait to hear what came of it",
        "be in touch with",
    ):
        assert words in page, words
    assert "Over" not in page
    assert address("one", gone.pk) in page
    stranger: User = make_panel(panel.area).coordinator  # of the same area: hers too
    assert (
        "what waits for you" in log_in(stranger).get(reverse("wagtailadmin_home")).content.decode()
    )


@pytest.mark.parametrize("path", ["0", "9" * 30, "x"])
def test_an_address_that_is_none(coordinator: Client, path: str) -> None:
    for name in ("", "change/", "who/", "text/briefing/", "step/fly/"):
        assert coordinator.get(f"/manage/sessions/{path}/{name}").status_code in {404, 405}


def test_a_panel_is_taken_on_and_its_members_are_told(panel: Panel, coordinator: Client) -> None:
    woman = make_member(panel)
    page = coordinator.post(address("panel_step", panel.pk, "pause"), follow=True).content.decode()
    assert "It is “Paused” now." in page
    assert "Your place is yours" in woman.messages.get().text
    Panel.objects.update(safeguarding_lead=None)
    page = coordinator.post(address("panel_step", panel.pk, "resume"), follow=True).content.decode()
    assert "Name a safeguarding lead." in page
    assert coordinator.post(address("panel_step", panel.pk, "fly")).status_code == 404
