"""A codebook that changes around double coding: merged before two codings are compared, and undone
after they were settled."""

import pytest

from accounts.models import User
from core.models import Area
from feedback.models import Form, Response
from insights.codebook.remapping import merge_theme
from insights.codebook.undoing import undo_change
from insights.models import CodebookChange, Coding, Sample
from insights.rigour.comparing import compare_sample
from insights.rigour.measuring import measure_sample
from insights.rigour.pairs import pairs_of
from insights.rigour.sampling import draw_sample, take_back_sample
from insights.selectors import coded_count
from tests.factories.accounts import make_staff
from tests.factories.packs import make_coded
from tests.factories.themes import make_codebook, small_codebook, theme_of, use_codebook
from tests.insights.rigour.doubly import COURT, HOUSING, MONEY, code_all, compared, settle

VISIT = {"visit_hash": "ab" * 32}
Codes = tuple[str, ...]


def given(response: Response, by: User, *codes: str, counts: bool = False) -> None:
    for code in codes:
        Coding.objects.create(
            response=response,
            theme=theme_of(code),
            coder=by,
            decision=Coding.Decision.ADDED,
            counts=counts,
            codebook_version="1.0",
            coded_on="2026-11-02",
        )


def drawn(form: Form, first: User, second: User, by: User, rows: list[Response]) -> Sample:
    sample = draw_sample(consultation=form.consultation, second=second, by=by)
    assert sample.members.count() == len(rows)
    return sample


def merge(by: User) -> CodebookChange:
    return merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=by, why="One thing.")


def all_codings() -> set[tuple[object, ...]]:
    columns = ("pk", "response", "theme__code", "coder", "decision", "counts")
    return set(Coding.objects.values_list(*columns))


# -- merged before comparing: both sides alike. By hand, over four women, after money went into
# housing: H H C HC by the first, H C C C by the second.
#   housing: yes to 1, 2, 4 and to 1; the same on 1 and 3: 50 %
#     kappa: chance = .75 × .25 + .25 × .75 = .375; (.5 - .375) / (1 - .375) = .2
#     alpha: 4 yes and 4 no; expected = 2 × 4 × 4 / (8 × 7) = .5714; 1 - .5 / .5714 = .125
#   sets: MASI of HC and C (or H) = 1 - 1/2 × 2/3 = 2/3, of H and C = 1; seen (0 + 1 + 0 + 2/3) / 4
#     = 5/12; H three times, C four, HC once: expected = 2 × (12 + 2 + 8/3) / 56 = 25/42;
#     alpha = 1 - 5/12 ÷ 25/42 = .3

