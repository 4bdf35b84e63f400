"""The gates of opening hold when it opens: by every door that a change of its page comes by."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.models import ConsultationPage, PageChange, Stage
from consultations.services import enter_stage
from core.models import Area
from feedback.models import Form
from feedback.review.models import LeadPeriod
from tests.consultations.stages.posting import edit
from tests.factories.accounts import make_staff
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

Staff = Callable[..., StaffClient]
Make = Callable[..., ConsultationPage]
PRISON = {"setting": "custody", "approval_reference": ""}
PUBLISH = {"action-publish": "1"}


@pytest.fixture
def checked(page: ConsultationPage, area: Area) -> ConsultationPage:
    """Of which nothing is missing, published, and to open in a week."""
    enter_stage(consultation=page, stage=Stage.CHECKED, by=make_staff("editor", area))
    return ConsultationPage.objects.get(pk=page.pk)


def stored(page: ConsultationPage) -> ConsultationPage:
    return ConsultationPage.objects.get(pk=page.pk)


def on_its_day(page: ConsultationPage) -> Any:
    return time_machine.travel(stored(page).opens_on + timedelta(days=1))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (PRISON, "Give the approval reference"),
        ({"setting": ""}, "Say where women are asked"),
        ({"routes": ["web"]}, "Tick at least one way to answer that needs no internet."),
        ({"closes_on": "+3", "short_because": ""}, "It is open for 4 days."),
        ({"no_welsh_because": "-"}, "Translate the page into Welsh"),
    ],
)
def test_what_was_checked_is_not_published_away(
    checked: ConsultationPage, staff: Staff, area: Area, change: dict[str, str], words: str
) -> None:
    if "closes_on" in change:
        change = change | {"closes_on": str(checked.opens_on + timedelta(days=3))}
    text = edit(staff("editor", area), checked, title="New", **change, **PUBLISH)
    assert "Saved as a draft, and not published" in text
    assert words in text
    now = stored(checked)
    assert (now.title, now.held_back) == ("Getting out", False)
    assert now.get_latest_revision_as_object().title == "New"  # nothing that was typed is lost
    with on_its_day(checked):
        assert stored(checked).is_open()


def test_what_takes_nothing_away_is_published(
    checked: ConsultationPage, staff: Staff, area: Area
) -> None:
    prison = {"setting": "custody", "approval_reference": "NRC 2027-1"}
    edit(staff("editor", area), checked, title="New", **prison, **PUBLISH)
    assert (stored(checked).title, stored(checked).setting) == ("New", "custody")


def test_a_page_that_nobody_saw_yet_is_published_once_nothing_is_missing(
    checked: ConsultationPage, staff: Staff, area: Area
) -> None:
    checked.unpublish()
    editor = staff("editor", area)
    edit(editor, checked, **PRISON)  # a draft of what is not live stands in its row
    assert "Give the approval reference" in edit(editor, checked, **PUBLISH)
    assert not stored(checked).live
    edit(editor, checked, approval_reference="NRC 2027-1", **PUBLISH)
    assert stored(checked).live


def test_a_door_that_asks_nobody_holds_it_back(
    checked: ConsultationPage, staff: Staff, area: Area
) -> None:
    """A schedule, a workflow, a bulk action: each publishes a revision."""
    for name, value in PRISON.items():
        setattr(checked, name, value)
    checked.save_revision().publish()
    page = stored(checked)
    assert page.held_back
    editor = staff("editor", area)
    home = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "Checked, and not opening: something is missing" in home
    where = editor.get(reverse("stages:where", args=[page.pk])).content.decode()
    assert "Give the approval reference" in where
    with on_its_day(checked):
        page = stored(checked)
        assert page.stage == Stage.CHECKED
        assert not page.is_open()
        text = Client().get(page.url).content.decode()
        assert "It is not open yet: something is still missing on our side." in text
        assert "You can answer from" not in text
        page.approval_reference = "NRC 2027-1"
        page.save_revision().publish()
        assert stored(page).is_open()


def test_what_goes_missing_elsewhere_holds_it_back_until_it_is_there(
    checked: ConsultationPage, leads: list[LeadPeriod], staff: Staff, area: Area
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    LeadPeriod.objects.update(first_day=yesterday, last_day=yesterday)
    call_command("ask_gates", verbosity=0)
    with on_its_day(checked):
        assert not stored(checked).is_open()
        LeadPeriod.objects.update(last_day=None)
        editor, where = staff("editor", area), reverse("stages:where", args=[checked.pk])
        assert "Look again" in editor.get(where).content.decode()
        address = reverse("stages:enter", args=[checked.pk])
        assert staff("facilitator", area).post(address, {"stage": "open"}).status_code in {302, 403}
        assert not stored(checked).is_open()
        text = editor.post(address, {"stage": "open"}, follow=True).content.decode()
        assert "Nothing is missing. It opens on its day." in text
        assert stored(checked).is_open()


def test_what_is_open_stays_open_with_what_it_opened_with(
    ready: Form, checked: ConsultationPage, leads: list[LeadPeriod], staff: Staff, area: Area
) -> None:
    with on_its_day(checked):
        page = stored(checked)
        LeadPeriod.objects.all().delete()
        call_command("ask_gates", verbosity=0)
        assert stored(page).is_open()  # women are answering
        text = edit(staff("editor", area), page, title="New", **PRISON, **PUBLISH)
        assert "Give the approval reference" in text
        assert "Name who leads safeguarding" not in text  # that is not of this change
        page.title, page.setting, page.approval_reference = "By a schedule", "custody", ""
        page.save_revision().publish()
        now = stored(page)
        assert (now.title, now.setting) == ("By a schedule", "community")
        assert now.is_open()


@pytest.mark.parametrize("words", ["", ".", "  "])
def test_how_it_was_considered_stays_once_it_is_decided(
    consultation: Make, staff: Staff, area: Area, words: str
) -> None:
    page = consultation("closed", reached=Stage.DECIDED)
    text = edit(staff("editor", area), page, considered=words, **PUBLISH)
    assert "The outcome was published with it, and women read it. Write it again." in text
    page = stored(page)
    page.considered = words
    page.save_revision().publish()
    assert stored(page).considered == "The board read it on two days."
    page.considered = "The board read it on three days."
    page.save_revision().publish()
    assert stored(page).considered == "The board read it on three days."


def test_days_that_stood_in_public_are_told_when_they_move(checked: ConsultationPage) -> None:
    was, later = checked.opens_on, timedelta(days=10)
    for _ in range(2):  # twice on one day is one move
        checked = stored(checked)
        checked.opens_on += later / 2
        checked.closes_on += later
        checked.reply_by += later * 3
        checked.save_revision().publish()
    assert PageChange.objects.count() == 3
    opens = PageChange.objects.get(about="opens_on")
    assert (opens.was, opens.now) == (was, was + later)
    text = Client().get(checked.url).content.decode()
    assert text.count("We said first that") == 3


def test_days_that_nobody_read_move_without_a_word(page: ConsultationPage) -> None:
    page.opens_on += timedelta(days=5)
    page.save_revision().publish()
    page.unpublish()
    page.reached = Stage.CHECKED
    page.opens_on += timedelta(days=5)
    page.save()
    assert not PageChange.objects.exists()
