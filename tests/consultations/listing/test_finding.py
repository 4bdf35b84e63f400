"""Finding a published consultation by words, which stand in no address."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from consultations.models import ConsultationPage
from core.finding.words import words_in
from core.models import HomePage
from tests.factories.unindexed import searchable

pytestmark = pytest.mark.pages

Make = Callable[..., ConsultationPage]
FIND = "/find/"
BODY = [("text", "<p>The creche is on the ground floor.</p>")]


@pytest.fixture
def pages(site_root: HomePage, consultation: Make) -> dict[str, ConsultationPage]:
    made = {
        "visits": consultation(title="Family visits", purpose="Trains cost too much.", body=BODY),
        "homes": consultation("closed", title="A home of your own", purpose="Six flats."),
        "draft": consultation(title="Visits in draft", live=False),
    }
    searchable(*made.values())
    welsh = Locale.objects.get(language_code="cy")
    for page in (site_root, made["homes"].get_parent().specific):
        page.copy_for_translation(welsh).save_revision().publish()
    twin = made["homes"].copy_for_translation(welsh)
    twin.title, twin.purpose = "Cartref eich hun", "Chwe fflat i fenywod."
    twin.save_revision().publish()
    return made


def found(client: Client, words: str, address: str = FIND) -> list[str]:
    html = client.post(address, {"words": words}).content.decode()
    return re.findall(r"<h3><a href=\"[^\"]+\">([^<]+)</a>", html)


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("visits", ["Family visits"]),
        ("VISIT", ["Family visits"]),
        ("trains", ["Family visits"]),
        ("train family", ["Family visits"]),
        ("creche", ["Family visits"]),
        ("flat", ["A home of your own"]),
        ("home!", ["A home of your own"]),
        ("family flats", []),
        ("draft", []),
        ("cartref", []),
        ("", []),
        ("a", []),
        ("% _ * \" ' ( ) : OR - \\ \x00", []),
        ('visits" OR "home', []),
        ("visits'; --", ["Family visits"]),
        ("visits " * 400, ["Family visits"]),
    ],
)
def test_what_is_found(
    client: Client, pages: dict[str, ConsultationPage], words: str, titles: list[str]
) -> None:
    assert found(client, words) == titles


def test_welsh_pages_are_found_in_welsh(client: Client, pages: dict[str, ConsultationPage]) -> None:
    assert found(client, "cartref", "/cy/find/") == ["Cartref eich hun"]
    assert found(client, "fenywod", "/cy/find/") == ["Cartref eich hun"]
    assert found(client, "visits", "/cy/find/") == []
    pages["homes"].unpublish()
    assert found(client, "cartref", "/cy/find/") == []


def test_words_stand_in_no_address_and_are_not_kept(
    client: Client, pages: dict[str, ConsultationPage]
) -> None:
    answer = client.post(FIND, {"words": "visits"})
    html = answer.content.decode()
    assert 'value="visits"' in html
    assert not re.search(r'(?:href|action)="[^"]*\bwords=', html)
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    asked = client.get(FIND, {"words": "visits"}).content.decode()
    assert "Family visits" not in asked
    assert 'value="visits"' not in asked


def test_nothing_found_says_what_to_do(client: Client, pages: dict[str, ConsultationPage]) -> None:
    html = client.post(FIND, {"words": "<script>alert(1)</script>"}).content.decode()
    assert "0 found." in html
    assert "Try one word, or a shorter one." in html
    assert "<script>alert" not in html
    assert "Write a word or two" in client.get(FIND).content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_nothing_else_is_taken(client: Client, db: None, method: str) -> None:
    assert getattr(client, method)(FIND).status_code == 405


def test_a_post_needs_no_cookie(pages: dict[str, ConsultationPage]) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert found(strict, "visits") == ["Family visits"]


def test_many_are_led_through_by_buttons(client: Client, consultation: Make) -> None:
    searchable(*(consultation(title=f"Visits {number}") for number in range(21)))
    html = client.post(FIND, {"words": "visits"}).content.decode()
    assert 'name="page" value="2"' in html
    assert "21 found." in html
    html = client.post(FIND, {"words": "visits", "page": "2"}).content.decode()
    assert "Page 2 of 2" in html
    assert html.count("<article") == 1


def test_few_questions_are_asked(client: Client, pages: dict[str, ConsultationPage]) -> None:
    sent: dict[str, Any] = {"words": "one two three four five six seven"}
    client.post(FIND, sent)
    with CaptureQueriesContext(connection) as asked:
        client.post(FIND, sent)
    assert len(asked) <= 15


def test_the_index_offers_it_in_its_language(
    client: Client, pages: dict[str, ConsultationPage]
) -> None:
    page = pages["homes"]
    assert f'method="post" action="{FIND}"' in client.get(page.get_parent().url).content.decode()
    with translation.override("cy"):
        assert reverse("consultations:find") == "/cy/find/"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Court, court COURT", ["court"]),
        ("women's homes", ["women", "homes"]),
        ("", []),
        ("a b c", []),
        ("tŷ llety", ["tŷ", "llety"]),
        ("one two three four five six seven", ["one", "two", "three", "four", "five", "six"]),
    ],
)
def test_words_to_look_for(text: str, words: list[str]) -> None:
    assert words_in(text) == words
