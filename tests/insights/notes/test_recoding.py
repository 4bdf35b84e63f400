"""Changing a decision into other themes in one step: a change, a split, and their undoing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.codebook.changes import retire_theme
from insights.codebook.remapping import merge_theme
from insights.models import Coding, Passage, Suggestion, SuggestionRun
from insights.rigour.sampling import draw_sample
from insights.selectors import parts_of
from insights.services import (
    CodingCompared,
    NothingChosen,
    ThemeNotOffered,
    accept_suggestion,
    add_coding,
    recode,
    reject_suggestion,
)
from insights.services.undoing import ChangedMeanwhile, State, put_back, state_of, step_between
from tests.factories.accounts import make_staff
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded
from tests.factories.themes import make_codebook, theme_of
from tests.insights.codebook.conftest import UNSAFE
from tests.insights.notes.conftest import decisions, pointed, words_of
from tests.insights.rigour.doubly import compared

Before = Callable[[Response, User], Any]


def suggestion(code: str) -> Suggestion:
    return Suggestion.objects.get(theme__code=code)


def nothing(response: Response, by: User) -> None:
    """She hasn't decided yet."""


def accepted(response: Response, by: User) -> None:
    accept_suggestion(suggestion=suggestion(HOUSING), by=by)


def rejected(response: Response, by: User) -> None:
    reject_suggestion(suggestion=suggestion(HOUSING), by=by)


def accepted_and_court(response: Response, by: User) -> None:
    accepted(response, by)
    add_coding(response=response, theme=theme_of(COURT), by=by)


def added(response: Response, by: User) -> None:
    add_coding(response=response, theme=theme_of(UNSAFE), by=by)


NO = (HOUSING, "rejected", True)  # what the machine said stays, and that she said no
# What she did before, the theme, what it is changed into, what stands then.
CASES: dict[str, tuple[Before, str, list[str], set[tuple[str, str, bool]]]] = {
    "an accepted suggestion": (accepted, HOUSING, [COURT], {NO, (COURT, "added", False)}),
    "an open one": (nothing, HOUSING, [COURT], {NO, (COURT, "added", False)}),
    "one that was turned down": (rejected, HOUSING, [COURT], {NO, (COURT, "added", False)}),
    "into another suggestion": (accepted, HOUSING, [MONEY], {NO, (MONEY, "accepted", True)}),
    "a split": (
        accepted,
        HOUSING,
        [UNSAFE, COURT],
        {NO, (UNSAFE, "added", False), (COURT, "added", False)},
    ),
    "a split that keeps it": (
        accepted,
        HOUSING,
        [HOUSING, COURT],
        {(HOUSING, "accepted", True), (COURT, "added", False)},
    ),
    "an open one, kept": (
        nothing,
        HOUSING,
        [HOUSING, COURT],
        {(HOUSING, "accepted", True), (COURT, "added", False)},
    ),
    "into one that she has": (accepted_and_court, HOUSING, [COURT], {NO, (COURT, "added", False)}),
    "what she added goes": (added, UNSAFE, [COURT], {(COURT, "added", False)}),
    "what she added, into a suggestion": (added, UNSAFE, [MONEY], {(MONEY, "accepted", True)}),
}


@pytest.mark.parametrize("case", CASES)
def test_what_becomes_of_it_and_that_it_can_be_undone(
    response: Response, ann: User, case: str
) -> None:
    begin, theme, into, after = CASES[case]
    begin(response, ann)
    parts = parts_of(response)
    before, was = state_of(parts, ann), decisions()
    made = recode(
        response=response, theme=theme_of(theme), into=[theme_of(code) for code in into], by=ann
    )
    assert decisions() == after
    assert {coding.theme.code for coding in made} == set(into) - {theme}
    assert Suggestion.objects.count() == 2
    undo(response, before, state_of(parts, ann), ann)
    assert decisions() == was
    assert state_of(parts, ann) == before


@pytest.mark.parametrize("into", [[], [HOUSING]])
def test_into_nothing_else_is_no_change(response: Response, ann: User, into: list[str]) -> None:
    accepted(response, ann)
    with pytest.raises(NothingChosen):
        recode(
            response=response,
            theme=theme_of(HOUSING),
            into=[theme_of(code) for code in into],
            by=ann,
        )
    assert decisions() == {(HOUSING, "accepted", True)}


def undo(response: Response, before: State, after: State, by: User) -> None:
    step = step_between(before, after)
    assert step is not None
    put_back(response=response, step=step, by=by)


def change(response: Response, by: User, into: str = COURT, theme: str = HOUSING) -> None:
    recode(response=response, theme=theme_of(theme), into=[theme_of(into)], by=by)


def test_what_is_neither_suggested_nor_hers_is_not_changed(
    response: Response, ann: User, bea: User
) -> None:
    add_coding(response=response, theme=theme_of(UNSAFE), by=bea)
    for theme in (UNSAFE, COURT):
        with pytest.raises(Coding.DoesNotExist):
            change(response, ann, MONEY, theme)
    assert decisions() == {(UNSAFE, "added", False)}


def test_a_retired_theme_is_not_given_and_may_be_left(response: Response, ann: User) -> None:
    accepted(response, ann)
    accept_suggestion(suggestion=suggestion(MONEY), by=ann)
    retire_theme(theme=theme_of(MONEY), by=ann, why="Better so.")
    retire_theme(theme=theme_of(COURT), by=ann, why="Better so.")
    with pytest.raises(ThemeNotOffered):
        change(response, ann, COURT)
    change(response, ann, HOUSING, MONEY)
    assert decisions() == {(HOUSING, "accepted", True), (MONEY, "rejected", True)}


