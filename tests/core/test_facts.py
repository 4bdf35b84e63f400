"""What pages say of the program: only while it is so. Each claim is broken once, and goes away."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from accounts.models import User
from config import facts as config_facts
from core.facts import About, facts_about, register_facts
from feedback.review.retention.kinds import BY_NAME
from feedback.urls import urlpatterns as writing

RESPONSE = "feedback.Response"
Break = Callable[[pytest.MonkeyPatch, Any], None]


def said(about: About) -> dict[str, str]:
    return {fact.name: fact.words for fact in facts_about(about)}


def add_field(label: str, field: "models.Field[Any, Any]", name: str) -> Break:
    """As if somebody gave a table of hers one more column."""

    def broken(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
        options = apps.get_model(label)._meta
        field.set_attributes_from_name(name)
        monkeypatch.setitem(options.__dict__, "local_fields", [*options.local_fields, field])

    return broken


def without_first_middleware(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.MIDDLEWARE = settings.MIDDLEWARE[1:]


def loud_log(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    handlers = {**settings.LOGGING["handlers"], "file": {"class": "logging.FileHandler"}}
    settings.LOGGING = {**settings.LOGGING, "handlers": handlers}


def another_host(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    loosened = {**directives, "script-src": ["'self'", "https://counter.example"]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": loosened}


def a_view_with_a_token(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(writing[0], "callback", lambda request: None)


def counted_ids(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(apps.get_model(RESPONSE)._meta.pk, "default", None)


def test_all_that_is_said_holds_as_the_product_is() -> None:
    assert set(said(About.NEVER)) == {"who", "clock", "order", "traces", "cookie", "others"}
    assert set(said(About.SENDING)) == {"lock", "mixing", "uses", "receipt", "leave"}
    assert set(said(About.SHOWN)) == {"fewest", "from"}
    assert facts_about("nothing of the kind") == []


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("who", add_field(RESPONSE, models.CharField(), "phone_number")),
        ("who", add_field("intake.Draft", models.CharField(), "ip")),
        ("who", add_field(RESPONSE, models.ForeignKey(User, models.CASCADE), "by")),
        ("clock", add_field(RESPONSE, models.DateTimeField(), "sent")),
        ("clock", add_field("intake.SealedResponse", models.DateField(), "sent_on")),
        ("who", add_field("review.WaitingResponse", models.CharField(), "device")),
        ("clock", add_field("review.WaitingResponse", models.DateTimeField(), "came_at")),
        ("order", counted_ids),
        ("traces", without_first_middleware),
        ("traces", loud_log),
        ("cookie", a_view_with_a_token),
        ("others", another_host),
    ],
)
def test_a_claim_goes_when_it_stops_being_so(
    monkeypatch: pytest.MonkeyPatch, settings: Any, name: str, broken: Break
) -> None:
    before = said(About.NEVER)
    broken(monkeypatch, settings)
    assert set(before) - set(said(About.NEVER)) == {name}


@pytest.mark.parametrize(
    ("setting", "value", "name", "part"),
    [
        ("SURFACE", "public", "lock", "has the lock, not the key"),
        ("SURFACE", "all", "lock", "Only the part for readers opens them"),
        ("SWEEP_EVERY_MINUTES", 24 * 60, "mixing", "Once each working day"),
        ("SWEEP_EVERY_MINUTES", 1, "mixing", "Each minute"),
        ("SWEEP_EVERY_MINUTES", 90, "mixing", "Every 90 minutes"),
        ("LEAVE_URL", "https://www.example.org/weather", "leave", "to example.org."),
    ],
)
def test_what_is_said_follows_the_settings(
    settings: Any, setting: str, value: object, name: str, part: str
) -> None:
    setattr(settings, setting, value)
    assert part in said(About.SENDING)[name]


def test_periods_are_those_of_the_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(About.KEPT)["originals"] == "Just as you sent it: 90 days, once it was read."
    longer = BY_NAME["originals"].__class__(**{**vars(BY_NAME["originals"]), "length": 400})
    monkeypatch.setitem(BY_NAME, "originals", longer)
    assert "400 days" in said(About.KEPT)["originals"]


def test_the_numbers_in_public_are_those_of_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("insights.suppression.FEWEST", 12)
    assert "fewer than 12 women" in said(About.SHOWN)["fewest"]


def test_it_is_said_in_welsh() -> None:
    english = said(About.NEVER)
    with translation.override("cy"):
        welsh = said(About.NEVER)
    assert welsh.keys() == english.keys()
    assert not set(welsh.values()) & set(english.values())


def test_a_reader_of_facts_is_registered_once() -> None:
    before = len(facts_about(About.NEVER))
    register_facts(config_facts.facts)
    assert len(facts_about(About.NEVER)) == before
