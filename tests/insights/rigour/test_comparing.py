"""Comparing, measuring and settling: what is kept, what counts, what is refused."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from accounts.models import AuditLine, User
from core.models import Area
from feedback.models import Form, Response
from insights.models import Coding, Sample, Settlement, Theme
from insights.rigour.comparing import (
    NoReason,
    NotCompared,
    NotDone,
    compare_sample,
    settle_response,
)
from insights.rigour.measuring import measure_sample
from insights.rigour.pairs import members_of, pairs_of
from insights.rigour.sampling import finish_place
from insights.rigour.selectors import open_disagreements
from insights.selectors import coded_count
from insights.services import (
    CodingCompared,
    ThemeNotOffered,
    add_coding,
    mark_read,
    remove_coding,
)
from insights.tasks import measure_agreement
from tests.factories.accounts import make_staff
from tests.factories.packs import HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of
from tests.insights.rigour.doubly import COURT, UNSAFE, code_all, compared, sample_of, settle

MIXED = [[HOUSING], [MONEY], [HOUSING, MONEY], [UNSAFE], []]


def test_it_is_compared_when_all_are_done(sample: Sample, lead: User, second: User) -> None:
    responses = [member.response for member in members_of(sample)]
    for response in responses[1:]:
        finish_place(response=response, by=second)
    with pytest.raises(NotDone) as refused:
        compare_sample(sample=sample, by=lead)
    assert refused.value.left == 1
    finish_place(response=responses[0], by=second)
    assert compare_sample(sample=sample, by=lead).compared_on is not None
    assert DBTaskResult.objects.count() == 1
    assert AuditLine.objects.filter(action="compare sample").count() == 1


def test_nothing_that_is_left_is_no_comparison(sample: Sample, lead: User) -> None:
    Response.objects.filter(pk__in=[m.response_id for m in members_of(sample)]).delete()
    with pytest.raises(NotDone):
        compare_sample(sample=sample, by=lead)


@pytest.mark.parametrize("role", ["second_coder", "reviewer", "auditor"])
def test_who_may_not_check_compares_and_settles_nothing(
    sample: Sample, area: Area, role: str
) -> None:
    somebody = make_staff(role, area)
    code_all(sample)
    with pytest.raises(PermissionDenied):
        compare_sample(sample=sample, by=somebody)
    response = compared(sample)[0]
    with pytest.raises(PermissionDenied):
        settle(response, somebody, HOUSING)


def test_a_worker_stores_numbers_and_no_word(sample: Sample) -> None:
    compared(sample, MIXED)
    found: dict[str, Any] = sample.agreement
    assert found["n"] == 5
    housing = found["themes"][str(theme_of(HOUSING).pk)]
    assert (housing["first"], housing["second"], housing["both"]) == (5, 3, 3)
    assert housing["percent"]["value"] == 60
    money = found["themes"][str(theme_of(MONEY).pk)]
    assert (money["first"], money["second"]) == (0, 2)
    assert money["kappa"]["value"] == pytest.approx(0)
    court = found["themes"][str(theme_of(COURT).pk)]
    assert (court["first"], court["second"], court["kappa"], court["alpha"]) == (0, 0, None, None)
    assert str(theme_of(UNSAFE).pk) in found["themes"]
    assert found["sets"]["value"] < 0.5


def test_a_sub_theme_that_neither_used_has_no_line(sample: Sample) -> None:
    compared(sample)
    assert str(theme_of(UNSAFE).pk) not in sample.agreement["themes"]
    assert sample.agreement["sets"] is None


def test_the_task_measures_what_was_compared_alone(sample: Sample) -> None:
    code_all(sample)
    assert measure_agreement.func(sample.pk) == {"responses": 0}
    assert measure_agreement.func(sample.pk + 1) == {"responses": 0}
    compared(sample)
    assert measure_agreement.func(sample.pk) == {"responses": 5}


def test_measuring_again_says_the_same_after_settling(sample: Sample, lead: User) -> None:
    responses = compared(sample, MIXED)
    before = sample.agreement
    for response in responses[1:]:
        settle(response, lead, COURT)
    measure_sample(sample.pk)
    sample.refresh_from_db()
    assert sample.agreement == before


def test_all_three_codings_are_kept_and_the_agreed_one_counts(
    sample: Sample, lead: User, first: User, second: User, asked_here: Form
) -> None:
    response = compared(sample, [[MONEY]])[0]
    settle(response, lead, MONEY, COURT)
    kept = set(
        Coding.objects.filter(response=response).values_list(
            "coder", "theme__code", "decision", "counts"
        )
    )
    assert kept == {
        (first.pk, HOUSING, "added", False),
        (second.pk, MONEY, "added", False),
        (lead.pk, MONEY, "agreed", True),
        (lead.pk, COURT, "agreed", True),
    }
    page = asked_here.consultation
    assert coded_count(consultation=page, theme=theme_of(HOUSING)) == 4
    assert coded_count(consultation=page, theme=theme_of(MONEY)) == 1
    pair = pairs_of(sample)[0]
    assert pair.first == {theme_of(HOUSING).pk}
    assert pair.second == {theme_of(MONEY).pk}
    assert pair.agreed == {theme_of(MONEY).pk, theme_of(COURT).pk}


def test_none_of_them_may_be_the_answer(sample: Sample, lead: User, asked_here: Form) -> None:
    response = compared(sample, [[MONEY]])[0]
    settle(response, lead)
    assert coded_count(consultation=asked_here.consultation, theme=theme_of(HOUSING)) == 4
    assert not pairs_of(sample)[0].is_open


def test_settling_again_is_recorded(sample: Sample, lead: User, first: User) -> None:
    response = compared(sample, [[MONEY]])[0]
    settle(response, lead, MONEY, why="Money it is.")
    settle(response, first, HOUSING, why="We read it again.")
    found = Settlement.objects.get()
    assert (found.settled_by, found.why) == (first, "We read it again.")
    assert found.before == [
        {
            "on": found.settled_on.isoformat(),
            "by": str(lead),
            "why": "Money it is.",
            "themes": [MONEY],
        }
    ]
    agreed = Coding.objects.filter(decision="agreed")
    assert list(agreed.values_list("theme__code", "coder")) == [(HOUSING, first.pk)]
    assert AuditLine.objects.filter(action="settle coding").count() == 2


@pytest.mark.parametrize("why", ["", "   ", "\n\t"])
def test_settling_needs_a_reason(sample: Sample, lead: User, why: str) -> None:
    response = compared(sample, [[MONEY]])[0]
    with pytest.raises(NoReason):
        settle(response, lead, MONEY, why=why)
    assert not Settlement.objects.exists()


def test_only_what_was_compared_is_settled(sample: Sample, lead: User, asked_here: Form) -> None:
    response = code_all(sample)[0]
    with pytest.raises(NotCompared):
        settle(response, lead, HOUSING)
    compared(sample)
    with pytest.raises(NotCompared):
        settle(make_coded(asked_here, lead), lead, HOUSING)


def test_another_areas_facilitator_settles_nothing(sample: Sample, other_area: Area) -> None:
    response = compared(sample, [[MONEY]])[0]
    with pytest.raises(PermissionDenied):
        settle(response, make_staff("facilitator", other_area), MONEY)


def test_only_themes_of_the_codebook_are_agreed(sample: Sample, lead: User) -> None:
    response = compared(sample, [[MONEY]])[0]
    Theme.objects.filter(code__in=(MONEY, COURT)).update(status="retired")
    with pytest.raises(ThemeNotOffered):
        settle(response, lead, COURT)
    settle(response, lead, MONEY)  # one of the two gave it while it was in use


@pytest.mark.parametrize("settled", [False, True])
def test_what_was_compared_is_decided_nowhere_else(
    sample: Sample, lead: User, first: User, second: User, settled: bool
) -> None:
    response = compared(sample, [[MONEY]])[0]
    if settled:
        settle(response, lead, MONEY)
    before = list(Coding.objects.order_by("pk").values())
    for by in (first, second, lead):
        with pytest.raises(CodingCompared):
            add_coding(response=response, theme=theme_of(COURT), by=by)
    with pytest.raises(CodingCompared):
        remove_coding(coding=Coding.objects.get(response=response, coder=first), by=first)
    assert list(Coding.objects.order_by("pk").values()) == before
    mark_read(response=response, by=lead)


def test_what_they_agree_on_needs_no_settling(sample: Sample, asked_here: Form) -> None:
    compared(sample)
    assert not any(pair.is_open for pair in pairs_of(sample))
    assert coded_count(consultation=asked_here.consultation, theme=theme_of(HOUSING)) == 5


def test_what_a_deleted_response_was_settled_as_goes_with_it(sample: Sample, lead: User) -> None:
    response = compared(sample, [[MONEY]])[0]
    settle_response(response=response, themes=[], why="Neither.", by=lead)
    response.delete()
    assert not Settlement.objects.exists()
    assert len(pairs_of(sample)) == 4


def test_disagreements_of_all_samples_are_counted_at_once(
    sample: Sample,
    asked_here: Form,
    first: User,
    lead: User,
    area: Area,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    page = asked_here.consultation
    assert open_disagreements(page) == 0  # none is compared
    compared(sample, [[MONEY], [HOUSING]])
    with CaptureQueriesContext(connection) as once:
        assert open_disagreements(page) == 3
    other = make_staff("second_coder", area)
    again = sample_of(asked_here, first, other, lead)
    compared(again, [[HOUSING], [COURT]])
    with django_assert_num_queries(len(once)):
        assert open_disagreements(page) == 5
    assert [pair.differs for pair in pairs_of(again)] == [False, True, False, True, False]
