"""What is owed of a decision after it was published, and what is late."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeAlias

import pytest

from consultations.models import ConsultationPage, Decision, FollowUp, Outcome
from consultations.outcomes.following import Followed, followed, is_followed_up
from consultations.services import NothingToTell, WordsMissing, tell_what_happened

After: TypeAlias = FollowUp.After
State: TypeAlias = FollowUp.State
Answer: TypeAlias = Decision.Answer
SINCE = date(2027, 1, 31)
SIX, TWELVE = date(2027, 7, 31), date(2028, 1, 31)


def told(after: After, state: State) -> FollowUp:
    return FollowUp(after=after, state=state, what="It began.", told_on=SINCE)


def row(*tellings: FollowUp, answer: Answer = Answer.DO, due_on: date | None = None) -> Followed:
    return Followed(Decision(answer=answer, due_on=due_on), SINCE, list(tellings))


@pytest.mark.parametrize(
    ("tellings", "owed"),
    [
        ([], (After.SIX, SIX)),
        ([told(After.EARLY, State.DONE)], (After.SIX, SIX)),
        ([told(After.SIX, State.UNDER_WAY)], (After.TWELVE, TWELVE)),
        ([told(After.SIX, State.DONE)], (After.TWELVE, TWELVE)),
        ([told(After.SIX, State.DROPPED)], None),
        ([told(After.TWELVE, State.NOT_YET)], None),
        ([told(After.SIX, State.DONE), told(After.TWELVE, State.DONE)], None),
    ],
)
def test_what_is_owed_next(tellings: list[FollowUp], owed: Any) -> None:
    assert row(*tellings).next_telling == owed


@pytest.mark.parametrize("tellings", [[], [told(After.SIX, State.NOT_YET)]])
def test_nothing_is_owed_of_what_we_could_not_do(tellings: list[FollowUp]) -> None:
    found = row(*tellings, answer=Answer.NOT, due_on=SINCE)
    assert found.next_telling is None
    assert found.next_day is None


@pytest.mark.parametrize(
    ("today", "late", "told_to_all"),
    [
        (SIX, False, False),
        (SIX + timedelta(days=1), True, False),
        (SIX + timedelta(days=14), True, False),
        (SIX + timedelta(days=15), True, True),
    ],
)
def test_a_telling_is_late_the_day_after_and_for_everyone_after_some_grace(
    time_machine: Any, today: date, late: bool, told_to_all: bool
) -> None:
    time_machine.move_to(f"{today}T12:00:00Z")
    assert (row().is_late, row().shows_late) == (late, told_to_all)


@pytest.mark.parametrize(
    ("tellings", "answer", "past"),
    [
        ([], Answer.DO, True),
        ([told(After.SIX, State.UNDER_WAY)], Answer.PART, True),
        ([told(After.SIX, State.DONE)], Answer.DO, False),
        ([told(After.SIX, State.DROPPED)], Answer.DO, False),
        ([], Answer.NOT, False),
    ],
)
def test_a_decision_is_past_its_day_until_somebody_says_it_is_done(
    time_machine: Any, tellings: list[FollowUp], answer: Answer, past: bool
) -> None:
    due = date(2027, 3, 1)
    time_machine.move_to("2027-03-01T12:00:00Z")
    assert not row(*tellings, answer=answer, due_on=due).is_past_its_day
    time_machine.move_to("2027-03-02T12:00:00Z")
    assert row(*tellings, answer=answer, due_on=due).is_past_its_day is past


@pytest.mark.parametrize(
    ("today", "tellings", "now"),
    [
        (SINCE, [], After.EARLY),
        (SINCE, [told(After.EARLY, State.UNDER_WAY)], None),
        (date(2027, 6, 29), [], After.EARLY),
        (date(2027, 7, 1), [told(After.EARLY, State.UNDER_WAY)], After.SIX),
        (date(2027, 12, 30), [], After.SIX),
        (SIX, [told(After.SIX, State.UNDER_WAY)], None),
        (TWELVE, [told(After.SIX, State.UNDER_WAY)], After.TWELVE),
        (TWELVE, [], After.SIX),  # no later one skips it
        (TWELVE, [told(After.ENDED, State.DONE)], After.SIX),
        (TWELVE, [told(After.SIX, State.DROPPED)], None),
        (TWELVE, [told(After.TWELVE, State.DONE)], None),
    ],
)
def test_which_telling_may_be_written(
    time_machine: Any, today: date, tellings: list[FollowUp], now: After | None
) -> None:
    time_machine.move_to(f"{today}T12:00:00Z")
    assert row(*tellings).after_now == now


def fates(found: Followed) -> list[str]:
    """Each telling that was promised: its month, and whether it was told, missed or is to come."""
    said = {True: "missed", False: "owed"}
    return [f"{one.after:d} {'told' if one.told else said[one.is_missed]}" for one in found.owed]


def on(day: date, after: After, state: State) -> FollowUp:
    return FollowUp(after=after, state=state, what="So.", told_on=day)


@pytest.mark.parametrize(
    ("tellings", "fate"),
    [
        ([], ["6 owed", "12 owed"]),
        ([told(After.EARLY, State.DONE)], ["6 owed", "12 owed"]),
        ([on(SIX, After.SIX, State.DONE)], ["6 told", "12 owed"]),
        ([on(TWELVE, After.TWELVE, State.DONE)], ["6 missed", "12 told"]),  # before decision 0052
        ([told(After.EARLY, State.DROPPED)], []),  # given up before anything was due
        ([told(After.ENDED, State.DROPPED)], []),
        ([on(SIX, After.SIX, State.DROPPED)], ["6 told"]),
        ([on(TWELVE, After.SIX, State.DROPPED)], ["6 told"]),
        (
            [on(TWELVE + timedelta(days=1), After.SIX, State.DROPPED)],
            ["6 told", "12 missed"],
        ),
    ],
)
def test_each_telling_keeps_its_own_fate(tellings: list[FollowUp], fate: list[str]) -> None:
    assert fates(row(*tellings)) == fate
    assert fates(row(*tellings, answer=Answer.NOT)) == []


THROUGH = (on(SIX, After.SIX, State.UNDER_WAY), on(TWELVE, After.TWELVE, State.NOT_YET))


@pytest.mark.parametrize(
    ("rows", "over"),
    [
        ([], False),
        ([row(*THROUGH)], True),
        ([row(*THROUGH, due_on=TWELVE)], False),  # its day stands, and nobody said it is done
        ([row(*THROUGH, on(TWELVE, After.ENDED, State.DONE), due_on=TWELVE)], True),
        ([row(THROUGH[1])], False),  # the sixth month never came
        ([row(told(After.EARLY, State.DROPPED))], False),  # nothing was seen through
        ([row(*THROUGH), row(told(After.EARLY, State.DROPPED))], True),
        ([row(*THROUGH), row()], False),
        ([row(answer=Answer.NOT)], False),
        ([row(*THROUGH), row(answer=Answer.NOT)], True),
        ([row(*THROUGH), replace(row(), left_on=SINCE)], True),  # turned before anything was due
        ([row(*THROUGH), replace(row(), left_on=TWELVE)], False),  # the sixth month never came
        ([replace(row(), left_on=SINCE)], False),
    ],
)
def test_when_all_is_over(rows: list[Followed], over: bool) -> None:
    assert is_followed_up(rows) is over


@pytest.mark.parametrize(
    ("tellings", "done"),
    [
        ([told(After.EARLY, State.UNDER_WAY)], None),
        ([told(After.EARLY, State.DONE)], SINCE),
        ([told(After.EARLY, State.DONE), on(SIX, After.SIX, State.DONE)], SINCE),
        ([told(After.EARLY, State.DONE), on(SIX, After.SIX, State.NOT_YET)], None),  # undone
        ([told(After.EARLY, State.DONE), on(SIX, After.SIX, State.DROPPED)], None),
    ],
)
def test_since_when_it_is_done(tellings: list[FollowUp], done: date | None) -> None:
    assert row(*tellings).done_on == done


@pytest.fixture
def decision(consultation: Any) -> Decision:
    return decide(consultation())


def decide(page: ConsultationPage, on: date = SINCE, **fields: Any) -> Decision:
    outcome = Outcome.objects.create(consultation=page, version="1", published_on=on)
    values = {"answer": Answer.DO, "you_said": "We wait.", "what": "A worker.", **fields}
    return Decision.objects.create(outcome=outcome, **values)


def test_telling_stands_and_is_put_right_on_its_own_day_alone(
    decision: Decision, time_machine: Any
) -> None:
    time_machine.move_to("2027-07-01T12:00:00Z")
    tell_what_happened(decision=decision, state=State.UNDER_WAY, what="Begun.")
    tell_what_happened(decision=decision, state=State.NOT_YET, what=" Not begun. ")
    assert [(f.after, f.state, f.what) for f in FollowUp.objects.all()] == [
        (6, "not_yet", "Not begun.")
    ]
    time_machine.move_to("2027-07-02T12:00:00Z")
    with pytest.raises(NothingToTell):
        tell_what_happened(decision=decision, state=State.UNDER_WAY, what="Again.")
    time_machine.move_to("2028-01-02T12:00:00Z")
    tell_what_happened(decision=decision, state=State.DONE, what="It is open.")
    assert [f.what for f in FollowUp.objects.all()] == ["Not begun.", "It is open."]


@pytest.mark.parametrize("state", State)
def test_between_two_tellings_it_may_be_told_that_it_is_over(
    decision: Decision, time_machine: Any, state: State
) -> None:
    time_machine.move_to("2027-02-10T12:00:00Z")
    tell_what_happened(decision=decision, state=State.UNDER_WAY, what="Begun.")
    time_machine.move_to("2027-03-01T12:00:00Z")
    if state not in {State.DONE, State.DROPPED}:
        with pytest.raises(NothingToTell):
            tell_what_happened(decision=decision, state=state, what="It goes on.")
        return
    tell_what_happened(decision=decision, state=state, what="It is over.")
    with pytest.raises(NothingToTell):  # put right, it is over all the same
        tell_what_happened(decision=decision, state=State.NOT_YET, what="Or not.")
    assert [(one.after, one.state) for one in FollowUp.objects.all()] == [
        (After.EARLY, State.UNDER_WAY),
        (After.ENDED, state),
    ]


@pytest.mark.parametrize("what", ["", "  \n"])
def test_nothing_is_told_without_words(decision: Decision, what: str) -> None:
    with pytest.raises(WordsMissing):
        tell_what_happened(decision=decision, state=State.DONE, what=what)
    assert not FollowUp.objects.exists()


def test_a_later_version_keeps_the_clock_and_what_was_told(decision: Decision) -> None:
    tell_what_happened(decision=decision, state=State.UNDER_WAY, what="Begun.")
    page = decision.outcome.consultation
    newer = decide(page, SINCE + timedelta(days=90), key=decision.key)
    other = decide(page, SINCE + timedelta(days=90))
    found = followed([newer, other])
    assert [(one.since, [f.what for f in one.told]) for one in found] == [
        (SINCE, ["Begun."]),
        (SINCE + timedelta(days=90), []),
    ]


def test_reading_asks_no_more_for_more(decision: Decision, django_assert_num_queries: Any) -> None:
    decisions = [decision, *(decide(decision.outcome.consultation) for _ in range(9))]
    with django_assert_num_queries(2):
        followed(decisions)
