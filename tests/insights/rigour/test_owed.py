"""How many responses have to be coded twice: the gate of "checked", and what is owed since."""

import pytest

from accounts.models import User
from feedback.intake.models import ReceiptAct
from feedback.models import Form
from insights.models import Codebook, Coding, Sample, Settlement, Theme
from insights.rigour.comparing import compare_sample, settle_response
from insights.rigour.measuring import measure_sample
from insights.rigour.missing import missing_for_checked
from insights.rigour.owed import CodedTwice, coded_twice, whole_sample
from insights.rigour.pairs import drawn, members_of
from insights.rigour.sampling import CantDraw, draw_sample
from insights.rigour.selectors import comparison_of, last_compared, measured_with
from insights.selectors import theming_of
from insights.services import SampleGoingOn, add_coding, choose_codebook
from tests.factories.accounts import make_staff
from tests.factories.packs import HOUSING, MONEY, make_coded, make_crowd
from tests.factories.themes import make_codebook, small_codebook, theme_of
from tests.insights.rigour.doubly import code_all, coded, compared, further, settle

NOT_MEASURED = "How far two coders agree is not measured yet."


def crowd(form: Form, by: User, number: int) -> None:
    make_crowd(form, by, [([HOUSING], "web")] * number)


def missing(form: Form) -> list[str]:
    return missing_for_checked(form.consultation, theming_of(form.consultation))


@pytest.mark.parametrize(
    ("coded", "needed"),
    [(0, 0), (1, 1), (19, 19), (20, 20), (21, 20), (200, 20), (201, 21), (210, 21), (1000, 100)],
)
def test_the_larger_of_twenty_and_a_tenth_or_all(coded: int, needed: int) -> None:
    assert whole_sample(coded) == needed


@pytest.mark.parametrize(
    ("coded", "compared", "drawn", "owed"),
    [
        (0, 0, 0, 0),
        (43, 0, 0, 20),
        (43, 5, 0, 15),
        (43, 5, 15, 0),
        (43, 19, 0, 1),
        (43, 20, 0, 0),
        (43, 25, 0, 0),
        (201, 20, 0, 1),
        (3, 5, 0, 0),  # of those that were compared some have no theme any more
    ],
)
def test_what_is_owed(coded: int, compared: int, drawn: int, owed: int) -> None:
    assert CodedTwice(coded, compared, drawn, 0).owed == owed


def _small_sample(form: Form, first: User, second: User, lead: User) -> Sample:
    """Five of twenty-five, as they could be drawn when no more were coded."""
    coded(form, first)
    sample = draw_sample(consultation=form.consultation, second=second, by=lead)
    compared(sample)
    crowd(form, first, 20)
    return sample


def test_a_sample_of_any_size_is_not_enough(
    asked_here: Form, first: User, second: User, lead: User
) -> None:
    sample = _small_sample(asked_here, first, second, lead)
    assert missing(asked_here) == [
        "15 more responses have to be coded twice: with 25 coded it takes 20, and 5 were drawn so "
        "far. Draw a further sample under “Double coding”."
    ]
    more = draw_sample(consultation=asked_here.consultation, second=second, by=lead)
    assert (more.members.count(), more.adds, more.drawn_from) == (15, True, 20)
    assert missing(asked_here) == [
        "15 responses of the sample are not coded by the second coder yet."
    ]
    drawn = {member.response_id for member in members_of(more)}
    assert not drawn & {member.response_id for member in members_of(sample)}
    code_all(more)
    assert missing(asked_here) == ["The sample that was coded twice is not compared yet."]
    compare_sample(sample=more, by=lead)
    assert [said[: len(NOT_MEASURED)] for said in missing(asked_here)] == [NOT_MEASURED]
    measure_sample(more.pk)
    assert missing(asked_here) == []


def test_a_further_sample_that_is_too_small_says_what_is_still_owed(
    asked_here: Form, first: User, second: User, lead: User
) -> None:
    _small_sample(asked_here, first, second, lead)
    page = asked_here.consultation
    sampled = Sample.objects.get().members.values("response")
    for coding in list(theme_of(HOUSING).codings.filter(coder=first).exclude(response__in=sampled))[
        :18
    ]:
        add_coding(response=coding.response, theme=theme_of(MONEY), by=second)
    more = draw_sample(consultation=page, second=second, by=lead)
    assert more.members.count() == 2
    said = " ".join(missing(asked_here))
    assert "2 responses of the sample are not coded" in said
    assert "13 more responses have to be coded twice" in said
    compared(more)
    with pytest.raises(CantDraw, match="hasn't coded herself"):
        draw_sample(consultation=page, second=second, by=lead)
    third = make_staff("second_coder", page.area)
    last = draw_sample(consultation=page, second=third, by=lead)
    assert (last.members.count(), last.adds) == (13, True)
    compared(last, [[HOUSING]])
    assert coded_twice(page).owed == 0


def test_one_that_was_coded_later_is_owed(
    asked_here: Form, first: User, sample: Sample, lead: User
) -> None:
    compared(sample)
    assert missing(asked_here) == []
    coded(asked_here, first, 1)
    assert missing(asked_here)[0].startswith("1 more response has to be coded twice")
    further(sample)
    assert missing(asked_here) == []


def test_rows_of_one_visit_are_owed_once(
    asked_here: Form, first: User, sample: Sample, lead: User
) -> None:
    compared(sample)
    for _ in range(3):
        make_coded(asked_here, first, HOUSING, visit_hash="ab" * 32)
    assert coded_twice(asked_here.consultation).owed == 1


