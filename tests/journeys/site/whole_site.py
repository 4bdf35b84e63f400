"""A whole site to walk over, and every address in it that a link leads to.

The first pages, an area with services, news, a consultation that is open and one with what came of
it, each in both languages.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest
from django.test import Client

from config.demo.places import PARTNERS, SERVICES
from config.first_pages.services import make_helplines, make_pages, translate
from consultations.models import ConsultationPage
from core.models import Area, AreaPage, HomePage, NewsIndexPage, NewsPage
from feedback.models import Form
from tests.consultations.test_pages import make_outcome
from tests.factories.feedback import live, make_form
from tests.factories.unindexed import searchable

START = ("/", "/cy/")
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
# Files for other programs; their own tests open them.
FILES = re.compile(r"\.(?:csv|xlsx|pdf|docx|json|zip)(?:\?|$)|/file/|large-print")


@pytest.fixture
def whole_site(
    site_root: HomePage, area: Area, consultation: Callable[..., ConsultationPage]
) -> HomePage:
    make_helplines()
    asked = consultation("open", title="Getting out", slug="getting-out")
    over = consultation("closed", title="At court", slug="at-court")
    make_pages(contact="office@example.org")
    make_outcome(over)
    searchable(asked, over)
    for page in (asked, over):
        translate(page, "cy", {"title": f"{page.title} (yn Gymraeg)"})
    live(make_form(asked))
    for page in AreaPage.objects.filter(area=area):
        code = page.locale.language_code[:2]
        page.services, page.partners = SERVICES[code], PARTNERS[code]
        page.save_revision().publish()
    above = NewsIndexPage.objects.get(locale=site_root.locale)
    news = NewsPage(title="The door is open", slug="door", lead="On Saturdays.", area=area)
    above.add_child(instance=news)
    translate(news, "cy", {"title": "Mae'r drws ar agor", "lead": "Ar ddydd Sadwrn."})
    assert Form.objects.exists()
    return site_root


def links_of(html: str, here: str) -> Iterator[str]:
    """Addresses of our own that a page leads to, files apart."""
    for found in LINK.findall(html):
        address = urldefrag(unescape(found)).url
        if address.startswith("?"):
            address = urlsplit(here).path + address
        if address.startswith("/") and not FILES.search(address):
            yield address


def every_page(client: Client) -> dict[str, Any]:
    """Address → answer of each page that can be reached by links, from either first page."""
    pages: dict[str, Any] = {}
    waiting = list(START)
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        pages[address] = answer = client.get(address)
        if answer.status_code == 200:
            waiting += links_of(answer.content.decode(), address)
    return pages
