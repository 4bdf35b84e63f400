"""Where a consultation stands, by what somebody entered and by the clock: no database."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from consultations.models import SENDING_GRACE, ConsultationPage, Stage, State
from consultations.stages.models import BY_CLOCK, ROAD, state_of
from consultations.templatetags.progress import STANDS, STEPS, steps

OPENS, CLOSES, REPLY = date(2027, 3, 1), date(2027, 3, 31), date(2027, 5, 1)
LONDON = ZoneInfo("Europe/London")
BEFORE = datetime(2027, 2, 28, 23, 59, 59, tzinfo=LONDON)
FIRST = datetime(2027, 3, 1, tzinfo=LONDON)
LAST = datetime(2027, 3, 31, 23, 59, 59, tzinfo=LONDON)
END = datetime(2027, 4, 1, tzinfo=LONDON)


def page(reached: str = "checked", *, live: bool = True) -> ConsultationPage:
    made = ConsultationPage(
        id=1, live=live, reached=reached, opens_on=OPENS, closes_on=CLOSES, reply_by=REPLY
    )
    made.source = made
    return made


@pytest.mark.parametrize(
    ("at", "stage"),
    [(BEFORE, "checked"), (FIRST, "open"), (LAST, "open"), (END, "closed")],
)
def test_what_was_checked_opens_and_closes_by_the_clock_to_the_second(
    at: datetime, stage: str
) -> None:
    assert page().stage_at(at) == stage


@pytest.mark.parametrize(("at", "stage"), [(FIRST, "checked"), (LAST, "checked"), (END, "closed")])
def test_a_page_that_nobody_can_see_is_not_open(at: datetime, stage: str) -> None:
    assert page(live=False).stage_at(at) == stage


@pytest.mark.parametrize("at", [BEFORE, FIRST, LAST, END])
def test_what_is_held_back_is_not_open_and_never_closes(at: datetime) -> None:
    held = page()
    held.held_back = True
    assert held.stage_at(at) == Stage.CHECKED
    with time_machine.travel(at, tick=False):
        assert held.opens_late is (at != BEFORE)
        assert not page().opens_late


def test_a_translation_is_open_only_beside_its_english_page() -> None:
    welsh = page()
    welsh.source = page(live=False)
    assert welsh.stage_at(FIRST) == Stage.CHECKED


@pytest.mark.parametrize("reached", [s for s in ROAD if s not in (*BY_CLOCK, Stage.CHECKED)])
@pytest.mark.parametrize("at", [BEFORE, FIRST, END])
def test_no_clock_moves_any_other_stage(reached: Stage, at: datetime) -> None:
    assert page(reached).stage_at(at) == reached
    assert not page(reached).is_open(at)


@pytest.mark.parametrize(
    ("reached", "at", "began", "is_taken"),
    [
        ("checked", FIRST, FIRST, True),
        ("checked", BEFORE, BEFORE, False),
        ("checked", END, LAST, True),
        ("checked", END + SENDING_GRACE - timedelta(seconds=1), LAST, True),
        ("checked", END + SENDING_GRACE, LAST, False),
        ("checked", END, END, False),  # begun after the close
        ("draft", FIRST, FIRST, False),
        ("reading", END, LAST, False),  # somebody has begun to read
        ("decided", LAST, FIRST, False),
    ],
)
def test_what_was_begun_in_time_is_taken_for_a_day(
    reached: str, at: datetime, began: datetime, is_taken: bool
) -> None:
    with time_machine.travel(at, tick=False):
        assert page(reached).takes(int(began.timestamp())) is is_taken


@pytest.mark.parametrize(
    ("reached", "at", "may_come"),
    [
        ("draft", FIRST, True),
        ("checked", LAST, True),
        ("checked", END + SENDING_GRACE, False),
        ("reading", LAST, False),
        ("followed_up", FIRST, False),
    ],
)
def test_whether_more_may_come(reached: str, at: datetime, may_come: bool) -> None:
    assert page(reached).may_still_come(at) is may_come


@pytest.mark.parametrize("reached", [s for s in ROAD if s not in BY_CLOCK])
def test_a_reply_is_late_from_the_first_check_until_it_is_decided(reached: Stage) -> None:
    promised = reached not in (Stage.DRAFT, Stage.DECIDED, Stage.FOLLOWED_UP)
    with time_machine.travel(datetime(2027, 5, 2, tzinfo=LONDON)):
        assert page(reached).is_overdue is promised
    with time_machine.travel(datetime(2027, 5, 1, 12, tzinfo=LONDON)):
        assert not page(reached).is_overdue


@pytest.mark.parametrize("change", [{"live": False}, {"held_back": True}, {"reached": "draft"}])
@pytest.mark.parametrize("reached", ["checked", "reading"])
def test_what_never_opened_owes_no_reply(reached: str, change: dict[str, object]) -> None:
    asked = page(reached)
    for name, value in change.items():
        setattr(asked, name, value)
    with time_machine.travel(datetime(2027, 5, 2, tzinfo=LONDON)):
        is_owed = reached == "reading" and "held_back" in change  # by then it was open
        assert asked.is_overdue is is_owed
        asked.opened_once = True
        assert asked.is_overdue is ("reached" not in change)


def test_each_stage_has_its_word_for_the_public() -> None:
    assert [state_of(stage).value for stage in ROAD] == [
        *("planned", "planned", "open"),
        *("closed", "closed", "closed", "closed"),
        *("decided", "decided"),
    ]
    ended = {stage for stage in ROAD if state_of(stage) in (State.CLOSED, State.DECIDED)}
    assert set(STANDS) == ended
    told = [stage for stages, _words in STEPS for stage in stages]
    assert told == ROAD[ROAD.index(Stage.OPEN) :]


@pytest.mark.parametrize(
    ("reached", "at", "done", "now"),
    [
        ("draft", FIRST, 0, None),
        ("checked", BEFORE, 0, None),
        ("checked", FIRST, 0, 0),
        ("checked", END, 1, 1),
        ("reading", END, 1, 1),
        ("theming", END, 2, 2),
        ("review", END, 3, 3),
        ("followed_up", END, 6, None),
    ],
)
def test_the_trail_says_where_it_is(reached: str, at: datetime, done: int, now: int | None) -> None:
    with time_machine.travel(at, tick=False):
        trail = steps(page(reached))
    assert [step["done"] for step in trail] == [place < done for place in range(len(trail))]
    assert [place for place, step in enumerate(trail) if step["now"]] == (
        [] if now is None else [now]
    )


@pytest.mark.parametrize("reached", [s for s in ROAD if s not in BY_CLOCK])
def test_its_dates_hold_for_women_only_once_it_was_checked(reached: Stage) -> None:
    assert page(reached).is_promised is (reached != Stage.DRAFT)
