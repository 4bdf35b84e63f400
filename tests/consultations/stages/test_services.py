"""Moving along the road: every stage × who × what she does."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import AuditLine
from accounts.roles import Role
from accounts.services import pseudonym
from consultations.models import (
    ConsultationPage,
    Decision,
    FollowUp,
    Outcome,
    Stage,
    StageChange,
)
from consultations.services import (
    DecisionText,
    NotYet,
    OutcomeText,
    enter_stage,
    go_back,
    publish_outcome,
    tell_what_happened,
)
from consultations.stages.models import BY_CLOCK, ROAD
from consultations.stages.permissions import may_enter, may_go_back, may_see
from consultations.stages.selectors import (
    earlier_stages,
    gone_missing,
    history_of,
    missing_for,
    next_stage,
    road_of,
)
from consultations.stages.services import NoReason, NoWayBack
from core.models import Area
from tests.consultations.stages.conftest import in_welsh
from tests.factories.accounts import make_staff, make_user

Make = Callable[..., ConsultationPage]
EDITORS = {Stage.DRAFT, Stage.CHECKED, Stage.READING}
FACILITATORS = {Stage.READING, Stage.THEMING, Stage.REVIEW}
HERS = {Role.EDITOR: EDITORS, Role.FACILITATOR: FACILITATORS}


# -- who may


@pytest.mark.parametrize("role", Role.values)
def test_who_may_enter_and_go_back_and_see(
    role: str, area: Area, other_area: Area, consultation: Make
) -> None:
    page, elsewhere = consultation(), consultation(area=other_area)
    user = make_staff(role, area)
    hers: set[Stage] = HERS.get(Role(role), set())
    assert {stage for stage in ROAD if may_enter(user, page, stage)} == hers
    assert not any(may_enter(user, elsewhere, stage) for stage in ROAD)
    assert may_see(user, page) is bool(hers)
    assert not may_see(user, elsewhere)
    for reached in ROAD:
        page.reached = reached
        back = {stage for stage in ROAD if may_go_back(user, page, stage)}
        assert back == (hers if reached in hers else set())


def test_who_may_everything_leaves_clock_and_outcome_to_themselves(consultation: Make) -> None:
    admin = make_user(superuser=True)
    may = {stage for stage in ROAD if may_enter(admin, consultation(), stage)}
    assert may == EDITORS | FACILITATORS


# -- forwards


@pytest.mark.parametrize("reached", [s for s in ROAD if s not in BY_CLOCK])
@pytest.mark.parametrize("role", ["editor", "facilitator", "reviewer"])
def test_only_the_next_stage_is_entered_and_only_by_whom_it_is_for(
    area: Area, consultation: Make, monkeypatch: pytest.MonkeyPatch, reached: Stage, role: str
) -> None:
    monkeypatch.setattr("consultations.stages.gates.OF_CONSULTATIONS._of", {})
    page = consultation("closed", reached=reached)
    user = make_staff(role, area)
    now, hers = page.stage, HERS.get(Role(role), set())
    for stage in ROAD:
        if stage not in hers:
            with pytest.raises(PermissionDenied):
                enter_stage(consultation=page, stage=stage, by=user)
        elif stage.place != now.place + 1:
            with pytest.raises(NotYet):
                enter_stage(consultation=page, stage=stage, by=user)
    page.refresh_from_db()
    assert page.reached == reached
    assert not StageChange.objects.exists()
    coming = next_stage(page)
    if coming in hers:
        change = enter_stage(consultation=page, stage=coming, by=user)
        page.refresh_from_db()
        assert page.reached == coming
        assert (change.before, change.stage) == (now, coming)


def test_a_step_is_written_down_with_day_and_pseudonym(area: Area, page: ConsultationPage) -> None:
    editor = make_staff("editor", area)
    enter_stage(consultation=page, stage=Stage.CHECKED, by=editor)
    (change,) = history_of(page)
    today = timezone.localdate()
    assert (change.entered_on, change.by, change.why) == (today, pseudonym(editor), "")
    line = AuditLine.objects.get()
    assert (line.action, line.subject) == ("entered stage", f"consultation {page.pk}, checked")
    fields = {field.name for field in StageChange._meta.get_fields()}
    assert fields == {"id", "consultation", "before", "stage", "entered_on", "by", "why"}


def test_what_lacks_something_is_not_entered(area: Area, page: ConsultationPage) -> None:
    ConsultationPage.objects.update(reasons="")
    with pytest.raises(NotYet, match="Say what is planned") as refused:
        enter_stage(consultation=page, stage=Stage.CHECKED, by=make_staff("editor", area))
    assert [one.where for one in refused.value.missing] == ["Edit the page"]
    page.refresh_from_db()
    assert page.reached == Stage.DRAFT
    assert not AuditLine.objects.exists()


def test_it_moves_in_every_language_whichever_page_is_named(
    area: Area, page: ConsultationPage
) -> None:
    twin = in_welsh(page)
    editor = make_staff("editor", area)
    twin.refresh_from_db()
    change = enter_stage(consultation=twin, stage=Stage.CHECKED, by=editor)
    assert change.consultation == page
    for each in (page, twin):
        each.refresh_from_db()
        assert each.reached == Stage.CHECKED


# -- back


def test_back_asks_for_a_reason_and_shuts_the_doors(area: Area, consultation: Make) -> None:
    page, editor = consultation("planned"), make_staff("editor", area)
    assert page.is_promised
    for why in ("", "  "):
        with pytest.raises(NoReason):
            go_back(consultation=page, stage=Stage.DRAFT, why=why, by=editor)
    change = go_back(consultation=page, stage=Stage.DRAFT, why=" A question was wrong. ", by=editor)
    assert (change.before, change.stage, change.why, change.went_back) == (
        *("checked", "draft"),
        "A question was wrong.",
        True,
    )
    page.refresh_from_db()
    assert not page.is_promised
    assert AuditLine.objects.get().action == "took consultation back"


@pytest.mark.parametrize("trait", ["open", "last_day", "closed"])
@pytest.mark.parametrize("taken_down", [False, True])
def test_what_has_opened_is_no_draft_again(
    area: Area, consultation: Make, trait: str, taken_down: bool
) -> None:
    page, editor = consultation(trait, reached=Stage.READING), make_staff("editor", area)
    if taken_down:
        page.unpublish()
    assert earlier_stages(page) == [Stage.CHECKED]
    with pytest.raises(NoWayBack):
        go_back(consultation=page, stage=Stage.DRAFT, why="To hide it.", by=editor)


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.CLOSED, Stage.READING, Stage.REVIEW])
def test_back_leads_only_to_what_is_behind(area: Area, consultation: Make, stage: Stage) -> None:
    page = consultation("closed", reached=Stage.READING)
    with pytest.raises(NoWayBack):
        go_back(consultation=page, stage=stage, why="So.", by=make_staff("editor", area))


def test_from_a_stage_that_is_not_hers_she_takes_nothing_back(
    area: Area, consultation: Make
) -> None:
    page = consultation("closed", reached=Stage.THEMING)
    with pytest.raises(PermissionDenied):
        go_back(consultation=page, stage=Stage.READING, why="So.", by=make_staff("editor", area))
    facilitator = make_staff("facilitator", area)
    go_back(consultation=page, stage=Stage.READING, why="More paper came.", by=facilitator)
    page.refresh_from_db()
    assert page.reached == Stage.READING


# -- outcomes


def decide(page: ConsultationPage, *answers: str, version: str = "1") -> Outcome:
    text = OutcomeText(
        version=version,
        summary="They said it.",
        taken_to="The board",
        themes=[],
        women=None,
        decisions=[
            DecisionText(f"Said {n}", Decision.Answer(answer), "Done.", "Owner", because="So.")
            for n, answer in enumerate(answers)
        ],
    )
    return publish_outcome(consultation=page, text=text)


def test_an_outcome_decides_and_there_is_no_way_back(area: Area, consultation: Make) -> None:
    page = consultation("closed", reached=Stage.REVIEW)
    decide(page, "do")
    page.refresh_from_db()
    assert page.stage == Stage.DECIDED
    (change,) = history_of(page)
    assert (change.before, change.stage, change.by) == ("review", "decided", "")
    assert earlier_stages(page) == []
    with pytest.raises(NoWayBack):
        go_back(consultation=page, stage=Stage.REVIEW, why="So.", by=make_staff("editor", area))


def reached(page: ConsultationPage) -> str:
    page.refresh_from_db()
    return page.reached


def tell(decision: Decision, months: int) -> None:
    Outcome.objects.update(published_on=timezone.localdate() - timedelta(days=31 * months))
    tell_what_happened(decision=decision, state=FollowUp.State.UNDER_WAY, what="It goes on.")


def both_told(decision: Decision) -> None:
    for months in (7, 13):
        FollowUp.objects.update(told_on=timezone.localdate() - timedelta(days=150))
        tell(decision, months)


def test_it_is_followed_up_when_all_that_is_owed_was_told(consultation: Make) -> None:
    page = consultation("closed", reached=Stage.REVIEW)
    first, second, _refused = decide(page, "do", "part", "not").decisions.all()
    both_told(first)
    assert reached(page) == Stage.DECIDED
    (owed,) = missing_for(page, Stage.FOLLOWED_UP)
    assert owed.what.startswith("Tell what happened to “Said 1” by ")
    tell(second, 13)  # the sixth month, late: it is not skipped
    assert reached(page) == Stage.DECIDED
    FollowUp.objects.update(told_on=timezone.localdate() - timedelta(days=1))
    tell(second, 13)
    assert reached(page) == Stage.FOLLOWED_UP
    assert gone_missing(page) == []
    page.refresh_from_db()
    assert page.get_lock().for_user(None)


def test_where_nothing_could_be_done_there_is_nothing_to_follow_up(consultation: Make) -> None:
    page = consultation("closed", reached=Stage.REVIEW)
    decide(page, "not")
    page.refresh_from_db()
    assert page.stage == Stage.DECIDED
    assert page.get_lock() is None
    (why,) = missing_for(page, Stage.FOLLOWED_UP)
    assert why.what == "Nothing could be done, so nothing is owed: it stays decided."


def test_a_newer_outcome_that_owes_something_is_decided_again(consultation: Make) -> None:
    page = consultation("closed", reached=Stage.REVIEW)
    both_told(decide(page, "do").decisions.get())
    assert reached(page) == Stage.FOLLOWED_UP
    decide(page, "do", version="2")
    assert reached(page) == Stage.DECIDED
    assert [change.stage for change in history_of(page)] == ["decided", "followed_up", "decided"]


# -- the road as it is shown


def test_the_road_has_its_days(area: Area, page: ConsultationPage) -> None:
    enter_stage(consultation=page, stage=Stage.CHECKED, by=make_staff("editor", area))
    page.refresh_from_db()
    road = road_of(page, history_of(page))
    shown = {one.stage: one.on for one in road if one.on}
    assert shown == {
        Stage.CHECKED: timezone.localdate(),
        Stage.OPEN: page.opens_on,
        Stage.CLOSED: page.closes_on,
    }
    assert [one.stage for one in road if one.is_now] == [Stage.CHECKED]
    assert [one.stage for one in road if one.is_past] == [Stage.DRAFT]
