"""The page of all consultations: narrowed by links alone, in pages of twenty, at any size."""

import re
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from consultations.models import (
    ConsultationIndexPage,
    ConsultationPage,
    Decision,
    FollowUp,
    Outcome,
    Telling,
    WhatHappenedPage,
)
from core.models import Area, HomePage
from tests.factories.consultations import make_index
from tests.factories.many import make_many
from tests.factories.promises import day, make_move, make_promise

pytestmark = pytest.mark.pages

Make = Callable[..., ConsultationPage]
MOST = 50 * 1024
MOST_QUESTIONS = 15
STATIC = Path(settings.ROOT) / "site" / "static"


def body(client: Client, page: Page, /, **query: str) -> str:
    return client.get(page.get_url(), query).content.decode()


def titles(html: str) -> list[str]:
    return re.findall(r"<h3><a href=\"[^\"]+\">([^<]+)</a>", html)


@pytest.fixture
def index(site_root: HomePage) -> ConsultationIndexPage:
    return make_index(site_root)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Court, open", "Prison, open", "Prison, planned", "Court, closed", "Court, decided"]),
        ({"where": "open"}, ["Court, open", "Prison, open"]),
        ({"where": "planned"}, ["Prison, planned"]),
        ({"where": "reading"}, ["Court, closed"]),
        ({"where": "decided"}, ["Court, decided"]),
        ({"stage": "custody"}, ["Prison, open", "Prison, planned"]),
        ({"area": "glan-yr-afon"}, ["Prison, open"]),
        ({"area": "southdown", "stage": "custody"}, ["Prison, planned"]),
        ({"area": "glan-yr-afon", "where": "decided"}, []),
        ({"stage": "release"}, None),  # none is about it: no filter
        ({"where": "somewhere"}, None),
        ({"area": "'; --", "stage": "<b>", "where": "\x00", "page": "-1"}, None),
        ({"page": "9" * 40}, None),
        ({"page": "two"}, None),
    ],
)
def test_what_is_listed(
    client: Client,
    consultation: Make,
    index: ConsultationIndexPage,
    other_area: Area,
    query: dict[str, str],
    found: list[str] | None,
) -> None:
    consultation("closed", title="Court, closed", journey_stage="court")
    consultation("closed", title="Court, decided", journey_stage="court", reached="decided")
    consultation("planned", title="Prison, planned", journey_stage="custody")
    away = {"journey_stage": "custody", "area": other_area}
    consultation("open", title="Prison, open", **away)
    consultation("last_day", title="Court, open", journey_stage="court")
    consultation("open", title="A draft", live=False)
    html = body(client, index, **query)
    everything = titles(body(client, index))
    assert titles(html) == (everything if found is None else found)
    assert len(everything) == 5
    assert ("There is none like this now." in html) is (found == [])
    assert ("See all of them" in html) is (found is not None and bool(query))
    assert '<b>"' not in html
    assert "&#x27;; --" not in html


def test_an_index_without_anything_says_so(client: Client, index: ConsultationIndexPage) -> None:
    html = body(client, index)
    assert "Nothing is open at this moment." in html
    assert "<select" not in html


def test_pages_of_twenty_lead_on_and_keep_what_was_chosen(
    client: Client, site_root: HomePage, index: ConsultationIndexPage, area: Area, other_area: Area
) -> None:
    make_many(site_root, [area, other_area], 90)
    seen, address = [], {"area": area.slug}
    while True:
        html = body(client, index, **address)
        seen += titles(html)
        assert len(titles(html)) <= 20
        onward = re.search(r'href="\?area=southdown&amp;page=(\d+)">Next page', html)
        if onward is None:
            break
        address["page"] = onward[1]
    assert len(seen) == len(set(seen)) == 45
    assert "Page 3 of 3" in html
    assert "Page before" in html


def questions(client: Client, page: Page, /, **query: str) -> int:
    client.get(page.get_url(), query)  # what is remembered for an hour is remembered
    with CaptureQueriesContext(connection) as asked:
        client.get(page.get_url(), query)
    return len(asked)


