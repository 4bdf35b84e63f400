"""Splitting: where each coding goes, and that undoing brings exactly that back."""

from typing import Any

import pytest

from accounts.models import User
from feedback.models import Form
from insights.codebook.models import CodebookChange
from insights.codebook.remapping import split_theme
from insights.codebook.undoing import undo_change
from insights.models import Codebook, Coding
from insights.services import add_coding
from tests.factories.packs import COURT, HOUSING, MONEY
from tests.factories.themes import theme_of
from tests.insights.codebook.conftest import UNSAFE, code, everything, said

PARTS: list[dict[str, Any]] = [{"name": "Debt", "cues": ["debt"]}, {"name": "Benefits"}]
DEBT, BENEFITS = "need.debt", "need.benefits"
UNDER = ("need.money.debt", "need.money.benefits")
CHOICES: list[tuple[list[int], list[str]]] = [
    ([], [MONEY]),
    ([0], ["debt"]),
    ([1], ["benefits"]),
    ([0, 1], ["debt", "benefits"]),
    ([0, 7], ["debt"]),
    ([7], [MONEY]),
]


@pytest.mark.parametrize("below", [True, False])
@pytest.mark.parametrize(("chosen", "themes"), CHOICES)
def test_a_split_and_back(
    coded_form: Form, ann: User, *, below: bool, chosen: list[int], themes: list[str]
) -> None:
    coding = code(said(coded_form), MONEY, ann)
    no = code(said(coded_form), MONEY, ann, "rejected")
    codebook = theme_of(MONEY).codebook
    was = everything(codebook)
    parts = split_theme(
        theme=theme_of(MONEY),
        by=ann,
        parts=PARTS,
        below=below,
        chosen={coding.pk: chosen, no.pk: [0]},
        retire=not below,
    )
    above = "need.money." if below else "need."
    assert [part.code for part in parts] == [f"{above}debt", f"{above}benefits"]
    wanted = {t if t == MONEY else above + t for t in themes}
    rows = Coding.objects.filter(response=coding.response)
    assert {row.theme.code for row in rows} == wanted
    assert Coding.objects.get(pk=no.pk).theme.code == MONEY
    assert theme_of(MONEY).status == ("active" if below else "retired")
    undo_change(change=CodebookChange.objects.get(), by=ann)
    assert everything(codebook)[1:] == was[1:]
    assert {p.status for p in codebook.themes.filter(pk__in=[p.pk for p in parts])} == {"retired"}
    assert theme_of(MONEY).status == "active"


def test_parts_stand_beside_or_below_in_their_order(codebook: Codebook, ann: User) -> None:
    split_theme(theme=theme_of(HOUSING), by=ann, parts=PARTS, below=False, chosen={})
    order = list(codebook.themes.order_by("order").values_list("code", flat=True))
    assert order == [HOUSING, UNSAFE, DEBT, BENEFITS, MONEY, COURT]


SPLIT_LATER = {
    "original taken back": ({"debt"}, {MONEY}),
    "copy taken back": ({"benefits"}, {MONEY}),
    "copy changed": (set(), {MONEY, UNDER[1]}),
    "coded anew": (set(), {MONEY, UNDER[0]}),
    "a new one": (set(), {MONEY, UNDER[0]}),
}


@pytest.mark.parametrize("case", SPLIT_LATER)
def test_undoing_a_split_loses_nothing_that_people_did_since(
    coded_form: Form, ann: User, bea: User, case: str
) -> None:
    gone, after = SPLIT_LATER[case]
    response = said(coded_form)
    coding = code(response, MONEY, ann)
    debt, benefits = split_theme(
        theme=theme_of(MONEY), by=ann, parts=PARTS, below=True, chosen={coding.pk: [0, 1]}
    )
    copy = Coding.objects.get(theme=benefits)
    if gone:
        (coding if "debt" in gone else copy).delete()
    elif case == "copy changed":
        Coding.objects.filter(pk=copy.pk).update(decision="rejected")
    elif case == "coded anew":
        add_coding(response=response, theme=theme_of(MONEY), by=ann)
    else:
        add_coding(response=response, theme=debt, by=bea)
    undo_change(change=CodebookChange.objects.get(), by=ann)
    assert set(Coding.objects.values_list("theme__code", flat=True)) == after
