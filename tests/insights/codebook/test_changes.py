"""Changes of single themes: what each does and records."""

from typing import Any

import pytest

from accounts.models import User
from feedback.models import Form
from insights.codebook.changes import (
    add_theme,
    edit_theme,
    move_theme,
    name_in_area,
    restore_theme,
    retire_theme,
)
from insights.codebook.models import CodebookChange, ThemeName
from insights.codebook.recording import NotPossible
from insights.codebook.undoing import undo_change
from insights.models import Codebook, Suggestion, SuggestionRun, Theme
from insights.services import ThemeNotOffered, add_coding, suggest_themes
from insights.services.runs import ask_for_run, carry_out_run
from tests.factories.packs import COURT, HOUSING, MONEY
from tests.factories.themes import theme_of
from tests.insights.codebook.conftest import UNSAFE, code, everything, outline, said, version

ACTIVE, RETIRED = "active", "retired"
PARTS = [{"name": "Debt"}, {"name": "Benefits"}]


def last() -> CodebookChange:
    return CodebookChange.objects.all()[0]


def test_adding_on_an_axis_and_under_a_theme(codebook: Codebook, ann: User) -> None:
    work = add_theme(
        codebook=codebook,
        by=ann,
        axis="need",
        name=" Work  ",
        cues=["job", " job ", ""],
        why="New.",
    )
    add_theme(codebook=codebook, by=ann, parent=theme_of(HOUSING), name="Far away", axis="stage")
    assert (work.code, work.name, work.axis_name, work.cues) == (
        "need.work",
        "Work",
        "Parts of life",
        ["job"],
    )
    assert outline(codebook) == [
        (HOUSING, None, "need", ACTIVE),
        (UNSAFE, HOUSING, "need", ACTIVE),
        ("need.housing.far_away", HOUSING, "need", ACTIVE),
        (MONEY, None, "need", ACTIVE),
        ("need.work", None, "need", ACTIVE),
        (COURT, None, "stage", ACTIVE),
    ]
    assert version() == "1.0+2"
    assert last().version_before == "1.0+1"


def test_editing_keeps_before_and_after(codebook: Codebook, ann: User) -> None:
    fields: dict[str, Any] = {
        "name": "A home",
        "name_cy": "Cartref",
        "include": "Hostels.\r\nRefuges.",
        "exclude": "Rent.",
        "cues": ["hostel", "refuge"],
        "examples": ["I slept in my car…"],
    }
    change = edit_theme(theme=theme_of(HOUSING), by=ann, why="  Too  narrow ", **fields)
    theme = theme_of(HOUSING)
    assert (theme.name, theme.include, theme.cues) == (
        "A home",
        "Hostels.\nRefuges.",
        ["hostel", "refuge"],
    )
    assert change is not None
    assert (change.why, change.made_by) == ("Too narrow", ann)
    noted = change.themes[str(theme.pk)]
    assert noted["name"] == ["Housing", "A home"]
    assert set(noted) == set(fields)


def test_editing_nothing_is_no_change(codebook: Codebook, ann: User) -> None:
    assert edit_theme(theme=theme_of(HOUSING), by=ann, name="Housing ") is None
    assert (version(), CodebookChange.objects.count()) == ("1.0", 0)


MOVES: list[tuple[str, str | None, str, str | None, list[str]]] = [
    (MONEY, None, "", None, [MONEY, HOUSING, UNSAFE, COURT]),
    (MONEY, HOUSING, "", UNSAFE, [HOUSING, UNSAFE, MONEY, COURT]),
    (MONEY, HOUSING, "", None, [HOUSING, MONEY, UNSAFE, COURT]),
    (UNSAFE, None, "", MONEY, [HOUSING, MONEY, UNSAFE, COURT]),
    (HOUSING, None, "stage", COURT, [MONEY, COURT, HOUSING, UNSAFE]),
    (HOUSING, None, "stage", None, [MONEY, HOUSING, UNSAFE, COURT]),
    (COURT, MONEY, "", None, [HOUSING, UNSAFE, MONEY, COURT]),
]