def test_a_theme_of_another_codebook_is_not_given(response: Response, ann: User) -> None:
    make_codebook([{"name": "Feeling safe"}], slug="flat")
    accepted(response, ann)
    with pytest.raises(ThemeNotOffered):
        change(response, ann, "feeling-safe")
    assert decisions() == {(HOUSING, "accepted", True)}


@pytest.mark.parametrize("role", ["reviewer", "editor", "finance", "auditor", "administrator"])
def test_other_roles_change_nothing(response: Response, area: Area, role: str) -> None:
    with pytest.raises(PermissionDenied):
        change(response, make_staff(role, area))
    assert not Coding.objects.exists()


def test_another_area_changes_nothing(response: Response, other_area: Area) -> None:
    with pytest.raises(PermissionDenied):
        change(response, make_staff("facilitator", other_area))
    assert not Coding.objects.exists()


def test_words_taken_back_are_not_recoded(response: Response, ann: User) -> None:
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex("aa" * 32), kind="withdraw")
    with pytest.raises(Response.DoesNotExist):
        change(response, ann)
    assert not Coding.objects.exists()


def test_what_was_compared_is_settled_and_not_changed(
    coded_form: Form, ann: User, bea: User, area: Area
) -> None:
    make_coded(coded_form, ann, HOUSING)
    second = make_staff("second_coder", area)
    sample = draw_sample(consultation=coded_form.consultation, second=second, by=bea)
    (found,) = compared(sample)
    was = decisions()
    for by in (ann, second):
        with pytest.raises(CodingCompared):
            change(found, by)
    assert decisions() == was


def test_a_second_coder_changes_what_she_gave_and_it_counts_nowhere(
    coded_form: Form, ann: User, bea: User, area: Area
) -> None:
    found = make_coded(coded_form, ann, HOUSING)
    second = make_staff("second_coder", area)
    draw_sample(consultation=coded_form.consultation, second=second, by=bea)
    add_coding(response=found, theme=theme_of(MONEY), by=second)
    change(found, second, COURT, MONEY)
    hers = Coding.objects.filter(coder=second)
    assert [(c.theme.code, c.counts) for c in hers] == [(COURT, False)]
    with pytest.raises(Coding.DoesNotExist):  # a suggestion, which she isn't shown
        change(found, second, MONEY, UNSAFE)


def test_the_machine_learns_of_it(
    coded_form: Form, response: Response, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = coded_form.consultation
    SuggestionRun.objects.create(consultation=page, state="done", started_on="2026-01-05")
    monkeypatch.setattr("insights.services.runs.is_due", lambda **_: True)
    change(response, ann)
    assert SuggestionRun.objects.get().state == "waiting"


# Where two passages are sent → what stands then, by a split into unsafe and court.
SENT: dict[str, tuple[dict[int, list[str]], set[tuple[str, int, int]]]] = {
    "not asked: both go to both": (
        {},
        {(UNSAFE, 4, 10), (COURT, 4, 10), (UNSAFE, 30, 34), (COURT, 30, 34)},
    ),
    "one each": ({0: [UNSAFE], 1: [COURT]}, {(UNSAFE, 4, 10), (COURT, 30, 34)}),
    "one nowhere": ({0: [], 1: [COURT]}, {(COURT, 30, 34)}),
}


@pytest.mark.parametrize("sent", SENT)
def test_passages_go_where_she_says(response: Response, ann: User, sent: str) -> None:
    accepted(response, ann)
    coding = Coding.objects.get()
    passages = [pointed(coding, words, ann) for words in ("hostel", "debt")]
    parts = parts_of(response)
    before, was = state_of(parts, ann), words_of()
    chosen, after = SENT[sent]
    recode(
        response=response,
        theme=theme_of(HOUSING),
        into=[theme_of(UNSAFE), theme_of(COURT)],
        by=ann,
        passages={
            passages[n].pk: [theme_of(code).pk for code in codes] for n, codes in chosen.items()
        },
    )
    assert words_of() == after
    undo(response, before, state_of(parts, ann), ann)
    assert words_of() == was


def test_turning_a_theme_down_points_at_nothing_and_undoing_brings_it_back(
    response: Response, ann: User
) -> None:
    accepted(response, ann)
    pointed(Coding.objects.get(), "hostel", ann)
    before = state_of([response], ann)
    rejected(response, ann)
    assert not Passage.objects.exists()
    undo(response, before, state_of([response], ann), ann)
    assert words_of() == {(HOUSING, 4, 10)}
    assert Coding.objects.get().decision == "accepted"


def test_what_changed_meanwhile_is_not_undone(response: Response, ann: User, bea: User) -> None:
    before = state_of([response], ann)
    accepted(response, ann)
    after = state_of([response], ann)
    accepted(response, bea)  # another person's decision is nothing of hers
    rejected(response, ann)
    with pytest.raises(ChangedMeanwhile):
        undo(response, before, after, ann)
    accepted(response, ann)
    undo(response, before, after, ann)
    assert set(Coding.objects.values_list("coder", "decision")) == {(bea.pk, "accepted")}


def test_undoing_gives_no_theme_that_was_merged_meanwhile(response: Response, ann: User) -> None:
    add_coding(response=response, theme=theme_of(COURT), by=ann)
    before = state_of([response], ann)
    change(response, ann, UNSAFE, COURT)
    after = state_of([response], ann)
    merge_theme(theme=theme_of(COURT), into=theme_of(MONEY), by=ann, why="Better so.")
    with pytest.raises(ThemeNotOffered):
        undo(response, before, after, ann)
    assert decisions() == {(UNSAFE, "added", False)}
