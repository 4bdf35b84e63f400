"""Looking through the site: what is found, kindly whatever is typed, and nothing kept of it."""

import logging
import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from consultations.models import ConsultationPage, Stage, UpdatePage
from core.models import (
    Area,
    AreaPage,
    AreasPage,
    Helpline,
    HomePage,
    InformationPage,
    NewsIndexPage,
    NewsPage,
)
from tests.factories.unindexed import searchable

Make = Callable[..., ConsultationPage]
SEARCH = "/search/"
HOSTILE = [
    "<script>alert(1)</script>",
    "'; DROP TABLE wagtailcore_page; --",
    '" OR 1=1 NEAR(',
    "\x00\x01",
    "🙂" * 50,
    "% _ * ( ) : - \\",
    "a",
    "",
    "   ",
    "{{ 7*7 }}",
    "x" * 5000,
    "word " * 4000,
]


def found(client: Client, words: str, address: str = SEARCH) -> list[str]:
    html = client.post(address, {"words": words}).content.decode()
    return re.findall(r"<h3><a href=\"[^\"]+\">([^<]+)</a>", html)


@pytest.fixture
def site(site_root: HomePage, area: Area, consultation: Make) -> HomePage:
    """A page of each kind, some in Welsh too, and some that nobody may find."""
    welsh = Locale.objects.get(language_code="cy")
    site_root.copy_for_translation(welsh).save_revision().publish()
    asked = consultation(title="Family visits", purpose="Trains cost too much.")
    searchable(asked, consultation(title="Visits as a draft", reached=Stage.DRAFT))
    asked.add_child(instance=UpdatePage(title="Visits: we met", note="They said yes.", slug="met"))
    page = InformationPage(
        title="Your rights", slug="rights", body=[("text", "<p>Family visits are a right.</p>")]
    )
    site_root.refresh_from_db()
    site_root.add_child(instance=page)
    twin = page.copy_for_translation(welsh)
    twin.title, twin.body = "Eich hawliau", [("text", "<p>Bywyd yn y carchar i fenywod.</p>")]
    twin.save_revision().publish()
    site_root.add_child(
        instance=InformationPage(title="Hidden visits", slug="hid", live=False, body=[])
    )
    above = site_root.add_child(instance=AreasPage(title="Areas", slug="areas"))
    services = [{"name": "Visits bus", "about": "Free.", "stages": ["custody"], "ask": "Ring."}]
    above.add_child(
        instance=AreaPage(
            title="Southdown",
            slug="southdown",
            area=area,
            lead="Help.",
            services=[("service", {"number": "", "web": "", **one}) for one in services],
        )
    )
    news = site_root.add_child(instance=NewsIndexPage(title="News", slug="news"))
    news.add_child(instance=NewsPage(title="Visits cost less", slug="less", lead="From today."))
    return site_root


def test_each_kind_of_page_is_found_and_what_can_be_answered_comes_first(
    client: Client, site: HomePage
) -> None:
    assert found(client, "visits") == [
        *("Family visits", "Visits cost less", "Visits: we met", "Southdown", "Your rights"),
    ]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("VISIT family", ["Family visits", "Your rights"]),
        ("bus", ["Southdown"]),
        ("how do I get a bus", ["Southdown"]),
        ("kids visits", ["Family visits", "Your rights"]),
        ("visits bus nowhere", ["Southdown"]),
        ("nowhere", []),
        ("the of", []),
        ("hidden", []),
        ("draft", []),
        ("hawliau", []),
    ],
)
def test_what_is_found(client: Client, site: HomePage, words: str, titles: list[str]) -> None:
    assert found(client, words) == titles


