"""What looks automatic waits for a person: out of the queue, never thrown away by a machine."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import AuditLine, User
from feedback.models import Form
from feedback.payload import Payload
from feedback.review.models import SafeguardingCase, WaitingResponse
from feedback.review.quarantine import discard, held_because, open_held, put_back, release
from feedback.review.selectors import discarded_for, held_for, queues_for, waiting_count
from feedback.review.services import AlreadyRead, TakenBack, open_batch
from feedback.services import withdraw
from feedback.slips import find_slip
from tests.factories.feedback import make_payload
from tests.feedback.review.conftest import Send, actions, sweep_now
from tests.fixtures.story import StaffClient

URGENT = "he said he will kill me tonight"
CONCERN = "years ago he said he will kill me"
ALL = WaitingResponse.objects.all
HELD = "/manage/reading-room/held/"


@pytest.fixture
def held(send: Send) -> Callable[..., WaitingResponse]:
    """held("words") is one that is held back."""

    def make(text: str = "Buy now", flags: tuple[str, ...] = ("honeypot",)) -> WaitingResponse:
        before = set(ALL().values_list("pk", flat=True))
        send(text, flags=list(flags))
        sweep_now()
        return ALL().exclude(pk__in=before).get()

    return make


@pytest.fixture
def client(staff: Callable[..., StaffClient], one_form: Form) -> StaffClient:
    return staff("reviewer", one_form.consultation.area)


def test_it_is_out_of_the_queue_and_counted(
    held: Callable[..., WaitingResponse], reader: User, one_form: Form
) -> None:
    waiting = held("Buy now", ("fast", "honeypot"))
    assert waiting.held_because == "honeypot fast"
    assert open_batch(user=reader, area=one_form.consultation.area) is None
    assert [queue.to_read for queue in queues_for(reader)] == [0]
    assert list(held_for(reader)) == [waiting]
    assert waiting_count(one_form.consultation) == 1  # nobody has read it: no pack can be signed


def test_a_report_says_how_many(send: Send) -> None:
    send("Buy now", flags=["flood"])
    send()
    report = sweep_now()
    assert (report.taken_in, report.held) == (2, 1)


def test_an_urgent_cue_beats_every_flag(
    held: Callable[..., WaitingResponse], reader: User, one_form: Form
) -> None:
    waiting = held(URGENT, ("honeypot", "fast", "flood"))
    assert waiting.held_because == ""
    assert SafeguardingCase.objects.filter(waiting=waiting).exists()
    assert open_batch(user=reader, area=one_form.consultation.area) is not None


@pytest.mark.parametrize("flags", [[], ["nonsense"], ["HONEYPOT"]])
def test_no_known_flag_holds_nothing_back(send: Send, reader: User, flags: list[str]) -> None:
    send(flags=flags)
    sweep_now()
    assert not held_for(reader).exists()


def test_a_payload_of_before_has_no_flags(one_form: Form) -> None:
    old = make_payload(one_form).to_bytes().replace(b'"flags": [], ', b"")
    assert b"flags" not in old
    assert held_because(Payload.from_bytes(old), 0) == ""


def test_a_concern_leads_the_list(held: Callable[..., WaitingResponse], reader: User) -> None:
    held("Buy now")
    concern = held(CONCERN)
    assert concern.cue_level == 1
    assert next(iter(held_for(reader))) == concern


def test_released_it_is_read_as_any_other(
    held: Callable[..., WaitingResponse], reader: User, one_form: Form
) -> None:
    waiting = held()
    assert release(user=reader, rows=ALL()) == 1
    batch = open_batch(user=reader, area=one_form.consultation.area)
    assert list(ALL().filter(batch=batch)) == [waiting]
    line = AuditLine.objects.get(action="released held responses")
    assert line.subject == f"1 in area {one_form.consultation.area.slug}"


def test_releasing_leaves_the_others(held: Callable[..., WaitingResponse], reader: User) -> None:
    first, second = held(), held()
    assert release(user=reader, rows=ALL().filter(pk=first.pk)) == 1
    assert list(held_for(reader)) == [second]


def test_discarding_needs_a_reason_and_keeps_the_words_sealed(
    held: Callable[..., WaitingResponse], reader: User
) -> None:
    waiting = held()
    for reason in ("", "nonsense"):
        with pytest.raises(ValueError, match="why"):
            discard(user=reader, rows=ALL(), reason=reason)
    assert discard(user=reader, rows=ALL(), reason="machine") == 1
    row = ALL().get()
    assert bytes(row.sealed) == bytes(waiting.sealed)
    assert not held_for(reader).exists()
    assert actions() == ["discarded held responses: machine"]


def test_discarded_by_mistake_it_comes_back(
    held: Callable[..., WaitingResponse], reader: User, one_form: Form
) -> None:
    held()
    discard(user=reader, rows=ALL(), reason="test")
    assert open_batch(user=reader, area=one_form.consultation.area) is None
    assert put_back(user=reader, rows=ALL()) == 1
    assert open_batch(user=reader, area=one_form.consultation.area) is not None


def test_a_sweep_never_discards_nor_holds_twice(
    held: Callable[..., WaitingResponse], reader: User
) -> None:
    held()
    release(user=reader, rows=ALL())
    sweep_now()
    assert ALL().get().held_because == ""
    assert ALL().get().status == WaitingResponse.Status.WAITING


def test_nothing_of_another_area_moves(
    held: Callable[..., WaitingResponse], staff: Callable[..., StaffClient], other_area: Any
) -> None:
    waiting = held()
    stranger = staff("reviewer", other_area)
    assert release(user=stranger.user, rows=ALL()) == 0
    assert discard(user=stranger.user, rows=ALL(), reason="test") == 0
    assert put_back(user=stranger.user, rows=ALL()) == 0
    with pytest.raises(PermissionDenied):
        open_held(user=stranger.user, waiting=waiting)
    assert stranger.get(f"{HELD}{waiting.pk}/").status_code == 404
    assert actions() == []


@pytest.mark.parametrize("role", ["editor", "facilitator", "auditor"])
def test_only_readers_see_it(role: str, staff: Callable[..., StaffClient], area: Any) -> None:
    assert staff(role, area).get(HELD).status_code == 302


def test_taken_back_nobody_looks_at_it(send: Send, reader: User) -> None:
    code = send("Buy now", flags=["fast"])
    sweep_now()
    waiting = ALL().get()
    found = find_slip(code)
    assert found is not None
    withdraw(found[0])
    with pytest.raises(TakenBack):
        open_held(user=reader, waiting=waiting)
    assert not held_for(reader).exists()
    assert release(user=reader, rows=ALL()) == 0
    sweep_now()
    assert not ALL().exists()


def test_each_look_leaves_a_line(held: Callable[..., WaitingResponse], reader: User) -> None:
    waiting = held("Buy Zanzibar")
    payload = open_held(user=reader, waiting=waiting)
    assert [answer.text for answer in payload.answers.values()] == ["Buy Zanzibar"]
    assert actions() == ["opened held response"]
    release(user=reader, rows=ALL())
    with pytest.raises(AlreadyRead):
        open_held(user=reader, waiting=ALL().select_related("area").get())


# -- screens


def test_the_queue_and_the_first_screen_say_how_many(
    held: Callable[..., WaitingResponse], client: StaffClient
) -> None:
    page = client.get(reverse("reading_room:queue")).content.decode()
    assert "Held back" not in page
    held()
    page = client.get(reverse("reading_room:queue")).content.decode()
    assert "Held back: may be automatic: 1 response" in page
    assert "1 held back: may be automatic" in client.get("/manage/").content.decode()


def test_the_list_shows_why_and_no_words(
    held: Callable[..., WaitingResponse], client: StaffClient
) -> None:
    held("Buy Zanzibar", ("flood",))
    page = client.get(HELD).content.decode()
    assert "Far more was sent than usual" in page
    assert "Zanzibar" not in page
    assert actions() == []


def test_one_is_looked_at_with_its_words_escaped(
    held: Callable[..., WaitingResponse], client: StaffClient
) -> None:
    waiting = held("<script>alert(1)</script> Zanzibar")
    page = client.get(f"{HELD}{waiting.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Zanzibar" in page


def test_ticked_ones_are_released(
    held: Callable[..., WaitingResponse], client: StaffClient
) -> None:
    first, second = held(), held()
    client.post(HELD, {"pick": [str(first.pk)], "go": "release"})
    assert set(held_for(client.user)) == {second}


def test_all_are_released_at_once(
    held: Callable[..., WaitingResponse], client: StaffClient
) -> None:
    held()
    held()
    client.post(HELD, {"all": "on", "go": "release"})
    assert not held_for(client.user).exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"go": "release"}, "Tick at least one."),
        ({"go": "release", "pick": "nonsense"}, "Tick at least one."),
        ({"go": "discard", "all": "on"}, "choose why"),
        ({"go": "discard", "all": "on", "reason": "nonsense"}, "choose why"),
        ({"go": "nonsense", "all": "on"}, "choose why"),
    ],
)
def test_a_mistake_changes_nothing(
    held: Callable[..., WaitingResponse], client: StaffClient, data: dict[str, str], said: str
) -> None:
    held()
    assert said in client.post(HELD, data).content.decode()
    assert held_for(client.user).count() == 1


def test_a_mistake_keeps_what_was_ticked_and_chosen(
    held: Callable[..., WaitingResponse], client: StaffClient
) -> None:
    waiting = held()
    page = client.post(HELD, {"pick": str(waiting.pk), "go": "discard"}).content.decode()
    assert f'value="{waiting.pk}" aria-label="Response 1" checked' in page


def test_discarded_ones_stand_below_and_are_put_back(
    held: Callable[..., WaitingResponse], client: StaffClient
) -> None:
    waiting = held()
    client.post(HELD, {"pick": str(waiting.pk), "go": "discard", "reason": "advert"})
    assert list(discarded_for(client.user)) == [waiting]
    assert "Put back into the queue" in client.get(HELD).content.decode()
    client.post(HELD, {"pick": str(waiting.pk), "go": "put-back"})
    assert not discarded_for(client.user).exists()
    assert [queue.to_read for queue in queues_for(client.user)] == [1]


def test_what_is_not_held_back_can_not_be_discarded(send: Send, client: StaffClient) -> None:
    send()
    sweep_now()
    client.post(HELD, {"all": "on", "go": "discard", "reason": "machine"})
    assert ALL().get().status == WaitingResponse.Status.WAITING


def test_two_at_once_move_it_once(held: Callable[..., WaitingResponse], reader: User) -> None:
    held()
    assert [release(user=reader, rows=ALL()) for _ in range(2)] == [1, 0]
    assert actions() == ["released held responses"]


def test_what_was_discarded_can_be_found_again(
    held: Callable[..., WaitingResponse], client: StaffClient
) -> None:
    """Also where nothing is held back any more."""
    link = f'href="{HELD}"'
    assert link not in client.get(reverse("reading_room:queue")).content.decode()
    held()
    discard(user=client.user, rows=ALL(), reason="test")
    assert link in client.get(reverse("reading_room:queue")).content.decode()
