"""The bench itself holds: two databases, fresh after each test, usable after one that commits."""

import socket
import urllib.request
from collections.abc import Callable

import pytest
from django.db import connections
from playwright.sync_api import Page
from wagtail.models import Page as WagtailPage

from core.models import Area, HomePage
from feedback.intake.models import IntakeKey, SealedResponse
from feedback.models import Form
from feedback.services import submit_response
from tests.factories.feedback import make_payload
from tests.fixtures.story import StaffClient


def test_a_form_takes_a_response(form: Callable[..., Form], intake_key: IntakeKey) -> None:
    words = submit_response(payload=make_payload(form()), visit="v1")
    assert len(words.split()) == 6
    assert SealedResponse.objects.count() == 1


def test_the_database_before_was_left_clean(db: None) -> None:
    assert not SealedResponse.objects.exists()
    assert not Form.objects.exists()


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_committed_is_gone_after_it(transactional_db: None, turn: int) -> None:
    assert not Area.objects.exists()
    assert WagtailPage.objects.filter(depth=1).exists()
    Area.objects.create(name="Kept", slug="kept", country="england")
    IntakeKey.objects.create(id="k", public_key=b"p", made_on="2026-01-05")
    assert {c.vendor for c in connections.all()} <= {"sqlite", "postgresql"}


def test_staff_is_logged_in(staff: Callable[..., StaffClient], area: Area) -> None:
    client = staff("reviewer", area)
    assert client.user.role_holdings.get().area == area
    assert client.get("/accounts/login/").status_code == 302


@pytest.mark.browser
@pytest.mark.parametrize("turn", [1, 2])
def test_chromium_opens_a_page(
    page: Page, live_server: object, site_root: HomePage, turn: int
) -> None:
    answer = page.goto(f"{live_server}/accounts/login/")
    assert answer is not None
    assert answer.status == 200


def test_the_live_server_answers_on_loopback_alone(live_server: object) -> None:
    host = str(live_server).split("//")[1].split(":")[0]
    assert socket.gethostbyname(host) == "127.0.0.1"
    with urllib.request.urlopen(f"{live_server}/accounts/login/") as answer:  # noqa: S310
        assert answer.status == 200
