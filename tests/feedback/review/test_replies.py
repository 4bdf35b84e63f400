"""Replies: two people of the area, and then her receipt alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User
from feedback.intake.models import ReceiptSlip
from feedback.models import Form
from feedback.review.models import SafeguardingCase, WaitingResponse
from feedback.review.replies import services
from feedback.review.replies.models import Reply
from feedback.review.replies.selectors import may_hear, replies_for
from feedback.review.services import TakenBack
from feedback.services import withdraw
from feedback.slips import open_slip
from tests.feedback.holding import Holder, one_form, read, reader
from tests.feedback.review.conftest import actions, sweep_now

__all__ = ["one_form", "read", "reader"]
Staff = Callable[..., Any]
Read = Callable[..., Holder]
WORDS = "Thank you. The centre has a new door bell."


@pytest.fixture
def second(staff: Staff, one_form: Form) -> User:
    """A facilitator of the same area."""
    user = staff("facilitator", one_form.consultation.area).user
    assert isinstance(user, User)
    return user


def write(user: User, her: Holder, words: str = WORDS) -> Reply:
    return services.write_reply(user=user, response=her.response, words=words, language="en-gb")


def told(her: Holder) -> list[str]:
    part = open_slip(her.slip, her.words).get("reply", {"replies": []})
    return [reply["words"] for reply in part["replies"]]


def test_it_is_sent_by_a_second_person_and_opens_with_her_words_alone(
    read: Read, reader: User, second: User
) -> None:
    her = read()
    reply = services.hand_over(user=reader, reply=write(reader, her))
    sweep_now()
    assert told(her) == []
    services.send_reply(user=second, reply=reply, seen=WORDS)
    sweep_now()
    assert told(her) == [WORDS]
    assert WORDS.encode() not in bytes(ReceiptSlip.objects.get().reply or b"")
    assert actions()[-3:] == ["wrote reply", "handed over reply", "sent reply"]


@pytest.mark.parametrize("state", ["draft", "ready"])
def test_nobody_sends_her_own(read: Read, reader: User, state: str) -> None:
    reply = write(reader, read())
    if state == "ready":
        services.hand_over(user=reader, reply=reply)
    with pytest.raises(services.NeedsSecondPerson):
        services.send_reply(user=reader, reply=reply, seen=WORDS)
    reply.refresh_from_db()
    assert reply.state == state


def test_a_draft_is_not_sent_by_the_second_person(read: Read, reader: User, second: User) -> None:
    with pytest.raises(services.NeedsSecondPerson):
        services.send_reply(user=second, reply=write(reader, read()), seen=WORDS)


def test_who_changes_the_words_can_not_send_them(read: Read, reader: User, second: User) -> None:
    reply = services.hand_over(user=reader, reply=write(reader, read()))
    services.change_reply(user=second, reply=reply, words="Other words.", language="en-gb")
    services.hand_over(user=second, reply=reply)
    with pytest.raises(services.NeedsSecondPerson):
        services.send_reply(user=second, reply=reply, seen="Other words.")
    services.send_reply(user=reader, reply=reply, seen="Other words.")


def test_words_that_were_changed_since_are_not_sent(read: Read, reader: User, second: User) -> None:
    reply = services.hand_over(user=reader, reply=write(reader, read()))
    with pytest.raises(ValueError, match="changed"):
        services.send_reply(user=second, reply=reply, seen="What she saw before.")
    services.send_reply(user=second, reply=reply, seen=WORDS)
    with pytest.raises(services.AlreadySent):
        services.change_reply(user=reader, reply=reply, words="x", language="en-gb")
    with pytest.raises(services.AlreadySent):
        services.throw_away(user=reader, reply=reply)


@pytest.mark.parametrize(
    ("role", "with_case"),
    [("safeguarding_lead", True), ("reviewer", True), ("safeguarding_lead", False)],
)
def test_the_lead_alone_sends_at_once_where_there_is_a_case(
    read: Read, staff: Staff, one_form: Form, role: str, with_case: bool
) -> None:
    her = read()
    if with_case:
        waiting = WaitingResponse.objects.get()
        SafeguardingCase.objects.create(
            waiting=waiting,
            level=2,
            opened_at="2026-11-25T10:00:00+00:00",
            running_since="2026-11-25T10:00:00+00:00",
        )
    user = staff(role, one_form.consultation.area).user
    reply = write(user, her)
    if role == "safeguarding_lead" and with_case:
        services.send_reply(user=user, reply=reply, seen=WORDS)
        assert actions()[-1] == "sent reply alone"
    else:
        with pytest.raises(services.NeedsSecondPerson):
            services.send_reply(user=user, reply=reply, seen=WORDS)


@pytest.mark.parametrize("role", ["editor", "second_coder", "auditor", "administrator"])
def test_other_roles_may_not(read: Read, staff: Staff, one_form: Form, role: str) -> None:
    her = read()
    client = staff(role, one_form.consultation.area)
    with pytest.raises(PermissionDenied):
        write(client.user, her)
    assert client.get(reverse("replies:replies")).status_code in {302, 403}
    assert not Reply.objects.exists()


def test_nor_the_same_role_elsewhere(
    read: Read, reader: User, staff: Staff, other_area: Any
) -> None:
    her = read()
    reply = services.hand_over(user=reader, reply=write(reader, her))
    stranger = staff("reviewer", other_area)
    with pytest.raises(PermissionDenied):
        services.send_reply(user=stranger.user, reply=reply, seen=WORDS)
    assert stranger.get(reverse("replies:reply", args=[reply.pk])).status_code == 404
    assert stranger.get(reverse("replies:write", args=[her.response.pk])).status_code == 404


@pytest.mark.parametrize("words", ["", "  \n", "x" * (services.LONGEST + 1), "a\0b"])
def test_words_that_are_none_or_too_many_are_refused(read: Read, reader: User, words: str) -> None:
    with pytest.raises(ValueError, match="words"):
        write(reader, read(), words)


def test_words_taken_back_take_the_reply_with_them(read: Read, reader: User, second: User) -> None:
    her = read()
    reply = services.hand_over(user=reader, reply=write(reader, her))
    response = her.response
    withdraw(her.slip)
    assert not may_hear(reader).exists()
    assert not replies_for(reader).exists()
    with pytest.raises(TakenBack):
        services.send_reply(user=second, reply=reply, seen=WORDS)
    with pytest.raises(TakenBack):
        services.write_reply(user=reader, response=response, words="x", language="en-gb")
    sweep_now()
    assert not Reply.objects.exists()


def test_the_way_through_the_screens(read: Read, reader: User, second: User) -> None:
    from tests.fixtures.story import log_in

    her = read()
    first, other = log_in(reader), log_in(second)
    assert "my own words" in first.get(reverse("replies:replies")).content.decode()
    address = reverse("replies:write", args=[her.response.pk])
    empty = first.post(address, {"words": "", "language": "en-gb", "go": "ready"})
    assert "Write the reply." in empty.content.decode()
    first.post(address, {"words": "Ring 07700 900123", "language": "en-gb", "go": "ready"})
    reply = Reply.objects.get()
    page = reverse("replies:reply", args=[reply.pk])
    assert "Send it" not in first.get(page).content.decode()
    seen = other.get(page).content.decode()
    assert "Send it" in seen
    assert "<b>07700 900123</b>" in seen
    other.post(page, {"go": "back", "note": "Leave the number out."})
    assert "Leave the number out." in first.get(page).content.decode()
    first.post(page, {"words": f"{WORDS}\r\nBye.", "language": "en-gb", "go": "ready"})
    assert first.post(page, {"go": "send", "seen": f"{WORDS}\nBye."}).status_code == 302
    reply.refresh_from_db()
    assert reply.state == "ready"
    other.post(page, {"go": "send", "seen": f"{WORDS}\r\nBye."})
    sweep_now()
    assert told(her) == [f"{WORDS}\nBye."]
    sent = first.get(page).content.decode()
    assert "Nobody can see whether she has opened it" in sent
    assert "Change the words" not in sent


def test_her_page_shows_it_behind_a_second_press(read: Read, reader: User, second: User) -> None:
    her = read()
    her.press("look")
    assert "A message for you" not in her.text
    assert "Open a message" not in her.text
    reply = services.hand_over(user=reader, reply=write(reader, her, "<b>Hello</b>"))
    services.send_reply(user=second, reply=reply, seen="<b>Hello</b>")
    sweep_now()
    her.press("look")
    assert "Open a message for you" in her.text
    assert "Hello" not in her.text
    her.press("replies")
    assert "&lt;b&gt;Hello&lt;/b&gt;" in her.text
    assert str(second) not in her.text
    assert str(reader) not in her.text
    her.client.post("/leave/", {"visit": her.visit})
    for go in ("replies", "look", "why"):
        her.press(go)
        assert "Hello" not in her.text
        assert "What are your six words?" in her.text
