"""Merging and splitting themes: no summary is lost or cut, and undoing brings them back."""

from collections.abc import Callable, Sequence

import pytest

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form, Response
from insights.codebook.recording import OtherAreas
from insights.codebook.remapping import merge_theme, split_theme
from insights.codebook.undoing import undo_change
from insights.framework.cell import cell_of
from insights.models import CaseSummary, CodebookChange, Coding, Theme
from insights.selectors import parts_of
from insights.services import add_coding
from tests.factories.accounts import make_staff
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of, use_codebook
from tests.insights.framework.cells import FIRST, LAST, UNSAFE, VISIT, matrix, texts, write, wrote

LONG = "x" * 590


def merge(ann: User, gone: str = MONEY, into: str = HOUSING) -> CodebookChange:
    return merge_theme(theme=theme_of(gone), into=theme_of(into), by=ann, why="Better so.")


def undo(change: CodebookChange, by: User) -> None:
    undo_change(change=change, by=by)


def split(by: User, response: Response, places: Sequence[int], *, below: bool = False) -> None:
    coding = Coding.objects.get(response=response, theme=theme_of(MONEY))
    split_theme(
        theme=theme_of(MONEY),
        by=by,
        parts=[{"name": "Debt"}, {"name": "Benefits"}],
        below=below,
        chosen={coding.pk: places},
    )


def test_a_summary_goes_along_and_back(here: Form, ann: User) -> None:
    response = make_coded(here, ann, MONEY)
    write(response, MONEY, "In debt.", ann)
    change = merge(ann)
    assert texts() == {(HOUSING, "In debt.")}
    assert matrix(here, ann)[response.pk] == {HOUSING: "In debt."}
    undo(change, ann)
    assert texts() == {(MONEY, "In debt.")}


def test_what_was_changed_since_goes_back_as_it_is(here: Form, ann: User, bea: User) -> None:
    response = make_coded(here, ann, MONEY)
    write(response, MONEY, "In debt.", ann)
    change = merge(ann)
    write(response, HOUSING, "In debt, no room.", bea)
    undo(change, ann)
    assert texts() == {(MONEY, "In debt, no room.")}


def test_two_of_one_woman_are_joined_and_parted(here: Form, ann: User, bea: User) -> None:
    response = make_coded(here, ann, MONEY, HOUSING)
    write(response, MONEY, "In debt.", bea)
    write(response, HOUSING, "A room.", ann)
    before = set(CaseSummary.objects.values_list("pk", "theme", "text", "written_by"))
    change = merge(ann)
    assert matrix(here, ann)[response.pk] == {HOUSING: "A room.\nIn debt."}
    cell = cell_of(parts_of(response), theme_of(HOUSING))
    assert cell.kept == []
    undo(change, ann)
    assert set(CaseSummary.objects.values_list("pk", "theme", "text", "written_by")) == before


@pytest.mark.parametrize("rows", ["one visit"])
def test_joined_also_where_they_stand_on_two_rows(here: Form, ann: User, rows: str) -> None:
    first = make_coded(here, ann, MONEY, visit_hash=VISIT, week=FIRST)
    last = make_coded(here, ann, HOUSING, visit_hash=VISIT, week=LAST)
    wrote(first, MONEY, "In debt.", ann)
    wrote(last, HOUSING, "A room.", ann)
    merge(ann)
    assert matrix(here, ann) == {last.pk: {HOUSING: "A room.\nIn debt."}}


def test_what_doesnt_fit_is_kept_whole_beside_it(here: Form, ann: User) -> None:
    response = make_coded(here, ann, MONEY, HOUSING)
    write(response, MONEY, LONG, ann)
    write(response, HOUSING, "A room, at last.", ann)
    change = merge(ann)
    assert matrix(here, ann)[response.pk] == {HOUSING: f"A room, at last. | {LONG}"}
    (kept,) = cell_of(parts_of(response), theme_of(HOUSING)).kept
    assert kept.text == LONG
    write(response, HOUSING, "A room.", ann)
    assert matrix(here, ann)[response.pk] == {HOUSING: f"A room. | {LONG}"}
    undo(change, ann)
    assert texts() == {(MONEY, LONG), (HOUSING, "A room.")}


def test_what_was_kept_goes_when_it_is_taken_over(here: Form, ann: User) -> None:
    response = make_coded(here, ann, MONEY, HOUSING)
    write(response, MONEY, LONG, ann)
    write(response, HOUSING, "A room, at last.", ann)
    merge(ann)
    write(response, HOUSING, "A room, and debt.", ann, drop_kept=True)
    assert texts() == {(HOUSING, "A room, and debt.")}


