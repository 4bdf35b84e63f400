"""The monthly sweep: ten women or more together, taken apart, counted once, and never fewer."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from feedback.equality import sweep as sweeping
from feedback.equality.models import EqualityAnswer, EqualityTaken
from feedback.equality.sweep import MONTHS_KEPT, sweep_equality
from feedback.intake.models import IntakeKey, SealedEquality
from feedback.models import Form
from tests.feedback.about_her import LATER, answer_of, sweep_later

MakeForm = Callable[..., Form]


@pytest.fixture
def made(form: MakeForm, intake_key: IntakeKey) -> Form:
    return form()


def test_ten_women_of_a_month_that_ended_are_taken_apart(made: Form) -> None:
    for _ in range(10):
        answer_of(made, age="30-39", religion="none")
    month = SealedEquality.objects.first()
    assert month is not None
    report = sweep_later()
    assert report.taken_in == 10
    assert not SealedEquality.objects.exists()
    assert not EqualityTaken.objects.exists()
    alike = EqualityAnswer.objects.values_list("consultation", "month", "wording").distinct()
    assert list(alike) == [(made.consultation_id, month.month, "england-2")]
    for question in ("age", "religion"):
        assert EqualityAnswer.objects.filter(question=question).count() == 10


@pytest.mark.parametrize(("women", "after"), [(9, LATER), (10, timedelta(0)), (1, LATER)])
def test_fewer_or_this_month_s_wait_sealed(made: Form, women: int, after: timedelta) -> None:
    for _ in range(women):
        answer_of(made)
    report = sweep_later(after)
    assert report.taken_in == 0
    assert SealedEquality.objects.count() == women
    assert not EqualityAnswer.objects.exists()


def test_women_of_two_consultations_are_not_counted_together(made: Form, form: MakeForm) -> None:
    other = form()
    for _ in range(6):
        answer_of(made)
        answer_of(other)
    assert sweep_later().left == {"too_few": 12}
    assert not EqualityAnswer.objects.exists()


def test_those_who_waited_go_with_those_who_came_later(made: Form) -> None:
    for _ in range(9):
        answer_of(made)
    sweep_later()
    with time_machine.travel(timezone.now() + LATER):
        later = timezone.localdate().replace(day=1)
        answer_of(made)
    assert sweep_later(2 * LATER).taken_in == 10
    assert set(EqualityAnswer.objects.values_list("month", flat=True)) == {later}


@pytest.mark.parametrize(("months", "kept"), [(MONTHS_KEPT, True), (MONTHS_KEPT + 1, False)])
def test_what_waited_for_half_a_year_is_deleted_uncounted(
    made: Form, months: int, kept: bool
) -> None:
    answer_of(made)
    sent_on = timezone.localdate().replace(day=1)
    ends = sent_on.year * 12 + sent_on.month - 1 + months
    with time_machine.travel(date(ends // 12, ends % 12 + 1, 15)):
        report = sweep_equality()
    assert SealedEquality.objects.exists() is kept
    assert report.deleted == (0 if kept else 1)
    assert not EqualityAnswer.objects.exists()


def test_answers_of_one_woman_do_not_stand_together(
    made: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        bands = ["18-20", "21-24", "25-29", "30-39"]
        answer_of(made, age=bands[number % 4], religion="none", orientation="straight")
    stored: list[EqualityAnswer] = []
    real = sweeping._store

    def store(answers: list[EqualityAnswer], rows: list[int]) -> None:
        stored.extend(answers)
        real(answers, rows)

    monkeypatch.setattr(sweeping, "_store", store)
    sweep_later()
    order = [row.question for row in stored]
    assert len(order) == 30
    assert order != ["age", "religion", "orientation"] * 10
    assert [row.pk for row in stored] != sorted(row.pk for row in stored)


def test_sweeping_again_counts_nobody_twice(made: Form) -> None:
    for _ in range(10):
        answer_of(made)
    sweep_later()
    assert sweep_later().taken_in == 0
    assert EqualityAnswer.objects.count() == 10


def test_killed_between_copy_and_delete_nobody_counts_twice(
    made: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(10):
        answer_of(made)

    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    real = sweeping._delete
    monkeypatch.setattr(sweeping, "_delete", killed)
    with pytest.raises(KeyboardInterrupt):
        sweep_later()
    assert SealedEquality.objects.count() == 10
    answer_of(made)  # of the next batch: it must not be deleted with the rest
    monkeypatch.setattr(sweeping, "_delete", real)
    sweep_later()
    assert EqualityAnswer.objects.count() == 10
    assert SealedEquality.objects.count() == 1
    assert not EqualityTaken.objects.exists()


def test_two_sweeps_at_once_count_once(made: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(10):
        answer_of(made)
    real = sweeping._take_in

    def while_another_runs(*args: Any) -> None:
        monkeypatch.setattr(sweeping, "_take_in", real)
        sweep_equality(rng=random.Random(2))
        real(*args)

    monkeypatch.setattr(sweeping, "_take_in", while_another_runs)
    report = sweep_later()
    assert report.left == {"taken_meanwhile": 10}
    assert EqualityAnswer.objects.count() == 10
    assert not EqualityTaken.objects.exists()


def test_what_does_not_open_is_left_and_stops_no_other(made: Form) -> None:
    for _ in range(10):
        answer_of(made)
    month = timezone.localdate().replace(day=1)
    key = IntakeKey.objects.get()
    SealedEquality.objects.create(month=month, key_id=key.id, sealed=b"damaged")
    SealedEquality.objects.create(month=month, key_id="no-such-key", sealed=b"x")
    report = sweep_later()
    assert report.taken_in == 10
    assert report.left == {"damaged": 1, "no_key": 1}
    assert SealedEquality.objects.count() == 2


def test_the_command_says_what_it_did(made: Form, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(10):
        answer_of(made)
    with time_machine.travel(timezone.now() + LATER):
        call_command("sweep_equality")
    assert "Equality answers of 10 women taken in" in capsys.readouterr().out