WRITTEN: dict[str, tuple[list[Codes], list[Codes]]] = {
    "neither said both": (
        [(HOUSING,), (HOUSING,), (COURT,), (HOUSING, COURT)],
        [(HOUSING,), (COURT,), (COURT,), (COURT,)],
    ),
    "the second said both": (
        [(HOUSING,), (HOUSING,), (COURT,), (HOUSING, COURT)],
        [(MONEY, HOUSING), (COURT,), (COURT,), (COURT,)],
    ),
    "the first said both": (
        [(MONEY, HOUSING), (MONEY,), (COURT,), (MONEY, HOUSING, COURT)],
        [(HOUSING,), (COURT,), (COURT,), (COURT,)],
    ),
    "each said both": (
        [(MONEY, HOUSING), (HOUSING,), (COURT,), (MONEY, COURT)],
        [(MONEY, HOUSING), (COURT,), (COURT,), (COURT,)],
    ),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_a_merge_before_comparing_makes_no_disagreement(
    asked_here: Form, first: User, second: User, lead: User, case: str
) -> None:
    by_first, by_second = WRITTEN[case]
    rows = [make_coded(asked_here, first, *codes) for codes in by_first]
    sample = drawn(asked_here, first, second, lead, rows)
    for row, codes in zip(rows, by_second, strict=True):
        given(row, second, *codes)
    sample.members.update(is_done=True)
    merge(lead)
    compare_sample(sample=sample, by=lead)
    measure_sample(sample.pk)
    sample.refresh_from_db()
    by_row = {pair.response: pair for pair in pairs_of(sample)}
    assert [by_row[row.pk].differs for row in rows] == [False, True, False, True]
    found = sample.agreement["themes"]
    assert str(theme_of(MONEY).pk) not in found
    housing = found[str(theme_of(HOUSING).pk)]
    assert (housing["first"], housing["second"], housing["both"]) == (3, 1, 1)
    assert housing["percent"]["value"] == 50
    assert housing["kappa"]["value"] == pytest.approx(0.2)
    assert housing["alpha"]["value"] == pytest.approx(0.125)
    assert sample.agreement["sets"]["value"] == pytest.approx(0.3)


def test_a_merge_after_settling_makes_none_either(
    asked_here: Form, first: User, second: User, lead: User
) -> None:
    row = make_coded(asked_here, first, MONEY, HOUSING)
    sample = drawn(asked_here, first, second, lead, [row])
    compared(sample, [[MONEY]])
    settle(row, lead, MONEY, HOUSING)
    merge(lead)
    (pair,) = pairs_of(sample)
    housing = frozenset({theme_of(HOUSING).pk})
    assert (pair.first, pair.second, pair.agreed) == (housing, housing, housing)


# -- undone after settling: what was settled away stays away


SETTLED: dict[str, tuple[list[tuple[str, str, bool]], Codes]] = {
    # what the first had said: theme, decision, whether it counted; and what was agreed
    "she said both, neither is agreed": (
        [(MONEY, "added", True), (HOUSING, "added", True)],
        (COURT,),
    ),
    "she said both, one is agreed": (
        [(MONEY, "added", True), (HOUSING, "added", True)],
        (HOUSING,),
    ),
    "yes to one and no to the other": (
        [(MONEY, "added", True), (HOUSING, "rejected", True)],
        (COURT,),
    ),
    "nothing is agreed": ([(MONEY, "added", True), (HOUSING, "accepted", True)], ()),
}


@pytest.mark.parametrize("visit", [{}, VISIT], ids=["a row", "a visit"])
@pytest.mark.parametrize("case", SETTLED)
def test_undoing_a_merge_brings_nothing_back_that_was_settled_away(
    asked_here: Form, first: User, second: User, lead: User, case: str, visit: dict[str, str]
) -> None:
    said, agreed = SETTLED[case]
    parts = [make_coded(asked_here, first, **visit) for _ in range(2 if visit else 1)]
    for theme, decision, counts in said:
        given(parts[0], first, theme, counts=counts)
        Coding.objects.filter(theme__code=theme).update(decision=decision)
    sample = drawn(asked_here, first, second, lead, parts[:1])
    code_all(sample, [[COURT]])
    change = merge(lead)
    compared(sample, [[COURT]])
    settle(sample.members.get().response, lead, *agreed)
    undo_change(change=change, by=lead)
    counting = Coding.objects.filter(counts=True).exclude(decision="rejected")
    assert {(c.theme.code, c.decision) for c in counting} == {(code, "agreed") for code in agreed}
    page = asked_here.consultation
    assert coded_count(consultation=page, theme=theme_of(MONEY)) == 0
    (pair,) = pairs_of(sample)  # and what the first had said is as it was before the merge
    yes = {theme for theme, decision, _ in said if decision != "rejected"}
    assert pair.first == {theme_of(code).pk for code in yes}


def test_what_nobody_settled_comes_back_beside_it(
    asked_here: Form, first: User, second: User, lead: User
) -> None:
    rows = [make_coded(asked_here, first, MONEY, HOUSING) for _ in range(2)]
    sample = drawn(asked_here, first, second, lead, rows)
    code_all(sample, [[COURT]])
    before = {row for row in all_codings() if row[1] == rows[1].pk}
    change = merge(lead)
    compared(sample, [[COURT]])
    settle(rows[0], lead, COURT)
    undo_change(change=change, by=lead)
    assert {row for row in all_codings() if row[1] == rows[1].pk} == before


def test_settled_before_the_merge_all_comes_back(
    asked_here: Form, first: User, second: User, lead: User
) -> None:
    row = make_coded(asked_here, first, MONEY, HOUSING)
    compared(drawn(asked_here, first, second, lead, [row]), [[COURT]])
    settle(row, lead, MONEY, HOUSING)
    before = all_codings()
    change = merge(lead)
    undo_change(change=change, by=lead)
    assert all_codings() == before


@pytest.mark.parametrize(("agreed", "women"), [((COURT,), 0), ((), 0), ((HOUSING,), 1)])
def test_a_merge_brings_nothing_back_that_was_settled_away(
    asked_here: Form, first: User, second: User, lead: User, agreed: Codes, women: int
) -> None:
    row = make_coded(asked_here, first)
    given(row, first, MONEY, HOUSING, counts=True)
    Coding.objects.filter(theme__code=HOUSING).update(decision="rejected")
    compared(drawn(asked_here, first, second, lead, [row]), [[COURT]])
    settle(row, lead, *agreed)
    before = all_codings()
    change = merge(lead)
    page = asked_here.consultation
    assert coded_count(consultation=page, theme=theme_of(HOUSING)) == women
    counting = Coding.objects.filter(counts=True).exclude(decision="rejected")
    assert {(c.theme.code, c.decision) for c in counting} == {(code, "agreed") for code in agreed}
    undo_change(change=change, by=lead)
    assert all_codings() == before


# -- a sample of another codebook


@pytest.mark.parametrize("visit", [{}, VISIT], ids=["a row", "a visit"])
def test_taking_a_sample_back_leaves_what_was_compared_by_another_codebook(
    asked_here: Form, first: User, second: User, lead: User, area: Area, visit: dict[str, str]
) -> None:
    page = asked_here.consultation
    row = make_coded(asked_here, first, HOUSING, **visit)
    compared(drawn(asked_here, first, second, lead, [row]), [[MONEY]])
    kept = all_codings()
    data = {**small_codebook(), "id": "other", "name": "Other"}
    for axis in data["axes"]:
        for theme in axis["themes"]:
            theme["code"] = f"x.{theme['code']}"
            theme.pop("children", None)
    use_codebook(page, make_codebook(data))
    later = make_coded(asked_here, first, **visit) if visit else row
    given(later, make_staff("facilitator", area), f"x.{HOUSING}", counts=True)
    again = drawn(asked_here, first, second, lead, [row])
    given(row, second, f"x.{MONEY}")
    if visit:
        given(later, second, f"x.{COURT}")
    take_back_sample(sample=again, by=lead)
    hers = {(c.theme.code, c.counts) for c in Coding.objects.filter(coder=second)}
    assert hers == {(MONEY, False)}
    assert kept <= all_codings()