def test_what_is_taken_back_is_owed_no_more(asked_here: Form, sample: Sample) -> None:
    responses = compared(sample)
    receipt = bytes(responses[0].receipt_hash or b"")
    ReceiptAct.objects.create(receipt_hash=receipt, kind="withdraw")
    twice = coded_twice(asked_here.consultation)
    assert (twice.coded, twice.compared, twice.owed) == (4, 4, 0)
    assert [said for said in missing(asked_here) if "coded twice" in said] == []


def test_a_sample_of_which_nothing_is_left_needs_no_measure(
    asked_here: Form, sample: Sample, lead: User
) -> None:
    code_all(sample)
    compare_sample(sample=sample, by=lead)
    for member in sample.members.all():
        member.response.delete()
    assert coded_twice(asked_here.consultation).unmeasured == 0


def test_what_adds_to_a_sample_is_measured_with_it(
    asked_here: Form, first: User, sample: Sample
) -> None:
    compared(sample, [[MONEY], [HOUSING]])
    for member in members_of(sample)[::2]:
        settle(member.response, sample.drawn_by, HOUSING)
    crowd(asked_here, first, 3)
    more = further(sample)
    told = last_compared(asked_here.consultation)
    assert told == more
    assert drawn(asked_here.consultation, more.pk) == measured_with(more) == [more, sample]
    assert (comparison_of(more).n, comparison_of(more).drawn_from) == (8, 8)
    assert more.agreement["themes"][str(theme_of(MONEY).pk)]["second"] == 3
    sample.refresh_from_db()
    assert (sample.agreement["n"], sample.agreement["from"]) == (5, 5)


def test_a_whole_sample_that_is_drawn_anew_stands_for_itself(
    asked_here: Form, first: User, second: User, lead: User
) -> None:
    crowd(asked_here, first, 45)
    page = asked_here.consultation
    for n in (20, 20):
        sample = draw_sample(consultation=page, second=second, by=lead)
        assert (sample.members.count(), sample.adds) == (n, False)
        compared(sample)
    assert last_compared(page) == sample
    assert sample.agreement["n"] == 20
    assert drawn(page, sample.pk) == [sample]


def test_a_sample_of_which_nothing_is_left_still_parts_what_was_drawn_before_it(
    asked_here: Form, first: User, lead: User, sample: Sample
) -> None:
    compared(sample, [[MONEY], [HOUSING]])
    crowd(asked_here, first, 3)
    gone = further(sample)
    crowd(asked_here, first, 3)
    last = further(sample)
    page = asked_here.consultation
    Sample.objects.filter(pk=gone.pk).update(adds=False)
    for member in members_of(gone):
        member.response.delete()
    assert drawn(page, last.pk) == [last]
    assert measured_with(last) == [last, gone]
    assert drawn(page, gone.pk) == drawn(page, 0) == []


# -- Another codebook


def _another() -> Codebook:
    return make_codebook({**small_codebook(), "id": "other"}, slug="other")


def test_what_was_compared_with_another_codebook_counts_nothing(
    asked_here: Form, first: User, second: User, lead: User, sample: Sample
) -> None:
    responses = compared(sample)
    before, other = sample.codebook, _another()
    page = asked_here.consultation
    choose_codebook(consultation=page, codebook=other, by=lead)
    page.refresh_from_db()
    housing = Theme.objects.get(codebook=other, code=HOUSING)
    for response in responses:  # compared, and may be coded anew
        add_coding(response=response, theme=housing, by=first)
    assert last_compared(page) is None
    assert coded_twice(page) == CodedTwice(coded=5, compared=0, drawn=0, unmeasured=0)
    assert missing(asked_here)[0].startswith("No sample has been coded twice yet. With 5 coded")
    again = draw_sample(consultation=page, second=second, by=lead)
    assert (again.members.count(), again.codebook, again.adds) == (5, other, False)
    with pytest.raises(SampleGoingOn):
        choose_codebook(consultation=page, codebook=before, by=lead)  # type: ignore[arg-type]
    for member in members_of(again):
        add_coding(response=member.response, theme=housing, by=second)
    again.members.update(is_done=True)
    compare_sample(sample=again, by=lead)
    measure_sample(again.pk)
    assert missing(asked_here) == []
    assert comparison_of(last_compared(page)).n == 5  # type: ignore[arg-type]


def test_each_codebook_has_a_settlement_of_its_own(
    asked_here: Form, first: User, second: User, lead: User, sample: Sample
) -> None:
    response = compared(sample, [[MONEY]])[0]
    settle(response, lead, HOUSING)
    before, other = sample.codebook, _another()
    page = asked_here.consultation
    choose_codebook(consultation=page, codebook=other, by=lead)
    page.refresh_from_db()
    themes = {theme.code: theme for theme in Theme.objects.filter(codebook=other)}
    add_coding(response=response, theme=themes[HOUSING], by=first)
    again = draw_sample(consultation=page, second=second, by=lead)
    add_coding(response=response, theme=themes[MONEY], by=second)
    again.members.update(is_done=True)
    compare_sample(sample=again, by=lead)
    settle_response(response=response, themes=[themes[MONEY]], why="Anew.", by=lead)
    assert Settlement.objects.filter(response=response).count() == 2
    counting = Coding.objects.filter(response=response, counts=True)
    found = counting.values_list("theme__codebook__slug", "theme__code", "decision")
    assert set(found) == {
        (before.slug if before else "", HOUSING, "agreed"),
        ("other", MONEY, "agreed"),
    }
