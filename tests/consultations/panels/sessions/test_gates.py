"""What stands before each step: each line comes and goes with what is missing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import RoleHolding
from consultations.panels.models import (
    AgreementText,
    KeptApart,
    Membership,
    Panel,
    Session,
    SessionText,
)
from consultations.panels.sessions.gates import BEFORE, OF_PANELS, OF_SESSIONS
from consultations.panels.sessions.panel_steps import take_panel_step
from consultations.panels.sessions.services import take_step
from consultations.stages.services import NotYet
from core.models import Area
from tests.factories.panels import make_member
from tests.factories.sessions import in_days, make_led_panel, make_place, make_session, write

S = Session.State
HARD = "Notwithstanding organisational accountability, multidisciplinary representatives " * 25


@pytest.fixture
def panel(area: Area) -> Panel:
    return make_led_panel(area)


def lines(session: Session, name: str) -> list[str]:
    fresh = Session.objects.select_related("panel").get(pk=session.pk)
    return [missing.what for missing in OF_SESSIONS.missing(fresh, name)]


@pytest.mark.parametrize("step", ["approve", "open"])
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"purpose": " "}, "Say what it is for."),
        ({"questions": ""}, "Say what will be asked"),
        ({"facilitator": ""}, "Say who leads it."),
        ({"paid_words": ""}, "Say what she is paid"),
        ({"risks": ""}, "Say what could be hard"),
        ({"place": ""}, "Write the address"),
        ({"place_roughly": ""}, "roughly where"),
        ({"way": "online", "place": ""}, "Add the link"),
        ({"way": "both"}, "Add the link"),
        ({"minimum": 9}, "more women than it has places"),
        ({"support_person": ""}, "Name a support person."),
        ({"support_person": " ruth"}, "can’t lead the session too"),
        ({"co_facilitator": "Marian"}, "can’t lead the session too"),
        ({"days": 6}, "at least 7 days before"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_a_plan_lacks(panel: Panel, step: str, fields: dict[str, Any], said: str) -> None:
    fields = dict(fields)
    if "days" in fields:
        fields["starts_at"] = in_days(fields.pop("days"))
    session = make_session(panel, **{"is_approved": True, **fields})
    found = lines(session, step)
    assert len(found) == 1, found
    assert said in found[0]


def test_a_whole_plan_lacks_nothing_and_a_panel_without_lead_does(panel: Panel) -> None:
    session = make_session(panel, starts_at=in_days(7))
    assert lines(session, "approve") == []
    for state, lead, number in (
        ("active", None, 1),
        ("paused", panel.safeguarding_lead_id, 1),
        ("recruiting", panel.safeguarding_lead_id, 0),
    ):
        Panel.objects.filter(pk=panel.pk).update(state=state, safeguarding_lead=lead)
        assert len(lines(session, "approve")) == number


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "Write the briefing."),
        ({"text": HARD}, "hard to read"),
        ({"nothing_hard": False}, "may be hard"),
        ({"read_by": ""}, "audio"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_a_briefing_lacks(panel: Panel, fields: dict[str, Any], said: str) -> None:
    session = make_session(panel, S.OPEN)
    make_place(session)
    write(session, "briefing", **fields)
    found = lines(session, "brief")
    assert len(found) == 1, found
    assert said in found[0]


def test_a_briefing_goes_in_time_to_somebody_in_her_language(panel: Panel) -> None:
    session = make_session(panel, S.OPEN)
    text = write(session, "briefing", nothing_hard=False, hard="Court", read_by="", audio="a.mp3")
    assert lines(session, "brief") == ["Ask somebody first."]
    place = make_place(session, answer="no")
    assert lines(session, "brief") == ["Ask somebody first."]
    place.answer = "none"
    place.save()
    assert lines(session, "brief") == []
    place.member.language = "cy"
    place.member.save()
    assert "reads Welsh" in lines(session, "brief")[0]
    text.text_cy = "Bore da."
    text.save()
    Session.objects.update(starts_at=in_days(6))
    assert "at least 7 days" in lines(session, "brief")[0]


READY: list[tuple[str, Callable[[Session, Any], Any], str]] = [
    ("support", lambda s, p: Session.objects.update(support_person=""), "support person"),
    ("lead", lambda s, p: Panel.objects.update(safeguarding_lead=None), "safeguarding lead"),
    ("needs", lambda s, p: p.requests.create(sealed=b"x"), "1 thing that somebody asked for"),
    ("briefing", lambda s, p: Session.objects.update(briefed_on=None), "has not been sent"),
    ("approval", lambda s, p: Session.objects.update(is_approved=False), "after it was approved"),
    ("too late", lambda s, p: Session.objects.update(starts_at=in_days(6)), "too late"),
]
READY_ONLY: list[tuple[str, Callable[[Session, Any], Any], str]] = [
    ("enough", lambda s, p: s.attendances.update(answer="maybe"), "0 said yes"),
    ("contact", lambda s, p: s.attendances.update(wants_contact=True), "will be in touch"),
]


@pytest.mark.parametrize("case", [*READY, *READY_ONLY], ids=lambda case: case[0])
def test_rule_one_and_what_else_a_ready_session_has(panel: Panel, case: Any) -> None:
    session = make_session(panel, S.BRIEFED)
    place = make_place(session)
    assert lines(session, "make_ready") == []
    name, take_away, said = case
    take_away(session, place)
    assert said in lines(session, "make_ready")[0]
    with pytest.raises(NotYet, match=said):
        take_step(user=panel.coordinator, session=session, name="make_ready")
    begins = lines(session, "begin")[1:]  # its day is first
    assert any(said in line for line in begins) is (case in READY), name


def test_what_somebody_who_does_not_come_asked_for_keeps_nobody_waiting(panel: Panel) -> None:
    session = make_session(panel, S.BRIEFED)
    make_place(session)
    away = make_place(session, answer="no")
    resting = make_place(session, make_member(panel, Membership.State.ON_BREAK))
    for place in (away, resting):
        place.requests.create(sealed=b"x")
    assert lines(session, "make_ready") == []
    session.attendances.exclude(pk__in=[away.pk, resting.pk]).delete()
    assert "0 said yes" in lines(session, "make_ready")[0]


def test_two_who_must_not_meet_stop_it_and_no_reason_is_said(panel: Panel) -> None:
    session = make_session(panel, S.BRIEFED)
    one, other = make_place(session), make_place(session, answer="maybe")
    first, second = sorted((one.member, other.member), key=lambda member: member.pk)
    KeptApart.objects.create(first=first, second=second)
    for step in ("brief", "make_ready", "begin"):
        found = [line for line in lines(session, step) if "both have a place" in line]
        assert len(found) == 1
        assert "meet" not in found[0]
        assert str(one.member) not in found[0]  # a safeguarding lead reads it too
    other.answer = "no"
    other.save()
    assert lines(session, "make_ready") == []


def test_a_session_begins_on_its_day(panel: Panel) -> None:
    early = timezone.localdate() - timedelta(days=8)
    session = make_session(panel, S.READY, starts_at=in_days(1), briefed_on=early)
    make_place(session)
    assert len(lines(session, "begin")) == 1
    Session.objects.update(starts_at=in_days(0))
    assert lines(session, "begin") == []


def test_a_lead_who_holds_the_role_no_longer_is_none(panel: Panel) -> None:
    session = make_session(panel)
    assert lines(session, "approve") == []
    RoleHolding.objects.filter(user=panel.safeguarding_lead).delete()
    assert lines(session, "approve") == ["The panel has no safeguarding lead."]
    with pytest.raises(PermissionDenied):
        take_step(user=panel.safeguarding_lead, session=session, name="approve")
    fresh = Panel.objects.get(pk=panel.pk)
    assert "Name a safeguarding lead." in [m.what for m in OF_PANELS.missing(fresh, "recruit")]


def test_nobody_is_told_what_came_of_it_before_all_is_noted_and_written(panel: Panel) -> None:
    session = make_session(panel, S.DONE)
    place = make_place(session)
    make_place(session, answer="no")
    Membership.objects.filter(member=place.member).update(state=Membership.State.ON_BREAK)
    assert [line[:9] for line in lines(session, "tell")] == ["Note how ", "Write the", "Write wha"]
    place.came = "not_there"
    place.save()
    minutes = write(session, "minutes")
    write(session, "feedback")
    assert lines(session, "tell") == ["Write the minutes, and send them."]
    minutes.sent_on = timezone.localdate()
    minutes.save()
    assert lines(session, "tell") == []
    SessionText.objects.filter(kind="feedback").update(text=HARD)
    assert "hard to read" in lines(session, "tell")[0]


def test_a_session_closes_when_nobody_waits_to_hear_from_us(panel: Panel) -> None:
    session = make_session(panel, S.TOLD)
    place = make_place(session, wants_contact=True, contact_due_on=timezone.localdate())
    assert lines(session, "close") == ["Be in touch, as promised, with 1 woman."]
    place.contact_done_on = timezone.localdate()
    place.save()
    assert lines(session, "close") == []


def test_each_line_has_a_way_to_where_it_is_done(panel: Panel) -> None:
    session = make_session(
        panel, S.BRIEFED, support_person="", facilitator="", briefed_on=timezone.localdate()
    )
    place = make_place(session, wants_contact=True)
    place.requests.create(sealed=b"x")
    waits = {"Wait ", "The briefing has not"}
    for name in BEFORE:
        for missing in OF_SESSIONS.missing(session, name):
            if not any(missing.what.startswith(words) for words in waits):
                assert missing.address.startswith("/manage/"), missing
                assert missing.where


PANEL_GATES: list[tuple[str, Callable[[Panel], Any], set[str], str]] = [
    (
        "lead",
        lambda p: Panel.objects.update(safeguarding_lead=None),
        {"recruit", "start", "resume"},
        "Name a safeguarding lead.",
    ),
    (
        "complaints",
        lambda p: Panel.objects.update(complaints_person=" RUTH"),
        {"recruit", "start", "resume"},
        "somebody else than who runs it",
    ),
    (
        "agreement",
        lambda p: AgreementText.objects.update(published_on=None),
        {"recruit", "start", "resume"},
        "Write the agreement",
    ),
    (
        "members",
        lambda p: Membership.objects.filter(panel=p).first().delete(),  # type: ignore[union-attr]
        {"start"},
        "2 women have agreed",
    ),
    ("asked", lambda p: make_session(p, S.OPEN), {"pause", "close"}, "is not over"),
    ("draft", lambda p: make_session(p), {"close"}, "is not over"),
    ("held", lambda p: make_session(p, S.DONE), {"close"}, "is not over"),
]


@pytest.mark.parametrize("case", PANEL_GATES, ids=lambda case: case[0])
def test_what_a_panel_lacks(panel: Panel, case: Any) -> None:
    for _number in range(3):
        make_member(panel)
    make_session(panel, S.CLOSED)
    make_session(panel, S.CANCELLED)
    steps = ("recruit", "start", "pause", "resume", "close")
    for step in steps:
        assert OF_PANELS.missing(panel, step) == []
    _name, take_away, stopped, said = case
    take_away(panel)
    fresh = Panel.objects.get(pk=panel.pk)
    for step in steps:
        found = [missing.what for missing in OF_PANELS.missing(fresh, step)]
        assert [said in line for line in found] == ([True] if step in stopped else []), step
    if "close" in stopped:
        with pytest.raises(NotYet, match=said):
            take_panel_step(user=panel.coordinator, panel=fresh, name="close")
