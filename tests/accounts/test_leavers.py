"""What somebody has in hand goes to others when she leaves."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.ready import check_accounts
from accounts.roles import Role
from core.models import Area
from core.open_work import in_hand_of
from feedback.models import Form
from feedback.review.duty.selectors import lead_of
from feedback.review.models import LeadPeriod, ReviewBatch, WaitingResponse
from feedback.review.services import open_batch
from feedback.services import submit_response
from insights.models import Sample, Share
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_payload
from tests.factories.packs import HOUSING, make_coded
from tests.factories.themes import use_codebook
from tests.feedback.review.conftest import sweep_now
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]


@pytest.fixture
def boss(staff: Staff, area: Area) -> StaffClient:
    return staff("administrator", area)


@pytest.fixture
def leaver(area: Area) -> User:
    return make_staff("reviewer", area)


def leave(boss: StaffClient, leaver: User, **heirs: User) -> None:
    chosen = {kind: person.pk for kind, person in heirs.items()}
    answer = boss.post(reverse("people:leave", args=[leaver.pk]), chosen)
    assert answer.status_code == 302, answer.context["form"].errors
    leaver.refresh_from_db()
    assert not leaver.is_active


@pytest.fixture
def batch(form: Callable[..., Form], intake_key: object, leaver: User, area: Area) -> ReviewBatch:
    submit_response(payload=make_payload(form(), "They listened."), visit="one")
    sweep_now()
    opened = open_batch(user=leaver, area=area)
    assert opened is not None
    return opened


@pytest.mark.parametrize("goes_on", [True, False])
def test_an_open_batch_goes_to_another_reader_or_back(
    boss: StaffClient, leaver: User, area: Area, batch: ReviewBatch, goes_on: bool
) -> None:
    colleague = make_staff("reviewer", area)
    page = boss.get(reverse("people:leave", args=[leaver.pk])).content.decode()
    assert "1 open batch of responses to read." in page
    leave(boss, leaver, **({"batches": colleague} if goes_on else {}))
    (waiting,) = WaitingResponse.objects.all()
    assert (waiting.batch.opened_by if waiting.batch else None) == (colleague if goes_on else None)


def test_a_batch_never_goes_to_who_may_not_read_it(
    boss: StaffClient, leaver: User, other_area: Area, batch: ReviewBatch
) -> None:
    make_staff("reviewer", batch.area)
    for wrong in (make_staff("reviewer", other_area), make_staff("finance", batch.area)):
        answer = boss.post(reverse("people:leave", args=[leaver.pk]), {"batches": wrong.pk})
        assert "may not take it over" in answer.content.decode()
    leaver.refresh_from_db()
    assert leaver.is_active
    assert WaitingResponse.objects.get().batch == batch


@pytest.mark.parametrize("goes_on", [True, False])
def test_who_led_safeguarding_is_followed_or_ends(
    boss: StaffClient, area: Area, goes_on: bool
) -> None:
    lead, deputy = make_staff("safeguarding_lead", area), make_staff("safeguarding_lead", area)
    today = timezone.localdate()
    began = today - timedelta(days=9)
    LeadPeriod.objects.create(area=area, person=lead, first_day=began, reach="5511")
    leave(boss, lead, **({"safeguarding": deputy} if goes_on else {}))
    now = lead_of(area)
    assert (now.person if now else None) == (deputy if goes_on else None)
    before = LeadPeriod.objects.get(person=lead)
    assert before.last_day == today - timedelta(days=1)
    assert lead_of(area, began) is None  # who left decides nothing, and who led stays on record
    home = boss.get("/manage/").content.decode()
    assert ("has no safeguarding lead today" in home) is not goes_on


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_share_goes_to_another_coder_or_to_nobody(
    boss: StaffClient, area: Area, form: Callable[..., Form], goes_on: bool
) -> None:
    coder, colleague, maker = (make_staff("second_coder", area) for _ in range(3))
    made = form()
    use_codebook(made.consultation)
    response = make_coded(made, maker, HOUSING)
    Share.objects.create(response=response, coder=coder, shared_on=timezone.localdate())
    page = boss.get(reverse("people:leave", args=[coder.pk])).content.decode()
    assert "1 response of her share to read and code." in page
    leave(boss, coder, **({"shares": colleague} if goes_on else {}))
    assert [s.coder for s in Share.objects.all()] == ([colleague] if goes_on else [])


def test_a_sample_that_she_codes_blind_is_told(
    boss: StaffClient, area: Area, form: Callable[..., Form]
) -> None:
    coder, made = make_staff("second_coder", area), form()
    use_codebook(made.consultation)
    days = {"drawn_on": timezone.localdate(), "drawn_from": 1}
    sample = Sample.objects.create(
        consultation=made.consultation, second=coder, drawn_by=boss.user, **days
    )
    page = boss.get(reverse("people:leave", args=[coder.pk])).content.decode()
    assert "She codes a sample blind" in page
    leave(boss, coder)
    sample.refresh_from_db()
    assert sample.second == coder


def test_who_has_nothing_in_hand_leaves_nothing(leaver: User) -> None:
    assert in_hand_of(leaver) == []


@pytest.mark.parametrize(
    ("days", "active", "told"),
    [(None, True, False), (89, True, False), (91, True, True), (91, False, False)],
)
def test_who_was_not_here_for_long_is_asked_after(
    area: Area, days: int | None, active: bool, told: bool
) -> None:
    boss, other = make_staff(Role.ADMINISTRATOR, area), make_staff(Role.REVIEWER, area)
    other.last_login = timezone.now() - timedelta(days=days) if days else None
    other.is_active = active
    other.save()
    said = " ".join(check.what for check in check_accounts(boss))
    assert ("1 colleague has not logged in for 90 days." in said) is told
    assert ("All colleagues were here lately." in said) is not told