@pytest.fixture
def lines(site: HomePage) -> None:
    """Two helplines of ours, whose numbers were never anybody's."""
    Helpline.objects.all().delete()
    for name, about in (("Somebody to talk to", "Mental health, any time."), ("Safe", "Abuse.")):
        Helpline.objects.create(
            name=name, number="01632 960 000", about=about, source_url="https://example.org/",
            checked_on=timezone.localdate(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("mental health", ["Somebody to talk to"]),
        ("domestic violence", ["Safe"]),
        ("suicidal", ["Somebody to talk to"]),
        ("hurt me", ["Safe"]),
        ("bus", []),
        ("the", []),
        ("960", []),
    ],
)
def test_helplines_are_found_by_what_it_is_about(
    client: Client, lines: None, words: str, names: list[str]
) -> None:
    html = client.post(SEARCH, {"words": words}).content.decode()
    assert re.findall(r"<h3>([^<]+)</h3>", html) == names
    assert ('href="tel:' in html) is bool(names)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("famly visits", "family visits"),
        ("Southdwon", "southdown"),
        ("acommodation", "accommodation"),
        ("visits", ""),
        ("zwartkop", ""),
    ],
)
def test_what_is_misspelt_is_asked_about(
    client: Client, lines: None, words: str, meant: str
) -> None:
    if meant == "accommodation":
        Helpline.objects.update(about="A hostel for tonight.")
    html = client.post(SEARCH, {"words": words}).content.decode()
    assert ("Did you mean this?" in html) is bool(meant)
    assert not meant or f'<input type="hidden" name="words" value="{meant}">' in html


def test_a_word_asks_twice_however_many_others_it_has(client: Client, lines: None) -> None:
    """For itself, and for all words that mean the same; in Welsh in each of their forms."""
    for address in (SEARCH, "/cy/search/"):
        with CaptureQueriesContext(connections["default"]) as asked:
            client.post(address, {"words": "abused housing drugs depressed kids money"})
        looked = [query["sql"] for query in asked if "indexentry" in query["sql"]]
        assert 6 <= len(looked) <= 12


def test_part_of_what_was_asked_is_said_to_be_part(client: Client, site: HomePage) -> None:
    said = "No page has all of these words"
    assert said in client.post(SEARCH, {"words": "visits nowhere"}).content.decode()
    assert said not in client.post(SEARCH, {"words": "family visits"}).content.decode()
    assert said not in client.post(SEARCH, {"words": "nowhere"}).content.decode()


@pytest.mark.parametrize("words", ["carchar", "garchar", "ngharchar", "menywod", "Fenywod"])
def test_welsh_is_found_however_its_first_sound_has_changed(
    client: Client, site: HomePage, words: str
) -> None:
    assert found(client, words, "/cy/search/") == ["Eich hawliau"]


def test_the_switch_takes_her_words_along_without_an_address(
    client: Client, site: HomePage
) -> None:
    html = client.post(SEARCH, {"words": "family visits"}).content.decode()
    form = re.search(r'<form method="post" action="/cy/search/">(.*?)</form>', html)
    assert form is not None
    assert '<input type="hidden" name="words" value="family visits">' in form.group(1)
    assert 'lang="cy"' in form.group(1)
    assert "words=" not in html
    assert 'href="/cy/search/" lang="cy"' in client.get(SEARCH).content.decode()


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_typed_is_answered_kindly(client: Client, site: HomePage, words: str) -> None:
    response = client.post(SEARCH, {"words": words, "page": words})
    html = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert" not in html
    assert "49" not in re.findall(r'value="([^"]*)"', html)
    assert response["Cache-Control"] == "no-store"
    assert "Look through this site" in html


def test_a_long_text_says_how_much_of_it_was_looked_for(client: Client, site: HomePage) -> None:
    html = client.post(SEARCH, {"words": "visits " * 40}).content.decode()
    assert "We looked for the first 100 letters of it" in html
    assert "Family visits" in html
    assert "Write a word that says" in client.post(SEARCH, {"words": "?"}).content.decode()


def test_nothing_of_it_is_kept_or_counted(
    client: Client,
    site: HomePage,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    canary = f"zwartkop{timezone.now():%f}"
    with caplog.at_level(logging.DEBUG, logger="wagtail"):
        response = client.post(SEARCH, {"words": canary})
    assert not response.cookies
    assert canary not in str(caplog.records) + "".join(capfd.readouterr())
    assert canary not in repr(getattr(cache, "_cache", {}))
    for alias in ("default", "intake"):
        connection = connections[alias]
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of our own tables
                assert canary not in str(cursor.fetchall()), table


def test_many_pages_come_in_parts(client: Client, site_root: HomePage) -> None:
    for number in range(23):
        page = InformationPage(title=f"Garden {number:02}", slug=f"g{number}", body=[])
        site_root.add_child(instance=page)
    assert len(found(client, "garden")) == 20
    html = client.post(SEARCH, {"words": "garden", "page": "2"}).content.decode()
    assert "Garden 22" in html
    assert "Garden 03" not in html
    assert "Page 2 of 2" in html
