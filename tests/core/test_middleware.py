"""Forgetting the visitor, and the policies that browsers are given."""

import logging
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from core.html import MAX_LENGTH, clean_html
from core.logs import QuietFormatter, WithoutTraces
from core.middleware import ForgetTheVisitor
from core.models import Area, HomePage
from tests.factories.accounts import make_staff
from tests.fixtures.story import log_in

TELLING = {
    "REMOTE_ADDR": "203.0.113.9",
    "HTTP_USER_AGENT": "OldPhone/1",
    "HTTP_REFERER": "http://elsewhere.example/",
    "HTTP_X_FORWARDED_FOR": "203.0.113.9",
    "HTTP_COOKIE": "sessionid=abc",
    "HTTP_ACCEPT_LANGUAGE": "pl",
    "HTTP_SEC_CH_UA_MODEL": "OldPhone",
}


def seen_at(path: str) -> HttpRequest:
    """The request as code behind the middleware sees it."""
    seen: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    ForgetTheVisitor(view)(RequestFactory().get(path, **TELLING))  # type: ignore[arg-type]
    return seen[0]


@pytest.mark.parametrize("path", ["/", "/form/form-1/", "/cy/help/", "/leave/", "/managed/"])
def test_public_pages_never_see_who_she_is(path: str) -> None:
    request = seen_at(path)
    values = [str(value) for value in request.META.values()]
    assert not [value for value in TELLING.values() if value in values]
    assert request.COOKIES == {}


def test_staff_pages_keep_what_a_login_needs() -> None:
    assert seen_at("/manage/").META["HTTP_COOKIE"] == "sessionid=abc"


def test_a_public_page_may_only_load_from_here(site_root: HomePage) -> None:
    policy = Client().get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy


LOOSE, STRICT = "script-src 'self' 'unsafe-inline'", "script-src 'self';"


@pytest.mark.parametrize(
    ("role", "path", "part"),
    [
        ("editor", "", LOOSE),
        ("editor", "snippets/feedback/form/add/", LOOSE),
        ("editor", "snippets/core/helpline/", LOOSE),
        ("editor", "nowhere-at-all/", LOOSE),
        ("reviewer", "reading-room/", STRICT),
        ("facilitator", "themes/", STRICT),
        ("panel_coordinator", "members/", STRICT),
        ("auditor", "audit-log/", STRICT),
    ],
)
def test_only_screens_of_wagtail_are_loosened(
    area: Area, site_root: HomePage, role: str, path: str, part: str
) -> None:
    answer = log_in(make_staff(role, area)).get(f"/manage/{path}")
    assert answer.status_code == (404 if "nowhere" in path else 200)
    policy = f"{answer.headers['Content-Security-Policy']};"
    assert part in policy
    assert ("unsafe" in policy) is (part == LOOSE)
    assert "form-action 'self';" in policy


def test_headers_that_traps_taught(site_root: HomePage) -> None:
    page = Client().get("/")
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in page.headers
    assert "Cookie" not in page.headers.get("Vary", "")


def record(name: str, message: str, **fields: Any) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.WARNING, "f.py", 1, message, (), None)
    made.__dict__.update(fields)
    return made


@pytest.mark.parametrize(
    "name", ["django.request", "django.security.DisallowedHost", "gunicorn.error"]
)
def test_talkative_loggers_lose_their_message(name: str) -> None:
    made = record(name, "Not Found: /secret-path/", status_code=404)
    assert WithoutTraces().filter(made)
    assert "secret" not in QuietFormatter().format(made)
    assert "404" in QuietFormatter().format(made)


def test_an_exception_gives_its_place_and_never_its_text() -> None:
    def fail() -> None:
        raise ValueError("her secret words")

    try:
        fail()
    except ValueError as error:
        made = record("alongside", "It broke.")
        made.exc_info = (type(error), error, error.__traceback__)
    text = QuietFormatter().format(made)
    assert "secret" not in text
    assert "ValueError at" in text
    assert "test_middleware.py" in text


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>Hello <b>you</b></p>", "<p>Hello <b>you</b></p>"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<p onclick="x()">x</p>', "<p>x</p>"),
    ],
)
def test_staff_html_keeps_what_templates_style(html: str, clean: str) -> None:
    assert clean_html(html) == clean


def test_too_much_html_is_refused() -> None:
    with pytest.raises(ValueError, match="refused"):
        clean_html("x" * (MAX_LENGTH + 1))


def test_an_error_page_shows_nothing_of_the_request(
    client: Client, monkeypatch: pytest.MonkeyPatch, site_root: HomePage
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("her secret words")

    monkeypatch.setattr("core.selectors.Helpline.objects.all", broken)
    client.raise_request_exception = False
    page = client.get("/help/?q=secret")
    assert page.status_code == 500
    assert "secret" not in page.content.decode()
