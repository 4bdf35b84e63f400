"""“I want someone to contact me”: sealed apart, only to whom she ticked, seen by few people."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditLine
from core.models import Area
from feedback.contact.asking import LONGEST
from feedback.contact.models import ContactService
from feedback.contact.services import ONE_SIZE
from feedback.intake.models import IntakeKey, SealedContact
from feedback.keys import private_key
from feedback.models import Response
from feedback.review.contacts.models import ContactRequest, ContactStep
from feedback.review.contacts.services import AlreadyForgotten, note_step, open_request
from feedback.review.models import WaitingResponse
from feedback.sealing import unseal
from feedback.state import VISIT_SECONDS
from tests.feedback.review.conftest import sweep_now
from tests.feedback.woman import field
from tests.fixtures.story import StaffClient

URL = "/contact/"
SECRET = "zz-text-me-at-nine"
Staff = Callable[..., StaffClient]


class Asking:
    """A woman at this door, without script or cookies."""

    def __init__(self, area: Area, *services: ContactService) -> None:
        self.client = Client()
        self.typed: dict[str, Any] = {
            "area": area.slug,
            "service": [s.pk for s in services],
            "name": "Bee",
            "route": "text",
            "reach": "07700 900123",
            "care": ["no_message"],
            "safe": SECRET,
            "about": ["home"],
        }
        self.page: Any = self.client.get(URL)
        self.visit = field(self.page, "visit")

    def press(self, go: str, **changed: Any) -> str:
        self.typed |= changed
        self.page = self.client.post(URL, {**self.typed, "visit": self.visit, "go": go})
        self.visit = field(self.page, "visit") or self.visit
        return str(self.page.content.decode())


@pytest.fixture
def her(area: Area, service: ContactService, intake_key: IntakeKey) -> Asking:
    return Asking(area, service)


@pytest.fixture
def request_of_hers(her: Asking) -> ContactRequest:
    her.press("send")
    sweep_now()
    return ContactRequest.objects.get()


# -- Her pages


def test_she_asks_checks_and_sends(her: Asking, service: ContactService) -> None:
    assert "not anonymous" in her.page.content.decode()
    assert service.name in her.press("ask")
    checked = her.press("check")
    assert SECRET in checked
    assert "in two days" in checked
    assert not SealedContact.objects.exists()
    done = her.press("send")
    assert "We have it" in done
    assert SECRET not in done
    row = SealedContact.objects.get()
    opened = unseal(bytes(row.sealed), private_key(row.key_id))
    assert len(opened) == ONE_SIZE[0]
    assert SECRET.encode() in opened
    assert service.name.encode() in opened


@pytest.mark.parametrize(
    ("changed", "at", "says"),
    [
        ({"service": []}, "service", "Tick who may know"),
        ({"service": ["999999"]}, "service", "Tick who may know"),
        ({"name": " "}, "name", "what they should call you"),
        ({"route": "pigeon"}, "route", "how they should reach you"),
        ({"reach": ""}, "reach", "the number or address"),
        ({"safe": SECRET * 100}, "safe", f"{LONGEST['safe'][0]} characters or fewer"),
        ({"name": "n" * 81}, "name", f"Make the name {LONGEST['name'][0]} characters or fewer"),
    ],
)
@pytest.mark.parametrize("go", ["check", "send"])
def test_what_is_missing_is_said_and_what_she_typed_stays(
    her: Asking, go: str, changed: dict[str, Any], at: str, says: str
) -> None:
    page = her.press(go, **changed)
    assert f'href="#{at}"' in page
    assert says in page
    assert str(her.typed["reach"]) in page
    assert SECRET in page
    assert not SealedContact.objects.exists()


def test_sent_twice_it_is_one_request(her: Asking) -> None:
    her.press("send")
    assert "We have it" in her.press("send")
    assert SealedContact.objects.count() == 1


@pytest.mark.parametrize("leaving", ["leave", "stop", "sent", "a day"])
def test_after_leaving_nothing_is_shown_again(her: Asking, leaving: str) -> None:
    her.press("check")
    left = her.visit
    if leaving == "leave":
        her.client.post("/leave/", {"visit": left})
    elif leaving != "a day":
        her.press("stop" if leaving == "stop" else "send")
    moment = timezone.now() + timedelta(seconds=VISIT_SECONDS if leaving == "a day" else 0)
    with time_machine.travel(moment):
        for go in ("ask", "check", "change"):
            page = her.client.post(URL, {**her.typed, "visit": left, "go": go}).content.decode()
            assert SECRET not in page
            assert "not anonymous" in page


def test_coming_from_a_page_of_hers_leaving_ends_that_too(
    her: Asking, area: Area, service: ContactService
) -> None:
    before = her.visit
    her.page = her.client.post(URL, {"visit": before, "area": area.slug})
    her.client.post("/leave/", {"visit": field(her.page, "visit")})
    page = her.client.post(URL, {**her.typed, "visit": before, "go": "check"}).content.decode()
    assert SECRET not in page


def test_an_area_without_a_service_says_so(
    her: Asking, area: Area, other_area: Area, service: ContactService
) -> None:
    page = her.client.get(URL).content.decode()
    assert f'value="{area.slug}"' in page
    assert f'value="{other_area.slug}"' not in page
    assert other_area.name in page
    ContactService.objects.update(is_offered=False)
    assert "No service can contact you" in her.press("ask")
    assert "can contact you through us yet" in her.client.get(URL).content.decode()


def test_without_an_area_she_is_asked_for_it(her: Asking) -> None:
    assert "Choose your area." in her.press("ask", area="")
    assert "Choose your area." in her.press("check", area="nowhere")


@pytest.mark.parametrize("headers", [{"HTTP_SEC_FETCH_SITE": "cross-site"}])
def test_another_site_can_not_send(her: Asking, headers: dict[str, str]) -> None:
    data = {**her.typed, "visit": her.visit, "go": "send"}
    assert her.client.post(URL, data, **headers).status_code == 403  # type: ignore[arg-type]
    assert not SealedContact.objects.exists()


def test_when_it_can_not_be_taken_she_is_told_and_keeps_it(her: Asking) -> None:
    IntakeKey.objects.all().delete()
    page = her.press("send")
    assert her.page.status_code == 503
    assert "nobody has got it" in page
    assert SECRET in page


def test_no_cookie_and_help_leads_here(her: Asking) -> None:
    her.press("check")
    assert not her.client.cookies
    assert f'href="{URL}"' in Client().get("/help/").content.decode()


# -- Taken in, and seen by few


def test_it_is_taken_in_apart_from_all_responses(
    request_of_hers: ContactRequest, area: Area
) -> None:
    assert request_of_hers.area == area
    assert request_of_hers.state == "new"
    assert not SealedContact.objects.exists()
    assert not WaitingResponse.objects.exists()
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("contact_worker", True),
        ("safeguarding_lead", True),
        ("reviewer", False),
        ("facilitator", False),
        ("second_coder", False),
        ("editor", False),
        ("administrator", False),
    ],
)
def test_who_may_open_it(
    staff: Staff, area: Area, request_of_hers: ContactRequest, role: str, may: bool
) -> None:
    client = staff(role, area)
    details = reverse("reading_room:contact_details", args=[request_of_hers.pk])
    answer = client.get(details)
    assert (SECRET in answer.content.decode()) is may
    listed = client.get(reverse("reading_room:contacts"))
    assert (listed.status_code == 200) is may
    assert SECRET not in listed.content.decode()
    assert AuditLine.objects.filter(action="opened request for contact").exists() is may


def test_another_area_sees_nothing(
    staff: Staff, other_area: Area, request_of_hers: ContactRequest
) -> None:
    client = staff("contact_worker", other_area)
    for name in ("contact", "contact_details"):
        url = reverse(f"reading_room:{name}", args=[request_of_hers.pk])
        assert client.get(url).status_code == 404
    with pytest.raises(PermissionDenied):
        open_request(user=client.user, request=request_of_hers)
    with pytest.raises(PermissionDenied):
        note_step(user=client.user, request=request_of_hers, state="closed", note="x")


def test_what_was_done_is_noted_with_who_and_when(
    staff: Staff, area: Area, request_of_hers: ContactRequest
) -> None:
    client = staff("contact_worker", area)
    url = reverse("reading_room:contact", args=[request_of_hers.pk])
    assert "Choose how it stands now." in client.post(url, {"note": "Rang."}).content.decode()
    assert "in a sentence" in client.post(url, {"state": "tried"}).content.decode()
    assert not ContactStep.objects.exists()
    client.post(url, {"note": "Texted once.", "state": "tried"})
    step = ContactStep.objects.get()
    assert (step.by, step.state, step.note) == (client.user, "tried", "Texted once.")
    with pytest.raises(ValueError, match="new again"):
        note_step(user=client.user, request=request_of_hers, state="new", note="x")


@pytest.mark.parametrize(("days", "gone"), [(29, False), (30, True)])
def test_details_go_thirty_days_after_closing(
    staff: Staff, area: Area, request_of_hers: ContactRequest, days: int, gone: bool
) -> None:
    user = staff("contact_worker", area).user
    note_step(user=user, request=request_of_hers, state="closed", note="Done.")
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        sweep_now()
    request_of_hers.refresh_from_db()
    assert (bytes(request_of_hers.sealed) == b"") is gone
    assert ContactStep.objects.exists() is not gone
    if gone:
        with pytest.raises(AlreadyForgotten):
            open_request(user=user, request=request_of_hers)


def test_one_that_waits_is_never_forgotten(request_of_hers: ContactRequest) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        sweep_now()
    request_of_hers.refresh_from_db()
    assert bytes(request_of_hers.sealed)


@pytest.mark.parametrize("why", ["damaged", "no_key", "unknown_area"])
def test_what_can_not_be_taken_in_stays(
    her: Asking, area: Area, service: ContactService, settings: Any, why: str
) -> None:
    her.press("send")
    if why == "damaged":
        SealedContact.objects.update(sealed=b"xx")
    elif why == "no_key":
        settings.INTAKE_KEYS_DIR = settings.DATA_DIR / "elsewhere"
    else:
        service.delete()
        area.delete()
    assert sweep_now().left == {f"request for contact: {why}": 1}
    assert SealedContact.objects.count() == 1


# -- Services, kept by editors


def test_editors_keep_services_of_their_areas(
    staff: Staff, area: Area, other_area: Area, service: ContactService
) -> None:
    client, stranger = staff("editor", area), staff("editor", other_area)
    edit = reverse("wagtailsnippets_feedback_contactservice:edit", args=[service.pk])
    assert client.get(edit).status_code == 200
    assert stranger.get(edit).status_code == 302
    add = reverse("wagtailsnippets_feedback_contactservice:add")
    typed = {"area": other_area.pk, "name": "New", "about": "a", "answers": "soon"}
    assert "Choose one of your areas." in client.post(add, typed).content.decode()
    assert ContactService.objects.count() == 1
    client.post(add, {**typed, "area": area.pk})
    assert ContactService.objects.count() == 2
