"""Sharing responses out: who gets what, what stays with whom, and who may say so."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditLine, User
from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.models import Sample, SampleMember, Share
from insights.rigour.comparing import compare_sample
from insights.rigour.pairs import members_of
from insights.rigour.sampling import draw_sample
from insights.selectors import Show, queue
from insights.services import add_coding, mark_read
from insights.sharing.selectors import PersonShare, left_in_share, sharing_of
from insights.sharing.services import CantShare, hand_on, share_out, take_back
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.packs import HOUSING, make_coded
from tests.factories.themes import theme_of
from tests.insights.rigour.doubly import code_all

VISIT = "ab" * 32
FIRST, LAST = "2026-01-05", "2026-02-02"


def said(form: Form, number: int, **fields: Any) -> list[Response]:
    return [make_response(form, f"They listened, {n}.", **fields) for n in range(number)]


def share(form: Form, by: User, *people: User, seed: int | None = 1) -> tuple[int, int]:
    done = share_out(consultation=form.consultation, people=people, by=by, seed=seed)
    return done.shared, done.left


def whose() -> dict[int, str]:
    return dict(Share.objects.values_list("response", "coder__name"))


def hers(form: Form, reader: User, show: Show = Show.MINE) -> list[int]:
    found = queue(consultation=form.consultation, reader=reader, show=show)
    return list(found.values_list("pk", flat=True))


def of(form: Form, person: User) -> PersonShare:
    (found,) = (s for s in sharing_of(form.consultation).people if s.person == person)
    return found


def test_each_gets_as_many_and_all_are_shared(here: Form, lead: User, ann: User, bea: User) -> None:
    said(here, 7)
    assert share(here, lead, ann, bea) == (7, 0)
    assert sorted(Counter(whose().values()).values()) == [3, 4]
    assert sorted([*hers(here, ann), *hers(here, bea)]) == sorted(whose())


def test_one_seed_shares_the_same_and_another_otherwise(
    here: Form, lead: User, ann: User, bea: User
) -> None:
    said(here, 12)
    seen = []
    for seed in (5, 5, 6):
        share(here, lead, bea, ann, seed=seed)
        seen.append(whose())
        Share.objects.all().delete()
    assert seen[0] == seen[1] != seen[2]
    share(here, lead, ann, seed=None)
    assert "seed 6" in AuditLine.objects.get(subject__endswith=" 6").subject
    assert AuditLine.objects.filter(action="share responses out").count() == 4


def test_what_came_later_is_nobodys_until_it_is_shared(
    here: Form, lead: User, ann: User, bea: User
) -> None:
    said(here, 4)
    share(here, lead, ann, bea)
    before = whose()
    (late, *_) = said(here, 3)
    assert sharing_of(here.consultation).nobodys == 3
    assert late.pk in hers(here, ann, Show.NOBODYS)
    assert late.pk not in {*hers(here, ann), *hers(here, bea)}
    assert share(here, lead, ann, bea) == (3, 0)
    assert before.items() <= whose().items()
    assert share(here, lead, ann, bea) == (0, 0)


def test_what_somebody_has_read_is_not_shared(here: Form, lead: User, ann: User, bea: User) -> None:
    read, *others = said(here, 3)
    mark_read(response=read, by=bea)
    assert share(here, lead, ann) == (2, 0)
    assert hers(here, ann) == sorted(one.pk for one in others)
    assert sharing_of(here.consultation).nobodys == 0


def test_what_somebody_has_begun_stays_with_her(
    here: Form, lead: User, ann: User, bea: User
) -> None:
    responses = said(here, 6)
    add_coding(response=responses[0], theme=theme_of(HOUSING), by=ann)
    add_coding(response=responses[1], theme=theme_of(HOUSING), by=lead)  # who isn't chosen
    assert share(here, lead, ann, bea) == (5, 1)
    assert whose()[responses[0].pk] == "Ann"
    assert responses[1].pk not in whose()
    assert sorted(Counter(whose().values()).values()) == [2, 3]


def test_what_a_leaver_has_begun_is_shared(here: Form, lead: User, ann: User, bea: User) -> None:
    responses = said(here, 2)
    for response in responses:
        add_coding(response=response, theme=theme_of(HOUSING), by=bea)
    bea.is_active = False
    bea.save()
    assert share(here, lead, ann) == (2, 0)


def test_rows_of_one_visit_go_to_one_person_also_later(
    here: Form, lead: User, ann: User, bea: User
) -> None:
    parts = said(here, 3, visit_hash=VISIT, week=FIRST)
    said(here, 3)
    assert share(here, lead, ann, bea) == (4, 0)
    coder = {whose()[part.pk] for part in parts}
    assert len(coder) == 1
    late = make_response(here, "And this.", visit_hash=VISIT, week=LAST)
    assert whose()[late.pk] in coder
    reader = {"Ann": ann, "Bea": bea}[whose()[late.pk]]
    assert hers(here, reader).count(late.pk) == 1
    assert not set(hers(here, reader)) & {part.pk for part in parts}
    assert make_response(here, "Else.", visit_hash="cd" * 32).pk not in whose()


def test_a_part_that_has_no_coder_yet_follows_the_others(
    here: Form, lead: User, ann: User, bea: User
) -> None:
    parts = said(here, 2, visit_hash=VISIT)
    share(here, lead, ann)
    Share.objects.filter(response=parts[1]).delete()
    assert share(here, lead, bea) == (0, 0)
    assert set(whose().values()) == {"Ann"}
    assert len(whose()) == 2


def test_a_share_counts_women_and_what_she_did_herself(
    here: Form, lead: User, ann: User, bea: User
) -> None:
    parts = said(here, 2, visit_hash=VISIT, week=FIRST)
    others = said(here, 2)
    share(here, lead, ann)

    def seen() -> tuple[int, int, int, int]:
        found = of(here, ann)
        return found.shared, found.read, found.coded, left_in_share(here.consultation, ann).count()

    assert seen() == (3, 0, 0, 3)
    add_coding(response=parts[0], theme=theme_of(HOUSING), by=ann)
    mark_read(response=parts[1], by=ann)  # both rows
    mark_read(response=others[0], by=bea)
    add_coding(response=others[0], theme=theme_of(HOUSING), by=bea)
    assert seen() == (3, 1, 1, 2)


def test_sharing_bars_nobody(here: Form, lead: User, ann: User, bea: User) -> None:
    (response,) = said(here, 1)
    share(here, lead, ann)
    assert hers(here, bea, Show.ALL) == [response.pk]
    mark_read(response=response, by=bea)
    add_coding(response=response, theme=theme_of(HOUSING), by=bea)
    assert not left_in_share(here.consultation, bea).exists()


def test_people_stand_in_the_order_of_names(here: Form, lead: User, ann: User, bea: User) -> None:
    responses = said(here, 4)
    share(here, lead, bea, ann)
    for response in responses:
        if whose()[response.pk] == "Bea":
            mark_read(response=response, by=bea)
    assert [s.person.name for s in sharing_of(here.consultation).people] == ["Ann", "Bea"]


# -- handing on, taking back


def test_the_rest_moves_and_what_she_has_begun_stays(
    here: Form, lead: User, ann: User, bea: User
) -> None:
    read, coded, *rest = said(here, 5)
    share(here, lead, ann)
    mark_read(response=read, by=ann)
    add_coding(response=coded, theme=theme_of(HOUSING), by=ann)
    assert hand_on(consultation=here.consultation, coder=ann, to=bea, by=lead) == 3
    assert sorted(hers(here, bea)) == sorted(one.pk for one in rest)
    assert sorted(hers(here, ann)) == sorted([read.pk, coded.pk])
    assert hand_on(consultation=here.consultation, coder=ann, to=bea, by=lead) == 0


@pytest.mark.parametrize("how", ["inactive", "no role"])
def test_a_leavers_share_is_shown_and_handed_on_whole(
    here: Form, lead: User, ann: User, bea: User, how: str
) -> None:
    read, *begun = said(here, 3)
    share(here, lead, ann)
    mark_read(response=read, by=ann)
    add_coding(response=begun[0], theme=theme_of(HOUSING), by=ann)
    if how == "inactive":
        ann.is_active = False
        ann.save()
    else:
        ann.role_holdings.all().delete()
    assert not of(here, ann).may_code
    assert sharing_of(here.consultation).who_go_on == []
    assert hand_on(consultation=here.consultation, coder=ann, to=bea, by=lead) == 2
    assert sorted(hers(here, bea)) == sorted(one.pk for one in begun)


def test_what_is_taken_back_is_nobodys(here: Form, lead: User, ann: User) -> None:
    read, *_ = said(here, 3)
    share(here, lead, ann)
    mark_read(response=read, by=ann)
    assert take_back(consultation=here.consultation, coder=ann, by=lead) == 2
    assert list(whose()) == [read.pk]
    assert sharing_of(here.consultation).nobodys == 2


def test_she_gives_her_own_back_herself_and_nobody_elses(
    here: Form, lead: User, ann: User, bea: User
) -> None:
    said(here, 4)
    share(here, lead, ann, bea)
    with pytest.raises(PermissionDenied):
        take_back(consultation=here.consultation, coder=bea, by=ann)
    assert take_back(consultation=here.consultation, coder=ann, by=ann) == 2
    ann.role_holdings.all().delete()
    with pytest.raises(PermissionDenied):
        take_back(consultation=here.consultation, coder=ann, by=User.objects.get(pk=ann.pk))


def test_another_consultation_is_left_alone(
    here: Form, lead: User, ann: User, bea: User, form: Callable[..., Form]
) -> None:
    other = form()
    said(here, 2)
    said(other, 2)
    share(here, lead, ann)
    share(other, lead, ann)
    assert hand_on(consultation=here.consultation, coder=ann, to=bea, by=lead) == 2
    assert len(hers(other, ann)) == 2
    assert hers(other, bea) == []


# -- who may, and what is refused


@pytest.mark.parametrize(
    ("role", "may"),
    [("facilitator", True), ("second_coder", False), ("reviewer", False), ("administrator", False)],
)
def test_who_may_share(here: Form, area: Area, ann: User, bea: User, role: str, may: bool) -> None:
    said(here, 2)
    by = make_staff(role, area)
    for do in (
        lambda: share_out(consultation=here.consultation, people=[ann], by=by),
        lambda: hand_on(consultation=here.consultation, coder=ann, to=bea, by=by),
        lambda: take_back(consultation=here.consultation, coder=bea, by=by),
    ):
        if may:
            do()
        else:
            with pytest.raises(PermissionDenied):
                do()
    assert Share.objects.exists() is False


def test_a_facilitator_of_another_area_may_not(here: Form, other_area: Area, ann: User) -> None:
    said(here, 1)
    with pytest.raises(PermissionDenied):
        share(here, make_staff("facilitator", other_area), ann)


def test_only_who_may_code_here_gets_something(
    here: Form, lead: User, ann: User, area: Area, other_area: Area
) -> None:
    said(here, 2)
    for stranger in (make_staff("reviewer", area), make_staff("second_coder", other_area)):
        with pytest.raises(CantShare):
            share(here, lead, ann, stranger)
        with pytest.raises(CantShare):
            hand_on(consultation=here.consultation, coder=ann, to=stranger, by=lead)
    with pytest.raises(CantShare):
        share(here, lead)
    with pytest.raises(CantShare):
        hand_on(consultation=here.consultation, coder=ann, to=ann, by=lead)
    assert whose() == {}


def test_what_was_taken_back_by_her_is_not_shared(here: Form, lead: User, ann: User) -> None:
    gone = make_response(here, receipt_hash="ef" * 32)
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex("ef" * 32), kind=ReceiptAct.Kind.WITHDRAW)
    assert share(here, lead, ann) == (0, 0)
    gone.delete()
    assert sharing_of(here.consultation).nobodys == 0


# -- samples coded blind


@pytest.fixture
def sample(here: Form, lead: User, ann: User, bea: User) -> Sample:
    """Three coded and unread responses, which Ann codes blind."""
    for _ in range(3):
        make_coded(here, bea, HOUSING).readings.all().delete()
    return draw_sample(consultation=here.consultation, second=ann, by=lead)


def test_a_sample_is_not_given_to_her_who_codes_it_blind(
    here: Form, lead: User, ann: User, bea: User, sample: Sample
) -> None:
    before = set(SampleMember.objects.values_list("response", "is_done"))
    assert share(here, lead, ann) == (0, 3)
    assert share(here, lead, ann, bea) == (3, 0)
    assert hers(here, ann) == []
    assert len(hers(here, bea)) == 3
    assert hand_on(consultation=here.consultation, coder=bea, to=ann, by=lead) == 0
    assert set(SampleMember.objects.values_list("response", "is_done")) == before


def test_a_sample_drawn_from_her_share_leaves_it_until_it_is_compared(
    here: Form, lead: User, ann: User, bea: User
) -> None:
    for _ in range(3):
        make_coded(here, bea, HOUSING).readings.all().delete()
    Share.objects.bulk_create(
        Share(response=one, coder=ann, shared_on="2026-01-05") for one in Response.objects.all()
    )
    said(here, 1)
    share(here, lead, ann)
    sample = draw_sample(consultation=here.consultation, second=ann, by=lead)
    assert len(hers(here, ann)) == 1
    assert of(here, ann).shared == 1
    code_all(sample)
    assert of(here, ann).coded == 0
    assert take_back(consultation=here.consultation, coder=ann, by=lead) == 1
    assert members_of(sample)
    compare_sample(sample=sample, by=lead)
    assert len(hers(here, ann)) == 3
    assert of(here, ann).read == 3
