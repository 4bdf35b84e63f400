"""Drawing a sample: how many, of which, for whom; and taking it back."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditLine, User
from accounts.services import grant_role
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.models import Coding, Reading, Sample, SampleMember, Theming
from insights.rigour import sampling
from insights.rigour.pairs import left_to_code, members_of
from insights.rigour.sampling import (
    CantDraw,
    NotYours,
    draw_sample,
    finish_place,
    take_back_sample,
)
from insights.services import add_coding
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.packs import HOUSING, MONEY, make_coded, make_crowd
from tests.factories.themes import theme_of
from tests.insights.rigour.doubly import code_all, coded, compared


@pytest.mark.parametrize(("women", "drawn"), [(1, 1), (20, 20), (21, 20), (200, 20), (201, 21)])
def test_the_larger_of_twenty_and_a_tenth_is_drawn(
    asked_here: Form, first: User, second: User, lead: User, women: int, drawn: int
) -> None:
    make_crowd(asked_here, first, [([HOUSING], "web")] * women)
    make_response(asked_here, "Nobody coded me.")
    sample = draw_sample(consultation=asked_here.consultation, second=second, by=lead)
    assert sample.members.count() == drawn
    assert (sample.drawn_from, sample.drawn_by, sample.second) == (women, lead, second)
    assert AuditLine.objects.filter(action="draw sample", subject=f"sample {sample.pk}").exists()


def test_it_is_random_and_its_order_stays(
    asked_here: Form, first: User, second: User, lead: User
) -> None:
    make_crowd(asked_here, first, [([HOUSING], "web")] * 40)
    found = set()
    for _ in range(3):
        sample = draw_sample(consultation=asked_here.consultation, second=second, by=lead)
        order = [member.response_id for member in members_of(sample)]
        assert order == [member.response_id for member in members_of(sample)]
        found.add(tuple(order))
        take_back_sample(sample=sample, by=lead)
    assert len(found) == 3
    assert any(list(order) != sorted(order) for order in found)


def test_a_woman_is_drawn_once_however_many_rows_she_sent(
    asked_here: Form, first: User, second: User, lead: User
) -> None:
    for _ in range(3):
        make_coded(asked_here, first, HOUSING, visit_hash="ab" * 32)
    make_coded(asked_here, first, HOUSING)
    sample = draw_sample(consultation=asked_here.consultation, second=second, by=lead)
    assert (sample.drawn_from, sample.members.count()) == (2, 2)


def test_what_she_has_coded_or_another_sample_had_is_not_drawn(
    asked_here: Form, first: User, second: User, lead: User, area: Area
) -> None:
    earlier = coded(asked_here, first, 3)
    sample = draw_sample(consultation=asked_here.consultation, second=second, by=lead)
    compared(sample)
    later = coded(asked_here, first, 4)
    other = make_staff("second_coder", area)
    add_coding(response=later[0], theme=theme_of(MONEY), by=other)
    again = draw_sample(consultation=asked_here.consultation, second=other, by=lead)
    drawn = {member.response_id for member in members_of(again)}
    assert drawn == {response.pk for response in later[1:]}
    assert not drawn & {response.pk for response in earlier}


def _nobody_coded(form: Form, first: User, second: User, lead: User) -> User:
    Coding.objects.all().delete()
    return second


def _reflexive(form: Form, first: User, second: User, lead: User) -> User:
    Theming.objects.update(method="reflexive")
    return second


def _without_codebook(form: Form, first: User, second: User, lead: User) -> User:
    Theming.objects.all().delete()
    return second


def _one_is_open(form: Form, first: User, second: User, lead: User) -> User:
    draw_sample(consultation=form.consultation, second=second, by=lead)
    return second


def _herself(form: Form, first: User, second: User, lead: User) -> User:
    return lead


def _who_coded_all(form: Form, first: User, second: User, lead: User) -> User:
    return first


def _a_reviewer(form: Form, first: User, second: User, lead: User) -> User:
    return make_staff("reviewer", form.consultation.area)


def _of_another_area(form: Form, first: User, second: User, lead: User) -> User:
    return make_staff("second_coder", Area.objects.create(name="Away", slug="away"))


def _who_left(form: Form, first: User, second: User, lead: User) -> User:
    User.objects.filter(pk=second.pk).update(is_active=False)
    return second


@pytest.mark.parametrize(
    ("arrange", "says"),
    [
        (_nobody_coded, "No response is coded"),
        (_reflexive, "reflexive"),
        (_without_codebook, "without a codebook"),
        (_one_is_open, "being coded already"),
        (_herself, "another person"),
        (_who_coded_all, "hasn't coded herself"),
        (_a_reviewer, "another person"),
        (_of_another_area, "another person"),
        (_who_left, "another person"),
    ],
)
def test_what_can_not_be_drawn_says_why(
    asked_here: Form,
    first: User,
    second: User,
    lead: User,
    arrange: Callable[[Form, User, User, User], User],
    says: str,
) -> None:
    coded(asked_here, first, 2)
    whom = arrange(asked_here, first, second, lead)
    before = Sample.objects.count()
    with pytest.raises(CantDraw, match=says):
        draw_sample(consultation=asked_here.consultation, second=whom, by=lead)
    assert Sample.objects.count() == before


@pytest.mark.parametrize("role", ["second_coder", "reviewer", "editor", "auditor"])
def test_who_may_not_check_draws_nothing(
    asked_here: Form, first: User, second: User, area: Area, role: str
) -> None:
    coded(asked_here, first, 2)
    with pytest.raises(PermissionDenied):
        draw_sample(consultation=asked_here.consultation, second=second, by=make_staff(role, area))


def test_a_facilitator_of_another_area_draws_nothing(
    asked_here: Form, first: User, second: User, other_area: Area
) -> None:
    coded(asked_here, first, 2)
    away = make_staff("facilitator", other_area)
    with pytest.raises(PermissionDenied):
        draw_sample(consultation=asked_here.consultation, second=second, by=away)


def test_finishing_notes_that_she_has_read(sample: Sample, second: User) -> None:
    response = members_of(sample)[0].response
    finish_place(response=response, by=second)
    finish_place(response=response, by=second)
    assert left_to_code(sample) == 4
    assert Reading.objects.filter(reader=second, response=response).count() == 1


def test_nobody_else_finishes_her_places(sample: Sample, first: User, lead: User) -> None:
    response = members_of(sample)[0].response
    for other in (first, lead):
        with pytest.raises(NotYours):
            finish_place(response=response, by=other)
    compared(sample)
    with pytest.raises(NotYours):
        finish_place(response=response, by=sample.second)


def test_what_is_not_of_the_sample_is_not_finished(
    sample: Sample, second: User, asked_here: Form
) -> None:
    with pytest.raises(NotYours):
        finish_place(response=make_response(asked_here, "Another."), by=second)


def test_words_that_are_taken_back_leave_the_sample(sample: Sample, second: User) -> None:
    gone, kept = members_of(sample)[:2]
    receipt = bytes(gone.response.receipt_hash or b"")
    ReceiptAct.objects.create(receipt_hash=receipt, kind="withdraw")
    assert left_to_code(sample) == 4
    Response.objects.filter(pk=kept.response_id).delete()
    assert [m.pk for m in members_of(sample)] == list(
        SampleMember.objects.exclude(pk=gone.pk).order_by("pk").values_list("pk", flat=True)
    )


def test_taking_back_leaves_nothing_of_it(
    sample: Sample, lead: User, second: User, first: User
) -> None:
    code_all(sample, [[MONEY]])
    take_back_sample(sample=sample, by=lead)
    assert not Sample.objects.exists()
    assert set(Coding.objects.values_list("coder", "counts")) == {(first.pk, True)}


def test_a_compared_sample_is_not_taken_back(sample: Sample, lead: User) -> None:
    compared(sample)
    with pytest.raises(Sample.DoesNotExist):
        take_back_sample(sample=sample, by=lead)


def test_a_second_coder_takes_nothing_back(sample: Sample, second: User, other_area: Area) -> None:
    away = make_staff("facilitator", other_area)
    for other in (second, away):
        with pytest.raises(PermissionDenied):
            take_back_sample(sample=sample, by=other)


def test_a_facilitator_may_be_the_second(asked_here: Form, first: User, lead: User) -> None:
    coded(asked_here, first, 2)
    sample = draw_sample(consultation=asked_here.consultation, second=lead, by=first)
    assert sample.second == lead


def test_each_person_is_offered_once(asked_here: Form, lead: User, second: User) -> None:
    grant_role(user=second, role="facilitator", area=asked_here.consultation.area)  # type: ignore[arg-type]
    offered = list(sampling.may_be_second(asked_here.consultation, lead))
    assert offered.count(second) == 1
    assert lead not in offered
