"""Forms that change a codebook: what they do, and what comes back."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from core.models import Area
from feedback.models import Form
from insights.codebook.changes import edit_theme
from insights.codebook.models import CodebookChange, ThemeName
from insights.models import Codebook, Coding, Theme
from tests.factories.packs import HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient
from tests.insights.codebook.conftest import code, everything, said, version
from tests.insights.codebook.screens import place, sent

pytestmark = pytest.mark.pages

Staff = Callable[..., StaffClient]


def test_adding_editing_moving_retiring_and_back(
    staff: Staff, area: Area, codebook: Codebook
) -> None:
    client = staff("facilitator", area)
    under = f"under:{theme_of(HOUSING).pk}"
    data = sent(name="Far away", place=under, cues="far\r\n\r\n far away ", why="Asked for")
    body = client.post(place("add"), data, follow=True).content.decode()
    assert "“Far away” is in the codebook" in body
    far = theme_of("need.housing.far_away")
    assert (far.parent, far.cues) == (theme_of(HOUSING), ["far", "far away"])
    latest = CodebookChange.objects.first()
    assert latest is not None
    data = sent(name="Far from home", exclude="Buses.", seen=latest.pk)
    client.post(place("edit", far.code), data)
    client.post(place("move", far.code), {"place": f"after:{theme_of(MONEY).pk}"})
    client.post(place("retire", far.code), {"why": "Seldom used"})
    far.refresh_from_db()
    assert (far.name, far.exclude, far.parent, far.status) == (
        "Far from home",
        "Buses.",
        None,
        "retired",
    )
    body = client.get(place("history")).content.decode()
    for words in ("Seldom used", "Asked for", "Far from home", "Buses.", "1.0+4"):
        assert words in body
    client.post(place("restore", far.code))
    far.refresh_from_db()
    assert (far.status, version()) == ("active", "1.0+5")


def test_merging_and_undoing_from_the_history(
    staff: Staff, area: Area, coded_form: Form, ann: User
) -> None:
    client = staff("facilitator", area)
    make_coded(coded_form, ann, MONEY)
    before = everything(theme_of(MONEY).codebook)
    assert "1 response has it, in: Southdown." in client.get(place("merge")).content.decode()
    client.post(place("merge"), {"into": theme_of(HOUSING).pk, "why": "The same"})
    assert Coding.objects.get().theme.code == HOUSING
    change = CodebookChange.objects.get()
    body = client.get(place("history")).content.decode()
    assert "1 coding was moved." in body
    body = client.post(place("undo", MONEY, change.pk), follow=True).content.decode()
    assert "Undone: Theme merged, “Money”." in body
    assert everything(theme_of(MONEY).codebook) == before
    body = client.post(place("undo", MONEY, change.pk), follow=True).content.decode()
    assert "This was undone already." in body


def test_splitting_in_two_steps(staff: Staff, area: Area, coded_form: Form, ann: User) -> None:
    client = staff("facilitator", area)
    first, second, third = (said(coded_form, f"Debt {n}.") for n in range(3))
    for response in (first, second, third):
        code(response, MONEY, ann)
    names = {"name-0": "Debt", "cues-0": "debt, loan", "name-1": "", "where": "below"}
    assert b"This field is required" in client.post(place("split"), names).content
    names |= {"name-1": "Benefits", "name-3": "Fines", "why": "Too wide"}
    answer = client.post(place("split"), names)
    assert b"Where each response goes" in answer.content
    assert b'value="Too wide"' in answer.content
    assert Theme.objects.count() == 4
    ticks = {f"to-{first.pk}": ["0", "3"], f"to-{second.pk}": ["stays"], "others": "1"}
    client.post(place("split"), {**names, **ticks, "split": ""})
    coded = {(c.response_id, c.theme.name) for c in Coding.objects.all()}
    assert coded == {
        (first.pk, "Debt"),
        (first.pk, "Fines"),
        (second.pk, "Money"),
        (third.pk, "Benefits"),
    }
    assert theme_of("need.money.debt").cues == ["debt", "loan"]


UNUSABLE: list[tuple[str, dict[str, Any], str]] = [
    ("add", sent(name=""), "name"),
    ("add", sent(name="Housing"), "name"),
    ("add", sent(name="A", place="axis:nowhere"), "place"),
    ("add", sent(name="A", place="under:99999999999999999999"), "place"),
    ("add", sent(name="A", cues="…"), "cues"),
    ("edit", sent(name="x" * 121), "name"),
    ("edit", sent(name="a\0b"), "name"),
    ("edit", sent(name="Court"), "name"),
    ("edit", sent(cues_cy="x" * 81), "cues_cy"),
    ("move", {"place": "after:7777777"}, "place"),
    ("move", {}, "place"),
    ("merge", {"into": ""}, "into"),
    ("merge", {"into": "x"}, "into"),
    ("retire", {"why": "x" * 301}, "why"),
    ("split", {"name-0": "A", "name-1": "Court", "where": "below", "split": ""}, "__all__"),
    ("split", {"name-0": "A", "name-1": "B", "where": "aside", "split": ""}, "where"),
    (
        "split",
        {"name-0": "A", "name-1": "B", "where": "below", "retire": "on", "split": ""},
        "retire",
    ),
]


def test_what_can_not_be_used_comes_back_beside_its_field(
    staff: Staff, area: Area, codebook: Codebook
) -> None:
    client = staff("facilitator", area)
    for name, data, field in UNUSABLE:
        answer = client.post(place(name), {"why": "Typed with care", **data})
        assert answer.status_code == 200, (name, data)
        assert field in answer.context["form"].errors, (name, data, answer.context["form"].errors)
        assert b"nothing that you wrote is lost" in answer.content
        if "why" not in data:
            assert b"Typed with care" in answer.content
    assert (version(), Theme.objects.count()) == ("1.0", 4)


def test_names_of_her_areas_all_or_none(
    staff: Staff, area: Area, other_area: Area, codebook: Codebook
) -> None:
    client = staff("facilitator", area, other_area)
    here, there = f"name-{area.pk}", f"name-{other_area.pk}"
    answer = client.post(place("names"), {here: "Ends meet", there: "Court"})
    assert list(answer.context["form"].errors) == [there]
    assert not ThemeName.objects.exists()
    client.post(place("names"), {here: "Ends meet", f"name_cy-{area.pk}": "Arian", there: ""})
    assert ThemeName.objects.get().area == area
    body = staff("facilitator", other_area).get(place("names")).content.decode()
    assert "Southdown" not in body


def test_the_second_of_two_people_is_told_and_goes_on(
    staff: Staff, area: Area, codebook: Codebook, ann: User
) -> None:
    client = staff("facilitator", area)
    opened = client.get(place("edit")).context["form"]["seen"].value()
    edit_theme(theme=theme_of(MONEY), by=ann, description="Cash and debt.")
    answer = client.post(place("edit"), sent(name="Pounds", seen=opened))
    assert f"{ann} changed this theme" in answer.content.decode()
    assert b'value="Pounds"' in answer.content
    assert theme_of(MONEY).name == "Money"
    again = answer.context["form"]["seen"].value()
    client.post(place("edit"), sent(name="Pounds", seen=again))
    assert theme_of(MONEY).name == "Pounds"
