"""What Wagtail does with a page, and what a stage makes of it: drafts, schedules, copies, locks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from consultations.models import ConsultationPage, Stage
from consultations.services import enter_stage
from core.models import Area
from feedback.models import Form
from tests.consultations.stages.conftest import in_welsh
from tests.consultations.stages.posting import edit
from tests.factories.accounts import make_staff
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

Make = Callable[..., ConsultationPage]
Staff = Callable[..., StaffClient]
WAY_IN = 'class="btn" href="/form/'


def read(page: ConsultationPage) -> str:
    return Client().get(page.url).content.decode()


def test_a_page_published_without_its_check_is_not_open(consultation: Make) -> None:
    page = consultation(reached=Stage.DRAFT)
    text = read(page)
    assert "This is not open yet. We will put the day on this page." in text
    assert WAY_IN not in text
    assert "Reply promised by" not in text  # nobody has promised anything
    index = Client().get(page.get_parent().url).content.decode()
    assert page.title not in index


def test_once_checked_it_opens_with_its_promise(form: Callable[..., Form]) -> None:
    text = read(form().consultation)
    assert WAY_IN in text
    for words in (
        "The day of release, and who meets you.",
        "Too many women leave on a Friday.",
        "We decide, and we may not do what you ask.",
        "Reply promised by",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("inform", "what you say will not change it"),
        ("consult", "we may not do what you ask"),
        ("involve", "What you say goes into each draft"),
        ("co_produce", "decide this together"),
        ("", ""),
    ],
)
def test_each_level_is_said_plainly(consultation: Make, level: str, words: str) -> None:
    text = read(consultation(involvement=level))
    assert words in text
    assert ("What we promise" in text) is bool(level)


def test_how_it_was_considered_is_told_once_it_is_decided(consultation: Make) -> None:
    page = consultation("closed", reached=Stage.REVIEW)
    assert "The board read it on two days." not in read(page)
    ConsultationPage.objects.update(reached=Stage.DECIDED)
    page.refresh_from_db()
    assert "The board read it on two days." in read(page)


def test_until_it_is_in_welsh_the_welsh_page_says_it_in_english(consultation: Make) -> None:
    page = consultation("closed", reached=Stage.DECIDED)
    twin = in_welsh(page)
    ConsultationPage.objects.filter(pk=twin.pk).update(considered="")
    assert '<p lang="en">The board read it on two days.</p>' in read(twin)
    ConsultationPage.objects.filter(pk=twin.pk).update(considered="Darllenodd y bwrdd.")
    assert "<p>Darllenodd y bwrdd.</p>" in read(twin)
    ConsultationPage.objects.update(considered="", reached=Stage.REVIEW)
    assert "The board read it on two days." not in read(twin)


@pytest.mark.parametrize("reached", [Stage.DRAFT, Stage.READING, Stage.DECIDED])
def test_no_draft_revision_or_old_page_moves_a_stage(consultation: Make, reached: Stage) -> None:
    page = consultation()
    revision = page.save_revision()
    old = ConsultationPage.objects.get(pk=page.pk)
    ConsultationPage.objects.update(reached=reached)
    revision.publish()
    page.refresh_from_db()
    assert page.reached == reached
    old.title = "Another"
    old.save()
    page.refresh_from_db()
    assert (page.title, page.reached) == ("Another", reached)
    assert page.get_latest_revision_as_object().reached == reached


def test_a_copy_begins_as_a_draft(consultation: Make) -> None:
    page = consultation()
    copied = page.copy(update_attrs={"slug": "again", "title": "Again"}, copy_revisions=False)
    assert copied.reached == Stage.DRAFT
    assert not copied.is_open()
    assert page.is_open()


def test_a_translation_stands_where_its_english_page_does(consultation: Make) -> None:
    page = consultation("closed", reached=Stage.THEMING)
    assert in_welsh(page).stage == Stage.THEMING


def test_a_schedule_shows_the_page_and_opens_nothing(page: ConsultationPage, area: Area) -> None:
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(days=8)
    page.save_revision().publish()
    enter_stage(consultation=page, stage=Stage.CHECKED, by=make_staff("editor", area))
    from django.core.management import call_command

    with time_machine.travel(page.opens_on + timedelta(days=2)):
        page.refresh_from_db()
        assert not page.is_open()  # nobody can see it
        call_command("publish_scheduled")
        page = ConsultationPage.objects.get(pk=page.pk)
        assert page.is_open()


# -- the editor sees why


def test_an_editor_looks_at_what_is_not_published(
    consultation: Make, staff: Staff, area: Area
) -> None:
    page = consultation("planned", reached=Stage.DRAFT, live=False, title="Not yet")
    page.save_revision()
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    assert "Not yet" in staff("editor", area).get(address).content.decode()
    assert Client().get(page.url).status_code == 404


def test_who_publishes_a_draft_is_told_that_it_is_not_open(
    page: ConsultationPage, staff: Staff, area: Area
) -> None:
    editor = staff("editor", area)
    text = edit(editor, page, **{"reasons": "", "action-publish": "1"})
    assert "nobody can answer: 1 thing is missing before it may open." in text
    assert reverse("stages:where", args=[page.pk]) in text
    text = edit(editor, page, **{"reasons": "They are.", "action-publish": "1"})
    assert "nobody can answer: it is a draft until checked." in text
    ConsultationPage.objects.update(reached=Stage.CHECKED)
    text = edit(editor, page, **{"action-publish": "1"})
    assert "nobody can answer" not in text


def test_what_it_was_checked_with_is_not_taken_away(
    consultation: Make, staff: Staff, area: Area
) -> None:
    page, editor = consultation("planned"), staff("editor", area)
    text = edit(editor, page, reasons="", **{"action-publish": "1"})
    assert "This was checked with it. Write it again" in text
    page.refresh_from_db()
    assert page.reasons
    edit(editor, page, reasons="Other reasons.", routes=["paper"], **{"action-publish": "1"})
    page.refresh_from_db()
    assert (page.reasons, page.routes) == ("Other reasons.", ["paper"])


def test_what_is_over_is_read_and_not_changed(
    consultation: Make, staff: Staff, area: Area, superuser: StaffClient
) -> None:
    page = consultation("closed", reached=Stage.FOLLOWED_UP)
    for client in (staff("editor", area), superuser):
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert "This consultation is in the archive." in client.get(url).content.decode()
        edit(client, page, title="Changed", **{"action-publish": "1"})
        client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
        page.refresh_from_db()
        assert page.live
        assert page.title != "Changed"
    archive = Client().get(f"{page.get_parent().url}archive/").content.decode()
    assert page.title in archive
    main = archive[archive.index("<h1") :]
    assert main.index("<h2") < main.index("<h3")
    index = Client().get(page.get_parent().url).content.decode()
    assert page.title not in index
    assert "archive/" in index


def test_the_archive_holds_nothing_else(consultation: Make) -> None:
    open_now = consultation()
    decided = consultation("closed", reached=Stage.DECIDED)
    address = f"{open_now.get_parent().url}archive/"
    text = Client().get(address).content.decode()
    assert "There is nothing here yet." in text
    assert open_now.title not in text
    assert decided.title not in text
    assert "archive/" not in Client().get(open_now.get_parent().url).content.decode()


# -- workflow: a colleague of the area says yes, nobody else


@pytest.fixture
def moderated(consultation: Make) -> ConsultationPage:
    """A draft of a change that waits for a colleague."""
    page = consultation(reached=Stage.DRAFT)
    workflow = Workflow.objects.filter(active=True).first() or Workflow.objects.create(name="W")
    if not workflow.workflow_tasks.exists():
        task = GroupApprovalTask.objects.create(name="Second pair of eyes")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    from wagtail.models import WorkflowPage

    WorkflowPage.objects.get_or_create(workflow=workflow, page=Page.objects.get(pk=page.pk))
    return page


@pytest.mark.parametrize(
    ("role", "is_hers", "may"),
    [("editor", True, True), ("editor", False, False), ("reviewer", True, False)],
)
def test_a_change_is_approved_by_a_colleague_of_the_area_alone(
    moderated: ConsultationPage,
    staff: Staff,
    area: Area,
    other_area: Area,
    role: str,
    is_hers: bool,
    may: bool,
) -> None:
    writer = make_staff("editor", area)
    moderated.title = "A better title"
    moderated.save_revision(user=writer)
    state = moderated.get_workflow().start(moderated, writer)
    for task in GroupApprovalTask.objects.all():
        task.groups.set(writer.groups.all())
    client = staff(role, area if is_hers else other_area)
    where = (moderated.pk, "approve", state.current_task_state.pk)
    address = reverse("wagtailadmin_pages:workflow_action", args=where)
    client.post(address, {"comment": ""})
    page = ConsultationPage.objects.get(pk=moderated.pk)
    assert (page.title == "A better title") is may
    assert page.stage == Stage.DRAFT  # a yes to the words opens nothing
