"""A device that women share, over HTTP: its address, its pages, and what it leaves out."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from consultations.models import ConsultationPage
from feedback.intake.models import IntakeKey, SealedResponse
from feedback.kiosk import CLEARS_AFTER, RECEIPT_CLEARS_AFTER, Kiosk
from feedback.models import Form
from feedback.services import is_closed
from feedback.state import State, Visit
from tests.feedback.woman import ESCAPED, SECRET, MakeForm, Woman, sent
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages


class AtTheKiosk(Woman):
    """A woman at a shared device. Its script posts where each page says."""

    def __init__(self, form: Form, language: str = "en-gb") -> None:
        self.home = Kiosk.today(form.pk, language).home
        super().__init__(form)
        self.page = self.client.get(self.home)

    def press(self, go: str, url: str = "", **fields: object) -> Any:
        return super().press(go, url or self.action(go), **fields)

    def action(self, go: str) -> str:
        """Where the form with this button posts to."""
        for form in re.findall(r"<form .*?</form>", self.text, re.S):
            if f'value="{go}"' in form:
                found = re.search(r'action="([^"]*)"', form)
                assert found is not None
                return unescape(found.group(1))
        return self.url

    def begin(self) -> Any:
        self.press("open")
        return super().begin()


@pytest.fixture
def made(form: MakeForm, intake_key: IntakeKey) -> Form:
    return form()


@pytest.fixture
def token(made: Form) -> str:
    return Kiosk.today(made.pk, "en-gb").token


def test_her_words_arrive_and_say_how(made: Form) -> None:
    woman = AtTheKiosk(made)
    woman.to_the_end()
    (payload,) = sent()
    assert payload.channel == "kiosk"
    assert [answer.text for answer in payload.answers.values()] == [SECRET]
    assert len(woman.words) == 6


def test_somebody_who_writes_for_her_says_more_than_the_device(made: Form) -> None:
    woman = AtTheKiosk(made)
    woman.press("open")
    woman.press("start")
    woman.press("continue", shown="ready", helped="yes")
    for go in ("skip", "skip", "skip", "continue"):
        woman.press(go)
    woman.press("send", shown="uses")
    assert sent()[0].channel == "helped"


def test_elsewhere_it_is_the_web(made: Form) -> None:
    Woman(made).to_the_end()
    assert sent()[0].channel == "web"


def test_the_page_between_two_women_is_nobodys(made: Form, token: str) -> None:
    woman = AtTheKiosk(made)
    woman.begin()
    woman.press("continue", text=SECRET)
    page = Client().get(f"/kiosk/{token}/").content.decode()
    assert page == Client().get(f"/kiosk/{token}/").content.decode()
    assert made.consultation.title not in page
    assert 'name="visit" value=""' in page


def test_without_script_there_is_no_way_in(token: str) -> None:
    page = Client().get(f"/kiosk/{token}/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    seen = re.sub(r"<template>.*?</template>", "", main, flags=re.S)
    assert "<form" not in seen
    assert "This page needs JavaScript" in seen
    assert "paper form" in seen
    assert '<a href="/form/' in seen


PAGES = ["start", "ready", "question", "check", "uses", "receipt"]


@pytest.fixture
def pages(made: Form) -> dict[str, str]:
    """Each page on the way, as a shared device gets it."""
    woman = AtTheKiosk(made)
    pages = {"start": woman.press("open"), "ready": woman.press("start")}
    pages["question"] = woman.press("continue", shown="ready")
    woman.press("continue", text="They listened.")
    woman.press("skip")
    pages["check"] = woman.press("skip")
    pages["uses"] = woman.press("continue")
    pages["receipt"] = woman.press("send", shown="uses")
    return {name: page.content.decode() for name, page in pages.items()}


@pytest.mark.parametrize("name", PAGES)
def test_each_page_can_be_finished(pages: dict[str, str], name: str, token: str) -> None:
    page = pages[name]
    assert "Finish and clear" in page
    assert f'action="/kiosk/{token}/"' in page
    assert "weather" not in page.lower()
    assert "/leave/" not in page


@pytest.mark.parametrize("name", PAGES)
def test_nothing_on_it_leads_home(pages: dict[str, str], name: str) -> None:
    assert '<span class="mark">' in pages[name]
    assert '<a class="mark"' not in pages[name]


def test_it_says_when_it_clears_itself(pages: dict[str, str]) -> None:
    assert f'data-clears="{CLEARS_AFTER}"' in pages["question"]
    assert f'data-clears="{RECEIPT_CLEARS_AFTER}"' in pages["receipt"]
    assert "when nobody touches it for 2 minutes" in pages["receipt"]
    assert "half a minute" in pages["question"]


def test_script_and_server_agree_on_the_time() -> None:
    script = (Path(django_settings.ROOT) / "site/static/kiosk.js").read_text()
    assert f"clears || {CLEARS_AFTER}" in script
    assert "left <= 30" in script


@pytest.mark.parametrize("name", PAGES)
def test_an_ordinary_page_has_nothing_of_it(made: Form, name: str) -> None:
    woman = Woman(made)
    walk = ["start", "continue", "skip", "skip", "skip", "continue", "send"]
    for go in walk[: {"start": 0, "ready": 1, "question": 2, "check": 5, "uses": 6}.get(name, 7)]:
        woman.press(go, shown="uses")
    assert "Finish and clear" not in woman.text
    assert "kiosk" not in woman.text
    assert "/leave/" in woman.text


def test_finishing_closes_the_visit(made: Form) -> None:
    woman = AtTheKiosk(made)
    woman.begin()
    woman.press("continue", text=SECRET)
    done = woman.client.post(woman.home, {"go": "finish", "visit": woman.visit})
    assert (done.status_code, done.headers["Location"]) == (302, woman.home)
    page = woman.repeat(woman.state, "back").content.decode()
    assert ESCAPED not in page
    visit = Visit.from_token(woman.visit)
    assert visit is not None
    assert is_closed(visit.id)


def test_finishing_hides_the_six_words(made: Form) -> None:
    woman = AtTheKiosk(made)
    woman.begin()
    for go in ("skip", "skip", "skip", "continue"):
        woman.press(go)
    last = woman.state
    woman.press("send", shown="uses")
    assert len(woman.words) == 6
    woman.client.post(woman.home, {"go": "finish", "visit": woman.visit})
    again = woman.repeat(last, "send", shown="uses").content.decode()
    assert not any(f"<li>{word}</li>" in again for word in woman.words)


@pytest.mark.parametrize("visit", ["", "nonsense"])
def test_finishing_is_never_refused(token: str, visit: str) -> None:
    assert Client().post(f"/kiosk/{token}/", {"go": "finish", "visit": visit}).status_code == 302


def test_after_a_day_she_starts_again_at_the_device(made: Form, token: str) -> None:
    woman = AtTheKiosk(made)
    woman.begin()
    woman.press("continue", text=SECRET)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        page = woman.press("back").content.decode()
    assert ESCAPED not in page
    assert "Finish and clear" in page
    assert f'<form method="post" action="/kiosk/{token}/"' in page


def test_the_other_language_keeps_the_device(made: Form, token: str) -> None:
    woman = AtTheKiosk(made)
    woman.press("stay", url=f"/cy/kiosk/{token}/")
    assert '<html lang="cy"' in woman.text
    assert f'action="/cy/kiosk/{token}/"' in woman.text
    assert f'action="/kiosk/{token}/"' in woman.text  # finishing leads to the device's own language


def test_a_device_in_welsh_goes_back_to_welsh(made: Form) -> None:
    woman = AtTheKiosk(made, "cy")
    assert woman.home.startswith("/cy/kiosk/")
    assert '<html lang="cy"' in woman.text
    assert f'data-home="{woman.home}"' in woman.text


@pytest.mark.parametrize("days", [-1, 1, 400])
def test_on_another_day_it_begins_nothing(made: Form, days: int) -> None:
    home = Kiosk(made.pk, timezone.localdate() + timedelta(days=days), "en-gb").home
    for data in ({}, {"go": "open"}, {"go": "start"}):
        page = Client().post(home, data) if data else Client().get(home)
        assert page.status_code == 410
        assert 'value="start"' not in page.content.decode()


def test_until_midnight_it_begins(made: Form) -> None:
    home = Kiosk.today(made.pk, "en-gb").home
    midnight = timezone.localtime().replace(hour=23, minute=59, second=59)
    with time_machine.travel(midnight, tick=False) as clock:
        assert Client().get(home).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert Client().get(home).status_code == 410


def test_what_was_begun_before_midnight_can_be_sent(made: Form) -> None:
    woman = AtTheKiosk(made)
    woman.begin()
    with time_machine.travel(timezone.now() + timedelta(hours=20)):
        for go in ("skip", "skip", "skip", "continue"):
            woman.press(go)
        woman.press("send", shown="uses")
    assert len(woman.words) == 6


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: "9" + t, lambda t: t + "A", str.upper]
)
def test_only_we_switch_a_device_on(token: str, change: Callable[[str], str]) -> None:
    assert Client().get(f"/kiosk/{change(token)}/").status_code == 404


@pytest.mark.parametrize("token", ["x", "1.2.en-gb", "1~2", "~", "%00", "é~é", "1.2.3.4~x"])
def test_anything_else_is_no_device(db: None, token: str) -> None:
    assert Client().get(f"/kiosk/{token}/").status_code == 404


def test_an_address_of_another_form_says_nothing_of_this_one(made: Form, token: str) -> None:
    other = Kiosk.today(made.pk + 1, "en-gb").token
    assert other != token
    assert Client().get(f"/kiosk/{other}/").status_code == 404


def test_the_address_holds_nothing_of_a_person(made: Form, token: str) -> None:
    said, _ = token.split("~")
    assert said == f"{made.pk}.{timezone.localdate().toordinal()}.en-gb"
    assert token == Kiosk.today(made.pk, "en-gb").token  # the same for everyone, all day


def test_a_closed_consultation_takes_nothing_at_the_device(
    form: MakeForm, consultation: Callable[..., ConsultationPage], intake_key: IntakeKey
) -> None:
    woman = AtTheKiosk(form(consultation("closed")))
    woman.press("open")
    assert "This is not taking answers now." in woman.text
    woman.press("start", url=woman.home)
    assert 'value="continue"' not in woman.text
    assert "Finish and clear" in woman.text


def test_no_cookie_and_nothing_kept(made: Form) -> None:
    woman = AtTheKiosk(made)
    for go in ("open", "start", "continue", "finish", "nonsense"):
        page = woman.press(go, url=woman.home if go in {"finish", "nonsense"} else "")
        assert not page.cookies
        assert page.headers["Cache-Control"] == "no-store"


def test_a_post_from_another_site_is_refused(token: str) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert Client().post(f"/kiosk/{token}/", {"go": "open"}, headers=headers).status_code == 403


def test_a_state_without_a_device_stays_without(made: Form, token: str) -> None:
    woman = Woman(made)
    woman.begin()
    state = State.from_token(woman.state)
    assert state is not None
    assert state.kiosk == ""
    assert not SealedResponse.objects.exists()


# -- staff


def test_an_editor_gets_addresses_for_today(
    made: Form, token: str, staff: Callable[..., StaffClient]
) -> None:
    client = staff("editor", made.consultation.area)
    page = client.get(f"/manage/forms/{made.pk}/shared-device/").content.decode()
    assert f"http://testserver/kiosk/{token}/" in page
    assert "http://testserver/cy/kiosk/" in page
    assert page.count('class="segno"') == 2


def test_the_list_of_forms_leads_there(made: Form, staff: Callable[..., StaffClient]) -> None:
    client = staff("editor", made.consultation.area)
    page = client.get("/manage/snippets/feedback/form/").content.decode()
    assert f"/manage/forms/{made.pk}/shared-device/" in page


@pytest.mark.parametrize("role", ["reviewer", "facilitator"])
def test_a_centre_worker_finds_it_in_the_menu(
    made: Form, staff: Callable[..., StaffClient], role: str, other_area: Any
) -> None:
    client = staff(role, made.consultation.area)
    assert "/manage/shared-devices/" in client.get("/manage/").content.decode()
    address = f"/manage/forms/{made.pk}/shared-device/"
    assert address in client.get("/manage/shared-devices/").content.decode()
    assert client.get(address).status_code == 200
    elsewhere = staff(role, other_area).get("/manage/shared-devices/").content.decode()
    assert address not in elsewhere
    assert "No form of your areas takes answers now." in elsewhere


@pytest.mark.parametrize("trait", ["closed", "open"])
def test_only_what_takes_answers_is_listed(
    form: MakeForm,
    consultation: Callable[..., ConsultationPage],
    staff: Callable[..., StaffClient],
    trait: str,
) -> None:
    made = form(consultation(trait), publish=trait == "closed")
    page = staff("reviewer", made.consultation.area).get("/manage/shared-devices/")
    assert f"/manage/forms/{made.pk}/" not in page.content.decode()


@pytest.mark.parametrize("role", ["auditor", "finance", "second_coder"])
def test_nobody_else_switches_a_device_on(
    made: Form, staff: Callable[..., StaffClient], role: str
) -> None:
    client = staff(role, made.consultation.area)
    for address in (f"/manage/forms/{made.pk}/shared-device/", "/manage/shared-devices/"):
        assert client.get(address).status_code == 302
    assert "/manage/shared-devices/" not in client.get("/manage/").content.decode()


def test_an_editor_of_another_area_does_not(
    made: Form, staff: Callable[..., StaffClient], other_area: Any
) -> None:
    page = staff("editor", other_area).get(f"/manage/forms/{made.pk}/shared-device/")
    assert page.status_code == 302
    assert Client().get(f"/manage/forms/{made.pk}/shared-device/").status_code == 302
