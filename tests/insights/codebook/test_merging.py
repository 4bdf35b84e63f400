"""Merging: where each coding goes, and that undoing brings exactly that back."""

from typing import Any

import pytest

from accounts.models import User
from feedback.models import Form
from insights.codebook.changes import retire_theme
from insights.codebook.recording import NotPossible
from insights.codebook.remapping import merge_theme
from insights.codebook.undoing import undo_change
from insights.models import Codebook, Coding, ReviewPack, Suggestion
from insights.selectors import bench_for, counts_by_axis
from insights.services import ThemeNotOffered, accept_suggestion, add_coding, suggest_themes
from tests.factories.packs import COURT, HOUSING, MONEY, draft_of, make_decision
from tests.factories.themes import theme_of
from tests.insights.codebook.conftest import UNSAFE, code, codings, everything, said

A, B = MONEY, HOUSING  # money is merged into housing
VISIT = "ab" * 32
# Who decided what before → after: (coder, theme, decision, counts).
Row = tuple[str, str, str, bool]
MERGES: dict[str, tuple[list[Row], list[Row]]] = {
    "one alone": ([("ann", A, "added", True)], [("ann", B, "added", True)]),
    "accepted": ([("ann", A, "accepted", True)], [("ann", B, "accepted", True)]),
    "agreed": ([("ann", A, "agreed", True)], [("ann", B, "agreed", True)]),
    "a second coder, blind": ([("ann", A, "added", False)], [("ann", B, "added", False)]),
    "turned down says nothing of the other": (
        [("ann", A, "rejected", True)],
        [("ann", A, "rejected", True)],
    ),
    "the same coder": (
        [("ann", A, "added", True), ("ann", B, "accepted", True)],
        [("ann", A, "added", False), ("ann", B, "accepted", True)],
    ),
    "two coders": (
        [("ann", A, "added", True), ("bea", B, "added", True)],
        [("ann", B, "added", True), ("bea", B, "added", True)],
    ),
    "agreed on both": (
        [("ann", A, "agreed", True), ("bea", B, "agreed", True)],
        [("ann", A, "agreed", False), ("bea", B, "agreed", True)],
    ),
    "agreed beside her own": (
        [("ann", A, "agreed", True), ("ann", B, "added", False)],
        [("ann", B, "agreed", True), ("ann", B, "added", False)],
    ),
    "yes to one and no to the other": (
        [("ann", A, "added", True), ("ann", B, "rejected", True)],
        [("ann", A, "added", False), ("ann", B, "added", True)],
    ),
    "one that counts, one that doesn't": (
        [("ann", A, "added", True), ("ann", B, "added", False)],
        [("ann", A, "added", False), ("ann", B, "added", True)],
    ),
    "neither counts": (
        [("ann", A, "added", False), ("ann", B, "added", False)],
        [("ann", A, "added", False), ("ann", B, "added", False)],
    ),
}


def table() -> list[Row]:
    rows = Coding.objects.order_by("pk")
    columns = rows.values_list("coder__name", "theme__code", "decision", "counts")
    return [(name.split()[0].casefold(), *rest) for name, *rest in columns]  # type: ignore[misc]


@pytest.fixture
def people(ann: User, bea: User) -> dict[str, User]:
    for user, name in ((ann, "Ann"), (bea, "Bea")):
        user.name = name
        user.save()
    return {"ann": ann, "bea": bea}


@pytest.mark.parametrize("case", MERGES)
def test_a_merge_and_back(coded_form: Form, people: dict[str, User], case: str) -> None:
    before, after = MERGES[case]
    response = said(coded_form)
    for who, theme, decision, counts in before:
        code(response, theme, people[who], decision, counts=counts)
    codebook = theme_of(A).codebook
    was = everything(codebook)
    change = merge_theme(theme=theme_of(A), into=theme_of(B), by=people["ann"], why="One thing.")
    assert table() == after
    assert "response" not in str(change.codings)
    money = theme_of(A)
    assert (money.status, money.merged_into) == ("retired", theme_of(B))
    undo_change(change=change, by=people["bea"])
    assert everything(codebook) == was
    change.refresh_from_db()
    assert (change.undone_by, change.version_undone) == (people["bea"], "1.0+2")


@pytest.mark.parametrize("act", ["merge", "retire"])
def test_what_few_raised_is_not_merged_or_retired_without_a_reason(
    coded_form: Form, ann: User, act: str
) -> None:
    def go(why: str = "") -> None:
        if act == "merge":
            merge_theme(theme=theme_of(A), into=theme_of(B), by=ann, why=why)
        else:
            retire_theme(theme=theme_of(A), by=ann, why=why)

    response = said(coded_form)
    code(response, A, ann)
    with pytest.raises(NotPossible, match="Few women raised this in") as refused:
        go("  ")
    assert refused.value.field == "why"
    for _ in range(4):
        code(said(coded_form), A, ann)
    go()
    assert theme_of(A).status == "retired"


def test_what_nobody_or_a_sub_theme_raised_needs_none(coded_form: Form, ann: User) -> None:
    merge_theme(theme=theme_of(A), into=theme_of(B), by=ann)
    code(said(coded_form), UNSAFE, ann)
    retire_theme(theme=theme_of(UNSAFE), by=ann)


