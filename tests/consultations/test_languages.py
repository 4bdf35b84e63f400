"""What a consultation is in one language it is in every other: its source alone says so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import Locale

from consultations.models import ConsultationPage, Involvement, Stage
from consultations.promises.holding import HELD, IN_WORDS
from consultations.selectors import live_consultations, open_consultations
from consultations.services import OutcomeText, publish_outcome
from core.models import Area, HomePage
from feedback.models import Form

pytestmark = pytest.mark.pages

Make = Callable[..., ConsultationPage]
YESTERDAY, LAST_MONTH = timedelta(days=1), timedelta(days=30)


@pytest.fixture
def form_of_both(site_root: HomePage, form: Callable[..., Form]) -> Form:
    made = form()
    welsh = Locale.objects.get(language_code="cy")
    for page in (site_root, made.consultation.get_parent().specific, made.consultation):
        page.copy_for_translation(welsh).save_revision().publish()
    return made


def twin_of(page: ConsultationPage) -> ConsultationPage:
    twin: ConsultationPage = page.get_translations().get()
    return twin


def close(page: ConsultationPage) -> None:
    """As if its last day had gone by, and somebody saved it since."""
    today = timezone.localdate()
    days = {"opens_on": today - LAST_MONTH, "closes_on": today - YESTERDAY}
    ConsultationPage.objects.filter(pk=page.pk).update(**days)
    ConsultationPage.objects.get(pk=page.pk).save()


def open_in_welsh() -> list[Any]:
    with translation.override("cy"):
        return [page.pk for page in open_consultations()]


def test_closing_the_english_page_closes_the_welsh_one_at_once(
    client: Client, form_of_both: Form
) -> None:
    page, twin = form_of_both.consultation, twin_of(form_of_both.consultation)
    start = f"/cy/form/{form_of_both.slug}/"
    way_in = f'href="{start}"'
    before = client.get(start).content
    assert way_in in client.get(twin.url).content.decode()
    assert open_in_welsh() == [twin.pk]
    close(page)
    assert way_in not in client.get(twin.url).content.decode()
    assert open_in_welsh() == []
    index = client.get(twin.get_parent().url).content.decode()
    assert "Ar agor tan" not in index
    assert b"<form" in before
    assert not twin_of(page).is_open()
    assert client.get(start).content.decode().count('name="consent"') == 0


def test_everything_shared_is_handed_on(form_of_both: Form, other_area: Area) -> None:
    ConsultationPage.objects.update(reached=Stage.DRAFT)  # what is open keeps what it opened with
    page = ConsultationPage.objects.get(pk=form_of_both.consultation_id)
    page.area = other_area
    page.closes_on += YESTERDAY
    page.involvement = Involvement.INFORM
    page.save_revision().publish()
    assert twin_of(page).involvement == Involvement.INFORM
    assert twin_of(page).shared() == page.shared()
    assert twin_of(page).area == other_area


def test_a_draft_hands_nothing_on(form_of_both: Form) -> None:
    page = form_of_both.consultation
    page.closes_on = timezone.localdate() - YESTERDAY
    page.opens_on = page.closes_on
    page.save_revision()
    assert twin_of(page).is_open()
    assert ConsultationPage.objects.get(pk=page.pk).is_open()


def test_a_welsh_page_closes_nothing_and_stays_open(form_of_both: Form) -> None:
    twin = twin_of(form_of_both.consultation)
    close(twin)
    assert twin_of(form_of_both.consultation).is_open()
    assert ConsultationPage.objects.get(pk=form_of_both.consultation_id).is_open()


def test_an_old_welsh_draft_opens_nothing_again(form_of_both: Form) -> None:
    twin = twin_of(form_of_both.consultation)
    twin.title = "Dod allan"
    draft = twin.save_revision()
    close(form_of_both.consultation)
    assert twin_of(form_of_both.consultation).get_latest_revision_as_object().state == "closed"
    draft.publish()
    twin = twin_of(form_of_both.consultation)
    assert twin.title == "Dod allan"
    assert not twin.is_open()
    assert not ConsultationPage.objects.get(pk=form_of_both.consultation_id).is_open()


def test_a_page_that_was_taken_down_in_english_is_there_in_no_language(
    client: Client, form_of_both: Form
) -> None:
    page = form_of_both.consultation
    was_at = twin_of(page).url
    assert client.get(was_at).status_code == 200
    page.unpublish()
    assert twin_of(page).live
    assert not twin_of(page).is_open()
    assert open_in_welsh() == []
    with translation.override("cy"):
        assert live_consultations() == []
    assert client.get(was_at).status_code == 404
    assert client.get(f"{was_at}easy-read/").status_code == 404


def test_other_consultations_are_left_alone(form_of_both: Form, consultation: Make) -> None:
    other = consultation()
    close(form_of_both.consultation)
    other.refresh_from_db()
    assert other.is_open()
    close(other)
    assert not ConsultationPage.objects.get(pk=other.pk).is_open()


def test_welsh_lists_ask_for_all_sources_at_once(
    form_of_both: Form, consultation: Make, django_assert_max_num_queries: Any
) -> None:
    welsh = Locale.objects.get(language_code="cy")
    for page in (consultation(), consultation()):
        page.copy_for_translation(welsh).save_revision().publish()
    with django_assert_max_num_queries(4), translation.override("cy"):
        assert len(open_consultations()) == 3


def test_the_welsh_screen_shows_the_days_and_takes_none(
    form_of_both: Form, area: Area, staff: Callable[..., Any]
) -> None:
    twin = twin_of(form_of_both.consultation)
    form_class = ConsultationPage.get_edit_handler().get_form_class()
    user = staff("editor", area).user
    told = form_class(instance=twin, for_user=user, parent_page=twin.get_parent())
    fields = {name for name, field in told.fields.items() if field.disabled}
    # no form has these
    assert fields == set(ConsultationPage.SHARED) - {"reached", "held_back", "opened_once"}
    source = form_of_both.consultation
    told = form_class(instance=source, for_user=user, parent_page=source.get_parent())
    assert {name for name, field in told.fields.items() if field.disabled} == {
        *HELD,
        *IN_WORDS,
    }


@pytest.mark.parametrize("decided", [True, False])
def test_an_old_draft_never_undoes_an_outcome(form_of_both: Form, decided: bool) -> None:
    page = form_of_both.consultation
    page.reached = Stage.READING  # whatever a draft says
    draft = page.save_revision()
    if decided:
        publish_outcome(
            consultation=page,
            text=OutcomeText(
                version="1.0",
                summary="They said it.",
                taken_to="The board",
                themes=[],
                women=None,
                decisions=[],
            ),
        )
    draft.publish()
    page.refresh_from_db()
    expected = Stage.DECIDED if decided else Stage.CHECKED
    assert (page.reached, twin_of(page).reached) == (expected, expected)
