"""What is refused, and to whom."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from insights.codebook.changes import (
    add_theme,
    edit_theme,
    move_theme,
    name_in_area,
    restore_theme,
    retire_theme,
)
from insights.codebook.models import CodebookChange
from insights.codebook.recording import NotPossible
from insights.codebook.remapping import merge_theme, split_theme
from insights.codebook.undoing import undo_change
from insights.models import Codebook
from tests.factories.accounts import make_staff
from tests.factories.packs import COURT, HOUSING, MONEY
from tests.factories.themes import make_codebook, theme_of, use_codebook
from tests.insights.codebook.conftest import UNSAFE, everything, version

ACTIVE, RETIRED = "active", "retired"
PARTS = [{"name": "Debt"}, {"name": "Benefits"}]


def last() -> CodebookChange:
    return CodebookChange.objects.all()[0]


def refusals(codebook: Codebook, ann: User) -> dict[str, Callable[[], object]]:
    housing, unsafe, money = theme_of(HOUSING), theme_of(UNSAFE), theme_of(MONEY)
    area = ann.role_holdings.get().area
    return {
        "no name": lambda: add_theme(codebook=codebook, by=ann, axis="need"),
        "name twice": lambda: add_theme(codebook=codebook, by=ann, axis="need", name="money"),
        "no axis": lambda: add_theme(codebook=codebook, by=ann, axis="where", name="A"),
        "third level": lambda: add_theme(codebook=codebook, by=ann, parent=unsafe, name="A"),
        "long name": lambda: edit_theme(theme=money, by=ann, name="m" * 121),
        "another's name": lambda: edit_theme(theme=money, by=ann, name="HOUSING"),
        "no letter": lambda: edit_theme(theme=money, by=ann, cues=["…"]),
        "long cue": lambda: edit_theme(theme=money, by=ann, cues_cy=["x" * 81]),
        "under itself": lambda: move_theme(theme=money, by=ann, parent=money),
        "with sub-themes": lambda: move_theme(theme=housing, by=ann, parent=money),
        "under a sub-theme": lambda: move_theme(theme=money, by=ann, parent=unsafe),
        "retire the one above": lambda: retire_theme(theme=housing, by=ann),
        "restore what is in use": lambda: restore_theme(theme=money, by=ann),
        "Welsh alone": lambda: name_in_area(theme=money, area=area, by=ann, name="", name_cy="A"),
        "its name in an area": lambda: name_in_area(theme=money, area=area, by=ann, name="Court"),
        "into itself": lambda: merge_theme(theme=money, into=money, by=ann),
        "sub-themes into one": lambda: merge_theme(theme=housing, into=unsafe, by=ann),
        "one part": lambda: split_theme(
            theme=money, by=ann, parts=PARTS[:1], below=True, chosen={}
        ),
        "twins": lambda: split_theme(
            theme=money, by=ann, parts=[{"name": "A"}, {"name": " a"}], below=True, chosen={}
        ),
        "parts below a part": lambda: split_theme(
            theme=unsafe, by=ann, parts=PARTS, below=True, chosen={}
        ),
        "retired above": lambda: split_theme(
            theme=money, by=ann, parts=PARTS, below=True, chosen={}, retire=True
        ),
    }


def test_what_does_not_fit_is_refused_with_words_and_changes_nothing(
    codebook: Codebook, ann: User
) -> None:
    before = everything(codebook)
    for name, act in refusals(codebook, ann).items():
        with pytest.raises(NotPossible) as told:
            act()
        assert str(told.value).endswith((".", "”")), name
    assert everything(codebook) == before
    assert (version(), CodebookChange.objects.count()) == ("1.0", 0)


def test_a_theme_of_another_codebook_is_refused(codebook: Codebook, ann: User) -> None:
    other = make_codebook([{"name": "Safe"}], slug="flat").themes.get()
    with pytest.raises(NotPossible):
        merge_theme(theme=theme_of(MONEY), into=other, by=ann)
    with pytest.raises(NotPossible):
        add_theme(codebook=codebook, by=ann, parent=other, name="A")


def test_what_is_retired_is_restored_from_above_and_with_a_name_of_its_own(
    codebook: Codebook, ann: User
) -> None:
    retire_theme(theme=theme_of(UNSAFE), by=ann)
    retire_theme(theme=theme_of(HOUSING), by=ann)
    with pytest.raises(NotPossible, match="above"):
        restore_theme(theme=theme_of(UNSAFE), by=ann)
    add_theme(codebook=codebook, by=ann, axis="need", name="Housing")
    with pytest.raises(NotPossible, match="of this name"):
        restore_theme(theme=theme_of(HOUSING), by=ann)


# -- who may


def acts(codebook: Codebook, by: User, area: Area) -> list[Callable[[], object]]:
    money, court = theme_of(MONEY), theme_of(COURT)
    return [
        lambda: add_theme(codebook=codebook, by=by, axis="need", name="Work"),
        lambda: edit_theme(theme=money, by=by, name="Cash"),
        lambda: move_theme(theme=money, by=by),
        lambda: name_in_area(theme=money, area=area, by=by, name="Cash"),
        lambda: split_theme(theme=money, by=by, parts=PARTS, below=True, chosen={}),
        lambda: retire_theme(theme=theme_of(UNSAFE), by=by),
        lambda: restore_theme(theme=theme_of(UNSAFE), by=by),
        lambda: merge_theme(theme=court, into=money, by=by),
        lambda: undo_change(change=last(), by=by),
    ]


ROLES = ("editor", "reviewer", "second_coder", "auditor", "administrator", "panel_coordinator")


@pytest.mark.parametrize("role", [*ROLES, "facilitator elsewhere", "facilitator who left"])
def test_nobody_else_changes_a_codebook(
    codebook: Codebook, ann: User, area: Area, other_area: Area, role: str
) -> None:
    edit_theme(theme=theme_of(COURT), by=ann, name="At court")
    before = everything(codebook)
    name, _, elsewhere = role.partition(" ")
    by = make_staff(name, other_area if elsewhere == "elsewhere" else area)
    by.is_active = elsewhere != "who left"
    for act in acts(codebook, by, area):
        with pytest.raises(PermissionDenied):
            act()
    assert everything(codebook) == before


def test_a_facilitator_does_all_of_it(codebook: Codebook, ann: User, area: Area) -> None:
    for act in acts(codebook, ann, area):
        act()
    assert CodebookChange.objects.count() == 8


def test_one_area_that_uses_it_is_enough_but_a_name_is_for_its_own(
    codebook: Codebook,
    area: Area,
    other_area: Area,
    consultation: Callable[..., ConsultationPage],
) -> None:
    use_codebook(consultation(area=other_area), codebook)
    by = make_staff("facilitator", other_area)
    edit_theme(theme=theme_of(MONEY), by=by, name="Cash")
    with pytest.raises(PermissionDenied):
        name_in_area(theme=theme_of(MONEY), area=area, by=by, name="Pounds")


def test_a_codebook_that_nobody_uses_is_for_whoever_edits_codebooks(
    area: Area, other_area: Area
) -> None:
    unused = make_codebook()
    add_theme(codebook=unused, by=make_staff("facilitator", other_area), axis="need", name="Work")
    with pytest.raises(PermissionDenied):
        add_theme(codebook=unused, by=make_staff("second_coder", area), axis="need", name="Play")
