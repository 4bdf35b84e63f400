"""Importing a codebook's file again keeps what people changed here, and says so."""

from typing import Any

from django.core.management import call_command

from accounts.models import User
from insights.codebook.changes import add_theme, edit_theme, move_theme, restore_theme, retire_theme
from insights.codebook.files import parse_codebook
from insights.codebook.models import CodebookChange
from insights.codebook.remapping import merge_theme
from insights.codebook.undoing import undo_change
from insights.models import Codebook, Theme
from insights.services import import_codebook
from tests.factories.packs import COURT, HOUSING, MONEY
from tests.factories.themes import small_codebook, theme_of
from tests.insights.codebook.conftest import UNSAFE, outline


def again(**housing: Any) -> dict[str, list[str]]:
    """Import the file again, with changes to its first theme: what was kept, by code."""
    told: dict[str, list[str]] = {}
    data = small_codebook()
    data["axes"][0]["themes"][0].update(housing)
    draft = parse_codebook(data)
    import_codebook(draft=draft, tell=lambda theme, fields: told.update({theme.code: fields}))
    return told


def test_a_field_that_was_changed_here_stays_and_the_others_follow_the_file(
    codebook: Codebook, ann: User
) -> None:
    edit_theme(theme=theme_of(HOUSING), by=ann, name="A home", include="Hostels.")
    told = again(name="Homes", description="Where she lives.", include="All.", exclude="Rent.")
    housing = theme_of(HOUSING)
    assert (housing.name, housing.include) == ("A home", "Hostels.")
    assert (housing.description, housing.exclude) == ("Where she lives.", "Rent.")
    assert told == {HOUSING: ["name", "include"]}
    assert again(name="A home", exclude="") == {}
    assert theme_of(HOUSING).exclude == "Rent."


def test_what_was_retired_merged_added_or_moved_here_stays_so(
    codebook: Codebook, ann: User
) -> None:
    add_theme(codebook=codebook, by=ann, axis="need", name="Work")
    retire_theme(theme=theme_of(UNSAFE), by=ann)
    move_theme(theme=theme_of(MONEY), by=ann)
    merge_theme(theme=theme_of(COURT), into=theme_of(MONEY), by=ann)
    before = outline(codebook)
    assert again() == {UNSAFE: ["status"], MONEY: ["cues"], COURT: ["status"]}
    assert outline(codebook) == before
    assert theme_of(COURT).merged_into == theme_of(MONEY)
    assert theme_of(MONEY).cues == ["benefits", "debt", "court", "judge"]


def test_a_change_that_was_undone_holds_nothing_back(codebook: Codebook, ann: User) -> None:
    edit_theme(theme=theme_of(HOUSING), by=ann, name="A home")
    undo_change(change=CodebookChange.objects.get(), by=ann)
    assert again(name="Homes") == {}
    assert theme_of(HOUSING).name == "Homes"


def test_a_theme_that_the_file_lacks_is_retired_unless_it_was_taken_back_here(
    codebook: Codebook, ann: User
) -> None:
    data = small_codebook()
    del data["axes"][0]["themes"][1]  # money
    draft = parse_codebook(data)
    import_codebook(draft=draft)
    assert theme_of(MONEY).status == Theme.Status.RETIRED
    restore_theme(theme=theme_of(MONEY), by=ann)
    import_codebook(draft=draft)
    assert theme_of(MONEY).status == Theme.Status.ACTIVE


def test_the_command_says_what_it_kept(
    codebook: Codebook, ann: User, tmp_path: Any, capsys: Any
) -> None:
    import json

    edit_theme(theme=theme_of(HOUSING), by=ann, name="A home")
    path = tmp_path / "small.json"
    path.write_text(json.dumps(small_codebook()))
    call_command("import_codebook", path)
    assert "Kept as it was changed here: need.housing (name)." in capsys.readouterr().out


def test_a_new_sub_theme_of_one_that_was_merged_here_stands_under_the_other(
    codebook: Codebook, ann: User
) -> None:
    merge_theme(theme=theme_of(HOUSING), into=theme_of(COURT), by=ann)
    child = {"code": "need.housing.far", "name": "Far away"}
    again(children=[child, {"code": UNSAFE, "name": "Unsafe", "cues": ["mixed hostel"]}])
    far, unsafe = theme_of("need.housing.far"), theme_of(UNSAFE)
    assert (far.parent, far.axis, unsafe.parent) == (theme_of(COURT), "stage", theme_of(COURT))
