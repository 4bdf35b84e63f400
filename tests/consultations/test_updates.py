"""News of one consultation: on its page by day, on a page of its own, for its editors alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from consultations.models import ConsultationPage, UpdatePage
from core.models import Area, HomePage
from tests.factories.promises import day
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

Make = Callable[..., ConsultationPage]
Staff = Callable[..., StaffClient]


def make_update(page: ConsultationPage, title: str = "We met", **fields: Any) -> UpdatePage:
    page.refresh_from_db()
    values = {"slug": f"news-{page.numchild}", "note": "The team listened.", "told_on": day(-2)}
    update: UpdatePage = page.add_child(
        instance=UpdatePage(title=title, locale=page.locale, **values | fields)
    )
    return update


def body(client: Client, page: Page) -> str:
    return client.get(page.get_url()).content.decode()


def test_it_is_read_on_both_pages_the_newest_first(client: Client, consultation: Make) -> None:
    page = consultation("open")
    make_update(page, "First", told_on=day(-9))
    new = make_update(page, "Second", told_on=day(-1))
    html = body(client, page)
    assert html.index("Second") < html.index("First")
    assert "The team listened." in html
    html = body(client, new)
    assert "The team listened." in html
    assert f'href="{page.get_url()}"' in html


def test_old_news_are_listed_by_their_titles(client: Client, consultation: Make) -> None:
    page = consultation("open")
    for number in range(7):
        make_update(page, f"News {number}.", note=f"Note {number}.", told_on=day(number - 9))
    html = body(client, page)
    assert all(f"News {number}." in html for number in range(7))
    assert [number for number in range(7) if f"Note {number}." in html] == [2, 3, 4, 5, 6]


def test_drafts_and_news_of_others_are_not_shown(client: Client, consultation: Make) -> None:
    page = consultation("open")
    draft = make_update(page, "A draft", live=False)
    make_update(consultation("open"), "Elsewhere")
    html = body(client, page)
    assert "A draft" not in html
    assert "Elsewhere" not in html
    assert "What has happened so far" not in html
    assert client.get(draft.get_url()).status_code == 404


def test_news_of_a_page_that_was_taken_down_are_down_too(
    client: Client, site_root: HomePage, consultation: Make
) -> None:
    page = consultation("open")
    update = make_update(page)
    welsh = Locale.objects.get(language_code="cy")
    for thing in (site_root, page.get_parent().specific, page, update):
        twin = thing.copy_for_translation(welsh)
        twin.save_revision().publish()
    assert client.get(twin.get_url()).status_code == 200
    page = ConsultationPage.objects.get(pk=page.pk)
    page.unpublish()
    for news in (update, twin):
        assert client.get(news.get_url()).status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"told_on": str(day(1))}, "This day is still to come."),
        *(
            ({"slug": slug}, f"“{slug}” is an address of the consultation itself.")
            for slug in ("outcome", "audio", "bsl", "easy-read", "large-print", "in")
        ),
        ({"told_on": "31/02/2027"}, "is not a day. Write it as 5 December 2026"),
        ({"note": "x" * 601}, "at most 600"),
    ],
)
def test_what_is_no_news(
    staff: Staff, consultation: Make, area: Area, sent: dict[str, str], said: str
) -> None:
    page = consultation("open")
    address = reverse("wagtailadmin_pages:add", args=["consultations", "updatepage", page.pk])
    good = {"title": "We met", "slug": "we-met", "note": "They listened.", "told_on": str(day(0))}
    client = staff("editor", area)
    assert said in client.post(address, good | sent).content.decode()
    assert not UpdatePage.objects.exists()
    client.post(address, good | {"action-publish": "1"})
    assert UpdatePage.objects.get().live


@pytest.mark.parametrize("where", ["add", "edit", "delete", "copy", "unpublish", "history"])
def test_another_area_s_editor_may_not_touch_it(
    staff: Staff, consultation: Make, area: Area, other_area: Area, where: str
) -> None:
    page = consultation("open")
    update = make_update(page)
    names = {
        "add": reverse("wagtailadmin_pages:add", args=["consultations", "updatepage", page.pk]),
    }
    address = names.get(where) or reverse(f"wagtailadmin_pages:{where}", args=[update.pk])
    client = staff("editor", other_area)
    assert client.get(address).status_code == 302
    client.post(address, {"title": "Mine", "note": "Mine", "action-publish": "1"})
    update.refresh_from_db()
    assert (update.title, update.live, UpdatePage.objects.count()) == ("We met", True, 1)
    assert staff("editor", area).get(address).status_code == 200


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_nor_in_bulk(
    staff: Staff, consultation: Make, other_area: Area, area: Area, action: str
) -> None:
    update = make_update(consultation("open"))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    sent = {"id": str(update.pk)}
    staff("editor", other_area).post(f"{address}?id={update.pk}", sent)
    assert UpdatePage.objects.get().live


def test_a_translation_keeps_the_day(consultation: Make, site_root: HomePage) -> None:
    page = consultation("open")
    update = make_update(page)
    names = {field.field_name for field in UpdatePage.override_translatable_fields}
    assert names == {"told_on"}
    welsh = Locale.objects.get(language_code="cy")
    for thing in (site_root, page.get_parent().specific, page, update):
        twin = thing.copy_for_translation(welsh)
        twin.save_revision().publish()
    assert twin.told_on == update.told_on


@pytest.mark.parametrize("reached", ["decided", "followed_up"])
def test_no_news_are_told_of_what_is_over(
    staff: Staff, area: Area, consultation: Make, reached: str
) -> None:
    page, is_over = consultation("closed", reached=reached), reached == "followed_up"
    draft = make_update(page, "A draft", live=False)
    draft.save_revision()
    client = staff("editor", area)
    add = reverse("wagtailadmin_pages:add", args=["consultations", "updatepage", page.pk])
    assert (client.get(add).status_code != 200) is is_over
    typed = {"title": "News", "slug": "news", "told_on": day(0), "note": "The team listened."}
    client.post(add, typed)
    sent = {**typed, "slug": draft.slug, "action-publish": "1"}
    client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), sent)
    draft.refresh_from_db()
    assert UpdatePage.objects.filter(slug="news").exists() is not is_over
    assert draft.live is not is_over
