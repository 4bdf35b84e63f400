"""What everyone reads of promises: on the page "what happened", and on the consultation's own."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from wagtail.models import Locale, Page

from consultations.models import (
    ConsultationPage,
    Decision,
    FollowUp,
    Outcome,
    WhatHappenedPage,
)
from consultations.promises.selectors import of_areas, promises_of, public_consultations
from consultations.services import publish_promptness
from core.models import Area, HomePage
from tests.factories.promises import day, make_move, make_promise

pytestmark = pytest.mark.pages

Make = Callable[..., ConsultationPage]
GONE = "Its page is not up any more. What we promised on it stands. "


@pytest.fixture
def happened(site_root: HomePage, consultation: Make) -> Page:
    site_root.refresh_from_db()
    page: Page = site_root.add_child(
        instance=WhatHappenedPage(title="What happened", slug="what-happened")
    )
    return page


def text(client: Client, page: Page, **query: str) -> str:
    html = client.get(page.get_url(), query).content.decode()
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def answer(page: ConsultationPage, on: int) -> Outcome:
    return Outcome.objects.create(
        consultation=page, version="1", summary="They said it.", published_on=day(on)
    )


def test_a_moved_day_keeps_the_old_one_and_the_reason(
    client: Client, happened: Page, consultation: Make
) -> None:
    page = consultation("closed", reply_by=day(20))
    make_move(page, 5, 20)
    for said in (text(client, happened), text(client, page)):
        assert "because: The board meets later." in said
        assert "Still to come" in said
        assert said.index("We promised it by") < said.index("we moved it to")


@pytest.mark.parametrize(
    ("due", "fields", "said", "not_said"),
    [
        (5, {}, "Still to come", "sorry"),
        (-5, {}, "Still to come", "sorry"),
        (-15, {}, "It is not done yet, and we are sorry.", "Still to come"),
        (-15, {"state": "kept", "ended_on": day(-15)}, "Promise kept", "late"),
        (-15, {"state": "kept", "ended_on": day(-14), "how": "We met."}, "Kept late", "kept"),
        (-5, {"state": "broken", "ended_on": day(-6), "how": "No money."}, "No money.", "sorry"),
    ],
)
def test_each_promise_says_where_it_stands(
    client: Client,
    happened: Page,
    consultation: Make,
    due: int,
    fields: dict[str, Any],
    said: str,
    not_said: str,
) -> None:
    page = consultation("open")
    make_promise(page, due, **fields)
    own = text(client, page).partition("What we promised")[2]
    assert said in own
    assert not_said not in own
    assert "Head of housing sees to it." in own
    assert said in text(client, happened)


def test_late_ones_first_then_what_could_not_be_done(
    client: Client, happened: Page, consultation: Make
) -> None:
    page = consultation("closed")
    answered = consultation("closed", reached="decided", closes_on=day(-9), reply_by=day(-3))
    answer(answered, -3)
    make_promise(page, -20, what="Late thing.")
    make_promise(page, 3, what="Broken thing.", state="broken", ended_on=day(0), how="No money.")
    said = text(client, happened)
    order = ("Late thing.", "What we could not do", "Broken thing.", "Still to come", "Done")
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert "1 of 3 promises were kept on their day." in said
    assert "We kept fewer than half" in said


@pytest.mark.parametrize(
    ("trait", "fields"),
    [
        ("planned", {}),
        ("closed", {"live": False}),
        ("open", {"live": False}),
        ("open", {"reached": "draft"}),
    ],
)
def test_what_was_not_promised_is_not_listed(
    client: Client, happened: Page, consultation: Make, trait: str, fields: Any
) -> None:
    consultation(trait, title="Not yet", **fields)
    said = text(client, happened)
    assert "Not yet" not in said
    assert "No promise has been made yet." in said


@pytest.mark.parametrize("trait", ["open", "closed"])
def test_what_was_promised_stays_when_its_page_is_taken_down(
    client: Client, happened: Page, consultation: Make, trait: str
) -> None:
    page = consultation(trait, title="Getting out", reply_by=day(25))
    make_move(page, -3, 25)
    make_promise(page, -20, what="Late thing.")
    before = text(client, happened)
    page.unpublish()
    page.refresh_from_db()
    page.title = "Another name"
    page.save_revision()
    said = text(client, happened)
    assert said.replace(GONE, "") == before
    assert said.count(GONE) == 2
    assert "Late by its first day" in said
    assert "0 of 2 promises were kept on their day." in said
    assert page.url not in client.get(happened.get_url()).content.decode()
    due = [one.kind for one in promises_of(of_areas([page.area])) if one.is_late]
    assert due == ["other"]  # staff are reminded of it


def test_a_page_that_was_down_when_its_day_came_has_promised_nothing(
    client: Client, happened: Page, consultation: Make, time_machine: Any
) -> None:
    page = consultation("planned", title="Never open")
    page.unpublish()
    time_machine.move_to(f"{page.opens_on + timedelta(days=90)}T12:00:00Z")
    page.refresh_from_db()
    page.save()
    assert "Never open" not in text(client, happened)
    copied = ConsultationPage.objects.get(pk=page.pk)
    assert (copied.opened_once, copied.has_opened) == (False, False)


def test_the_welsh_page_counts_the_same_promises(
    client: Client, site_root: HomePage, happened: Page, consultation: Make
) -> None:
    make_promise(consultation("closed", title="In English alone"), -20)
    welsh = Locale.objects.get(language_code="cy")
    for thing in (site_root, happened):
        twin = Page.objects.get(pk=thing.pk).specific.copy_for_translation(welsh)
        twin.save_revision().publish()
    html = client.get(twin.get_url()).content.decode()
    assert "0 of 1" in text(client, happened)
    assert "0 o 1" in html
    assert re.search(r'<h3 lang="en"><a href="[^"]+">In English alone', html)


@pytest.mark.parametrize(
    ("english", "welsh", "shown"),
    [
        (True, True, "Dod allan"),
        (True, False, "Getting out"),
        (False, True, "Dod allan"),
        (False, False, "Dod allan"),
    ],
)
def test_it_lends_the_name_that_was_public_in_the_language_of_the_page(
    site_root: HomePage, happened: Page, consultation: Make, english: bool, welsh: bool, shown: str
) -> None:
    page = consultation("closed", title="Getting out")
    cymraeg = Locale.objects.get(language_code="cy")
    for thing in (site_root, page.get_parent().specific, page):
        twin = Page.objects.get(pk=thing.pk).specific.copy_for_translation(cymraeg)
        twin.title = "Dod allan"
        twin.save_revision().publish()
    for one, is_up in ((page, english), (twin, welsh)):
        if not is_up:
            Page.objects.get(pk=one.pk).specific.unpublish()
    with override("cy"):
        (found,) = public_consultations()
    assert (found.title, found.is_published) == (shown, english)
    assert [one.kind for one in promises_of([found])] == ["reply"]


def test_by_area(
    client: Client, happened: Page, consultation: Make, area: Area, other_area: Area
) -> None:
    here, there = consultation("closed"), consultation("closed", area=other_area)
    make_promise(here, -20, what="Late here.")
    make_promise(there, -20, what="Kept there.", state="kept", ended_on=day(-20))
    said = text(client, happened)
    assert "Southdown 0 of 1" in said
    assert "Glan yr Afon 1 of 1" in said
    said = text(client, happened, area=area.slug)
    assert "Late here." in said
    assert "Kept there." not in said
    assert "0 of 1 promise was kept on its day." in said
    for nowhere in ("nowhere", "<b>", ""):
        assert "Kept there." in text(client, happened, area=nowhere)


def test_what_is_told_after_decisions_is_a_promise_too(
    client: Client, happened: Page, consultation: Make
) -> None:
    days = {"opens_on": day(-500), "closes_on": day(-450), "reply_by": day(-400)}
    page = consultation("closed", reached="decided", **days)
    outcome = answer(page, -400)
    decision = Decision.objects.create(
        outcome=outcome, you_said="The office was shut.", what="Open.", answer="do", owner="Chair"
    )
    Decision.objects.create(outcome=outcome, you_said="Too far.", what="No.", answer="not")
    said = text(client, happened)
    assert said.count("To say what happened after our answer to:") == 2  # 6 and 12 months on
    assert "Too far." not in said
    assert "It is not done yet, and we are sorry." in said
    FollowUp.objects.create(
        consultation=page,
        decision=decision.key,
        after=6,
        state="under_way",
        what="A worker began.",
        told_on=day(-230),
    )
    said = text(client, happened)
    assert "Under way. A worker began." in said
    assert said.count("To say what happened after our answer to:") == 2
    assert "2 of 3 promises were kept on their day." in said


def test_welsh_words_where_somebody_wrote_them(
    client: Client, site_root: HomePage, happened: Page, consultation: Make
) -> None:
    page = consultation("closed")
    make_promise(page, 5, what="We meet.", what_cy="Rydym yn cwrdd.")
    make_promise(page, 5, what="We write.")
    welsh = Locale.objects.get(language_code="cy")
    for thing in (site_root, happened, page.get_parent().specific, page):
        twin = Page.objects.get(pk=thing.pk).specific.copy_for_translation(welsh)
        twin.save_revision().publish()
        if thing is happened:
            address = twin.get_url()
    html = client.get(address).content.decode()
    assert "Rydym yn cwrdd." in html
    assert "We meet." not in html
    assert '<b lang="en">We write.</b>' in html
    assert "Eto i ddod" in html


def test_a_page_of_a_consultation_without_more_promises_says_nothing_of_them(
    client: Client, consultation: Make
) -> None:
    assert "What we promised" not in text(client, consultation("closed"))


def test_how_promptly_women_are_paid_is_said_once_there_is_something_to_say(
    client: Client, happened: Page
) -> None:
    assert "on our panels" not in text(client, happened)
    publish_promptness(percent=95, within_days=7, come_due=40, batch=10)
    said = text(client, happened)
    assert "Of 100 fees, at least 95 were paid within 7 days." in said
    assert "40" not in said
