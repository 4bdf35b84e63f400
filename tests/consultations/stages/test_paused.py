"""What has opened is never held back again; what was held back has promised nothing yet."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from consultations.bodies.selectors import is_taking
from consultations.models import ConsultationPage, PageChange, Stage
from consultations.promises.selectors import promises_of
from consultations.services import enter_stage, go_back
from consultations.stages.opening import refused
from consultations.stages.selectors import earlier_stages
from core.models import Area
from feedback.models import Form
from feedback.review.models import LeadPeriod
from feedback.review.paper.services import is_proof
from tests.consultations.stages.conftest import in_welsh
from tests.factories.accounts import make_staff
from tests.factories.bodies import make_body_form
from tests.factories.feedback import add_welsh

DAY = timedelta(days=1)


@pytest.fixture
def checked(page: ConsultationPage, area: Area) -> ConsultationPage:
    enter_stage(consultation=page, stage=Stage.CHECKED, by=make_staff("editor", area))
    return stored(page)


@pytest.fixture
def held_back(checked: ConsultationPage) -> ConsultationPage:
    """Its lead went, before its first day."""
    LeadPeriod.objects.all().delete()
    checked.save_revision().publish()
    return stored(checked)


def stored(page: ConsultationPage) -> ConsultationPage:
    return ConsultationPage.objects.get(pk=page.pk)


def on(day: date) -> Any:
    return time_machine.travel(day)


def replies(page: ConsultationPage) -> int:
    return len(promises_of([stored(page)]))


# -- opened


def test_a_pause_closes_no_door_for_good(checked: ConsultationPage) -> None:
    with on(checked.opens_on + DAY):
        stored(checked).unpublish()
        LeadPeriod.objects.all().delete()
        stored(checked).save_revision().publish()
        page = stored(checked)
        assert page.is_open()
        assert replies(page) == 1
    with on(checked.closes_on + 2 * DAY):
        assert stored(checked).stage == Stage.CLOSED


def test_going_back_from_reading_takes_no_promise_away(
    checked: ConsultationPage, area: Area
) -> None:
    editor = make_staff("editor", area)
    with on(checked.closes_on + 5 * DAY):
        LeadPeriod.objects.all().delete()
        ConsultationPage.objects.filter(pk=checked.pk).update(reached=Stage.READING)
        go_back(consultation=stored(checked), stage=Stage.CHECKED, why="Too early.", by=editor)
        page = stored(checked)
        assert (page.stage, page.is_held_back) == (Stage.CLOSED, False)
        assert replies(page) == 1
        assert Stage.DRAFT not in earlier_stages(page)


# -- held back


def test_a_welsh_page_that_is_deleted_holds_it_back_at_once(
    ready: Form, checked: ConsultationPage
) -> None:
    twin = in_welsh(checked)
    for place in ready.questions.select_related("question"):
        options = tuple(f"Dewis {n}" for n in range(place.question.options.count()))
        add_welsh(place.question, "Beth ddigwyddodd?", options)
    page = stored(checked)
    page.no_welsh_because = ""
    page.save_revision().publish()
    assert not stored(checked).held_back
    stored(twin).delete()
    assert stored(checked).held_back
    with on(checked.opens_on + DAY):
        assert not stored(checked).is_open()


def test_its_days_can_be_mended(held_back: ConsultationPage) -> None:
    with on(held_back.opens_on + DAY):
        page = stored(held_back)
        assert not page.has_opened
        page.opens_on, page.closes_on = page.opens_on + 9 * DAY, page.closes_on + 9 * DAY
        page.reply_by += 9 * DAY
        page.save_revision().publish()
        assert stored(page).opens_on == held_back.opens_on + 9 * DAY


def test_past_its_last_day_it_never_opened(
    held_back: ConsultationPage, leads: list[LeadPeriod]
) -> None:
    with on(held_back.reply_by + DAY):
        for lead in leads:
            lead.pk = None
            lead.last_day = None
            lead.save()
        stored(held_back).save_revision().publish()
        page = stored(held_back)
        assert page.stage == Stage.CHECKED
        assert replies(page) == 0
        assert [one.what for one in refused(page)] == []  # it was so before this change of it


@pytest.mark.parametrize("back", [1, 60])
def test_days_that_are_gone_are_no_days_to_answer(checked: ConsultationPage, back: int) -> None:
    today = timezone.localdate()
    checked.opens_on, checked.closes_on = today - back * DAY, today + 2 * DAY
    checked.short_because = ""
    assert "It is open for 3 days." in " ".join(one.what for one in refused(checked))
    checked.save_revision().publish()
    assert stored(checked).is_held_back
    assert not stored(checked).is_open()


def test_days_that_move_while_it_is_down_are_told(checked: ConsultationPage) -> None:
    checked.save_revision().publish()
    stored(checked).unpublish()
    page = stored(checked)
    page.closes_on += DAY
    page.save()
    page.save_revision().publish()
    move = PageChange.objects.get()
    assert (move.about, move.was, move.now) == ("closes_on", checked.closes_on, page.closes_on)


def test_neither_organisations_nor_paper_are_ahead_of_it(
    ready: Form, held_back: ConsultationPage
) -> None:
    asked = make_body_form(held_back)
    with on(held_back.opens_on + DAY):
        asked.refresh_from_db()
        ready.refresh_from_db()
        assert not is_taking(asked)
        assert is_proof(ready)


def test_what_lacks_nothing_is_asked_of_all(ready: Form, checked: ConsultationPage) -> None:
    asked = make_body_form(checked)
    with on(checked.opens_on + DAY):
        asked.refresh_from_db()
        ready.refresh_from_db()
        assert is_taking(asked)
        assert not is_proof(ready)