def make_what_happened(home: HomePage) -> Page:
    home.refresh_from_db()
    return home.add_child(instance=WhatHappenedPage(title="What happened", slug="what-happened"))


def promise_much(pages: list[ConsultationPage]) -> None:
    """Promises, moved days, answers, and what is told after decisions."""
    for place, page in enumerate(pages):
        if place % 5 == 0:
            make_move(page, -50, -40, make_promise(page, -40))
        if place % 4 == 1:
            outcome = Outcome.objects.create(
                consultation=page, version="1", summary="They said it.", published_on=day(-300)
            )
            said = f"The office was shut, {place}."
            made = Decision.objects.create(
                outcome=outcome, you_said=said, what="Open.", answer="do"
            )
            FollowUp.objects.create(
                consultation=page,
                decision=made.key,
                after=6,
                state="done",
                what="Yes.",
                told_on=day(-90),
            )
            Telling.objects.create(
                outcome=outcome,
                form="cy",
                decisions=[{"key": str(made.key), "you_said": f"Roedd ar gau, {place}."}],
                checked_by="Nia",
                written_on=day(-90),
            )


def in_welsh(home: HomePage, *pages: Page) -> list[Page]:
    """Published twins of these pages, and of the way to them."""
    welsh = Locale.objects.get(language_code="cy")
    twins = []
    for page in (home, *pages):
        twin = Page.objects.get(pk=page.pk).specific.copy_for_translation(welsh)
        twin.save_revision().publish()
        twins.append(twin)
    return twins


def test_questions_do_not_grow(
    client: Client, site_root: HomePage, index: ConsultationIndexPage, area: Area, other_area: Area
) -> None:
    happened = make_what_happened(site_root)
    few = make_many(site_root, [area, other_area], 8)
    promise_much(few)
    before = [questions(client, page) for page in (index, happened, site_root)]
    promise_much(make_many(site_root, [area, other_area], 40))
    after = [questions(client, page) for page in (index, happened, site_root)]
    assert after == before
    assert max(after) <= MOST_QUESTIONS


def test_questions_do_not_grow_in_welsh(
    client: Client, site_root: HomePage, index: ConsultationIndexPage, area: Area, other_area: Area
) -> None:
    happened = make_what_happened(site_root)
    few = make_many(site_root, [area, other_area], 3)
    promise_much(few)
    home, *pages = in_welsh(site_root, index, happened, *few)[:3]
    assert "Roedd ar gau, 1." in body(client, pages[1])
    before = [questions(client, page) for page in (*pages, home)]
    more = make_many(site_root, [area, other_area], 4)
    promise_much(more)
    welsh = Locale.objects.get(language_code="cy")
    for page in more:
        page.refresh_from_db()
        page.copy_for_translation(welsh).save_revision().publish()
    after = [questions(client, page) for page in (*pages, home)]
    assert after == before
    assert max(after) <= MOST_QUESTIONS


@pytest.mark.long
def test_five_hundred(
    client: Client, site_root: HomePage, index: ConsultationIndexPage, area: Area, other_area: Area
) -> None:
    """Questions, weight with style sheet and script, and no more than a second, at 500."""
    happened = make_what_happened(site_root)
    promise_much(make_many(site_root, [area, other_area], 500))
    frame = sum((STATIC / name).stat().st_size for name in ("alongside.css", "leave.js"))
    for page in (index, happened, site_root):
        assert questions(client, page) <= MOST_QUESTIONS
        began = process_time()  # a busy machine makes no page slow
        html = body(client, page)
        assert process_time() - began < 1
        assert len(html.encode()) + frame <= MOST
    assert "Page 1 of 25" in body(client, index)
    assert questions(client, index, area=area.slug, where="reading", page="2") <= MOST_QUESTIONS


def test_many_are_whole_trees(site_root: HomePage, area: Area) -> None:
    make_many(site_root, [area], 3)
    assert Page.find_problems() == ([], [], [], [], [])
    assert ConsultationPage.objects.count() == 3
    page: Any = ConsultationPage.objects.first()
    assert page.get_parent().get_children().count() == 3
