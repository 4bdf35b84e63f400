"""Makes a fresh database a whole site: languages, pages, helplines, an area and its address.

Whatever is there is left as it is, so each function may be called again.
"""

from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from wagtail.models import Locale, Page, Site

from config.first_pages import places, words
from config.first_pages.helplines import HELPLINES, READ_ON
from consultations.models import ConsultationIndexPage, WhatHappenedPage
from core.models import (
    Area,
    AreaPage,
    AreasPage,
    Helpline,
    HomePage,
    InformationPage,
    NewsIndexPage,
)

ENGLISH, WELSH = "en-gb", "cy"
NAMES = {ENGLISH: "English", WELSH: "Welsh"}
PORTS = {"http": 80, "https": 443}
NOBODYS_HOSTS = {"", "localhost", "127.0.0.1", "::1"}  # what a site is called until it has a name
Said = dict[str, Any]


class ContactMissing(ValueError):
    """The pages that say how people reach us can't be written without it."""


def make_languages() -> list[str]:
    """English and Welsh; returns what was made."""
    return [
        name for code, name in NAMES.items() if Locale.objects.get_or_create(language_code=code)[1]
    ]


def make_area(*, name: str, name_cy: str, country: str) -> bool:
    """Make the area unless one has its name. Raises ValidationError for a name that won't do."""
    area = Area(name=name, name_cy=name_cy, slug=slugify(name), country=country)
    if Area.objects.filter(Q(name__iexact=name) | Q(slug=area.slug)).exists():
        return False
    area.full_clean()
    area.save()
    return True


def make_helplines() -> int:
    """Make the national helplines, unless somebody keeps a list already; returns how many."""
    if Helpline.objects.exists():
        return 0
    lines = [Helpline(checked_on=READ_ON, **line) for line in HELPLINES]
    return len(Helpline.objects.bulk_create(lines))


@transaction.atomic
def make_pages(*, contact: str) -> list[Page]:
    """Make each first page that is missing, in English and Welsh; returns those, Wagtail's gone.

    Raises ContactMissing where a page needs the contact and it is empty.
    """
    make_languages()
    before = set(Page.objects.values_list("pk", flat=True))
    welcome = _set_aside_wagtails_page()
    root = Page.get_first_root_node()
    home = _make_once(_first(HomePage), root, HomePage, (words.HOME, words.HOME_CY))
    for kind, said in (
        (ConsultationIndexPage, (words.INDEX, words.INDEX_CY)),
        (WhatHappenedPage, (words.HAPPENED, words.HAPPENED_CY)),
        (NewsIndexPage, (places.NEWS, places.NEWS_CY)),
    ):
        _make_once(_first(kind), home, kind, said)
    _make_areas(home)
    for both in words.information_pages(contact):
        there = InformationPage.objects.filter(slug=both["en"]["slug"]).order_by("path").first()
        if not contact and not (there and there.has_translation(_locale(WELSH))):
            raise ContactMissing
        _make_once(there, home, InformationPage, (both["en"], both["cy"]))
    if welcome is not None:
        _replace(welcome, home)
    made = Page.objects.exclude(pk__in=before).select_related("locale")
    return list(made.order_by("path"))


def point_site(*, address: str) -> bool:
    """Let Wagtail's default site be ours, at this address. False where there is nothing to do.

    A host that somebody chose is left alone, and so is a first page of ours.
    """
    parts = urlsplit(address)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    before = (site.hostname, site.port, site.root_page_id, site.site_name)
    if site.hostname in NOBODYS_HOSTS:
        site.hostname, site.port = parts.hostname, parts.port or PORTS[parts.scheme]
    if not HomePage.objects.filter(pk=site.root_page_id).exists():
        site.root_page = _first(HomePage)
    site.site_name = site.site_name or site.root_page.title
    if before == (site.hostname, site.port, site.root_page_id, site.site_name):
        return False
    site.save()
    return True


def translate(page: Any, language: str, said: Said) -> Any:
    """A published twin of the page in another language."""
    twin = page.copy_for_translation(_locale(language), copy_parents=True)
    for name, value in said.items():
        setattr(twin, name, value)
    twin.save_revision().publish()
    return twin


def _locale(language: str) -> Locale:
    return Locale.objects.get(language_code=language)


def _first(kind: type[Page]) -> Any:
    return kind.objects.filter(locale__language_code=ENGLISH).order_by("path").first()


def _make_once(there: Any, parent: Page, kind: type[Page], said: tuple[Said, Said]) -> Any:
    """The page, and its Welsh twin: each is made only where it is missing."""
    english, welsh = said
    if there is None:
        there = parent.add_child(instance=kind(locale=_locale(ENGLISH), **english))
        there.save_revision().publish()
    if not there.has_translation(_locale(WELSH)):
        translate(there, WELSH, welsh)
    return there


def _make_areas(home: Page) -> None:
    """A page for each area, under the page of all."""
    said = (places.AREAS, places.AREAS_CY)
    above = _make_once(_first(AreasPage), home, AreasPage, said)
    for area in Area.objects.all():
        there = AreaPage.objects.filter(area=area, locale=_locale(ENGLISH)).first()
        _make_once(there, above, AreaPage, places.area_page(area))


def _set_aside_wagtails_page() -> Page | None:
    """Free the address "home" from the page that Wagtail's migrations make, if it is there."""
    root = Page.get_first_root_node()
    welcome: Page | None = root.get_children().exact_type(Page).filter(numchild=0).first()
    if welcome is not None:
        welcome.slug = "wagtails-own"
        welcome.save()
    return welcome


def _replace(welcome: Page, home: HomePage) -> None:
    """Give the sites of Wagtail's page to ours, then delete it: it would take them along."""
    for site in Site.objects.filter(root_page=welcome):
        site.root_page = home
        site.save()
    Page.objects.get(pk=welcome.pk).delete()
