"""What is due and not done is told once to who can do it, whenever anybody looks."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone

from consultations.models import ConsultationPage, Promise, Reminder
from consultations.promises.reminding import remind
from core.models import Area
from tests.factories.accounts import make_staff, make_user
from tests.factories.promises import day, make_promise

Make = Callable[..., ConsultationPage]


@pytest.fixture
def editor(area: Area) -> Any:
    return make_staff("editor", area)


@pytest.fixture
def page(consultation: Make) -> ConsultationPage:
    """Closed, its reply due in a month."""
    return consultation("closed")


def later(time_machine: Any, days: int) -> None:
    time_machine.move_to(timezone.now() + timedelta(days=days))


def told() -> list[str]:
    """Who was written to since the last look."""
    people = [message.to[0] for message in mail.outbox]
    mail.outbox.clear()
    return sorted(people)


@pytest.mark.parametrize(
    ("due", "state", "is_told"),
    [
        (15, "stands", False),
        (14, "stands", True),
        (-400, "stands", True),
        (-1, "kept", False),
        (-1, "broken", False),
    ],
)
def test_what_is_due_and_not_done(
    page: ConsultationPage, editor: Any, due: int, state: str, is_told: bool
) -> None:
    make_promise(page, due, state=state, ended_on=None if state == "stands" else day(0))
    remind()
    assert told() == ([editor.email] if is_told else [])


def test_each_is_told_once_before_its_day_and_once_after(
    page: ConsultationPage, editor: Any, time_machine: Any
) -> None:
    make_promise(page, 10)
    for after, expected in [(0, True), (1, False), (9, False), (1, True), (1, False), (300, True)]:
        later(time_machine, after)
        remind()
        assert bool(told()) is expected, after  # the last is the reply, late by then


def test_a_machine_that_slept_sends_what_is_owed_once(
    page: ConsultationPage, editor: Any, time_machine: Any
) -> None:
    make_promise(page, 10)
    make_promise(page, 12)
    later(time_machine, 28)
    assert remind().due == 3  # and the reply, which is soon due
    assert told() == [editor.email]
    remind()
    assert told() == []
    assert set(Reminder.objects.values_list("about", flat=True)) == {"late", "soon"}


def test_a_moved_day_is_told_anew(page: ConsultationPage, editor: Any) -> None:
    promise = make_promise(page, 3)
    remind()
    assert told()
    promise.due_on = day(4)
    promise.save()
    remind()
    assert told() == [editor.email]


def test_what_could_not_be_sent_is_sent_next_time(
    page: ConsultationPage, editor: Any, area: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_staff("editor", area)
    make_promise(page, 3)
    sent = EmailMessage.send

    def fail(message: EmailMessage) -> int:
        if message.to == [editor.email]:
            raise OSError("down")
        return sent(message)

    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", fail)
        report = remind()
    assert (report.mailed, report.failed, told()) == (1, 1, [other.email])
    remind()
    assert told() == [editor.email]
    remind()
    assert told() == []


@pytest.mark.parametrize(("ago", "is_sent"), [(timedelta(0), False), (timedelta(hours=2), True)])
def test_a_claim_of_a_process_that_died_ends(
    page: ConsultationPage, editor: Any, ago: timedelta, is_sent: bool
) -> None:
    make_promise(page, 3)
    remind()
    told()
    Reminder.objects.update(sent_on=None, claimed_at=timezone.now() - ago)
    remind()
    assert bool(told()) is is_sent


@pytest.mark.parametrize(
    ("role", "here", "of_reply", "of_other"),
    [
        ("editor", True, True, True),
        ("facilitator", True, True, False),
        ("reviewer", True, False, False),
        ("editor", False, False, False),
        ("facilitator", False, False, False),
    ],
)
def test_who_is_told(
    consultation: Make,
    area: Area,
    other_area: Area,
    role: str,
    here: bool,
    of_reply: bool,
    of_other: bool,
) -> None:
    person = make_staff(role, area if here else other_area)
    page = consultation("closed", reply_by=day(-1))
    remind()
    assert bool(told()) is of_reply
    make_promise(page, -1)
    remind()
    assert bool(told()) is of_other
    assert Reminder.objects.filter(person=person).count() == of_reply + of_other


def test_where_nobody_has_a_role_those_who_may_do_all_are_told(page: ConsultationPage) -> None:
    boss = make_user(superuser=True)
    make_promise(page, 3)
    remind()
    assert told() == [boss.email]


def test_a_superuser_is_left_alone_where_an_editor_is_told(
    page: ConsultationPage, editor: Any
) -> None:
    make_user(superuser=True)
    make_promise(page, 3)
    remind()
    assert told() == [editor.email]


@pytest.mark.parametrize("trait", ["planned", "open"])
def test_a_page_that_is_not_published_reminds_of_nothing(
    consultation: Make, editor: Any, trait: str
) -> None:
    make_promise(consultation(trait, live=False), -3)
    remind()
    assert told() == []


def test_the_mail_says_nothing_that_others_may_not_read(
    page: ConsultationPage, editor: Any
) -> None:
    make_promise(page, -3, what="The prison hears from us.")
    call_command("remind_of_promises")
    (message,) = mail.outbox
    text = f"{message.subject}\n{message.body}"
    assert message.subject == "Something is due"
    for words in ("prison", page.title, page.area.name, "Head of housing", "women", "promise"):
        assert words.lower() not in text.lower()
    assert not re.search(r"\d", text.replace("127.0.0.1:8000", ""))


def test_the_command_says_what_it_found_in_numbers(
    page: ConsultationPage, editor: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    make_promise(page, -3)
    call_command("remind_of_promises")
    said = capsys.readouterr().out
    assert said == "Promises due or late 1, mails sent 1, that could not be sent 0.\n"
    Promise.objects.update(state="kept", ended_on=day(0))
    call_command("remind_of_promises")
    assert "due or late 0, mails sent 0" in capsys.readouterr().out
