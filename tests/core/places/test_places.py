"""Areas and news: what their pages show, and what an editor can't do by mistake."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import StructBlockValidationError

from consultations.models import ConsultationPage
from core.blocks import DrawingBlock
from core.models import Area, AreaPage, AreasPage, HomePage, NewsIndexPage, NewsPage
from core.places.blocks import ServiceBlock
from tests.factories.consultations import make_consultation
from tests.fixtures.story import StaffClient

Service = dict[str, Any]
CENTRE: Service = {
    "name": "Women's centre",
    "about": "A place for women.",
    "stages": ["release", "early"],
    "ask": "Walk in.",
    "number": "01632 960 101",
    "web": "https://centre.example/",
}
NURSE: Service = {**CENTRE, "name": "Nurse", "stages": ["police"], "number": "", "web": ""}


@pytest.fixture
def areas(site_root: HomePage) -> AreasPage:
    page: AreasPage = site_root.add_child(instance=AreasPage(title="Your area", slug="areas"))
    return page


@pytest.fixture
def southdown(areas: AreasPage, area: Area) -> AreaPage:
    page: AreaPage = areas.add_child(
        instance=AreaPage(
            title="Southdown",
            slug="southdown",
            area=area,
            lead="Where you can turn.",
            services=[("service", CENTRE), ("service", NURSE)],
            partners=[
                ("partner", {"name": "The police", "about": "Divert.", "number": "", "web": ""})
            ],
        )
    )
    return page


def test_help_stands_under_each_stage_in_the_order_of_her_journey(
    client: Client, southdown: AreaPage
) -> None:
    html = client.get("/areas/southdown/").content.decode()
    headings = re.findall(r"<li id=\"(\w+)\"", html)
    assert headings == ["early", "police", "release"]
    assert html.count(">Women&#x27;s centre</h4>") == 2
    assert '<a href="tel:01632960101">' in html
    assert 'href="https://centre.example/" rel="noreferrer"' in html
    assert "The police" in html
    assert 'href="/help/southdown/"' in html


def test_it_shows_what_is_open_there_and_nothing_of_other_areas(
    client: Client, site_root: HomePage, southdown: AreaPage, area: Area, other_area: Area
) -> None:
    assert "Nothing is open here" in client.get("/areas/southdown/").content.decode()
    make_consultation(site_root, area, title="Getting out")
    make_consultation(site_root, other_area, title="In court")
    make_consultation(site_root, area, "closed", title="Long ago")
    html = client.get("/areas/southdown/").content.decode()
    assert "Getting out" in html
    assert "In court" not in html
    assert "Long ago" not in html
    assert "/consultations/?area=southdown" in html


def test_the_first_page_leads_to_areas_and_the_newest_news(
    client: Client, site_root: HomePage, southdown: AreaPage, area: Area
) -> None:
    before = client.get("/").content.decode()
    assert 'href="/areas/southdown/"' in before
    assert "<h2>News</h2>" not in before
    news = site_root.add_child(instance=NewsIndexPage(title="News", slug="news"))
    today = timezone.localdate()
    for number in range(5):
        told = today - timedelta(days=number)
        page = NewsPage(title=f"News {number}", slug=f"n{number}", lead="It is so.", told_on=told)
        news.add_child(instance=page)
    html = client.get("/").content.decode()
    assert re.findall(r">(News \d)<", html) == ["News 0", "News 1", "News 2"]
    assert re.findall(r">(News \d)<", client.get("/news/").content.decode())[:1] == ["News 0"]
    assert client.get("/news/?page=9%20x").status_code == 200
    assert "It is so." in client.get("/news/n4/").content.decode()


def test_an_area_has_one_page_in_a_language(areas: AreasPage, southdown: AreaPage) -> None:
    again = AreaPage(title="Again", slug="again", area=southdown.area, lead="x")
    again.locale = southdown.locale
    with pytest.raises(ValidationError, match="has a page already"):
        again.clean()
    southdown.clean()


def test_news_is_not_of_days_to_come(site_root: HomePage) -> None:
    page = NewsPage(title="x", told_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(ValidationError, match="still to come"):
        page.clean()


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ({"ask": "Walk in."}, True),
        ({"number": "01632 960 101"}, True),
        ({"web": "https://a.example/"}, True),
        ({}, False),
        ({"web": "not an address"}, False),
        ({"ask": "Walk in.", "stages": []}, False),
        ({"ask": "Walk in.", "stages": ["the moon"]}, False),
        ({"ask": "x" * 201}, False),
    ],
)
def test_a_service_says_how_to_reach_it_and_when(given: Service, right: bool) -> None:
    block = ServiceBlock()
    value = block.to_python(
        {
            "name": "x",
            "about": "y",
            "stages": ["court"],
            "ask": "",
            "number": "",
            "web": "",
            **given,
        }
    )
    if right:
        assert block.clean(value)["name"] == "x"
    else:
        with pytest.raises(StructBlockValidationError):
            block.clean(value)


@pytest.mark.parametrize(
    ("tells", "decorative", "right"),
    [("A bus", False, True), ("", True, True), ("", False, False), ("A bus", True, False)],
)
def test_a_drawing_has_words_or_is_marked_as_telling_nothing(
    tells: str, decorative: bool, right: bool
) -> None:
    block = DrawingBlock()
    value = block.to_python({"drawing": "bus", "tells": tells, "decorative": decorative})
    if not right:
        with pytest.raises(StructBlockValidationError):
            block.clean(value)
        return
    html = block.render(block.clean(value))
    assert ('aria-label="A bus"' in html) is bool(tells)
    assert ('aria-hidden="true"' in html) is decorative


def test_an_unpublished_area_is_nowhere(client: Client, southdown: AreaPage) -> None:
    southdown.unpublish()
    assert client.get("/areas/southdown/").status_code == 404
    assert "No area has a page yet" in client.get("/areas/").content.decode()
    assert "/areas/southdown/" not in client.get("/").content.decode()


def test_a_consultation_elsewhere_changes_nothing(client: Client, southdown: AreaPage) -> None:
    assert ConsultationPage.objects.count() == 0
    assert client.get("/areas/nowhere/").status_code == 404


@pytest.mark.parametrize("kind", ["area", "news"])
def test_an_editor_of_another_area_touches_neither_page_nor_news(
    staff: Callable[..., StaffClient],
    southdown: AreaPage,
    site_root: HomePage,
    other_area: Area,
    kind: str,
) -> None:
    news = site_root.add_child(instance=NewsIndexPage(title="News", slug="news"))
    told = news.add_child(instance=NewsPage(title="A", slug="a", lead="x", area=southdown.area))
    page = southdown if kind == "area" else told
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert staff("editor", other_area).get(address).status_code == 302
    hers = staff("editor", southdown.area)
    assert hers.get(address).status_code == 200
    fields = {
        "title": "B",
        "slug": "b",
        "lead": "y",
        "area": other_area.pk,
        "told_on": "2026-01-01",
    }
    counts = {f"{name}-count": "0" for name in ("body", "services", "partners")}
    refused = hers.post(address, fields | counts)
    assert "Choose one of your areas" in refused.content.decode()
    page.refresh_from_db()
    assert page.area == southdown.area
    saved = hers.post(address, fields | counts | {"area": southdown.area.pk})
    assert saved.status_code == 302
    stored = type(page).objects.get(pk=page.pk)
    assert stored.get_latest_revision().content["title"] == "B"