def test_what_was_kept_becomes_the_themes_own_when_that_is_taken_away(
    here: Form, ann: User
) -> None:
    response = make_coded(here, ann, MONEY, HOUSING)
    write(response, MONEY, LONG, ann)
    write(response, HOUSING, "A room, at last.", ann)
    merge(ann)
    write(response, HOUSING, "", ann)
    assert texts() == {(HOUSING, LONG)}


def test_rewritten_what_was_joined_does_not_come_up_again(here: Form, ann: User) -> None:
    response = make_coded(here, ann, MONEY, HOUSING)
    write(response, MONEY, "In debt.", ann)
    write(response, HOUSING, "A room.", ann)
    change = merge(ann)
    write(response, HOUSING, "A room and no money.", ann)
    assert matrix(here, ann)[response.pk] == {HOUSING: "A room and no money."}
    undo(change, ann)
    assert texts() == {(HOUSING, "A room and no money.")}


@pytest.mark.parametrize(
    ("housing", "shown"),
    [
        ("A room.", "Nobody asked.\nA room.\nIn debt."),
        ("x" * 590, f"Nobody asked. | {'x' * 590}\nIn debt."),
        ("x" * 600, f"Nobody asked.\nIn debt. | {'x' * 600}"),
    ],
)
def test_a_merge_of_what_was_merged(here: Form, ann: User, housing: str, shown: str) -> None:
    response = make_coded(here, ann, MONEY, HOUSING, COURT)
    for code, text in ((MONEY, "In debt."), (HOUSING, housing), (COURT, "Nobody asked.")):
        write(response, code, text, ann)
    before = texts()
    merge(ann, UNSAFE)
    changes = [merge(ann), merge(ann, HOUSING, COURT)]
    said = matrix(here, ann, "axis=stage")[response.pk][COURT]
    assert sorted(said.replace("\n", " | ").split(" | ")) == sorted(
        shown.replace("\n", " | ").split(" | ")
    )
    for change in reversed(changes):
        undo(change, ann)
    assert texts() == before


def test_the_record_holds_no_word_and_no_response(here: Form, ann: User) -> None:
    response = make_coded(here, ann, MONEY, HOUSING)
    write(response, MONEY, "In debt.", ann)
    write(response, HOUSING, "A room.", ann)
    moved = make_coded(here, ann, MONEY)
    write(moved, MONEY, "Fined.", ann)
    recorded = str(merge(ann).codings)
    for secret in ("debt", "room", "Fined", str(response.pk), str(moved.pk)):
        assert secret not in recorded


def test_only_who_may_edit_there_moves_summaries(
    here: Form,
    ann: User,
    area: Area,
    other_area: Area,
    form: Callable[..., Form],
    consultation: Callable[..., ConsultationPage],
) -> None:
    there = form(consultation("open", title="Elsewhere", area=other_area))
    use_codebook(there.consultation, theme_of(MONEY).codebook)
    abroad = make_staff("facilitator", other_area)
    wrote(make_coded(there, abroad), MONEY, "In debt.", abroad)
    with pytest.raises(OtherAreas):
        merge(ann)
    assert texts() == {(MONEY, "In debt.")}
    change = merge(make_staff("facilitator", area, other_area))
    with pytest.raises(OtherAreas):
        undo(change, ann)
    assert texts() == {(HOUSING, "In debt.")}


def test_split_to_one_part_it_goes_along_and_back(here: Form, ann: User) -> None:
    response = make_coded(here, ann, MONEY)
    write(response, MONEY, "In debt.", ann)
    split(ann, response, [0])
    debt = Theme.objects.get(name="Debt")
    assert texts() == {(debt.code, "In debt.")}
    undo(CodebookChange.objects.get(), ann)
    assert texts() == {(MONEY, "In debt.")}


@pytest.mark.parametrize("places", [[0, 1], []])
def test_split_to_several_or_to_none_it_stays_and_is_seen(
    here: Form, ann: User, places: list[int]
) -> None:
    response = make_coded(here, ann, MONEY)
    write(response, MONEY, "In debt.", ann)
    split(ann, response, places)
    assert texts() == {(MONEY, "In debt.")}
    assert matrix(here, ann)[response.pk][MONEY] == "In debt."


def test_split_between_two_coders_who_differ_it_stays(here: Form, ann: User, bea: User) -> None:
    response = make_coded(here, ann, MONEY)
    hers = response.codings.get()
    add_coding(response=response, theme=theme_of(MONEY), by=bea)
    write(response, MONEY, "In debt.", ann)
    split_theme(
        theme=theme_of(MONEY),
        by=ann,
        parts=[{"name": "Debt"}, {"name": "Benefits"}],
        below=True,
        chosen={hers.pk: [0]},
    )
    assert texts() == {(MONEY, "In debt.")}
