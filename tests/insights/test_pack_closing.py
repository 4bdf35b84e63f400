"""When a pack may be signed, and whose six words tell of it: those whom it counted, no others."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consultations.models import SENDING_GRACE, ConsultationPage
from feedback.intake.models import SealedResponse
from feedback.models import Form, Response
from feedback.sealing import monday
from insights.models import ReviewPack
from insights.packs.selectors import missing_for_signing
from insights.packs.services import NotReady, publish_pack, remove_quotes, sign_pack
from insights.packs.slips import outcome_parts
from tests.factories.packs import HOUSING, MONEY, draft_of, make_coded, signed_pack
from tests.fixtures.story import log_in

VISIT = "ab" * 32
SIGNED = {"outcome": {"taken_to": "Southdown board"}}


def publish(form: Form, by: User, **fields: object) -> ReviewPack:
    return publish_pack(pack=signed_pack(form, by, **fields), by=by)


def told(*responses: Response) -> list[bool]:
    """Of each response whether its six words tell of a pack."""
    parts = outcome_parts(list(responses))
    return [response.pk in parts for response in responses]


def closes(form: Form, day: date, **fields: object) -> ConsultationPage:
    page = form.consultation
    ConsultationPage.objects.filter(pk=page.pk).update(closes_on=day, **fields)
    page.refresh_from_db()
    return page


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def seal(week: date) -> None:
    SealedResponse.objects.create(key_id="k", week=monday(week), sealed=b"x")


# -- whose six words tell of it


@pytest.mark.parametrize("last", ["signed", "published"])
def test_words_that_came_after_the_signature_are_told_nothing(
    asked: Form, facilitator: User, last: str
) -> None:
    counted = make_coded(asked, facilitator, HOUSING)
    pack = signed_pack(asked, facilitator)
    late = make_coded(asked, facilitator, HOUSING)
    if last == "published":
        publish_pack(pack=pack, by=facilitator)
    on_paper = make_coded(asked, facilitator, MONEY, channel="paper", receipt_hash="")
    assert told(counted, late, on_paper) == [True, False, False]
    publish(asked, facilitator)
    assert told(counted, late, on_paper) == [True, True, True]


def test_another_part_of_a_visit_that_was_counted_is_told(asked: Form, facilitator: User) -> None:
    make_coded(asked, facilitator, HOUSING, visit_hash=VISIT)
    signed_pack(asked, facilitator)
    more = make_coded(asked, facilitator, MONEY, visit_hash=VISIT)
    other = make_coded(asked, facilitator, MONEY, visit_hash="cd" * 32)
    nameless = make_coded(asked, facilitator, MONEY, visit_hash="")
    assert outcome_parts([more, other, nameless]) == {more.pk: SIGNED}


def test_a_visit_counted_elsewhere_is_not_told_of_this(
    asked: Form,
    facilitator: User,
    form: Callable[..., Form],
    consultation: Callable[..., ConsultationPage],
) -> None:
    make_coded(asked, facilitator, HOUSING, visit_hash=VISIT)
    publish(asked, facilitator)
    elsewhere = make_coded(form(consultation("closed")), facilitator, visit_hash=VISIT)
    assert told(elsewhere) == [False]


def test_each_woman_is_told_of_the_pack_that_counted_her(asked: Form, facilitator: User) -> None:
    first = make_coded(asked, facilitator, HOUSING)
    publish(asked, facilitator)
    second = make_coded(asked, facilitator, HOUSING)
    signed_pack(asked, facilitator, taken_to="Another board")
    parts = outcome_parts([first, second])
    assert parts[first.pk]["outcome"]["decisions"]
    assert parts[second.pk] == {"outcome": {"taken_to": "Another board"}}


@pytest.mark.parametrize("status", ["signed", "published"])
def test_a_pack_that_never_noted_whom_it_counted_tells_nobody(
    asked: Form, facilitator: User, status: str
) -> None:
    response = make_coded(asked, facilitator, HOUSING)
    pack = signed_pack(asked, facilitator)
    if status == "published":
        publish_pack(pack=pack, by=facilitator)
    assert told(response) == [True]
    pack.counted.clear()  # as packs are that were signed before this was noted
    assert told(response) == [False]


def test_a_response_that_is_deleted_leaves_the_pack(asked: Form, facilitator: User) -> None:
    gone, stays = (make_coded(asked, facilitator, HOUSING) for _ in range(2))
    pack = signed_pack(asked, facilitator)
    assert set(pack.counted.all()) == {gone, stays}
    gone_pk = gone.pk
    gone.delete()
    remove_quotes([gone_pk])
    rows = ReviewPack.counted.through.objects.values_list("response", flat=True)
    assert list(rows) == [stays.pk]


def test_beside_a_counted_response_stands_nothing_else() -> None:
    fields = {field.name for field in ReviewPack.counted.through._meta.get_fields()}
    assert fields == {"id", "reviewpack", "response"}


# -- while answers may come


@pytest.mark.parametrize(("ago", "may_come"), [(-5, True), (0, True), (1, True), (2, False)])
def test_answers_may_come_until_a_day_after_the_close(
    asked: Form, ago: int, may_come: bool
) -> None:
    assert closes(asked, days_ago(ago)).may_still_come() is may_come


def test_the_grace_ends_to_the_second(asked: Form) -> None:
    end = asked.consultation.closes_at + SENDING_GRACE
    assert asked.consultation.may_still_come(end - timedelta(seconds=1))
    assert not asked.consultation.may_still_come(end)


@pytest.mark.parametrize(
    ("reached", "may_come"),
    [("draft", True), ("checked", True), ("reading", False), ("decided", False)],
)
def test_one_that_went_on_before_its_day_takes_none(
    asked: Form, reached: str, may_come: bool
) -> None:
    assert closes(asked, days_ago(-5), reached=reached).may_still_come() is may_come


@pytest.mark.parametrize("ago", [-21, 0, 1])
def test_no_pack_is_signed_while_answers_may_come(asked: Form, facilitator: User, ago: int) -> None:
    make_coded(asked, facilitator, HOUSING)
    closes(asked, days_ago(ago))
    pack = draft_of(asked, facilitator)
    with pytest.raises(NotReady, match="Women may start an answer until the end of") as refused:
        sign_pack(pack=pack, by=facilitator)
    assert len(refused.value.missing) == 1
    page = closes(asked, days_ago(2))
    assert page.reached != "decided"
    sign_pack(pack=pack, by=facilitator)


def test_the_page_says_from_when_on_it_may_be_signed(asked: Form, facilitator: User) -> None:
    make_coded(asked, facilitator, HOUSING)
    closes(asked, date(2040, 3, 3))
    pack = draft_of(asked, facilitator)
    page = log_in(facilitator).get(reverse("insights:packs:sign", args=[pack.pk])).content.decode()
    assert "until the end of 3 March 2040" in page
    assert "Sign and publish from 5 March 2040 on." in page
    assert "Sign this pack" not in page


@pytest.mark.parametrize("ago", [-21, 1])
def test_no_signed_pack_shuts_a_consultation_that_was_opened_again(
    asked: Form, facilitator: User, ago: int
) -> None:
    make_coded(asked, facilitator, HOUSING)
    pack = signed_pack(asked, facilitator)
    closes(asked, days_ago(ago))
    with pytest.raises(NotReady, match="Women may start an answer"):
        publish_pack(pack=pack, by=facilitator)
    asked.consultation.refresh_from_db()
    assert asked.consultation.reached != "decided"
    assert not asked.consultation.outcomes.exists()


# -- while words lie sealed


@pytest.mark.parametrize("ago", [60, 30, 2])
def test_no_pack_is_signed_while_words_of_its_weeks_lie_sealed(
    asked: Form, facilitator: User, ago: int
) -> None:
    make_coded(asked, facilitator, HOUSING)
    pack = draft_of(asked, facilitator)
    seal(days_ago(ago))
    with pytest.raises(NotReady, match="1 answer from the weeks of this consultation"):
        sign_pack(pack=pack, by=facilitator)
    SealedResponse.objects.all().delete()  # as a sweep does
    assert missing_for_signing(pack) == []


@pytest.mark.parametrize("ago", [75, -7])
def test_words_of_other_weeks_keep_nobody_waiting(asked: Form, facilitator: User, ago: int) -> None:
    make_coded(asked, facilitator, HOUSING)
    seal(days_ago(ago))
    sign_pack(pack=draft_of(asked, facilitator), by=facilitator)


def test_no_answer_is_published_below_a_page_that_is_down(asked: Form, facilitator: User) -> None:
    make_coded(asked, facilitator, HOUSING)
    pack = signed_pack(asked, facilitator)
    page = type(asked.consultation).objects.get(pk=asked.consultation_id)
    page.unpublish()
    with pytest.raises(NotReady, match="nobody could read the answer"):
        publish_pack(pack=pack, by=facilitator)
    page.refresh_from_db()
    assert page.reached != "decided"
    page.save_revision().publish()
    publish_pack(pack=pack, by=facilitator)
    assert page.outcomes.exists()
