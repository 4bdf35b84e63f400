"""The last day to answer, once it is open: moved with a reason, and never into the past."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from consultations.models import ConsultationPage, PageChange, Stage
from consultations.outcomes.services import WordsMissing
from consultations.promises.services import Said, WrongDay
from consultations.promises.welsh import untold, write_welsh
from consultations.stages.changed_words import changes_of
from consultations.stages.closing import NotOpen, ReplyFirst, move_close
from consultations.stages.services import NotYet
from core.models import Area
from tests.factories.accounts import make_staff
from tests.factories.promises import day
from tests.fixtures.story import StaffClient

Make = Callable[..., ConsultationPage]
Staff = Callable[..., StaffClient]
WHY = Said("A centre was flooded.")


@pytest.fixture
def page(consultation: Make) -> ConsultationPage:
    return consultation(title="Getting out")


@pytest.fixture
def editor(area: Area) -> User:
    return make_staff("editor", area)


def move(page: ConsultationPage, by: User, to: int, because: Said = WHY) -> PageChange:
    return move_close(consultation=page, by=by, to=day(to), because=because)


@pytest.mark.parametrize("to", [0, 3, 40])
def test_it_moves_in_the_open(page: ConsultationPage, editor: User, to: int) -> None:
    made = move(page, editor, to)
    page.refresh_from_db()
    assert (page.closes_on, made.was, made.now) == (day(to), day(21), day(to))
    text = Client().get(page.url).content.decode()
    assert "We said first that it closes at the end of" in text
    assert "A centre was flooded." in text
    assert page.get_latest_revision_as_object().closes_on == day(to)


@pytest.mark.parametrize(
    ("to", "error"),
    [(-1, WrongDay), (-30, WrongDay), (21, WrongDay), (2000, WrongDay), (52, ReplyFirst)],
)
def test_no_day_of_the_past_and_none_after_the_reply(
    page: ConsultationPage, editor: User, to: int, error: type[Exception]
) -> None:
    with pytest.raises(error):
        move(page, editor, to)
    page.refresh_from_db()
    assert page.closes_on == day(21)
    assert not PageChange.objects.exists()


def test_it_asks_why(page: ConsultationPage, editor: User) -> None:
    with pytest.raises(WordsMissing):
        move(page, editor, 3, Said(" "))


def test_the_gates_are_asked(page: ConsultationPage, editor: User) -> None:
    ConsultationPage.objects.update(short_because="", opens_on=day(-7))
    with pytest.raises(NotYet, match="It is open for 11 days"):
        move(page, editor, 3)
    move(page, editor, 30)


@pytest.mark.parametrize(
    ("trait", "reached"),
    [("planned", Stage.CHECKED), ("closed", Stage.CHECKED), ("open", Stage.DRAFT)],
)
def test_what_is_not_open_doesnt_move(
    consultation: Make, editor: User, trait: str, reached: Stage
) -> None:
    """Closed means closed: no new day opens it again."""
    with pytest.raises(NotOpen):
        move(consultation(trait, reached=reached), editor, 3)


@pytest.mark.parametrize(
    ("role", "here"), [("editor", False), ("facilitator", True), ("administrator", True)]
)
def test_who_may(
    page: ConsultationPage, area: Area, other_area: Area, role: str, here: bool
) -> None:
    with pytest.raises(PermissionDenied):
        move(page, make_staff(role, area if here else other_area), 3)


def test_who_began_while_it_was_open_may_send(page: ConsultationPage, editor: User) -> None:
    now = timezone.now()
    move(page, editor, 0)
    page.refresh_from_db()
    began = int(now.timestamp())
    assert page.is_open()
    with time_machine.travel(page.closes_at + timedelta(hours=23), tick=False):
        assert page.takes(began)
        assert not page.takes(int(page.closes_at.timestamp()) + 60)
    with time_machine.travel(page.closes_at + timedelta(hours=25), tick=False):
        assert not page.takes(began)


@pytest.mark.parametrize("offset", [-3, 3])
def test_no_draft_and_no_schedule_moves_it(page: ConsultationPage, offset: int) -> None:
    page.closes_on = day(offset)
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.closes_on == day(21)


def test_the_reason_is_read_in_welsh_once_it_is_written(
    page: ConsultationPage, editor: User
) -> None:
    move(page, editor, 3)
    (one,) = untold(page)
    with override("cy"):
        assert changes_of(page)[0].language == "en"
        write_welsh(consultation=page, by=editor, words={one.name: "Llifogydd."})
        (told,) = changes_of(page)
    assert (told.because, told.language) == ("Llifogydd.", "cy")


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"to": "31/02/2027"}, "is not a day. Write it as 5 December 2026"),
        ({"to": "-1"}, "Nothing closes in the past."),
        ({"to": "52"}, "The reply is promised by"),
        ({"to": "21"}, "It closes on this day already."),
        ({"to": "3", "because": ""}, "“Because” is empty."),
    ],
)
def test_the_screen_says_what_to_do(
    page: ConsultationPage, staff: Staff, area: Area, posted: dict[str, str], words: str
) -> None:
    client: Any = staff("editor", area)
    to = posted["to"] if "/" in posted["to"] else str(day(int(posted["to"])))
    address = reverse("promises:move_close", args=[page.pk])
    text = client.post(address, {"because": "Snow.", **posted, "to": to}).content.decode()
    assert words in text
    assert f'value="{to}"' in text
    assert not PageChange.objects.exists()


def test_the_screen_moves_it(page: ConsultationPage, staff: Staff, area: Area) -> None:
    client: Any = staff("editor", area)
    where = client.get(reverse("stages:where", args=[page.pk])).content.decode()
    address = reverse("promises:move_close", args=[page.pk])
    assert address in where
    written = f"{day(3):%d/%m/%Y}"
    answer = client.post(address, {"to": written, "because": "Snow came."}, follow=True)
    assert "Everyone can read it now." in answer.content.decode()
    page.refresh_from_db()
    assert page.closes_on == day(3)


@pytest.mark.parametrize(
    ("trait", "fields", "doors"),
    [
        ("open", {}, {"move_close", "of", "involvement", "words"}),
        ("closed", {}, {"of", "involvement", "words"}),
        ("closed", {"reply_by": day(-1)}, {"involvement", "words"}),
        ("closed", {"reached": "decided"}, set()),
        ("planned", {}, set()),
    ],
)
def test_its_page_links_no_door_that_is_shut(
    consultation: Make, staff: Staff, area: Area, trait: str, fields: Any, doors: set[str]
) -> None:
    page = consultation(trait, **fields)
    client: Any = staff("editor", area)
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    names = ("move_close", "of", "involvement", "words")
    of = {"words": ["reasons"]}
    at = {n: reverse(f"promises:{n}", args=[page.pk, *of.get(n, [])]) for n in names}
    assert {n for n in names if f'href="{at[n]}"' in shown} == doors
