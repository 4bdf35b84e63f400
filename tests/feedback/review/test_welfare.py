"""Looking after readers: heads-up labels, a daily limit, hand-over with a note, pauses."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import RoleHolding, User
from feedback.models import Form
from feedback.review.flags import content_flags
from feedback.review.models import (
    CueLevel,
    HandOver,
    Opening,
    ReviewBatch,
    RoomRules,
    WaitingResponse,
)
from feedback.review.redacting.again import open_again
from feedback.review.services import complete_review, open_batch, open_waiting
from feedback.review.welfare.batches import hand_back_batch, hand_over_batch, notes_of
from feedback.review.welfare.heads_up import is_hard
from feedback.review.welfare.openings import EnoughForToday
from tests.feedback.review.conftest import Send, actions, batch_of, sweep_now
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]
Opened = Callable[..., WaitingResponse]
URGENT = "he said he will kill me tonight"


@pytest.fixture
def two(send: Send, reader: User, one_form: Form) -> ReviewBatch:
    """A batch of the reader's with an urgent response and one with swearing, both unread."""
    send(URGENT)
    send("the place was a shithole, that helped nobody")
    sweep_now()
    batch = open_batch(user=reader, area=one_form.consultation.area)
    assert batch is not None
    return batch


def rows(batch: ReviewBatch) -> list[WaitingResponse]:
    return list(WaitingResponse.objects.filter(batch=batch).order_by("-cue_level"))


# -- flags


def test_flags_are_kept_apart_and_order_nothing(two: ReviewBatch) -> None:
    urgent, sworn = rows(two)
    assert (urgent.cue_level, urgent.content_flags) == (CueLevel.URGENT, [])
    assert (sworn.cue_level, sworn.held_because, sworn.content_flags) == (0, "", ["swearing"])


@pytest.mark.parametrize("text", ["", "She was kind to me.", "My cow of a day", "a big thank you"])
def test_plain_words_have_no_flag(text: str) -> None:
    assert content_flags(text) == frozenset()


# -- the daily limit


def test_the_limit_counts_each_response_once_and_stops_the_next(
    two: ReviewBatch, reader: User
) -> None:
    RoomRules.objects.create(area=two.area, most_a_day=1)
    first, second = rows(two)
    for _ in range(3):
        open_waiting(user=reader, waiting=first)
    before = actions()
    with pytest.raises(EnoughForToday):
        open_waiting(user=reader, waiting=second)
    assert actions() == before
    complete_review(user=reader, waiting=first, spans={}, level=0)  # what is open can be finished
    Opening.objects.update(day="2026-01-05")
    open_waiting(user=reader, waiting=second)  # another day


def test_past_her_limit_a_lead_opens_urgent_ones_alone(
    send: Send, staff: Staff, one_form: Form
) -> None:
    area = one_form.consultation.area
    RoomRules.objects.create(area=area, most_a_day=1)
    lead = staff("safeguarding_lead", area).user
    for text in ("One", "Two", URGENT):
        send(text)
    sweep_now()
    batch = open_batch(user=lead, area=area)
    assert batch is not None
    urgent, one, two = rows(batch)
    open_waiting(user=lead, waiting=one)
    with pytest.raises(EnoughForToday):
        open_waiting(user=lead, waiting=two)
    open_waiting(user=lead, waiting=urgent)


def test_past_her_limit_no_batch_is_taken_from_others(
    two: ReviewBatch, reader: User, send: Send
) -> None:
    RoomRules.objects.create(area=two.area, most_a_day=1)
    open_waiting(user=reader, waiting=rows(two)[0])
    hand_back_batch(user=reader, batch=two)
    with pytest.raises(EnoughForToday):
        open_batch(user=reader, area=two.area)


def test_opening_again_and_checking_count_too(
    two: ReviewBatch, reader: User, staff: Staff, send: Send
) -> None:
    """What was read lies there opened as well, whoever reads it again."""
    first, second = rows(two)
    for waiting in (first, second):
        open_waiting(user=reader, waiting=waiting)
        complete_review(user=reader, waiting=waiting, spans={}, level=0)
        waiting.refresh_from_db()
    RoomRules.objects.create(area=two.area, most_a_day=1)
    other = staff("reviewer", two.area)
    for _ in range(2):
        open_again(user=other.user, waiting=first, why="check")
    before = actions()
    with pytest.raises(EnoughForToday):
        open_again(user=other.user, waiting=second, why="check")
    assert actions() == before
    open_again(user=reader, waiting=second, why="undo")  # she has opened it today anyway
    page = other.post(
        reverse("reading_room:again", args=[second.pk]), {"open": "1", "why": "missed"}
    )
    assert page.headers["Location"] == reverse("reading_room:enough", args=[two.area_id])


# -- hand-over


