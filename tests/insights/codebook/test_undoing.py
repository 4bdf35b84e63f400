"""Undoing in turn, and codings of other areas."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form
from insights.codebook.changes import add_theme, edit_theme, restore_theme
from insights.codebook.models import CodebookChange
from insights.codebook.recording import NotPossible, OtherAreas
from insights.codebook.remapping import merge_theme, split_theme
from insights.codebook.undoing import undo_change
from insights.models import Codebook, Coding
from tests.factories.accounts import make_staff
from tests.factories.packs import COURT, HOUSING, MONEY
from tests.factories.themes import theme_of, use_codebook
from tests.insights.codebook.conftest import code, everything, said

PARTS: list[dict[str, Any]] = [{"name": "Debt", "cues": ["debt"]}, {"name": "Benefits"}]


def test_a_later_change_of_the_same_theme_is_undone_first(codebook: Codebook, ann: User) -> None:
    first = edit_theme(theme=theme_of(MONEY), by=ann, name="Cash")
    other = edit_theme(theme=theme_of(COURT), by=ann, name="At court")
    later = merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=ann, why="Better so.")
    assert first is not None
    assert other is not None
    with pytest.raises(NotPossible, match="Undo the later change first"):
        undo_change(change=first, by=ann)
    undo_change(change=other, by=ann)
    undo_change(change=later, by=ann)
    with pytest.raises(NotPossible, match="undone already"):
        undo_change(change=later, by=ann)
    undo_change(change=first, by=ann)
    assert theme_of(MONEY).name == "Money"
    assert Codebook.objects.get().version == "1.0+6"


def test_undoing_is_refused_where_the_codebook_would_not_hold_together(
    codebook: Codebook, ann: User
) -> None:
    added = add_theme(codebook=codebook, by=ann, axis="need", name="Work")
    change = CodebookChange.objects.get()
    add_theme(codebook=codebook, by=ann, parent=added, name="Pay")
    with pytest.raises(NotPossible, match="sub-themes in use"):
        undo_change(change=change, by=ann)
    renamed = edit_theme(theme=theme_of(MONEY), by=ann, name="Cash")
    add_theme(codebook=codebook, by=ann, axis="need", name="Money")
    assert renamed is not None
    with pytest.raises(NotPossible, match="of this name"):
        undo_change(change=renamed, by=ann)
    assert (theme_of(MONEY).name, added.status) == ("Cash", "active")


def test_a_merged_theme_taken_back_into_use_keeps_what_was_moved(
    coded_form: Form, ann: User
) -> None:
    code(said(coded_form), MONEY, ann)
    change = merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=ann, why="Better so.")
    restored = restore_theme(theme=theme_of(MONEY), by=ann)
    assert theme_of(MONEY).merged_into is None
    assert Coding.objects.get().theme.code == HOUSING
    with pytest.raises(NotPossible):
        undo_change(change=change, by=ann)
    undo_change(change=restored, by=ann)
    undo_change(change=change, by=ann)
    assert Coding.objects.get().theme.code == MONEY


# -- codings of another area


@pytest.fixture
def elsewhere(
    coded_form: Form,
    form: Callable[..., Form],
    consultation: Callable[..., ConsultationPage],
    other_area: Area,
) -> Form:
    """Another area codes with the same codebook."""
    made = form(consultation(area=other_area))
    use_codebook(made.consultation, Codebook.objects.get())
    return made


def test_codings_of_another_area_need_the_right_there(
    elsewhere: Form, coded_form: Form, ann: User, area: Area, other_area: Area
) -> None:
    both = make_staff("facilitator", area, other_area)
    coding = code(said(elsewhere), MONEY, both)
    before = everything(theme_of(MONEY).codebook)
    with pytest.raises(OtherAreas, match="Glan yr Afon"):
        merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=ann, why="Better so.")
    with pytest.raises(OtherAreas, match="Glan yr Afon"):
        split_theme(theme=theme_of(MONEY), by=ann, parts=PARTS, below=True, chosen={})
    assert everything(theme_of(MONEY).codebook) == before
    change = merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=both, why="Better so.")
    with pytest.raises(OtherAreas):
        undo_change(change=change, by=ann)
    undo_change(change=change, by=both)
    coding.refresh_from_db()
    assert coding.theme.code == MONEY


def test_without_codings_there_one_area_is_enough(elsewhere: Form, ann: User) -> None:
    code(said(elsewhere), HOUSING, ann)
    change = merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=ann, why="Better so.")
    undo_change(change=change, by=ann)
    assert theme_of(MONEY).merged_into is None
