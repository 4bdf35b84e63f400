"""Opening, reading and handing back: who may, once, and with a line in the audit log each time."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditLine, User
from feedback.models import Answer, Form, Response
from feedback.redaction import Span
from feedback.review.models import (
    CueLevel,
    Redaction,
    ReviewBatch,
    SafeguardingCase,
    WaitingResponse,
)
from feedback.review.permissions import user_can_decide, user_can_review
from feedback.review.selectors import items_of, queues_for
from feedback.review.services import (
    AlreadyRead,
    TakenBack,
    complete_review,
    open_batch,
    open_waiting,
)
from feedback.review.unsealing import CannotBeOpened
from feedback.services import withdraw
from feedback.slips import find_slip
from tests.feedback.review.conftest import Send, actions, first_key, sweep_now

Opened = Callable[..., WaitingResponse]
Staff = Callable[..., Any]
URGENT = "he said he will kill me tonight"


def take_back(code: str) -> None:
    found = find_slip(code)
    assert found is not None
    withdraw(found[0])


def store(user: User, waiting: WaitingResponse, *spans: Span, level: int = 0) -> Response:
    key = first_key(waiting.version.form)
    return complete_review(user=user, waiting=waiting, spans={key: spans}, level=level)


# -- who may


@pytest.mark.parametrize(
    ("role", "reads", "decides"),
    [
        ("reviewer", True, False),
        ("safeguarding_lead", True, True),
        ("editor", False, False),
        ("facilitator", False, False),
        ("second_coder", False, False),
        ("panel_coordinator", False, False),
        ("finance", False, False),
        ("auditor", False, False),
        ("administrator", False, False),
    ],
)
def test_who_may_read_and_who_decides(
    role: str, reads: bool, decides: bool, staff: Staff, area: Any, other_area: Any
) -> None:
    user = staff(role, area).user
    assert user_can_review(user, area) is reads
    assert user_can_decide(user, area) is decides
    assert not user_can_review(user, other_area)
    assert not user_can_decide(user, other_area)


# -- opening a batch


def test_a_batch_takes_urgent_ones_first(send: Send, reader: User, one_form: Form) -> None:
    for number in range(11):
        send(f"The bus was late {number}")
    send(URGENT)
    sweep_now()
    batch = open_batch(user=reader, area=one_form.consultation.area)
    rows = WaitingResponse.objects.filter(batch=batch)
    assert rows.count() == 10
    assert rows.filter(cue_level=CueLevel.URGENT).count() == 1
    assert actions() == ["opened batch"]
    assert AuditLine.objects.get().subject == str(batch and batch.pk)


def test_of_two_urgent_ones_that_with_more_points_comes_first(
    send: Send, reader: User, one_form: Form
) -> None:
    for _ in range(3):
        send(URGENT)
    send("The bus was late.")
    sweep_now()
    rows = list(WaitingResponse.objects.filter(cue_level=CueLevel.URGENT))
    for points, row in zip((-40, 250, 30), rows, strict=True):
        WaitingResponse.objects.filter(pk=row.pk).update(cue_points=points)
    batch = open_batch(user=reader, area=one_form.consultation.area, size=2)
    assert batch is not None
    assert [row.cue_points for row in items_of(batch)] == [250, 30]


def test_without_a_cue_no_points_are_kept(send: Send) -> None:
    send("The bus was late.")
    send(URGENT)
    sweep_now()
    points = dict(WaitingResponse.objects.values_list("cue_level", "cue_points"))
    assert points[0] == 0
    assert points[2] != 0


def test_a_batch_that_is_not_finished_comes_again(opened: Opened, send: Send, reader: User) -> None:
    waiting = opened()
    send("Another")
    sweep_now()
    assert open_batch(user=reader, area=waiting.area) == waiting.batch
    assert ReviewBatch.objects.count() == 1


def test_no_batch_is_made_of_nothing(reader: User, one_form: Form) -> None:
    assert open_batch(user=reader, area=one_form.consultation.area) is None
    assert not ReviewBatch.objects.exists()
    assert actions() == []


def test_nobody_opens_a_batch_elsewhere(
    send: Send, staff: Staff, other_area: Any, one_form: Form
) -> None:
    send()
    sweep_now()
    stranger = staff("reviewer", other_area).user
    with pytest.raises(PermissionDenied):
        open_batch(user=stranger, area=one_form.consultation.area)
    assert not ReviewBatch.objects.exists()


def test_two_readers_never_hold_the_same_response(
    opened: Opened, staff: Staff, reader: User
) -> None:
    waiting = opened()
    second = staff("reviewer", waiting.area).user
    assert open_batch(user=second, area=waiting.area) is None


# -- unsealing


def test_each_unsealing_leaves_one_line(opened: Opened, reader: User) -> None:
    waiting = opened("Canary words")
    payload = open_waiting(user=reader, waiting=waiting)
    assert "Canary words" in [answer.text for answer in payload.answers.values()]
    assert actions() == ["opened batch", "opened response"]
    line = AuditLine.objects.get(action="opened response")
    assert line.subject == str(waiting.batch_id)


def test_an_unsealing_that_fails_leaves_one_line_and_no_words(
    opened: Opened, reader: User, settings: Any, tmp_path: Any
) -> None:
    waiting = opened("Canary words")
    settings.INTAKE_KEYS_DIR = tmp_path / "elsewhere"
    with pytest.raises(CannotBeOpened) as error:
        open_waiting(user=reader, waiting=waiting)
    assert actions() == ["opened batch", "opened response"]
    assert "Canary" not in repr(error.value)
    assert error.value.__context__ is None


def test_words_taken_back_are_not_opened(send: Send, reader: User, one_form: Form) -> None:
    code = send()
    sweep_now()
    open_batch(user=reader, area=one_form.consultation.area)
    waiting = WaitingResponse.objects.get()
    take_back(code)
    with pytest.raises(TakenBack):
        open_waiting(user=reader, waiting=waiting)
    with pytest.raises(TakenBack):
        store(reader, waiting)
    assert not Response.objects.exists()
    assert actions() == ["opened batch"]


def test_words_taken_back_join_no_batch_and_no_count(
    send: Send, reader: User, one_form: Form
) -> None:
    take_back(send())
    sweep_now()
    code = send("More words")
    sweep_now()
    take_back(code)
    assert open_batch(user=reader, area=one_form.consultation.area) is None
    assert [queue.to_read for queue in queues_for(reader)] == [0]


def test_nobody_opens_what_is_in_the_batch_of_another(opened: Opened, staff: Staff) -> None:
    waiting = opened()
    second = staff("reviewer", waiting.area).user
    with pytest.raises(PermissionDenied):
        open_waiting(user=second, waiting=waiting)
    with pytest.raises(PermissionDenied):
        store(second, waiting)
    assert actions() == ["opened batch"]


def test_nobody_opens_what_is_in_no_batch(send: Send, reader: User) -> None:
    send()
    sweep_now()
    with pytest.raises(PermissionDenied):
        open_waiting(user=reader, waiting=WaitingResponse.objects.get())


def test_a_reader_who_lost_her_role_opens_nothing(opened: Opened, reader: User) -> None:
    waiting = opened()
    reader.role_holdings.all().delete()
    with pytest.raises(PermissionDenied):
        open_waiting(user=User.objects.get(), waiting=waiting)  # as her next request reads her


# -- reading


def test_only_what_is_left_is_stored(opened: Opened, reader: User) -> None:
    waiting = opened("My worker Sarah rang", uses=["report"])
    response = store(reader, waiting, Span(10, 15, "STAFF_NAME", "staff"))
    waiting.refresh_from_db()
    assert Answer.objects.get().text == "My worker [name] rang"
    assert (waiting.status, waiting.response_id) == ("read", response.pk)
    assert (response.uses, response.channel) == (["report"], "web")
    assert actions()[-1] == "completed review"


def test_a_redaction_keeps_place_kind_reason_and_reader_but_no_words(
    opened: Opened, reader: User
) -> None:
    waiting = opened("My worker Sarah rang")
    store(reader, waiting, Span(10, 15, "STAFF_NAME", "staff"))
    row = Redaction.objects.values().get()
    assert (row["start"], row["end"], row["kind"], row["reason"]) == (10, 15, "STAFF_NAME", "staff")
    assert row["by_id"] == reader.pk
    assert "Sarah" not in json.dumps(row, default=str)


def test_spans_that_overlap_count_once(opened: Opened, reader: User) -> None:
    waiting = opened("My worker Sarah rang")
    store(reader, waiting, Span(10, 15, "PERSON", "other"), Span(3, 15, "PERSON", "other"))
    assert Answer.objects.get().text == "My [name] rang"
    assert Redaction.objects.count() == 1


@pytest.mark.parametrize(
    "span",
    [
        Span(10, 99, "PERSON", "other"),
        Span(5, 5, "PERSON", "other"),
        Span(-3, 2, "PERSON", "other"),
        Span(0, 2, "SPELL", "other"),
        Span(0, 2, "PERSON", "because"),
    ],
)
def test_a_span_that_does_not_fit_stores_nothing(opened: Opened, reader: User, span: Span) -> None:
    waiting = opened("Sarah rang")
    with pytest.raises(ValueError, match=r"^A span "):
        store(reader, waiting, span)
    waiting.refresh_from_db()
    assert waiting.status == "waiting"
    assert not Response.objects.exists()


def test_reading_twice_stores_once(opened: Opened, reader: User) -> None:
    waiting = opened("Sarah rang")
    first = store(reader, waiting, Span(0, 5, "PERSON", "other"))
    assert store(reader, waiting) == first
    assert Answer.objects.get().text == "[name] rang"
    assert actions().count("completed review") == 1


def test_what_was_read_is_not_opened_again(opened: Opened, reader: User) -> None:
    waiting = opened()
    store(reader, waiting)
    waiting.refresh_from_db()
    with pytest.raises(AlreadyRead):
        open_waiting(user=reader, waiting=waiting)


def test_a_second_person_does_not_complete_what_was_read(
    opened: Opened, reader: User, staff: Staff
) -> None:
    waiting = opened()
    store(reader, waiting)
    second = staff("reviewer", waiting.area).user
    with pytest.raises(PermissionDenied):
        store(second, waiting)
    assert Response.objects.count() == 1


def test_half_characters_and_nul_are_shown_as_unknown(opened: Opened, reader: User) -> None:
    waiting = opened("a\ud800b\0c\r\nd")
    payload = open_waiting(user=reader, waiting=waiting)
    assert next(iter(payload.answers.values())).text == "a\ufffdb\ufffdc\nd"


# -- safeguarding


@pytest.mark.parametrize("level", [CueLevel.CONCERN, CueLevel.URGENT])
def test_a_concern_of_the_reader_opens_a_case(opened: Opened, reader: User, level: int) -> None:
    store(reader, opened(), level=level)
    case = SafeguardingCase.objects.get()
    assert (case.level, case.marked_by) == (level, reader)


def test_no_concern_opens_no_case(opened: Opened, reader: User) -> None:
    store(reader, opened())
    assert not SafeguardingCase.objects.exists()


def test_a_reader_does_not_close_a_case_that_cues_opened(opened: Opened, reader: User) -> None:
    waiting = opened(URGENT)
    since = SafeguardingCase.objects.get().opened_at
    store(reader, waiting, level=CueLevel.NONE)
    case = SafeguardingCase.objects.get()
    assert (case.level, case.marked_by, case.decided_at) == (CueLevel.NONE, reader, None)
    assert case.opened_at == since
