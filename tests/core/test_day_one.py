"""*Is everything ready?*: each line says how it stands, why it matters and what to do."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.day_one.checks import Check, State, parts_for
from core.day_one.days import note_day
from core.models import Area, Helpline
from feedback.intake.models import IntakeKey
from feedback.review.models import LeadPeriod
from tests.factories.accounts import make_staff, make_user
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]
PAGE = "day_one"


@pytest.fixture
def boss(staff: Staff, area: Area) -> StaffClient:
    return staff("administrator", area)


def lines(user: User, heading: str) -> list[Check]:
    return [check for part in parts_for(user) if part.heading == heading for check in part.checks]


def states(user: User, heading: str) -> list[str]:
    return [check.state.value for check in lines(user, heading)]


def test_each_line_says_why_and_what_to_do(boss: StaffClient) -> None:
    parts = parts_for(boss.user)
    headings = [part.heading for part in parts]
    assert headings[0] == "Keys"
    assert set(headings) >= {"People", "Reading", "Helplines", "Mail", "Backups", "Settings"}
    for part in parts:
        for check in part.checks:
            assert check.what.endswith("."), check
            assert check.why.endswith("."), check
            assert check.state == State.FINE or check.do, check
            assert not check.url or check.where, check


@pytest.mark.pages
def test_administrators_alone_see_it(boss: StaffClient, staff: Staff, area: Area) -> None:
    page = boss.get(reverse(PAGE)).content.decode()
    assert "No key is there to seal answers to." in page
    assert "When a key is lost" in page
    for role in ("editor", "facilitator", "auditor"):
        other = staff(role, area)
        assert other.get(reverse(PAGE)).status_code == 302
        assert other.post(reverse("day_one_mail")).status_code == 302
        assert "Is everything ready?" not in other.get("/manage/").content.decode()
    assert mail.outbox == []


# -- keys


def test_without_a_key_that_comes_first(boss: StaffClient) -> None:
    assert states(boss.user, "Keys") == ["danger"]
    home = boss.get("/manage/").content.decode()
    assert "to be put right first" in home


def test_a_key_is_fine_once_two_copies_were_tried(
    boss: StaffClient, intake_key: IntakeKey, tmp_path: Path, settings: Any
) -> None:
    assert states(boss.user, "Keys") == ["fine", "danger", "fine"]
    key = Path(settings.INTAKE_KEYS_DIR) / f"intake-{intake_key.id}.key"
    for custodian, state in (("one", "to_do"), ("one", "to_do"), ("two", "fine")):
        copy = tmp_path / custodian / key.name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(key.read_bytes())
        call_command("try_key_copy", copy, verbosity=0)
        assert states(boss.user, "Keys") == ["fine", state, "fine"]


@pytest.mark.parametrize(
    ("written", "said"),
    [("", "can't be read"), ("zz", "can't be read"), ("00" * 32, "opens nothing"), ("ab", "opens")],
)
def test_what_is_no_copy_is_not_counted(
    boss: StaffClient, intake_key: IntakeKey, tmp_path: Path, written: str, said: str
) -> None:
    wrong = tmp_path / "wrong.key"
    if written:
        wrong.write_text(written)
    with pytest.raises(CommandError, match=said) as refused:
        call_command("try_key_copy", wrong)
    assert not written or written not in str(refused.value)
    assert states(boss.user, "Keys")[1] == "danger"


def test_the_key_itself_is_no_copy(intake_key: IntakeKey, settings: Any) -> None:
    key = Path(settings.INTAKE_KEYS_DIR) / f"intake-{intake_key.id}.key"
    with pytest.raises(CommandError, match="not a copy"):
        call_command("try_key_copy", key)


def test_a_lost_or_old_key_is_told(boss: StaffClient, intake_key: IntakeKey, settings: Any) -> None:
    made = timezone.localdate() - timedelta(days=93)
    IntakeKey.objects.update(made_on=made)
    assert states(boss.user, "Keys")[2] == "to_do"
    (Path(settings.INTAKE_KEYS_DIR) / f"intake-{intake_key.id}.key").unlink()
    assert states(boss.user, "Keys")[0] == "danger"
    assert "#lost-key" in boss.get(reverse(PAGE)).content.decode()


# -- leads, helplines


def test_an_area_needs_a_lead_and_somebody_who_could_stand_in(
    boss: StaffClient, area: Area, other_area: Area
) -> None:
    heading, today = "Safeguarding leads", timezone.localdate()
    assert states(boss.user, heading) == ["danger"]  # of her area alone
    lead = make_staff("safeguarding_lead", area)
    LeadPeriod.objects.create(area=area, person=lead, first_day=today, reach="1")
    assert states(boss.user, heading) == ["to_do"]
    make_staff("safeguarding_lead", area)
    assert states(boss.user, heading) == ["fine"]


@pytest.mark.parametrize(("days", "state"), [(None, "danger"), (91, "to_do"), (90, "fine")])
def test_helplines_have_a_day(boss: StaffClient, days: int | None, state: str) -> None:
    Helpline.objects.all().delete()
    if days is not None:
        Helpline.objects.create(
            name="x", number="1", about="x", source_url="https://example.org/",
            checked_on=timezone.localdate() - timedelta(days=days),
        )  # fmt: skip
    assert states(boss.user, "Helplines") == [state]


# -- mail


def test_mail_that_goes_nowhere_is_dangerous(boss: StaffClient, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert states(boss.user, "Mail") == ["danger"]


def test_a_test_mail_goes_to_herself_and_is_remembered(boss: StaffClient) -> None:
    assert states(boss.user, "Mail") == ["to_do"]
    assert boss.get(reverse("day_one_mail")).status_code == 405
    boss.post(reverse("day_one_mail"))
    (letter,) = mail.outbox
    assert letter.to == [boss.user.email]
    assert "Alongside" not in f"{letter.subject} {letter.body}"
    assert states(boss.user, "Mail") == ["fine"]


@pytest.mark.parametrize("error", [OSError("no"), smtplib.SMTPException("no")])
def test_a_mail_that_fails_is_said_and_not_remembered(
    boss: StaffClient, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: Any) -> None:
        raise error

    monkeypatch.setattr("core.day_one.views.send_mail", fails)
    page = boss.post(reverse("day_one_mail"), follow=True).content.decode()
    assert "could not be sent" in page
    assert "EMAIL_URL" in page
    assert states(boss.user, "Mail") == ["to_do"]


# -- backups, settings, people


@pytest.mark.parametrize(("days", "state"), [(None, "danger"), (8, "to_do"), (7, "fine")])
def test_the_last_backup_has_a_day(
    boss: StaffClient, days: int | None, state: str, time_machine: Any
) -> None:
    if days is not None:
        now = timezone.now()
        time_machine.move_to(now - timedelta(days=days))
        note_day("backup")
        time_machine.move_to(now)
    assert states(boss.user, "Backups") == [state]


def test_a_backup_is_noted(boss: StaffClient, tmp_path: Path, monkeypatch: Any) -> None:
    from feedback.review.backups import services

    monkeypatch.setattr(services, "save", lambda alias, path: path.write_text("x"))
    services.make_backup(tmp_path.parent / f"{tmp_path.name}-backup")
    assert states(boss.user, "Backups") == ["fine"]


GOOD = {
    "DEBUG": False,
    "SECURE_SSL_REDIRECT": True,
    "SESSION_COOKIE_SECURE": True,
    "BASE_URL": "https://example.org",
    "LEAST_SECONDS_TO_SEND": 3,
    "MOST_SENDS_A_MINUTE": 60,
    "SWEEP_EVERY_MINUTES": 1440,
    "SURFACE": "staff",
}


@pytest.mark.parametrize(
    ("name", "value", "state"),
    [
        ("DEBUG", False, "fine"),
        ("DEBUG", True, "danger"),
        ("SECURE_SSL_REDIRECT", False, "danger"),
        ("SESSION_COOKIE_SECURE", False, "danger"),
        ("BASE_URL", "http://example.org", "danger"),
        ("BASE_URL", "https://localhost", "danger"),
        ("LEAST_SECONDS_TO_SEND", 0, "to_do"),
        ("MOST_SENDS_A_MINUTE", 0, "to_do"),
        ("SWEEP_EVERY_MINUTES", 1, "to_do"),
        ("SURFACE", "all", "to_do"),
    ],
)
def test_a_dangerous_setting_is_told(
    boss: StaffClient, settings: Any, name: str, value: object, state: str
) -> None:
    for key, fine in GOOD.items():
        setattr(settings, key, fine)
    setattr(settings, name, value)
    assert states(boss.user, "Settings") == [state]


def test_people_lines_follow_who_there_is(boss: StaffClient, area: Area, settings: Any) -> None:
    settings.STAFF_MFA_REQUIRED = True
    told = " ".join(check.what for check in lines(boss.user, "People"))
    assert "1 colleague has no second step yet" in told
    assert "Nobody may do everything" in told
    assert "fewer than two administrators" in told
    assert "has no auditor" in told
    make_staff("administrator", area)
    make_staff("auditor", area)
    make_user(superuser=True)
    told = " ".join(check.what for check in lines(boss.user, "People"))
    assert "1 account may do everything" in told
    assert "fewer than two" not in told
    assert "no auditor" not in told


def test_a_superuser_is_ended_once_she_holds_a_role(area: Area, staff: Staff) -> None:
    boss = staff("administrator", area).user
    User.objects.filter(pk=boss.pk).update(is_superuser=True)
    call_command("end_superuser", boss.email, verbosity=0)
    boss.refresh_from_db()
    assert not boss.is_superuser
    for person in (boss, make_user(superuser=True)):
        with pytest.raises(CommandError):
            call_command("end_superuser", person.email)
