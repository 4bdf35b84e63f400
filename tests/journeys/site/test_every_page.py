"""Every page that a link leads to: it is there, light, strict HTML, sets nothing, and has itself in
the other language."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib
import pytest
from django.conf import settings
from django.test import Client
from html5lib.html5parser import ParseError

from core.models import HomePage
from tests.journeys.site.whole_site import every_page, whole_site

__all__ = ["whole_site"]
pytestmark = [pytest.mark.django_db, pytest.mark.pages]
HEAVIEST = 50 * 1024  # bytes of a page with all that it asks for, uncompressed
ASKED_FOR = re.compile(r'<(?:link|script|img)\b[^>]*?(?:href|src)="/static/([^"]+)"')
SWITCH = re.compile(r'<a href="([^"]*)" lang="(?:cy|en-gb)" hreflang')
IN_FORM = re.compile(r'<button[^>]*formaction="[^"]*"[^>]*lang="(?:cy|en-gb)"')


def weight(html: str) -> int:
    files = {Path(settings.ROOT, "site", "static", name) for name in ASKED_FOR.findall(html)}
    folders = [path if path.exists() else _of_an_app(path.name) for path in files]
    return len(html.encode()) + sum(path.stat().st_size for path in folders)


def _of_an_app(name: str) -> Path:
    return next(path for path in Path(settings.ROOT).glob(f"*/static/**/{name}"))


def faults(address: str, answer: Any) -> list[str]:
    """What is wrong with one page."""
    if answer.status_code != 200:
        return [f"{address} answered {answer.status_code}"]
    html = answer.content.decode()
    found = []
    parser = html5lib.HTMLParser(strict=True)
    try:
        parser.parse(html)
    except ParseError as error:
        found.append(f"{address}: {error} at {parser.tokenizer.stream.position()}")
    if answer.cookies:
        found.append(f"{address} set a cookie")
    if weight(html) > HEAVIEST:
        found.append(f"{address} weighs {weight(html)}")
    if html.count("<h1") != 1:
        found.append(f"{address} has {html.count('<h1')} first headings")
    if not re.search(r"<title>\s*[^<\s]", html):
        found.append(f"{address} has no title")
    return found


def test_every_page_is_whole_and_keeps_her_place_in_the_other_language(
    client: Client, whole_site: HomePage
) -> None:
    pages = every_page(client)
    assert len(pages) > 50, sorted(pages)
    assert [fault for address, answer in pages.items() for fault in faults(address, answer)] == []
    lost = []
    for address, answer in pages.items():
        html = answer.content.decode()
        there = SWITCH.findall(html)
        if not there:
            if not IN_FORM.search(html):
                lost.append(f"{address} has no switch")
            continue
        other = pages[there[0].replace("&amp;", "&")].content.decode()
        back = SWITCH.findall(other)
        if not back or back[0].replace("&amp;", "&") != address:
            lost.append(f"{address} → {there[0]} → {back}")
        if urlsplit(address).path not in {"/", "/cy/"} and there[0] in {"/", "/cy/"}:
            lost.append(f"{address} leads to the first page")
    assert not lost, "\n".join(lost)


def test_what_is_wrong_would_be_noticed(client: Client) -> None:
    answer = client.get("/no-such-page/")
    assert faults("/x/", answer) == ["/x/ answered 404"]
    answer.status_code = 200
    answer.content = (
        b"<!doctype html><title></title><p><p id=a id=b><h1>x</h1><h1>y</h1>" + b" " * HEAVIEST
    )
    told = " ".join(faults("/x/", answer))
    for part in ("duplicate", "weighs", "2 first headings", "no title"):
        assert part in told
