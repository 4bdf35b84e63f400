"""The screens of retention: who sees what, what is kept, and what is said where it isn't."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Area
from feedback.models import Form
from feedback.review.models import LegalHold, PurgeCertificate, RetentionPeriod, SafeguardingCase
from feedback.review.retention.services import purge_expired
from tests.feedback.review.conftest import actions
from tests.feedback.review.retention.conftest import Old
from tests.feedback.review.test_sweep import URGENT
from tests.fixtures.story import StaffClient

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
Staff = Callable[..., StaffClient]


def url(name: str, *args: object) -> str:
    return reverse(f"retention:{name}", args=args)


def soon() -> str:
    return (timezone.localdate() + timedelta(days=30)).isoformat()


def text_of(client: StaffClient, name: str, *args: object) -> str:
    answer = client.get(url(name, *args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def administrator(staff: Staff, one_form: Form) -> StaffClient:
    return staff("administrator", one_form.consultation.area)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("administrator", {"periods", "holds", "certificates", "place", "form"}),
        ("auditor", {"periods", "holds", "certificates"}),
        ("safeguarding_lead", {"holds"}),
        ("reviewer", set()),
        ("editor", set()),
        ("facilitator", set()),
    ],
)
def test_who_sees_which_screen(
    staff: Staff, one_form: Form, other_area: Area, role: str, sees: set[str]
) -> None:
    client = staff(role, one_form.consultation.area)
    pages = {name: url(name) for name in ("periods", "holds", "certificates", "place")}
    pages["form"] = url("form", one_form.pk)
    assert {name for name, page in pages.items() if client.get(page).status_code == 200} == sees
    assert staff(role, other_area).get(pages["form"]).status_code in {302, 404}


def test_what_is_due_is_shown_in_numbers(
    read: Old, waiting: Old, administrator: StaffClient, staff: Staff, other_area: Area,
    one_form: Form,
) -> None:  # fmt: skip
    read("canary words")
    waiting("canary words")
    shown = text_of(administrator, "periods")
    assert "Goes with the next purge" in shown
    assert "Nobody has read these within the period" in shown
    assert "canary" not in shown
    assert shown.count("<table") >= 3
    assert 'aria-label="Table"' not in shown  # staff.js names each part that scrolls by its heading
    elsewhere = text_of(staff("administrator", other_area), "periods")
    assert one_form.title not in elsewhere
    assert "Nothing is due." in elsewhere


def test_periods_of_a_form_are_kept_and_taken_back(
    administrator: StaffClient, one_form: Form
) -> None:
    administrator.post(url("form", one_form.pk), {"originals": "30", "cases": ""})
    assert RetentionPeriod.objects.get().length == 30
    assert f"{one_form.title}: 30 days" in text_of(administrator, "periods")
    administrator.post(url("form", one_form.pk), {"originals": ""})
    assert not RetentionPeriod.objects.exists()
    assert actions() == ["set period of originals"] * 2


@pytest.mark.parametrize("length", ["0", "-3", "99999", "a year"])
def test_a_period_that_makes_no_sense_stays_on_the_page(
    administrator: StaffClient, one_form: Form, length: str
) -> None:
    answer = administrator.post(url("form", one_form.pk), {"originals": length})
    assert answer.status_code == 200
    assert f'value="{length}"' in answer.content.decode()
    assert not RetentionPeriod.objects.exists()


def test_a_form_is_put_on_hold_and_the_hold_is_lifted(
    administrator: StaffClient, one_form: Form
) -> None:
    given = {"form": one_form.pk, "reason": "<b>Claim 7</b>", "review_on": soon()}
    administrator.post(url("place"), given)
    hold = LegalHold.objects.get()
    shown = text_of(administrator, "holds")
    assert "&lt;b&gt;Claim 7&lt;/b&gt;" in shown
    assert "look again on" in shown
    administrator.post(url("lift", hold.pk), {"because": "Settled."})
    assert "Settled." in text_of(administrator, "holds")
    answer = administrator.post(url("lift", hold.pk), {"because": "Again."}, follow=True)
    assert "This hold is over already." in answer.content.decode()


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"reason": ""}, "Write why."),
        ({"review_on": ""}, "Give a day to look at it again"),
        ({"review_on": "2020-01-01"}, "Choose a day from today on."),
        ({"form": ""}, "Choose a form."),
    ],
)
def test_a_hold_that_lacks_something_stays_on_the_page(
    administrator: StaffClient, one_form: Form, missing: dict[str, str], said: str
) -> None:
    given = {"form": one_form.pk, "reason": "Claim 7", "review_on": soon(), **missing}
    shown = administrator.post(url("place"), given).content.decode()
    assert said in shown
    assert not LegalHold.objects.exists()


def test_the_lead_puts_a_case_on_hold_from_its_page(
    waiting: Old, staff: Staff, one_form: Form, other_area: Area
) -> None:
    waiting(URGENT)
    case = SafeguardingCase.objects.get()
    lead = staff("safeguarding_lead", one_form.consultation.area)
    page = url("place_on_case", case.pk)
    assert page in lead.get(reverse("reading_room:case", args=[case.pk])).content.decode()
    assert staff("safeguarding_lead", other_area).post(page, {}).status_code == 404
    lead.post(page, {"reason": "The police asked.", "ends_on": soon()})
    assert LegalHold.objects.get().case == case
    assert "The police asked." in text_of(lead, "holds")


def test_a_certificate_is_shown_by_area_and_says_when_it_was_changed(
    read: Old, administrator: StaffClient, staff: Staff, other_area: Area, one_form: Form
) -> None:
    read()
    certificate = purge_expired(ran_by="the worker").certificate
    assert certificate is not None
    assert "the worker" in text_of(administrator, "certificates")
    shown = text_of(administrator, "certificate", certificate.pk)
    assert "nobody has changed it" in shown
    assert one_form.title in shown
    assert one_form.title not in text_of(
        staff("auditor", other_area), "certificate", certificate.pk
    )
    PurgeCertificate.objects.update(counts={"originals": {one_form.slug: 9}})
    assert "somebody changed it" in text_of(administrator, "certificate", certificate.pk)


def test_the_screens_say_so_where_there_is_nothing(administrator: StaffClient) -> None:
    assert "Nothing is on hold." in text_of(administrator, "holds")
    assert "Nothing has been destroyed" in text_of(administrator, "certificates")
    assert administrator.get(url("certificate", 1)).status_code == 404
    assert administrator.get(url("lift", 1)).status_code == 404


def test_an_old_key_is_named_with_what_to_do(administrator: StaffClient, intake_key: Any) -> None:
    assert "create_intake_key" not in text_of(administrator, "periods")
    intake_key.made_on = timezone.localdate() - timedelta(days=100)
    intake_key.save()
    assert f"The intake key {intake_key.pk}" in text_of(administrator, "periods")
