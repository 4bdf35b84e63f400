"""Screens of what bodies said: who finds them, and that nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from consultations.bodies.models import BodyAnswer, BodyReading
from consultations.models import ConsultationPage
from core.models import Area
from insights.bodies.models import BodyTheme
from insights.bodies.services import read_body
from tests.factories.bodies import WORKS, make_body, make_body_form
from tests.factories.packs import HOUSING
from tests.factories.themes import theme_of, use_codebook
from tests.fixtures.screens import on_page
from tests.fixtures.story import StaffClient, log_in

pytestmark = pytest.mark.pages
Staff = Callable[..., StaffClient]
FIELD = f"words-{WORKS}"


@pytest.fixture
def page(consultation: Callable[..., ConsultationPage]) -> ConsultationPage:
    made = consultation()
    make_body_form(made)
    use_codebook(made)
    return made


@pytest.fixture
def answer(page: ConsultationPage) -> BodyAnswer:
    return make_body(page, "Mary told us.", read=False)


@pytest.fixture
def client(facilitator: User) -> StaffClient:
    return log_in(facilitator)


def addresses(answer: BodyAnswer) -> list[str]:
    here = [answer.consultation_id]
    return [
        reverse("insights:bodies_of", args=here),
        *(reverse(f"insights:{name}", args=[*here, answer.pk]) for name in BODY),
        reverse("insights:export_bodies", args=here),
    ]


BODY = ("body", "body_aside", "body_back")


@pytest.mark.parametrize(
    ("role", "code"), [("facilitator", 200), ("editor", 200), ("second_coder", 302)]
)
def test_who_finds_the_screens(
    staff: Staff, area: Area, answer: BodyAnswer, role: str, code: int
) -> None:
    client = staff(role, area)
    for address in (reverse("insights:bodies"), *addresses(answer)[:2]):
        assert client.get(address).status_code == code
    home = client.get("/manage/").content.decode()
    assert ("1 answer of an organisation to read" in home) == (code == 200)


def test_what_is_of_another_area_is_not_found(
    staff: Staff, other_area: Area, answer: BodyAnswer
) -> None:
    stranger = staff("facilitator", other_area)
    for address in addresses(answer):
        assert stranger.post(address).status_code == 404, address
    assert not BodyReading.objects.exists()


def test_an_answer_to_another_consultation_is_not_found(
    client: StaffClient,
    answer: BodyAnswer,
    consultation: Callable[..., ConsultationPage],
) -> None:
    other = consultation()
    assert client.get(reverse("insights:body", args=[other.pk, answer.pk])).status_code == 404


def test_an_editor_gives_no_themes_and_takes_nothing_out(
    staff: Staff, area: Area, answer: BodyAnswer
) -> None:
    editor = staff("editor", area)
    body, export = addresses(answer)[1], addresses(answer)[-1]
    shown = editor.get(body)
    assert 'name="themes"' not in shown.content.decode()
    sent = {**on_page(shown), "themes": [theme_of(HOUSING).pk]}
    assert editor.post(body, sent).status_code == 302
    assert not BodyTheme.objects.exists()
    assert BodyReading.objects.get().status == "read"
    assert "Take them out as CSV" not in editor.get(addresses(answer)[0]).content.decode()
    assert editor.post(export).status_code == 302  # to the home of the admin, with a message
    assert "Organisation" not in str(editor.post(export).headers)


def test_a_reading_takes_out_and_gives_themes(client: StaffClient, answer: BodyAnswer) -> None:
    body = addresses(answer)[1]
    sent = on_page(client.get(body)) | {FIELD: "[name] told us.", "themes": [theme_of(HOUSING).pk]}
    client.post(body, sent)
    assert answer.given_themes.get().theme.code == HOUSING
    assert BodyReading.objects.get().said[0]["text"] == "[name] told us."
    again = client.get(body).content.decode()
    assert "What was sent" in again
    assert "Mary told us." in again


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({FIELD: "x" * 10_001}, "This has 10001 characters."),
        ({"themes": ["999999"]}, "Choose themes from the list."),
        ({"themes": ["a\0b"]}, "Choose themes from the list."),
    ],
)
def test_what_is_wrong_is_said_and_stays_on_the_page(
    client: StaffClient, answer: BodyAnswer, typed: dict[str, Any], told: str
) -> None:
    body = addresses(answer)[1]
    page = client.post(body, on_page(client.get(body)) | typed).content.decode()
    assert told in page
    assert str(typed.get(FIELD, "Mary told us.")) in page
    assert not BodyReading.objects.exists()


def test_of_two_who_read_at_once_the_second_is_told(
    client: StaffClient, facilitator: User, answer: BodyAnswer
) -> None:
    body = addresses(answer)[1]
    sent = on_page(client.get(body)) | {FIELD: "She told us."}
    read_body(answer=answer, by=facilitator, words={WORKS: "[name] told us."})
    page = client.post(body, sent).content.decode()
    assert "Somebody changed this since you opened it." in page
    assert "She told us." in page
    assert "[name] told us." in page
    assert BodyReading.objects.get().said[0]["text"] == "[name] told us."


def test_setting_aside_needs_a_reason(client: StaffClient, answer: BodyAnswer) -> None:
    aside = addresses(answer)[2]
    for why in ("", "made-up"):
        assert "Choose why, then set it aside." in client.post(aside, {"why": why}).content.decode()
    assert not BodyReading.objects.exists()
    client.post(aside, {"why": "duplicate"})
    shown = client.get(addresses(answer)[1]).content.decode()
    assert "The same answer twice" in shown
    client.post(addresses(answer)[3])
    assert BodyReading.objects.get().status == "waiting"


def test_the_file_is_a_download(client: StaffClient, answer: BodyAnswer) -> None:
    file = client.post(addresses(answer)[-1])
    assert file["Content-Disposition"].endswith('-organisations.csv"')
    assert "no-store" in file["Cache-Control"]
    assert client.get(addresses(answer)[-1]).status_code == 405
