"""Screens of sign-off, quiet voices and what did not fit: who sees them, what their buttons do."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from core.models import Area
from feedback.models import Form
from insights.models import Coding, QuietVoice, Sample, SignOff
from insights.rigour.selectors import band_of
from insights.rigour.signing import take_step
from tests.factories.feedback import make_response
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient, log_in
from tests.insights.rigour.doubly import coded, compared, further

pytestmark = pytest.mark.pages
Staff = Callable[..., StaffClient]
GETS = ("sign_off", "quiet_voices")
POSTS = ("take_step", "reopen_coding", "quiet_voice")


def place(name: str, form: Form) -> str:
    of_theme = [theme_of(MONEY).pk] if name == "quiet_voice" else []
    return reverse(f"insights:{name}", args=[form.consultation_id, *of_theme])


@pytest.fixture
def checked(asked_here: Form, sample: Sample, first: User) -> Form:
    """All is done but for one quiet voice, on money."""
    compared(sample)
    make_coded(asked_here, first, MONEY, text="<b>I owe</b> them.")
    further(sample, MONEY)
    return asked_here


def decide(client: StaffClient, form: Form, **said: str) -> Any:
    """Press a button of the one quiet voice, as the page shows it."""
    shown = client.get(place("quiet_voices", form)).context
    sent: Any = [*shown["voices"], *shown["lost"]][0][1]
    fields = {sent.add_prefix(name): value for name, value in said.items() if name == "why"}
    button = "leave_out" if "why" in said else "keep"
    values = {sent.add_prefix("seal"): sent["seal"].value(), button: "1", **fields}
    return client.post(place("quiet_voice", form), values, follow=True)


def sign(form: Form, by: User) -> None:
    for step in ("coded", "checked", "signed"):
        take_step(consultation=form.consultation, step=step, by=by)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("facilitator", 200),
        ("second_coder", 200),
        ("reviewer", 302),
        ("editor", 302),
        ("auditor", 302),
        ("administrator", 302),
    ],
)
def test_who_sees_what(staff: Staff, area: Area, checked: Form, role: str, sees: int) -> None:
    client = staff(role, area)
    assert {client.get(place(name, checked)).status_code for name in GETS} == {sees}


@pytest.mark.parametrize("role", ["second_coder", "reviewer", "administrator"])
def test_only_who_checks_and_signs_does(
    staff: Staff, area: Area, checked: Form, role: str, lead: User
) -> None:
    client = staff(role, area)
    said = {"step": "coded", "keep": "1", "why": "x", f"voice-{theme_of(MONEY).pk}-why": "x"}
    for name in POSTS:
        assert client.post(place(name, checked), said).status_code == 302
    assert not SignOff.objects.exists()
    assert not QuietVoice.objects.exists()


def test_another_area_is_not_found(staff: Staff, other_area: Area, checked: Form) -> None:
    client = staff("facilitator", other_area)
    codes = {client.get(place(name, checked)).status_code for name in GETS}
    assert codes | {client.post(place(name, checked)).status_code for name in POSTS} == {404}


def test_a_stranger_is_sent_to_the_login(client: StaffClient, checked: Form) -> None:
    assert all("/login/" in client.get(place(name, checked))["Location"] for name in GETS)
    assert all("/login/" in client.post(place(name, checked))["Location"] for name in POSTS)


def test_buttons_are_no_links(lead: User, checked: Form) -> None:
    client = log_in(lead)
    assert {client.get(place(name, checked)).status_code for name in POSTS} == {405}


def test_a_quiet_voice_is_kept_or_left_out(lead: User, checked: Form) -> None:
    client = log_in(lead)
    body = client.get(place("quiet_voices", checked)).content.decode()
    assert "&lt;b&gt;I owe&lt;/b&gt; them." in body
    assert "1 is to be decided" in body
    answer = decide(client, checked, why=" ")
    assert "Say why, in a sentence." in answer.content.decode()
    answer = decide(client, checked, why="x" * 301)
    assert "x" * 301 in answer.content.decode()
    assert not QuietVoice.objects.exists()
    assert "It is told elsewhere." in decide(client, checked, why="It is told elsewhere.").text
    decide(client, checked)
    assert QuietVoice.objects.get().is_kept
    assert "Keep it" not in client.get(place("quiet_voices", checked)).content.decode()


def test_a_theme_of_another_codebook_is_not_found(lead: User, checked: Form) -> None:
    address = reverse("insights:quiet_voice", args=[checked.consultation_id, 10**9])
    assert log_in(lead).post(address, {"keep": "1"}).status_code == 404


def test_who_comes_second_is_told(lead: User, checked: Form, first: User) -> None:
    coded(checked, first, 5, MONEY)
    answer = log_in(lead).post(place("quiet_voice", checked), {"keep": "1"}, follow=True)
    assert "changed meanwhile" in answer.content.decode()


def test_steps_say_what_is_missing_and_are_taken(lead: User, checked: Form) -> None:
    client = log_in(lead)
    body = client.get(place("sign_off", checked)).content.decode()
    assert "neither kept nor left out" in body
    assert "Say that it is coded" in body
    assert "Sign the coding off" not in body
    for step in ("signed", "late", "x", ""):
        answer = client.post(place("take_step", checked), {"step": step}, follow=True)
        assert answer.status_code == 200
    assert not SignOff.objects.exists()
    client.post(place("take_step", checked), {"step": "coded"})
    decide(client, checked)
    for step in ("checked", "signed"):
        client.post(place("take_step", checked), {"step": step})
    body = client.get(place("sign_off", checked)).content.decode()
    assert body.count(str(lead)) >= 6
    said = re.sub(r"<[^>]*>", "", body)
    assert "Of the last 6 responses that were coded, 2 brought a theme" in said
    assert "saturation" not in body.lower()


def test_late_ones_are_shown_and_it_is_opened_again(lead: User, checked: Form) -> None:
    client = log_in(lead)
    decide(client, checked)
    sign(checked, lead)
    make_response(checked, "On paper.", channel="paper")
    body = client.get(place("sign_off", checked)).content.decode()
    assert "1 response came in since" in body
    assert "The signature stands" in body
    answer = client.post(place("reopen_coding", checked), {"why": ""})
    assert answer.context["reopen"].errors["why"]
    client.post(place("reopen_coding", checked), {"why": "A form was late."})
    body = client.get(place("sign_off", checked)).content.decode()
    assert "A form was late." in body
    assert "came in since" not in body
    assert "Open it again" not in body


def test_what_did_not_fit_stands_on_the_page_of_its_theme(
    lead: User, first: User, asked_here: Form
) -> None:
    response = make_coded(asked_here, first, MONEY, text="It was the <i>other</i> way round.")
    Coding.objects.update(decision="rejected")
    client = log_in(lead)
    page = asked_here.consultation_id
    here = [reverse("insights:theme", args=[page, theme_of(c).pk]) for c in (MONEY, HOUSING)]
    body = client.get(here[0]).content.decode()
    assert "Did not fit" in body
    assert "the &lt;i&gt;other&lt;/i&gt; way" in body
    assert reverse("insights:bench", args=[asked_here.consultation_id, response.pk]) in body
    assert "way round" not in client.get(here[1]).content.decode()


@pytest.mark.parametrize(
    ("measured", "band"),
    [
        (None, ""),
        ({"value": 0.8, "low": 0.6, "high": 0.9}, "firm"),
        ({"value": 0.799, "low": 0.6, "high": 0.9}, "tentative"),
        ({"value": 0.667, "low": 0.1, "high": 0.9}, "tentative"),
        ({"value": 0.666, "low": 0.1, "high": 0.9}, "low"),
        ({"value": 1.0, "low": None, "high": None}, ""),
    ],
)
def test_guides_are_krippendorffs(measured: dict[str, float | None] | None, band: str) -> None:
    assert band_of(measured) == band


@pytest.mark.parametrize("more", [0, 3])
def test_pages_take_as_many_queries_for_many_as_for_few(
    checked: Form,
    first: User,
    lead: User,
    more: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    coded(checked, first, more, MONEY)
    client = log_in(lead)
    client.get(place("sign_off", checked))
    with django_assert_max_num_queries(42):
        client.get(place("sign_off", checked))
    with django_assert_max_num_queries(28):
        client.get(place("quiet_voices", checked))


@pytest.mark.parametrize(("step", "told"), [("signed", True), ("checked", False)])
def test_who_changes_what_is_signed_off_is_told(
    asked_here: Form, first: User, step: str, told: bool
) -> None:
    page = asked_here.consultation
    response = coded(asked_here, first, 1)[0]
    SignOff.objects.create(
        consultation=page, step=step, by=first, name="A", made_on=timezone.localdate()
    )
    client = log_in(first)
    place = reverse("insights:add", args=[page.pk, response.pk])
    for code, again in ((COURT, told), (MONEY, False)):
        shown = client.post(place, {"themes": [theme_of(code).pk]}, follow=True).content.decode()
        assert ("it has to be signed off anew" in shown) is again