@pytest.mark.parametrize(("theme", "parent", "axis", "after", "order"), MOVES)
def test_moving_and_back(
    codebook: Codebook,
    ann: User,
    theme: str,
    parent: str | None,
    axis: str,
    after: str | None,
    order: list[str],
) -> None:
    before = everything(codebook)
    change = move_theme(
        theme=theme_of(theme),
        by=ann,
        parent=theme_of(parent) if parent else None,
        axis=axis,
        after=theme_of(after) if after else None,
    )
    assert change is not None
    assert [row[0] for row in outline(codebook)] == order
    parents = dict(Theme.objects.values_list("code", "parent__code"))
    assert parents[theme] == parent
    assert Theme.objects.filter(parent__isnull=False).exclude(axis="need").count() == (
        1 if axis else 0
    )
    undo_change(change=change, by=ann)
    assert everything(codebook) == before


def test_moving_to_where_it_stands_is_no_change(codebook: Codebook, ann: User) -> None:
    assert move_theme(theme=theme_of(MONEY), by=ann, after=theme_of(HOUSING)) is None
    assert version() == "1.0"


def test_a_retired_theme_keeps_its_codings_and_is_offered_no_more(
    coded_form: Form, ann: User
) -> None:
    coding = code(said(coded_form), MONEY, ann)
    said(coded_form, "The judge. Benefits.")
    suggest_themes(consultation=coded_form.consultation)
    retire_theme(theme=theme_of(MONEY), by=ann, why="Better so.")
    coding.refresh_from_db()
    assert (coding.theme.status, coding.counts) == (RETIRED, True)
    assert set(Suggestion.objects.values_list("theme__code", flat=True)) == {COURT}
    with pytest.raises(ThemeNotOffered):
        add_coding(response=said(coded_form), theme=theme_of(MONEY), by=ann)
    restore_theme(theme=theme_of(MONEY), by=ann)
    assert add_coding(response=said(coded_form), theme=theme_of(MONEY), by=ann).counts


def test_a_name_in_an_area_leaves_codes_and_version(codebook: Codebook, ann: User) -> None:
    area = ann.role_holdings.get().area
    money = theme_of(MONEY)
    name_in_area(theme=money, area=area, by=ann, name="Making ends meet", name_cy="Arian")
    assert (
        name_in_area(theme=money, area=area, by=ann, name="Making ends meet", name_cy="Arian")
        is None
    )
    assert ThemeName.objects.get().name_cy == "Arian"
    assert (version(), theme_of(MONEY).name) == ("1.0", "Money")
    name_in_area(theme=money, area=area, by=ann, name=" ")
    assert not ThemeName.objects.exists()
    undo_change(change=last(), by=ann)
    assert ThemeName.objects.get().name == "Making ends meet"


@pytest.mark.parametrize(
    ("fields", "looks"),
    [
        ({"cues": ["hostel"]}, True),
        ({"name": "Home"}, True),
        ({"examples": ["A bed."]}, True),
        ({"include": "Hostels."}, False),
        ({"name_cy": "Tai"}, False),
    ],
)
def test_a_look_follows_where_the_machine_would_find_others(
    coded_form: Form, ann: User, fields: dict[str, Any], looks: bool
) -> None:
    said(coded_form)
    carry_out_run(run=ask_for_run(consultation=coded_form.consultation, by=None))
    edit_theme(theme=theme_of(HOUSING), by=ann, **fields)
    assert SuggestionRun.objects.filter(state="waiting").exists() is looks


def test_what_few_raised_is_not_put_below_another_without_a_reason(
    coded_form: Form, ann: User
) -> None:
    money, housing = theme_of(MONEY), theme_of(HOUSING)
    assert move_theme(theme=money, by=ann, axis="stage") is not None  # it stays on top
    code(said(coded_form), MONEY, ann)
    with pytest.raises(NotPossible, match="Few women raised this"):
        move_theme(theme=theme_of(MONEY), by=ann, parent=housing)
    assert theme_of(MONEY).parent is None
    assert move_theme(theme=theme_of(MONEY), by=ann, parent=housing, why="One thing.") is not None
