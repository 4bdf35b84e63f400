"""The frame of every page: what it shows, and what it never does to a visitor."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale

from consultations.models import ConsultationPage, Stage
from core.models import Helpline, HomePage, InformationPage
from core.templatetags.telephone import dial
from core.views import server_error

STATIC = settings.ROOT / "site" / "static"
ADDRESSES = ["/", "/help/", "/no-such-page/", "/accounts/login/"]
LOADED = re.compile(r"<(?:script|link|img|iframe|object)\b[^>]*?(?:src|href)=\"([^\"]+)\"")


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def make_helpline(**fields: object) -> Helpline:
    values = {
        "name": "Samaritans",
        "number": "116 123",
        "about": "For anyone, day and night.",
        "source_url": "https://example.org/",
        "checked_on": date(2026, 11, 1),
        **fields,
    }
    return Helpline.objects.create(**values)


def make_twin(page: HomePage, **fields: str) -> HomePage:
    twin: HomePage = page.copy_for_translation(Locale.objects.get(language_code="cy"))
    for name, value in fields.items():
        setattr(twin, name, value)
    twin.save_revision().publish()
    return twin


@pytest.mark.parametrize("address", ADDRESSES)
def test_skip_link_comes_first_then_leaving_then_the_header(
    client: Client, site_root: HomePage, address: str
) -> None:
    html = text_of(client, address)
    places = [html.index(part) for part in ('class="skip"', 'class="leave"', 'class="top"')]
    assert places == sorted(places)
    assert '<main id="main"' in html


@pytest.mark.parametrize("address", ADDRESSES[:3])
def test_a_public_page_sets_no_cookie(client: Client, site_root: HomePage, address: str) -> None:
    response = client.get(address)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_loaded_from_another_host(
    client: Client, site_root: HomePage, address: str
) -> None:
    make_helpline()
    html = text_of(client, address)
    assert LOADED.findall(html)
    assert all(found.startswith("/static/") for found in LOADED.findall(html))
    assert "http:" not in html
    assert "https:" not in html


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_style_or_script_stands_in_the_page(
    client: Client, site_root: HomePage, address: str
) -> None:
    html = text_of(client, address)
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son[a-z]+=", html)


def test_style_sheet_is_small_and_stands_alone() -> None:
    css = (STATIC / "alongside.css").read_text()
    assert len(css.encode()) <= 10 * 1024
    for outside in ("url(", "@import", "@font-face", "http"):
        assert outside not in css


def test_favicon_is_one_plain_dot() -> None:
    icon = Path(STATIC / "favicon.svg").read_text()
    assert len(icon) < 400
    assert icon.count("<circle") == 1
    assert "<path" not in icon
    assert "<text" not in icon


def test_a_missing_page_says_so_kindly(client: Client, site_root: HomePage) -> None:
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "You did nothing wrong" in html
    assert "no-such-page" not in html


def test_an_error_page_asks_the_database_for_nothing(
    django_assert_num_queries: DjangoAssertNumQueries, rf: RequestFactory, db: None
) -> None:
    with django_assert_num_queries(0):
        html = server_error(rf.get("/")).content.decode()
    assert "<title>Alongside</title>" in html
    assert "noindex" in html


def test_helpline_numbers_can_be_pressed(client: Client, site_root: HomePage) -> None:
    make_helpline()
    html = text_of(client, "/help/")
    assert '<a href="tel:116123">116 123</a>' in html
    assert "From a prison phone this may need to be on your list" in html
    assert "We checked this number on 1 November 2026" in html
    assert "example.org" not in html


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("111, then 2", '<a href="tel:111">111</a>, then 2'),
        ("Freepost SAMARITANS", "Freepost SAMARITANS"),
        ("<b>116</b>", "&lt;b&gt;116&lt;/b&gt;"),
    ],
)
def test_only_the_first_number_of_a_line_is_a_link(number: str, shown: str) -> None:
    assert dial(number) == shown


def test_language_link_goes_to_the_same_page(client: Client, site_root: HomePage) -> None:
    make_twin(site_root, heading="Dweud unwaith")
    assert 'href="/cy/" lang="cy"' in text_of(client, "/")
    assert 'href="/cy/help/" lang="cy"' in text_of(client, "/help/")
    welsh = text_of(client, "/cy/")
    assert '<html lang="cy">' in welsh
    assert 'href="/" lang="en-gb" hreflang="en-gb">English<' in welsh


def test_no_link_leads_to_a_language_that_is_not_there(client: Client, site_root: HomePage) -> None:
    assert "Cymraeg" not in text_of(client, "/")


def test_a_page_without_a_twin_links_to_the_first_welsh_page(
    client: Client, site_root: HomePage
) -> None:
    make_twin(site_root)
    site_root.refresh_from_db()
    page = InformationPage(title="Privacy", slug="privacy", body=[("heading", "What we keep")])
    site_root.add_child(instance=page)
    html = text_of(client, "/privacy/")
    assert "<title>Privacy – Alongside</title>" in html
    assert 'href="/cy/" lang="cy"' in html
    assert "/cy/privacy/" not in html


def test_menu_shows_only_pages_that_an_editor_put_there(
    client: Client, site_root: HomePage
) -> None:
    for title, shown in (("Privacy", True), ("Working notes", False)):
        page = InformationPage(title=title, slug=title[:4].lower(), show_in_menus=shown, body=[])
        site_root.add_child(instance=page)
    html = text_of(client, "/help/")
    assert "Privacy" in html
    assert "Working notes" not in html


def test_home_page_shows_what_is_open(
    client: Client, consultation: Callable[..., ConsultationPage]
) -> None:
    consultation("open", title="Getting out")
    consultation("closed", title="At court", reached=Stage.READING)
    consultation("open", title="Not published", live=False)
    html = text_of(client, "/")
    assert html.index("Open now in Southdown") < html.index("Getting out")
    assert html.index("We are reading") < html.index("At court")
    assert "Not published" not in html


def test_home_page_says_when_nothing_is_open(client: Client, site_root: HomePage) -> None:
    html = text_of(client, "/")
    assert "Nothing is open at this moment" in html
    assert "We are reading" not in html
    assert 'class="state' not in html


def test_login_stands_in_our_frame_and_offers_no_account(client: Client, db: None) -> None:
    html = text_of(client, "/accounts/login/")
    assert "<title>Log in – Alongside</title>" in html
    assert 'class="mark"' in html
    assert "signup" not in html
    assert "Sign up" not in html


@pytest.mark.parametrize("independent", [True, False])
def test_independence_is_claimed_only_where_it_was_set(
    client: Client, site_root: HomePage, settings: Any, independent: bool
) -> None:
    settings.OPERATOR_IS_INDEPENDENT = independent
    for path in ("/", "/staying-safe/"):
        page = client.get(path).content.decode()
        assert ("not run by government" in page) is independent