def test_rows_of_one_visit_are_one_woman(coded_form: Form, ann: User) -> None:
    first, second = (said(coded_form, visit_hash=VISIT) for _ in range(2))
    code(first, A, ann)
    code(second, B, ann)
    code(second, A, ann)
    merge_theme(theme=theme_of(A), into=theme_of(B), by=ann, why="Better so.")
    assert codings() == {
        (first.pk, A, ann.pk, "added", False),
        (second.pk, A, ann.pk, "added", False),
        (second.pk, B, ann.pk, "added", True),
    }
    needs = counts_by_axis(consultation=coded_form.consultation)[0].counts
    assert {count.theme.code: count.coded for count in needs} == {B: 1}


def test_a_merge_takes_cues_sub_themes_and_draft_decisions_along(
    coded_form: Form, ann: User
) -> None:
    signed = draft_of(coded_form, ann, decisions=[make_decision(theme=theme_of(HOUSING))])
    ReviewPack.objects.filter(pk=signed.pk).update(status="signed")
    draft = draft_of(coded_form, ann, decisions=[make_decision(theme=theme_of(HOUSING))])
    was = everything(theme_of(HOUSING).codebook)
    change = merge_theme(theme=theme_of(HOUSING), into=theme_of(COURT), by=ann, why="Better so.")
    court, unsafe = theme_of(COURT), theme_of(UNSAFE)
    assert court.cues == ["court", "judge", "hostel", "nowhere to go", "flat", "hostle"]
    assert (unsafe.parent, unsafe.axis) == (court, "stage")
    assert draft.decisions.get().theme == court
    assert list(draft.findings.get().themes.all()) == [court]
    assert list(signed.findings.get().themes.all()) == [theme_of(HOUSING)]
    assert signed.decisions.get().theme == theme_of(HOUSING)
    undo_change(change=change, by=ann)
    assert draft.decisions.get().theme == theme_of(HOUSING)
    assert list(draft.findings.get().themes.all()) == [theme_of(HOUSING)]
    assert everything(theme_of(HOUSING).codebook) == was


def test_what_was_suggested_and_not_decided_goes_and_the_bench_shows_the_other(
    coded_form: Form, ann: User
) -> None:
    taken, waiting = (said(coded_form, "In debt.") for _ in range(2))
    suggest_themes(consultation=coded_form.consultation)
    accept_suggestion(suggestion=taken.suggestions.get(), by=ann)
    merge_theme(theme=theme_of(A), into=theme_of(B), by=ann, why="Better so.")
    assert [s.response_id for s in Suggestion.objects.all()] == [taken.pk]
    bench = bench_for(parts=[taken], codebook=theme_of(A).codebook, reader=ann)
    assert bench.suggestions == []
    assert [c.theme.code for c in bench.added] == [B]
    with pytest.raises(ThemeNotOffered):
        accept_suggestion(suggestion=taken.suggestions.get(), by=ann)
    suggest_themes(consultation=coded_form.consultation)
    assert waiting.suggestions.get().theme.code == B


LATER: dict[str, tuple[str, Any]] = {
    "a new coding of the other stays with it": ("new", {("new", B, "added", True)}),
    "a decision that was changed stays changed": ("changed", {("old", B, "rejected", True)}),
    "one that was taken back stays away": ("gone", set()),
}


@pytest.mark.parametrize("case", LATER)
def test_undoing_a_merge_leaves_later_work_alone(coded_form: Form, ann: User, case: str) -> None:
    what, after = LATER[case]
    old, new = said(coded_form), said(coded_form)
    coding = code(old, A, ann)
    change = merge_theme(theme=theme_of(A), into=theme_of(B), by=ann, why="Better so.")
    if what == "new":
        add_coding(response=new, theme=theme_of(B), by=ann)
        after = {*after, ("old", A, "added", True)}
    elif what == "changed":
        Coding.objects.filter(pk=coding.pk).update(decision="rejected")
    else:
        coding.delete()
    undo_change(change=change, by=ann)
    names = {old.pk: "old", new.pk: "new"}
    assert {(names[r], t, d, c) for r, t, _, d, c in codings()} == after


def test_undoing_a_merge_keeps_cues_that_came_later(codebook: Codebook, ann: User) -> None:
    change = merge_theme(theme=theme_of(A), into=theme_of(B), by=ann, why="Better so.")
    housing = theme_of(B)
    housing.cues = [*housing.cues, "refuge"]  # as merging a proposal does
    housing.save()
    undo_change(change=change, by=ann)
    assert theme_of(B).cues == ["hostel", "nowhere to go", "flat", "hostle", "refuge"]


def test_a_coding_that_began_before_a_merge_is_refused_after_it(
    coded_form: Form, ann: User
) -> None:
    before = theme_of(A)  # as her page had it
    merge_theme(theme=theme_of(A), into=theme_of(B), by=ann, why="Better so.")
    with pytest.raises(ThemeNotOffered):
        add_coding(response=said(coded_form), theme=before, by=ann)
