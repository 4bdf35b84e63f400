"""The screens of a codebook: who sees and who changes, what stands on them, what comes back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form
from insights.codebook.changes import add_theme, edit_theme, name_in_area, retire_theme
from insights.codebook.models import CodebookChange, ThemeName
from insights.codebook.remapping import merge_theme
from insights.codebook.undoing import undo_change
from insights.models import Codebook, Coding, Theme
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded, make_crowd
from tests.factories.themes import theme_of, use_codebook
from tests.fixtures.story import StaffClient
from tests.insights.codebook.conftest import UNSAFE, code, everything, said, version

pytestmark = pytest.mark.pages

Staff = Callable[..., StaffClient]
READ = ("list", "codebook", "history", "versions", "theme")
OF_THEME = ("edit", "move", "merge", "split", "retire", "names")
WRITE = ("add", *OF_THEME, "restore")


def place(name: str, theme: str = MONEY, *more: int) -> str:
    one = theme_of(theme)
    args = {"list": [], "codebook": [one.codebook_id], "add": [one.codebook_id]}
    args |= {name: [one.codebook_id] for name in ("history", "versions")}
    args["undo"] = [one.codebook_id, *more]
    return reverse(f"insights:codebook:{name}", args=args.get(name, [one.codebook_id, one.pk]))


def sent(**fields: Any) -> dict[str, Any]:
    return {"name": "Cash", "place": "axis:need", "seen": 0, **fields}


@pytest.fixture
def change(codebook: Codebook, ann: User) -> CodebookChange:
    made = edit_theme(theme=theme_of(COURT), by=ann, name="At court", why="Plainer")
    assert made is not None
    return made


# -- who


def test_coders_read_and_facilitators_change(
    staff: Staff, area: Area, change: CodebookChange
) -> None:
    for role, may in (("facilitator", True), ("second_coder", False)):
        client = staff(role, area)
        assert {client.get(place(name)).status_code for name in READ} == {200}
        codes = {client.get(place(name)).status_code for name in WRITE}
        assert codes == {200 if may else 302}, role
        for name in ("codebook", "theme"):
            assert (place("edit") in client.get(place(name)).content.decode()) is may
        assert (
            place("undo", MONEY, change.pk) in client.get(place("history")).content.decode()
        ) is may


@pytest.mark.parametrize("role", ["reviewer", "editor", "finance", "auditor", "administrator"])
def test_other_roles_see_and_do_nothing(
    staff: Staff, area: Area, change: CodebookChange, role: str
) -> None:
    before = everything(change.codebook)
    client = staff(role, area)
    answers = [client.get(place(name)) for name in (*READ, *WRITE)]
    answers += [client.post(place(name), sent()) for name in WRITE]
    answers.append(client.post(place("undo", MONEY, change.pk)))
    assert {(a.status_code, a["Location"]) for a in answers} == {(302, "/manage/")}
    assert everything(change.codebook) == before


@pytest.mark.parametrize("who", ["second_coder", "facilitator elsewhere"])
def test_who_may_only_read_changes_nothing(
    staff: Staff, area: Area, other_area: Area, change: CodebookChange, who: str
) -> None:
    before = everything(change.codebook)
    role, _, elsewhere = who.partition(" ")
    client = staff(role, other_area if elsewhere else area)
    answers = [client.post(place(name), sent()) for name in WRITE]
    answers.append(client.post(place("undo", MONEY, change.pk)))
    assert {a.status_code for a in answers} == {302}
    assert everything(change.codebook) == before
    assert client.get(place("codebook")).status_code == 200


def test_a_stranger_is_sent_to_the_login(client: StaffClient, change: CodebookChange) -> None:
    assert all("/login/" in client.get(place(n))["Location"] for n in (*READ, *WRITE))
    assert "/login/" in client.post(place("undo", MONEY, change.pk))["Location"]


def test_what_is_not_there_is_not_found(staff: Staff, area: Area, change: CodebookChange) -> None:
    client = staff("facilitator", area)
    other = Codebook.objects.create(name="Other", slug="other", version="1")
    for name in ("theme", *OF_THEME):
        address = reverse(f"insights:codebook:{name}", args=[other.pk, theme_of(MONEY).pk])
        assert client.get(address).status_code == 404
    undo = reverse("insights:codebook:undo", args=[other.pk, change.pk])
    assert client.post(undo).status_code == 404
    assert client.get(place("undo", MONEY, change.pk)).status_code == 405


def test_each_page_has_a_title_of_its_own(staff: Staff, area: Area, change: CodebookChange) -> None:
    client = staff("facilitator", area)
    titles = set()
    for name in (*READ, *WRITE):
        body = client.get(place(name)).content.decode()
        titles.add(body.split("<title>")[1].split("</title>")[0].strip())
    assert len(titles) == len((*READ, *WRITE))


# -- what stands there


def test_the_codebook_counts_women_of_her_areas(
    staff: Staff,
    area: Area,
    coded_form: Form,
    ann: User,
    form: Callable[..., Form],
    consultation: Callable[..., ConsultationPage],
    other_area: Area,
) -> None:
    elsewhere = form(consultation(area=other_area))
    use_codebook(elsewhere.consultation, Codebook.objects.get())
    make_coded(coded_form, ann, MONEY, text="My own words.")
    make_coded(coded_form, ann, MONEY, visit_hash="ab" * 32)
    make_coded(coded_form, ann, MONEY, visit_hash="ab" * 32)
    make_coded(elsewhere, ann, MONEY, text="Words from elsewhere.")
    retire_theme(theme=theme_of(UNSAFE), by=ann)
    client = staff("facilitator", area)
    answer = client.get(place("codebook"))
    rows = {r.theme.code: r.coded for axis in answer.context["axes"] for r in axis.rows}
    assert rows == {HOUSING: 0, UNSAFE: 0, MONEY: 2, COURT: 0}
    assert b"Retired" in answer.content
    assert b"Southdown" in client.get(place("list")).content
    body = client.get(place("theme")).content.decode()
    assert "My own words." in body
    assert "elsewhere" not in body
    split = client.post(place("split"), {"name-0": "A", "name-1": "B", "where": "below"})
    assert b"My own words." in split.content
    assert b"elsewhere" not in split.content


def test_examples_are_three_and_read_live(
    staff: Staff, area: Area, coded_form: Form, ann: User
) -> None:
    for number in range(5):
        make_coded(coded_form, ann, MONEY, text=f"<b>{number}</b> said so.")
    client = staff("second_coder", area)
    answer = client.get(place("theme"))
    assert len(answer.context["examples"]) == 3
    assert b"&lt;b&gt;" in answer.content
    Coding.objects.all().delete()
    assert client.get(place("theme")).context["examples"] == []
    assert theme_of(MONEY).examples == []


def test_an_areas_name_stands_on_its_screens_alone(
    staff: Staff, area: Area, coded_form: Form, ann: User
) -> None:
    response = make_coded(coded_form, ann, MONEY, text="In debt.")
    name_in_area(theme=theme_of(MONEY), area=area, by=ann, name="Making ends meet")
    client, page = staff("facilitator", area), coded_form.consultation_id
    for name, more in (
        ("overview", []),
        ("responses", []),
        ("theme", [theme_of(MONEY).pk]),
        ("bench", [response.pk]),
    ):
        body = client.get(reverse(f"insights:{name}", args=[page, *more])).content.decode()
        assert "Making ends meet" in body, name
    book = client.get(place("codebook")).content.decode()
    assert "Making ends meet" not in book
    assert "Making ends meet" in client.get(place("theme")).content.decode()


def test_an_areas_name_is_not_another_areas(
    staff: Staff,
    ann: User,
    coded_form: Form,
    form: Callable[..., Form],
    consultation: Callable[..., ConsultationPage],
    area: Area,
    other_area: Area,
) -> None:
    elsewhere = form(consultation(area=other_area))
    use_codebook(elsewhere.consultation, Codebook.objects.get())
    name_in_area(theme=theme_of(MONEY), area=area, by=ann, name="Making ends meet")
    address = reverse("insights:overview", args=[elsewhere.consultation_id])
    body = staff("facilitator", other_area).get(address).content.decode()
    assert "Money" in body
    assert "Making ends meet" not in body


@pytest.mark.parametrize("name", [*READ, "split", "merge", "edit", "move"])
def test_a_page_asks_no_more_for_more(
    staff: Staff, area: Area, coded_form: Form, ann: User, name: str
) -> None:
    client = staff("facilitator", area)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            sentence = {"name-0": "A", "name-1": "B", "where": "below"}
            answer = (
                client.post(place(name), sentence) if name == "split" else client.get(place(name))
            )
            assert answer.status_code == 200
        return len(queries)

    edit_theme(theme=theme_of(MONEY), by=ann, name="Cash")
    merge_theme(theme=theme_of(UNSAFE), into=theme_of(COURT), by=ann)
    make_crowd(coded_form, ann, [([MONEY], "web")] * 4)
    asked()
    few = asked()
    for number in range(12):
        theme = add_theme(codebook=theme_of(MONEY).codebook, by=ann, axis="need", name=f"N{number}")
        merge_theme(theme=theme, into=theme_of(COURT), by=ann)
        name_in_area(theme=theme_of(MONEY), area=area, by=ann, name=f"Here {number}")
    make_crowd(coded_form, ann, [([MONEY], "web")] * 12)
    assert asked() <= few
    assert few < 45


# -- what the forms do


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


# -- two versions


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
