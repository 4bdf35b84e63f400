"""Two versions of a codebook side by side."""

from collections.abc import Callable

import pytest

from accounts.models import User
from core.models import Area
from insights.codebook.changes import add_theme, edit_theme
from insights.codebook.remapping import merge_theme
from insights.codebook.undoing import undo_change
from insights.models import Codebook
from tests.factories.packs import COURT, HOUSING, MONEY
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient
from tests.insights.codebook.screens import place

pytestmark = pytest.mark.pages

Staff = Callable[..., StaffClient]


def test_two_versions_side_by_side(staff: Staff, area: Area, codebook: Codebook, ann: User) -> None:
    edit_theme(theme=theme_of(MONEY), by=ann, name="Cash")  # +1
    edit_theme(theme=theme_of(MONEY), by=ann, name="Pounds", include="Debt.")  # +2
    add_theme(codebook=codebook, by=ann, axis="need", name="Work")  # +3
    merge = merge_theme(theme=theme_of(COURT), into=theme_of(HOUSING), by=ann)  # +4
    undo_change(change=merge, by=ann)  # +5
    client = staff("second_coder", area)

    def told(old: str, new: str) -> dict[str, tuple[list[str], dict[str, tuple[str, str]]]]:
        answer = client.get(place("versions"), {"old": old, "new": new})
        assert answer.context["versions"] == ["1.0", *(f"1.0+{n}" for n in range(1, 6))]
        return {
            one.theme: (one.what, {f.label: (f.before, f.after) for f in one.fields})
            for one in answer.context["themes"]
        }

    changed, added = ["Theme changed"], ["Theme added"]
    assert told("1.0", "1.0+2") == {
        "Pounds": (
            changed,
            {"Name": ("Money", "Pounds"), "What belongs here": ("", "Debt.")},
        )
    }
    assert told("1.0+1", "1.0+2")["Pounds"][1]["Name"] == ("Cash", "Pounds")
    assert told("1.0+2", "1.0+3")["Work"][0] == added
    assert told("1.0+3", "1.0+4")["Court"][1]["Merged into"] == ("", "Housing")
    assert told("1.0+4", "1.0+5")["Court"] == (
        ["Undone: Theme merged"],
        {"Status": ("Retired", "In use"), "Merged into": ("Housing", "")},
    )
    assert told("1.0+3", "1.0+5") == {}
    assert set(told("", "nonsense")) == {"Pounds", "Work"}
    assert told("1.0+2", "1.0") == told("1.0", "1.0+2")
