"""Notes of a group: split into points, sealed once, counted as one voice."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.models import Area
from feedback.intake.models import ReceiptSlip, SealedResponse
from feedback.models import Form
from feedback.review.groups.models import GroupNotes
from feedback.review.groups.points import Split, split_points
from feedback.review.groups.services import add_notes
from feedback.review.models import WaitingResponse
from feedback.review.unsealing import open_sealed
from tests.factories.feedback import live
from tests.feedback.review.conftest import actions, first_key, sweep_now
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]
NOTES = "- No bus on the day\n- The hostel was full\n\n3. Somebody met me"
POINTS = ["No bus on the day", "The hostel was full", "Somebody met me"]


@pytest.mark.parametrize(
    ("notes", "split", "points"),
    [
        (NOTES, Split.LINES, POINTS),
        ("One\r\nstill one\r\n \r\nTwo", Split.PARAGRAPHS, ["One\nstill one", "Two"]),
        ("• a\n* b\n12) c\n– d", Split.LINES, ["a", "b", "c", "d"]),
        ("2 beds for 5 women\n-5 degrees", Split.LINES, ["2 beds for 5 women", "-5 degrees"]),
        (" \n\n- \n", Split.LINES, []),
        ("", Split.PARAGRAPHS, []),
    ],
)
def test_notes_are_split_where_a_point_ends(notes: str, split: Split, points: list[str]) -> None:
    assert split_points(notes, split) == points


@pytest.fixture
def facilitator(staff: Staff, one_form: Form) -> StaffClient:
    return staff("facilitator", one_form.consultation.area)


def post(client: StaffClient, form: Form, notes: str = NOTES, **fields: Any) -> str:
    posted = {
        "question": f"{live(form).pk}:{first_key(form)}",
        "present": "5-9",
        "language": "en-gb",
        "split": "lines",
        "notes": notes,
        "told": "on",
        **fields,
    }
    answer = client.post(reverse("groups:notes"), posted, follow=True)
    return html.unescape(answer.content.decode())


def shown_in(page: str) -> str:
    found = re.search(r'name="shown" value="([^"]+)"', page)
    return found[1] if found else ""


def test_points_are_shown_first_then_sealed_as_one_voice(
    facilitator: StaffClient, one_form: Form
) -> None:
    page = post(facilitator, one_form, uses=["report"])
    assert not SealedResponse.objects.exists()
    assert all(point in page for point in POINTS)
    post(facilitator, one_form, uses=["report"], seal="1", shown=shown_in(page))
    payloads = [open_sealed(r.key_id, bytes(r.sealed)) for r in SealedResponse.objects.all()]
    said = sorted(answer.text for p in payloads for answer in p.answers.values())
    assert said == sorted(POINTS)
    assert {(p.channel, tuple(p.uses), p.receipt_hash) for p in payloads} == {
        ("group", ("report",), "")
    }
    assert len({p.visit_hash for p in payloads}) == 1
    assert not ReceiptSlip.objects.exists()
    notes = GroupNotes.objects.get()
    assert (notes.present, notes.points) == ("5-9", 3)
    assert actions() == ["added notes of a group"]
    sweep_now()
    assert set(WaitingResponse.objects.values_list("channel", flat=True)) == {"group"}


def test_what_was_not_shown_is_not_sealed(facilitator: StaffClient, one_form: Form) -> None:
    shown = shown_in(post(facilitator, one_form))
    page = post(facilitator, one_form, NOTES + "\nOne more", seal="1", shown=shown)
    assert "The points have changed" in page
    assert "One more" in page
    assert not SealedResponse.objects.exists()


def test_the_same_notes_twice_are_once_whoever_adds_them(
    facilitator: StaffClient, one_form: Form, staff: Staff
) -> None:
    shown = shown_in(post(facilitator, one_form))
    post(facilitator, one_form, seal="1", shown=shown)
    other = staff("facilitator", one_form.consultation.area)
    for client in (facilitator, other):
        page = post(client, one_form, seal="1", shown=shown, present="10-19")
        assert "were added before" in page
    assert (SealedResponse.objects.count(), GroupNotes.objects.count()) == (3, 1)
    sweep_now()
    GroupNotes.objects.all().delete()  # as after a crash between sealing and noting
    post(facilitator, one_form, seal="1", shown=shown)
    sweep_now()
    assert WaitingResponse.objects.count() == 3


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"present": ""}, "Say about how many were there."),
        ({"told": ""}, "If not, ask them first."),
        ({"question": ""}, "Choose the question."),
        ({"notes": "  \n "}, "There is no point in these notes yet."),
        ({"notes": "x\n" * 201}, "These are 201 points."),
        ({"notes": "a\n" + "x" * 20_001}, "Point 2 is longer than 20,000 characters."),
    ],
)
def test_a_mistake_is_said_and_nothing_typed_is_lost(
    facilitator: StaffClient, one_form: Form, fields: dict[str, str], said: str
) -> None:
    page = post(facilitator, one_form, seal="1", **fields)
    assert said in page
    assert fields.get("notes", NOTES).strip() in page.replace("\r\n", "\n")
    assert not SealedResponse.objects.exists()


@pytest.mark.parametrize(
    ("role", "may"),
    [("facilitator", True), ("reviewer", False), ("centre_worker", False), ("editor", False)],
)
def test_facilitators_add_notes(staff: Staff, one_form: Form, role: str, may: bool) -> None:
    client = staff(role, one_form.consultation.area)
    assert (client.get(reverse("groups:notes")).status_code == 200) is may


def test_another_area_is_not_hers(staff: Staff, one_form: Form, other_area: Area) -> None:
    stranger = staff("facilitator", other_area)
    assert "Select a valid choice" in post(stranger, one_form, seal="1")
    with pytest.raises(PermissionDenied):
        add_notes(
            user=stranger.user,
            version=live(one_form),
            question=first_key(one_form),
            points=["x"],
            present="2-4",
            language="en-gb",
            uses=[],
        )
    assert not SealedResponse.objects.exists()
