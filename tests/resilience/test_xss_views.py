"""No staff view is forgotten by test_xss.py: each is opened there, or the reason is given."""

import re

import pytest
from django.urls import reverse

from tests.fixtures.story import StaffClient
from tests.resilience import (
    xss_bodies,
    xss_doors,
    xss_findings,
    xss_insights,
    xss_made,
    xss_quotes,
    xss_reading,
)
from tests.resilience.xss_registry import VISITS
from tests.resilience.xss_screens import (
    NOT_OPENED,
    POST,
    WITHOUT_WORDS,
    is_without_words,
    staff_views,
    view_named,
    why_not,
)

# their views are registered
__all__ = [
    "xss_bodies",
    "xss_doors",
    "xss_findings",
    "xss_insights",
    "xss_made",
    "xss_quotes",
    "xss_reading",
]
POSTS = [name for name, reason in NOT_OPENED.items() if reason == POST]


def test_every_staff_view_is_opened_or_has_its_reason() -> None:
    views = staff_views()
    assert len(views) > 100
    for name, route in views.items():
        places = [name in VISITS, is_without_words(name), bool(why_not(name))]
        assert sum(places) == 1, f"{name}, {route}: tell tests/resilience/xss_screens.py of it."


def test_no_view_is_listed_that_is_gone() -> None:
    named = {name for name in VISITS if ":" in name}
    assert not {*named, *WITHOUT_WORDS, *NOT_OPENED} - set(staff_views())


@pytest.mark.parametrize("name", POSTS)
def test_what_is_said_to_take_posts_alone_does(superuser: StaffClient, name: str) -> None:
    kind = getattr(view_named(name), "view_class", None)
    if kind is not None:
        methods = {method for method in kind.http_method_names if hasattr(kind, method)}
        assert "get" not in methods
    else:
        route = staff_views()[name]
        given = ["1" if kind.startswith("int") else "x" for kind in re.findall(r"<(\w+:?)", route)]
        assert superuser.get(reverse(name, args=given)).status_code == 405


@pytest.mark.parametrize("name", ["reading_room:item", "insights:bench", "keying:settle"])
def test_a_view_that_is_not_listed_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(VISITS, name)
    with pytest.raises(AssertionError, match=name):
        test_every_staff_view_is_opened_or_has_its_reason()
