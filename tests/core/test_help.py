"""Help that is the same for everyone, by setting and place; who keeps which line; what is stale."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from core.helplines import grouped
from core.models import STALE_DAYS, Area, Helpline, HomePage
from feedback.models import Form
from tests.factories.accounts import make_user
from tests.feedback.woman import Woman
from tests.fixtures.screens import as_shown

pytestmark = pytest.mark.pages

Staff = Callable[..., Any]
LIST = "/manage/snippets/core/helpline/"


def line(name: str, **fields: object) -> Helpline:
    values = {
        "number": "0808 1570 000",
        "about": "For anyone.",
        "source_url": "https://example.org/",
        "checked_on": timezone.localdate(),
        **fields,
    }
    made: Helpline = Helpline.objects.create(name=name, **values)
    return made


def names(html: str) -> list[str]:
    """Names of the lines, in the order of the page."""
    return re.findall(r"<h3>([^<]+)</h3>", html)


def shown(address: str) -> str:
    page = Client().get(address)
    assert page.status_code == 200
    return str(page.content.decode())


@pytest.fixture
def lines(area: Area, other_area: Area, site_root: HomePage) -> dict[str, Helpline]:
    """One line of each kind."""
    return {
        made.name: made
        for made in (
            line("Listeners", setting="custody"),
            line("Centre", setting="community", area=area),
            line("Canolfan", setting="community", area=other_area),
            line("Cymru", country="wales"),
            line("England only", country="england"),
            line("Anyone"),
        )
    }


# -- The page


def test_lines_stand_by_setting_and_those_for_both_stand_in_both(
    lines: dict[str, Helpline],
) -> None:
    html = shown("/help/")
    prison, outside = html.split('id="community"')
    assert "If you are in prison" in prison.split('id="custody"')[1]
    assert names(prison) == ["Anyone", "Listeners", "England only", "Cymru"]
    assert names(outside) == ["Anyone", "England only", "Cymru", "Canolfan", "Centre"]
    assert "From a prison phone this may need to be on your list" in prison


def test_her_area_comes_first_and_its_country_next(lines: dict[str, Helpline]) -> None:
    outside = shown("/help/southdown/").split('id="community"')[1]
    assert names(outside) == ["Centre", "Anyone", "England only", "Cymru", "Canolfan"]
    welsh = shown("/help/glan-yr-afon/").split('id="community"')[1]
    assert names(welsh) == ["Canolfan", "Anyone", "Cymru", "England only", "Centre"]


@pytest.mark.parametrize("address", ["/help/southdown/", "/help/glan-yr-afon/", "/cy/help/"])
def test_the_same_lines_are_shown_to_all(lines: dict[str, Helpline], address: str) -> None:
    assert sorted(names(shown(address))) == sorted(names(shown("/help/")))


@pytest.mark.parametrize("name", ["nowhere", "southdown-2", "0"])
def test_an_area_that_is_not_there_changes_nothing(lines: dict[str, Helpline], name: str) -> None:
    assert names(shown(f"/help/{name}/")) == names(shown("/help/"))


def test_in_welsh_wales_comes_before_england(lines: dict[str, Helpline]) -> None:
    html = shown("/cy/help/")
    assert '<html lang="cy"' in html
    order = names(html)
    assert order.index("Cymru") < order.index("England only")
    assert 'lang="en">For anyone.' in html


def test_a_part_without_lines_is_left_out(site_root: HomePage) -> None:
    line("Listeners", setting="custody")
    html = shown("/help/")
    assert 'id="custody"' in html
    assert 'id="community"' not in html


def test_without_any_line_the_page_still_says_what_to_do_in_danger(site_root: HomePage) -> None:
    html = shown("/help/")
    assert 'href="tel:999"' in html
    assert not names(html)


def test_an_old_check_is_said_and_hides_nothing(site_root: HomePage) -> None:
    line("Old", checked_on=date(2020, 1, 2))
    html = shown("/help/")
    assert "Old" in names(html)
    assert "We checked this number on 2 January 2020" in html


def test_grouping_asks_for_nothing_but_lines_and_area() -> None:
    assert grouped([]) == []


# -- From the form


def test_help_in_the_form_carries_its_area(form: Callable[..., Form], area: Area) -> None:
    page = Client().get(f"/form/{form().slug}/").content.decode()
    assert f'href="/help/{area.slug}/"' in page
    assert 'href="/help/"' not in page


def test_what_she_typed_changes_nothing_of_help(form: Callable[..., Form]) -> None:
    found = set()
    for text in ("he hits me and I am in prison", "all is well"):
        woman = Woman(form())
        woman.begin()
        woman.press("aside:help", text=text)
        assert "In danger now?" in woman.text
        found.add(re.sub(r'(value|href|action)="[^"]*"', "", woman.text))
    assert len(found) == 1


def test_outside_the_form_help_has_no_area(site_root: HomePage) -> None:
    html = shown("/staying-safe/")
    assert 'href="/help/"' in html
    assert not re.search(r'href="/help/[^"]+"', html)


# -- Who keeps which line


def edit(client: Any, pk: int, **fields: object) -> Any:
    stored = Helpline.objects.get(pk=pk)
    values = {
        "name": stored.name,
        "number": stored.number,
        "about": stored.about,
        "about_cy": "",
        "country": stored.country,
        "area": stored.area_id or "",
        "setting": stored.setting,
        "source_url": stored.source_url,
        "checked_on": stored.checked_on.isoformat(),
        "order": stored.order,
        **as_shown(stored),
        **fields,
    }
    return client.post(f"{LIST}edit/{pk}/", values)


def add(client: Any, area: object) -> Any:
    values = {"name": "New", "number": "1", "about": "x", "country": "both", "setting": "both"}
    more = {"source_url": "https://example.org/", "checked_on": "2026-11-01", "order": 1}
    return client.post(f"{LIST}add/", {**values, **more, "area": area})


def test_an_editor_keeps_the_lines_of_her_area(
    staff: Staff, area: Area, lines: dict[str, Helpline]
) -> None:
    client = staff("editor", area)
    edit(client, lines["Centre"].pk, number="01273 496 0000")
    lines["Centre"].refresh_from_db()
    assert lines["Centre"].number == "01273 496 0000"
    listed = client.get(LIST).content.decode()
    assert "Centre" in listed
    assert "Canolfan" not in listed


@pytest.mark.parametrize("name", ["Canolfan", "Anyone"])
@pytest.mark.parametrize("action", ["edit", "delete"])
def test_lines_of_another_area_and_for_everywhere_are_not_hers(
    staff: Staff, area: Area, lines: dict[str, Helpline], name: str, action: str
) -> None:
    client = staff("editor", area)
    url = f"{LIST}{action}/{lines[name].pk}/"
    for answer in (client.get(url), client.post(url, {"number": "666"})):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/manage/")
    edit(client, lines[name].pk, number="666")
    lines[name].refresh_from_db()
    assert lines[name].number != "666"


def test_bulk_deleting_asks_too(staff: Staff, area: Area, lines: dict[str, Helpline]) -> None:
    client = staff("editor", area)
    pk = lines["Anyone"].pk
    client.post(f"/manage/bulk/core/helpline/delete/?next=/&id={pk}", {"id": pk})
    assert Helpline.objects.filter(pk=pk).exists()


def test_she_adds_a_line_for_her_area(staff: Staff, area: Area) -> None:
    add(staff("editor", area), area.pk)
    assert Helpline.objects.get(name="New").area == area


def test_she_adds_none_for_everywhere_or_elsewhere(
    staff: Staff, area: Area, other_area: Area
) -> None:
    client = staff("editor", area)
    for place in ("", other_area.pk):
        page = add(client, place)
        assert page.status_code == 200
        assert "Choose one of your areas." in page.content.decode()
    assert not Helpline.objects.filter(name="New").exists()


def test_she_moves_no_line_out_of_her_area(
    staff: Staff, area: Area, other_area: Area, lines: dict[str, Helpline]
) -> None:
    client = staff("editor", area)
    for place in ("", other_area.pk):
        edit(client, lines["Centre"].pk, area=place)
        lines["Centre"].refresh_from_db()
        assert lines["Centre"].area == area


def test_an_administrator_keeps_lines_for_everywhere(
    staff: Staff, area: Area, lines: dict[str, Helpline]
) -> None:
    client = staff("administrator", area)
    edit(client, lines["Anyone"].pk, number="116 123")
    lines["Anyone"].refresh_from_db()
    assert lines["Anyone"].number == "116 123"
    add(client, "")
    assert Helpline.objects.get(name="New").area is None


def test_an_administrator_of_one_area_keeps_none_of_another(
    staff: Staff, area: Area, lines: dict[str, Helpline]
) -> None:
    edit(staff("administrator", area), lines["Canolfan"].pk, number="666")
    lines["Canolfan"].refresh_from_db()
    assert lines["Canolfan"].number != "666"


@pytest.mark.parametrize("role", ["facilitator", "reviewer", "auditor"])
def test_others_keep_no_line(
    staff: Staff, area: Area, lines: dict[str, Helpline], role: str
) -> None:
    client = staff(role, area)
    edit(client, lines["Centre"].pk, number="666")
    lines["Centre"].refresh_from_db()
    assert lines["Centre"].number != "666"
    assert not make_user().has_perm("core.edit_national_helplines")


# -- Stale lines


@pytest.mark.parametrize(
    ("days", "stale"), [(STALE_DAYS + 1, True), (STALE_DAYS, False), (0, False)]
)
def test_a_line_is_stale_after_ninety_days(db: None, days: int, stale: bool) -> None:
    made = line("Any", checked_on=timezone.localdate() - timedelta(days=days))
    assert made.is_stale is stale


def test_staff_see_how_many_of_their_lines_are_stale(
    staff: Staff, area: Area, other_area: Area, lines: dict[str, Helpline]
) -> None:
    Helpline.objects.update(checked_on=timezone.localdate() - timedelta(days=STALE_DAYS + 1))
    for role, count in (("editor", "5 helplines were"), ("administrator", "5 helplines were")):
        client = staff(role, area)
        assert (
            f"{count} not checked for more than 90 days" in client.get("/manage/").content.decode()
        )
        assert "not checked for more than 90 days" in client.get(LIST).content.decode()


@pytest.mark.parametrize("role", ["facilitator", "finance"])
def test_nobody_else_is_told(
    staff: Staff, area: Area, lines: dict[str, Helpline], role: str
) -> None:
    Helpline.objects.update(checked_on=date(2020, 1, 1))
    assert "not checked" not in staff(role, area).get("/manage/").content.decode()


def test_fresh_lines_make_no_panel(staff: Staff, area: Area, lines: dict[str, Helpline]) -> None:
    client = staff("editor", area)
    assert "not checked" not in client.get("/manage/").content.decode()
    assert "not checked" not in client.get(LIST).content.decode()


def test_a_line_needs_where_it_was_published(db: None) -> None:
    with pytest.raises(ValidationError):
        Helpline(name="x", number="1", about="x", checked_on=date(2026, 1, 1)).full_clean()


@pytest.mark.parametrize(("days", "kept"), [(0, True), (-30, True), (1, False), (1200, False)])
def test_a_number_is_not_checked_in_days_to_come(
    staff: Staff, area: Area, lines: dict[str, Helpline], days: int, kept: bool
) -> None:
    day, made = timezone.localdate() + timedelta(days=days), lines["Centre"]
    page = edit(staff("editor", area), made.pk, checked_on=day.isoformat())
    made.refresh_from_db()
    assert (made.checked_on == day) == kept
    if not kept:
        assert "Write the day you checked it." in page.content.decode()


def test_an_editor_looks_at_lines_for_everywhere_and_sees_whom_to_tell(
    staff: Staff, area: Area, lines: dict[str, Helpline]
) -> None:
    keeper = staff("administrator", area).user
    old = lines["Anyone"]
    Helpline.objects.filter(pk=old.pk).update(checked_on=timezone.localdate() - timedelta(days=91))
    client = staff("editor", area)
    listed = client.get(LIST).content.decode()
    assert f"{LIST}inspect/{old.pk}/" in listed
    assert f"{LIST}edit/{old.pk}/" not in listed
    assert f"{LIST}delete/{old.pk}/" not in listed
    page = client.get(f"{LIST}inspect/{old.pk}/").content.decode()
    assert "more than 90 days ago" in page
    assert keeper.email in page
    assert f"{LIST}edit/{old.pk}/" not in page
    assert "1 helpline was not checked" in client.get("/manage/").content.decode()


def test_her_own_line_names_nobody_to_tell(
    staff: Staff, area: Area, lines: dict[str, Helpline]
) -> None:
    page = staff("editor", area).get(f"{LIST}inspect/{lines['Centre'].pk}/").content.decode()
    assert "tell one of them" not in page
    assert f"{LIST}edit/{lines['Centre'].pk}/" in page


@pytest.mark.parametrize(("role", "name"), [("editor", "Canolfan"), ("reviewer", "Anyone")])
def test_lines_that_are_nothing_to_her_are_not_looked_at(
    staff: Staff, area: Area, lines: dict[str, Helpline], role: str, name: str
) -> None:
    answer = staff(role, area).get(f"{LIST}inspect/{lines[name].pk}/")
    assert answer.status_code == 302
    assert b"tell one of them" not in answer.content
