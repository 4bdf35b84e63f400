"""The one door to a member: her channel, her hours, neutral words, and never twice."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.core.management import call_command

from accounts.roles import Role
from consultations.panels.models import Membership, Message, OneTimeCode, Panel, PanelMember
from consultations.panels.people.codes import make_code, use_code
from consultations.panels.people.profile import identity_of, store
from consultations.panels.people.reaching import Way, way_now
from consultations.panels.people.records import Channel, Part, SafeContact
from consultations.panels.people.sending import (
    MemberIsGone,
    deliver,
    deliver_waiting,
    note_done,
    send_again,
    send_to_member,
)
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.accounts import make_staff
from tests.house.paths import files, name

State = Message.State
LONDON = ZoneInfo("Europe/London")
TUESDAY_TEN = datetime(2026, 12, 1, 10, 0, tzinfo=LONDON)
TUESDAY_EIGHT_PM = datetime(2026, 12, 1, 20, 0, tzinfo=LONDON)
WEDNESDAY_TEN = datetime(2026, 12, 2, 10, 0, tzinfo=LONDON)


def tell(her: PanelMember, key: str = "news") -> Message:
    """Told, in a test that commits nothing: what a commit would do is done here."""
    message = send_to_member(
        member=her, key=key, title="Session on probation", text="We meet at the women’s centre."
    )
    deliver_waiting()
    message.refresh_from_db()
    return message


@pytest.mark.parametrize(
    ("contact", "at", "state"),
    [
        (SafeContact(Channel.EMAIL, [], 9, 18), TUESDAY_TEN, State.SENT),
        (SafeContact(Channel.EMAIL, [], 9, 18), TUESDAY_EIGHT_PM, State.WAITING),
        (SafeContact(Channel.EMAIL, [], 9, 20), TUESDAY_EIGHT_PM, State.WAITING),
        (SafeContact(Channel.EMAIL, [], 9, 9), TUESDAY_EIGHT_PM, State.SENT),
        (SafeContact(Channel.EMAIL, [2], 9, 18), TUESDAY_TEN, State.WAITING),
        (SafeContact(Channel.EMAIL, [2], 9, 18), WEDNESDAY_TEN, State.SENT),
        (SafeContact(Channel.LETTER), TUESDAY_TEN, State.WAITING),
        (SafeContact(Channel.PHONE), TUESDAY_TEN, State.WAITING),
        (SafeContact(Channel.TEXT), TUESDAY_TEN, State.WAITING),
    ],
)
def test_a_message_keeps_to_her_channel_days_and_hours(
    her: PanelMember, contact: SafeContact, at: datetime, state: str
) -> None:
    store(member=her, part=Part.CONTACT, told=contact)
    with time_machine.travel(at, tick=False):
        assert tell(her).state == state
    assert len(mail.outbox) == (state == State.SENT)


def test_what_waited_goes_when_her_hours_begin(her: PanelMember) -> None:
    store(member=her, part=Part.CONTACT, told=SafeContact(Channel.EMAIL, [2], 9, 18))
    with time_machine.travel(TUESDAY_TEN, tick=False):
        tell(her)
        assert deliver_waiting() == 0
    with time_machine.travel(WEDNESDAY_TEN, tick=False):
        assert deliver_waiting() == 1
        assert deliver_waiting() == 0
    assert len(mail.outbox) == 1


def test_who_chose_letters_meanwhile_gets_no_mail(her: PanelMember) -> None:
    message = send_to_member(member=her, key="k", title="News", text="Text")
    store(member=her, part=Part.CONTACT, told=SafeContact(Channel.LETTER))
    deliver_waiting()
    assert way_now(message) == Way.BY_HAND
    assert not mail.outbox


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_mail_says_nothing_that_anybody_else_may_not_read(
    her: PanelMember, settings: Any, language: str
) -> None:
    settings.OPERATOR_NAME = "Women and Justice Trust"
    her.language = language
    her.save()
    tell(her)
    sent = mail.outbox[0]
    said = f"{sent.subject} {sent.body} {sent.from_email}".casefold()
    place = her.memberships.get().panel
    for word in (
        *("probation", "women", "justice", "centre", "session", "alongside", "panel member"),
        *(her.chosen_name.casefold(), place.name.casefold(), "penhallow"),
    ):
        assert word not in said
    assert sent.from_email == settings.DEFAULT_FROM_EMAIL
    assert her.user is not None
    assert sent.to == [identity_of(her).email]


def test_the_same_key_is_sent_once(her: PanelMember) -> None:
    first = tell(her)
    assert tell(her).pk == first.pk
    assert tell(her, "another").pk != first.pk
    assert len(mail.outbox) == 2


def test_two_processes_send_once(her: PanelMember) -> None:
    message = send_to_member(member=her, key="k", title="News", text="Text")
    as_another_saw_it = Message.objects.get(pk=message.pk)
    assert deliver(message)
    assert not deliver(as_another_saw_it)
    assert len(mail.outbox) == 1


def test_what_could_not_be_sent_is_shown_and_tried_when_told_to(
    panel: Panel, her: PanelMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: EmailMessage, fail_silently: bool = False) -> int:
        raise OSError("her@example.org: no such box")

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", broken)
        message = tell(her)
    assert message.state == State.FAILED
    send_again(user=panel.coordinator, message=message)
    deliver_waiting()
    message.refresh_from_db()
    assert message.state == State.SENT
    send_again(user=panel.coordinator, message=message)
    message.refresh_from_db()
    assert message.state == State.SENT


def test_nobody_is_written_to_on_a_break_or_after_leaving(panel: Panel, her: PanelMember) -> None:
    Membership.objects.update(state=Membership.State.ON_BREAK)
    assert way_now(tell(her)) == Way.LATER
    Membership.objects.update(state=Membership.State.LEFT)
    with pytest.raises(MemberIsGone):
        tell(her, "later")
    assert not mail.outbox


def test_done_by_hand_is_noted_by_her_coordinator_alone(
    panel: Panel, her: PanelMember, other_area: Area
) -> None:
    store(member=her, part=Part.CONTACT, told=SafeContact(Channel.PHONE))
    message = tell(her)
    for stranger in (make_staff(Role.PANEL_COORDINATOR, other_area), her.user):
        for act in (note_done, send_again):
            with pytest.raises(PermissionDenied):
                act(user=stranger, message=message)
    note_done(user=panel.coordinator, message=message)
    note_done(user=panel.coordinator, message=message)
    message.refresh_from_db()
    assert message.state == State.DONE


MAILS = re.compile(r"django\.core\.mail|smtplib|\bsend_mail\b|\bEmailMessage\b|email_user")
DOOR = "consultations/panels/people/sending.py"


def test_there_is_no_other_door_to_a_member() -> None:
    panels = [path for path in files(".py") if "consultations/panels/" in name(path)]
    assert {name(path) for path in panels if MAILS.search(path.read_text())} == {DOOR}


@pytest.mark.parametrize(
    "line", ["from django.core.mail import send_mail", "user.email_user('x')", "import smtplib"]
)
def test_the_rule_sees_another_door(line: str) -> None:
    assert MAILS.search(line)


def test_a_member_who_joins_is_welcome(panel: Panel) -> None:
    assert tell(joined(panel)).state == State.SENT


def test_old_messages_and_dead_codes_go(her: PanelMember, panel: Panel) -> None:
    with time_machine.travel(datetime(2025, 11, 1, 10, tzinfo=LONDON)):
        tell(her, "old")
        make_code(member=joined(panel))
    tell(her, "new")
    live = make_code(member=her)
    call_command("tell_members", verbosity=0)
    assert [message.key for message in Message.objects.all()] == ["new"]
    assert OneTimeCode.objects.count() == 1
    assert use_code(code=live) == her