def test_a_batch_goes_to_a_colleague_with_a_note_and_a_line(
    two: ReviewBatch, reader: User, staff: Staff
) -> None:
    colleague = staff("reviewer", two.area).user
    first = rows(two)[0]
    complete_review(user=reader, waiting=first, spans={}, level=0)
    assert hand_over_batch(user=reader, batch=two, to=colleague, note="One is long.") == 1
    theirs = ReviewBatch.objects.get(opened_by=colleague)
    assert [note.note for note in notes_of(theirs)] == ["One is long."]
    assert rows(two) == [first]  # the old batch still says who read it
    assert actions()[-1] == "handed over batch"
    open_waiting(user=colleague, waiting=rows(theirs)[0])
    with pytest.raises(PermissionDenied):
        open_waiting(user=reader, waiting=rows(theirs)[0])


def test_a_batch_goes_to_nobody_who_may_not_read_there(
    two: ReviewBatch, reader: User, staff: Staff, other_area: object
) -> None:
    gone = staff("reviewer", two.area).user
    RoleHolding.objects.filter(user=gone).delete()
    for person in (reader, gone, staff("reviewer", other_area).user):
        with pytest.raises(ValueError, match="somebody who reads in its area"):
            hand_over_batch(user=reader, batch=two, to=person)
    second = staff("reviewer", two.area).user
    with pytest.raises(PermissionDenied):
        hand_over_batch(user=second, batch=two, to=reader)
    with pytest.raises(PermissionDenied):
        hand_back_batch(user=second, batch=two)
    assert len(rows(two)) == 2


def test_a_note_reaches_whoever_reads_next_and_goes_with_the_last_of_them(
    two: ReviewBatch, reader: User, staff: Staff
) -> None:
    complete_review(user=reader, waiting=rows(two)[0], spans={}, level=0)
    assert hand_back_batch(user=reader, batch=two, note="Take a breath first.") == 1
    assert WaitingResponse.objects.get(status="waiting").batch is None
    colleague = staff("reviewer", two.area).user
    theirs = open_batch(user=colleague, area=two.area)
    assert theirs is not None
    assert [note.note for note in notes_of(theirs)] == ["Take a breath first."]
    sweep_now()
    assert HandOver.objects.exists()
    complete_review(user=colleague, waiting=rows(theirs)[0], spans={}, level=0)
    sweep_now()
    assert not HandOver.objects.exists()


# -- screens


@pytest.mark.pages
def test_the_screens_warn_fold_limit_and_offer_a_pause(
    staff: Staff, send: Send, one_form: Form
) -> None:
    area = one_form.consultation.area
    client, colleague = staff("reviewer", area), staff("reviewer", area).user
    for text in (URGENT, "you are a useless bitch", "Quiet words"):
        send(text)
    sweep_now()
    opened = client.post(reverse("reading_room:open_next", args=[area.pk]))
    shown = client.get(opened["Location"]).content.decode()
    assert "Abuse</span>" in shown
    assert "Opened today: 0 of 40." in shown
    batch = ReviewBatch.objects.get()
    item = reverse("reading_room:item", args=[batch.pk, rows(batch)[0].pk])
    page = client.get(item).content.decode()
    assert '<details class="reading-room__fold" data-fold>' in page
    assert page.index("<summary") < page.index("kill me tonight")
    pause = client.get(reverse("reading_room:pause", args=[batch.pk])).content.decode()
    assert "Take a moment before you go on" in pause
    RoomRules.objects.create(area=area, most_a_day=1, debrief="Ring Mo <b>on</b> 5533.")
    other = reverse("reading_room:item", args=[batch.pk, rows(batch)[1].pk])
    enough = client.get(other, follow=True).content.decode()
    assert "That is enough for today" in enough
    assert "Ring Mo &lt;b&gt;on" in enough
    hand_over = reverse("reading_room:hand_over", args=[batch.pk])
    wrong = client.post(hand_over, {"to": "999999", "note": "Mind the second."})
    assert "may not read here any more" in wrong.content.decode()
    assert "Mind the second." in wrong.content.decode()
    assert client.post(hand_over, {"to": colleague.pk, "note": ""}).status_code == 302
    assert batch_of(rows(ReviewBatch.objects.get(opened_by=colleague))[0]).opened_by == colleague


def test_a_pause_is_offered_after_what_is_hard(two: ReviewBatch) -> None:
    urgent, sworn = rows(two)
    assert is_hard(urgent, CueLevel.CONCERN)
    assert is_hard(sworn, CueLevel.URGENT)
    assert not is_hard(urgent, CueLevel.NONE)  # the reader knows better than the cues
    assert not is_hard(sworn, CueLevel.CONCERN)


def test_abuse_at_a_person_is_hard_whatever_it_means_for_safety(two: ReviewBatch) -> None:
    sworn = rows(two)[1]
    sworn.content_flags = ["abuse_at_person"]
    assert is_hard(sworn, CueLevel.NONE)
