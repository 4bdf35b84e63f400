"""What decisions promise: a day, whatever it was moved to, and what a newer answer turns."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override
from wagtail.models import Page

from consultations.models import ConsultationPage, Decision, FollowUp, Outcome, Telling
from consultations.promises.selectors import promises_of
from tests.consultations.promises.test_what_happened import answer, happened, text
from tests.factories.promises import day

__all__ = ["happened"]
pytestmark = pytest.mark.pages

Make = Callable[..., ConsultationPage]
DUE = {"answer": "do", "you_said": "Too many workers.", "owner": "Chair", "what": "One worker."}


def after(decision: Decision, state: str, on: int, months: int = 1) -> FollowUp:
    return FollowUp.objects.create(
        consultation=decision.outcome.consultation,
        decision=decision.key,
        after=months,
        state=state,
        what="The money went.",
        told_on=day(on),
    )


@pytest.mark.parametrize(
    ("due", "told", "said", "counts"),
    [
        (20, None, "Still to come", None),
        (-14, None, "Still to come", None),
        (-15, None, "It is not done yet, and we are sorry.", False),
        (-15, ("done", -15), "Promise kept", True),
        (-15, ("done", -14), "Kept late", False),
        (-15, ("under_way", -20), "It is not done yet, and we are sorry.", False),
        (20, ("dropped", -2), "because: The money went.", False),
        (20, ("done", -40), None, None),  # told as done on the day on which it was published
        (20, ("done", -39), "Promise kept", True),
        (None, ("dropped", -2), "and gave no day. On", False),
        (None, ("done", -2), None, None),
        (None, None, None, None),
        (-45, None, None, None),  # had gone by when it was published: no promise
    ],
)
def test_a_decision_promises_its_own_day(
    consultation: Make, due: int | None, told: Any, said: str | None, counts: bool | None
) -> None:
    page = consultation("closed", reached="decided", closes_on=day(-50), reply_by=day(-40))
    outcome = answer(page, -40)
    decision = Decision.objects.create(
        outcome=outcome, due_on=None if due is None else day(due), **DUE
    )
    if told:
        after(decision, *told)
    found = [one for one in promises_of([page]) if one.kind == "decision"]
    assert [one.counts for one in found] == ([counts] if said else [])
    if said:
        shown = render_to_string("consultations/promises/one.html", {"promise": found[0]})
        words = " ".join(re.sub(r"<[^>]+>", " ", shown).split())
        assert said in words
        assert "One worker." in words


@pytest.mark.parametrize(
    ("newer", "said"),
    [
        (None, "Our answer of"),
        ({**DUE, "answer": "not", "because": "No money."}, "Because: No money."),
        (DUE, "Still to come"),
    ],
)
def test_a_newer_answer_takes_no_promise_away(
    client: Client, happened: Page, consultation: Make, newer: Any, said: str
) -> None:
    page = consultation("closed", reached="decided", closes_on=day(-50), reply_by=day(-40))
    first = Decision.objects.create(outcome=answer(page, -40), due_on=day(9), **DUE)
    Outcome.objects.update(superseded=True)
    second = answer(page, -5)
    if newer:
        Decision.objects.create(outcome=second, key=first.key, due_on=day(9), **newer)
    shown = text(client, happened)
    assert said in shown
    assert ("1 of 2 promises were" in shown) is (newer is not DUE)
    assert ("One worker." in shown) is (newer is DUE)  # what was taken out is not said again


def versions(page: ConsultationPage, *told: tuple[int, dict[str, Any] | None]) -> None:
    """Published answers, so many days from today: each says the same decision, or leaves it out."""
    key = None
    for on, says in told:
        Outcome.objects.update(superseded=True)
        outcome = answer(page, on)
        if says is not None:
            fields = DUE | says | ({"key": key} if key else {})
            key = Decision.objects.create(outcome=outcome, **fields).key


def of_decisions(page: ConsultationPage) -> list[tuple[str, str, bool | None]]:
    found = [one for one in promises_of([page]) if one.kind in {"decision", "telling"}]
    return [(one.key.rpartition(":")[2][:2], one.standing.value, one.counts) for one in found]


NOT = {"answer": "not", "because": "No money."}


@pytest.mark.parametrize("newer", [NOT, None])
@pytest.mark.parametrize(
    ("since", "left", "told", "stands"),
    [
        (-200, -10, (), ["broken", "broken"]),  # the sixth month was missed, then it was turned
        (-200, -190, (), ["broken"]),  # turned before it was due: it falls away
        (-200, -10, (("under_way", -16, 6),), ["kept", "broken"]),
        (-200, -10, (("under_way", -12, 6),), ["kept_late", "broken"]),
        (-200, -10, (("done", -150, 0),), ["broken", "kept_late"]),
        (-200, -10, (("done", -195, 0),), ["broken", "kept"]),
        (-400, -10, (), ["broken", "broken", "broken"]),
    ],
)
def test_what_was_missed_or_late_stays_when_the_answer_turns(
    client: Client,
    happened: Page,
    consultation: Make,
    newer: Any,
    since: int,
    left: int,
    told: Any,
    stands: list[str],
) -> None:
    days = {"opens_on": day(-500), "closes_on": day(-450), "reply_by": day(since)}
    page = consultation("closed", reached="decided", **days)
    versions(page, (since, {"due_on": day(-190)}))
    for one in told:
        after(Decision.objects.get(), *one)
    Outcome.objects.update(superseded=True)
    second = answer(page, left)
    if newer:
        key = Decision.objects.get().key
        Decision.objects.create(outcome=second, **DUE | newer | {"key": key})
    assert [one[1] for one in of_decisions(page)] == stands
    said = text(client, happened)
    assert "One worker." not in said
    assert ("Too many workers." in said) is bool(newer)
    assert "because: <" not in said


@pytest.mark.parametrize(
    ("newer", "said", "why"),
    [
        ([NOT, None], "", ""),  # what the newest doesn't say isn't said
        ([None, NOT], "Too many workers.", "No money."),
        ([NOT, NOT | {"because": "No room."}], "Too many workers.", "No room."),
        ([None, None], "", ""),
    ],
)
def test_what_turned_is_told_as_the_newest_answer_says_it_and_since_it_turned(
    consultation: Make, newer: list[Any], said: str, why: str
) -> None:
    days = {"opens_on": day(-500), "closes_on": day(-450), "reply_by": day(-200)}
    page = consultation("closed", reached="decided", **days)
    versions(page, (-200, {"due_on": day(20)}), (-100, newer[0]), (-50, newer[1]))
    (found,) = [one for one in promises_of([page]) if one.kind == "decision"]
    assert (str(found.what), str(found.how), found.broken_on) == (said, why, day(-100))


@pytest.mark.parametrize("told", [True, False])
def test_no_decision_is_told_in_the_welsh_of_an_older_answer(
    consultation: Make, told: bool
) -> None:
    days = {"opens_on": day(-500), "closes_on": day(-450), "reply_by": day(-200)}
    page = consultation("closed", reached="decided", **days)
    versions(page, (-200, {"due_on": day(20)}), (-100, {"due_on": day(20), "what": "Two."}))
    first, second = Outcome.objects.order_by("pk")
    for outcome, welsh in ((first, "Un."), (second, "Dau.")):
        if told or outcome == first:
            said = [{"key": str(outcome.decisions.get().key), "what": welsh}]
            of = {"form": "cy", "written_on": day(-50), "checked_by": "A friend"}
            Telling.objects.create(outcome=outcome, decisions=said, **of)
    (found,) = [one for one in promises_of([page]) if one.kind == "decision"]
    with override("cy"):
        assert str(found.what) == ("Dau." if told else "Two.")


DAY_MOVED = {"field": "due_on", "because": "No room."}


@pytest.mark.parametrize(
    ("told", "done", "found"),
    [
        # its day was gone when it was published: the next day that is told is the promise
        ([(-80, -90, []), (-60, -20, [(-90, -20)])], None, (-20, -20, "late", 0)),
        ([(-80, -90, []), (-60, 20, [(-90, 20)])], None, (20, 20, "waiting", 0)),
        (
            [(-80, -90, []), (-60, -20, [(-90, -20)]), (-30, 9, [(-90, -20), (-20, 9)])],
            None,
            (-20, 9, "slipped", 1),
        ),
        ([(-80, -90, []), (-60, -20, [(-90, -20)])], -25, (-20, -20, "kept", 0)),
        ([(-80, None, []), (-60, -20, [])], None, (-20, -20, "late", 0)),
        # a day that was told when all was done promises nothing
        ([(-80, -90, []), (-60, -20, [(-90, -20)])], -61, None),
        ([(-80, -90, []), (-60, -70, [(-90, -70)])], None, None),
        ([(-80, None, []), (-60, -20, [])], -70, None),
    ],
)
def test_a_decision_promises_from_the_first_day_that_was_to_come(
    consultation: Make, told: Any, done: int | None, found: Any
) -> None:
    days = {"opens_on": day(-199), "closes_on": day(-190), "reply_by": day(-80)}
    page = consultation("closed", reached="decided", **days)
    rows = [
        (
            on,
            {
                "due_on": None if due is None else day(due),
                "moves": [DAY_MOVED | {"from": str(day(a)), "to": str(day(b))} for a, b in moves],
            },
        )
        for on, due, moves in told
    ]
    versions(page, *rows)
    if done is not None:
        after(Decision.objects.latest("pk"), "done", done)
    promised = [one for one in promises_of([page]) if one.kind == "decision"]
    assert [(one.first_day, one.day, one.standing.value, len(one.moves)) for one in promised] == (
        [(day(found[0]), day(found[1]), *found[2:])] if found else []
    )


def test_a_decision_s_day_that_moved_counts_by_the_first(consultation: Make) -> None:
    days = {"opens_on": day(-99), "closes_on": day(-90), "reply_by": day(-80)}
    page = consultation("closed", reached="decided", **days)
    first = Decision.objects.create(outcome=answer(page, -80), due_on=day(-20), **DUE)
    Outcome.objects.update(superseded=True)
    moves = [
        {"field": "owner", "from": "A", "to": "Chair", "because": ""},
        {"field": "due_on", "from": str(day(-20)), "to": str(day(30)), "because": "No room."},
    ]
    second = answer(page, -30)
    Decision.objects.create(outcome=second, key=first.key, due_on=day(30), moves=moves, **DUE)
    (found,) = [one for one in promises_of([page]) if one.kind == "decision"]
    assert (found.first_day, found.day, found.standing) == (day(-20), day(30), "slipped")
    assert [(move.moved_on, str(move.because)) for move in found.moves] == [(day(-30), "No room.")]
