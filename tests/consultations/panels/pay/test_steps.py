"""Each state × actor × action of a fee and of an expense: what follows, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.roles import Role
from consultations.panels.models import Custody, Expense, Fee, Panel, PanelMember
from consultations.panels.pay import approving, choosing, spending
from consultations.panels.pay.choosing import Told
from consultations.panels.pay.steps import EXPENSE, FEE
from consultations.panels.services import NotFromHere
from core.models import Area
from tests.consultations.panels.conftest import joined
from tests.factories.accounts import make_staff
from tests.factories.pay import make_expense, make_fee, make_finance, make_held
from tests.factories.sessions import other_coordinator

S, E = Fee.State, Expense.State
Act = Callable[[Any, Any], object]
FEE_ACTS: dict[str, Act] = {
    "choose": lambda user, fee: choosing.choose(user=user, fee=fee, told=Told("accept", "cash")),
    "note_governor": lambda user, fee: choosing.note_governor(
        user=user, fee=fee, agreed_on=fee.offered_on, what="By the wing office", pence=5_500
    ),
    "approve": lambda user, fee: approving.approve(user=user, fee=fee),
    "give": lambda user, fee: approving.give(user=user, fee=fee),
    "receive": lambda user, fee: approving.receive(user=user, fee=fee),
    "miss": lambda user, fee: approving.miss(user=user, fee=fee),
    "fail": lambda user, fee: approving.fail(user=user, fee=fee),
    "change_way": lambda user, fee: choosing.change_way(user=user, fee=fee, method="cash"),
    "reissue": lambda user, fee: approving.reissue(user=user, fee=fee),
}
EXPENSE_ACTS: dict[str, Act] = {
    "approve": lambda user, one: spending.approve_expense(user=user, expense=one),
    "refuse": lambda user, one: spending.refuse_expense(user=user, expense=one, because="No"),
    "see_receipt": lambda user, one: spending.see_receipt(user=user, expense=one),
    "take_back": lambda user, one: spending.take_back(user=user, expense=one),
    "change_way": lambda user, one: spending.change_way_of_expense(
        user=user, expense=one, method="cash"
    ),
    "receive": lambda user, one: spending.receive_expense(user=user, expense=one),
    "miss": lambda user, one: spending.miss_expense(user=user, expense=one),
    "note_governor": lambda user, one: spending.note_governor_of_expense(
        user=user, expense=one, agreed_on=one.requested_on, what="By the wing office"
    ),
    "fail": lambda user, one: spending.expense_came_back(user=user, expense=one),
}
# Who may do what, written down by hand and apart from the code.
MAY = {
    "she": {"choose", "receive", "miss", "change_way"},
    "maker": {"choose", "note_governor", "receive", "miss", "change_way"},
    "other": {"choose", "note_governor", "approve", "receive", "miss", "change_way"},
    "finance": {"approve", "give", "receive", "fail", "reissue"},
    "away": set[str](),
    "facilitator": set[str](),
    "peer": set[str](),
}
FOLLOWS = {
    (S.OFFERED, "choose"): S.CHOSEN,
    (S.CHOSEN, "choose"): S.CHOSEN,
    (S.OFFERED, "note_governor"): S.OFFERED,  # it is no choice of hers
    (S.CHOSEN, "note_governor"): S.CHOSEN,
    (S.CHOSEN, "approve"): S.APPROVED,
    (S.SENT, "receive"): S.RECEIVED,
    (S.SENT, "miss"): S.SENT,
    (S.SENT, "fail"): S.FAILED,
    (S.RECEIVED, "fail"): S.FAILED,
    (S.APPROVED, "note_governor"): S.APPROVED,
    (S.REISSUED, "note_governor"): S.REISSUED,
    (S.FAILED, "note_governor"): S.FAILED,
    (S.APPROVED, "change_way"): S.APPROVED,
    (S.REISSUED, "change_way"): S.REISSUED,
    (S.FAILED, "change_way"): S.FAILED,
    (S.FAILED, "reissue"): S.REISSUED,
}
MAY_EXPENSE = {
    "she": {"take_back", "change_way", "receive", "miss"},
    "maker": {"see_receipt", "change_way", "note_governor", "receive", "miss"},  # she put it in
    "other": {
        *("approve", "refuse", "see_receipt", "change_way", "note_governor", "receive", "miss"),
    },
    "finance": {"approve", "refuse", "see_receipt", "fail", "receive"},
    "away": set[str](),
    "facilitator": set[str](),
    "peer": set[str](),
}
FOLLOWS_EXPENSE = {
    (E.REQUESTED, "approve"): E.APPROVED,
    (E.REQUESTED, "refuse"): E.REFUSED,
    (E.REQUESTED, "see_receipt"): E.REQUESTED,
    (E.REQUESTED, "take_back"): None,
    (E.REQUESTED, "change_way"): E.REQUESTED,
    (E.APPROVED, "change_way"): E.APPROVED,
    (E.REQUESTED, "note_governor"): E.REQUESTED,
    (E.APPROVED, "note_governor"): E.APPROVED,
    (E.PAID, "receive"): E.PAID,
    (E.PAID, "miss"): E.PAID,
    (E.PAID, "fail"): E.APPROVED,
}


@pytest.fixture
def people(panel: Panel, her: PanelMember, other_area: Area) -> dict[str, Any]:
    return {
        "she": her.user,
        "maker": panel.coordinator,
        "other": other_coordinator(panel),
        "finance": make_finance(panel),
        "away": make_staff(Role.PANEL_COORDINATOR, other_area),
        "facilitator": make_staff(Role.FACILITATOR, panel.area),
        "peer": joined(panel).user,
    }


def as_new(row: Any, **values: Any) -> Any:
    """The same row again as it was, and she outside: one world for all cases."""
    Custody.objects.all().delete()
    type(row).objects.filter(pk=row.pk).update(**values)
    return type(row).objects.get(pk=row.pk)


def outcome(act: Act, user: User, row: Any) -> Any:
    try:
        act(user, row)
    except (PermissionDenied, NotFromHere) as refused:
        return type(refused)
    after = type(row).objects.filter(pk=row.pk).values_list("state", flat=True)
    return after[0] if after else None


def test_each_state_of_a_fee_by_each_person_and_each_act(
    panel: Panel, her: PanelMember, people: dict[str, Any]
) -> None:
    fee = make_fee(make_held(panel), her, S.CHOSEN)
    assert set(FEE_ACTS) | {"send"} == set(FEE)
    begin = {"choice": "accept", "method": "bank", "chosen_pence": 5_500, "chosen_by": None}
    begin |= {"governor_pence": None, "governor_noted_by": None}
    for state in S:
        values = begin if state != S.DECLINED else {"choice": "decline", "chosen_pence": None}
        for who, user in people.items():
            for name, act in FEE_ACTS.items():
                row = as_new(fee, state=state, **values)
                wanted: Any = FOLLOWS.get((state, name), NotFromHere)
                if name not in MAY[who]:
                    wanted = PermissionDenied
                assert outcome(act, user, row) == wanted, (state, who, name)


def test_who_noted_her_choice_does_not_approve_it(
    panel: Panel, her: PanelMember, people: dict[str, Any]
) -> None:
    for name in ("choose", "note_governor"):
        fee = make_fee(make_held(panel), her, S.CHOSEN)
        FEE_ACTS[name](people["other"], fee)
        fee.refresh_from_db()
        assert outcome(FEE_ACTS["approve"], people["other"], fee) is PermissionDenied
        assert outcome(FEE_ACTS["approve"], people["finance"], fee) == S.APPROVED
    Custody.objects.all().delete()  # she is out
    fee = make_fee(make_held(panel), her)
    FEE_ACTS["choose"](people["other"], fee)
    FEE_ACTS["choose"](people["she"], fee)  # she said it again herself
    fee.refresh_from_db()
    assert outcome(FEE_ACTS["approve"], people["other"], fee) == S.APPROVED


def test_a_charity_is_given_to_by_finance_and_nothing_else_is(
    panel: Panel, her: PanelMember, people: dict[str, Any]
) -> None:
    fee = make_fee(make_held(panel), her, S.APPROVED, choice="donate", method="")
    assert outcome(FEE_ACTS["give"], people["other"], fee) is PermissionDenied
    assert outcome(FEE_ACTS["give"], people["finance"], fee) == S.DONATED
    accepted = as_new(fee, state=S.APPROVED, choice="accept", method="bank")
    assert outcome(FEE_ACTS["give"], people["finance"], accepted) is NotFromHere


def test_each_state_of_an_expense_by_each_person_and_each_act(
    panel: Panel, her: PanelMember, people: dict[str, Any]
) -> None:
    assert set(EXPENSE_ACTS) | {"pay"} == set(EXPENSE)
    expense = make_expense(panel, her, requested_by=panel.coordinator)
    for state in E:
        for who, user in people.items():
            for name, act in EXPENSE_ACTS.items():
                if not Expense.objects.filter(pk=expense.pk).exists():
                    expense = make_expense(panel, her, requested_by=panel.coordinator)
                row = as_new(expense, state=state, method="bank", evidence="not_needed")
                wanted: Any = FOLLOWS_EXPENSE.get((state, name), NotFromHere)
                if name not in MAY_EXPENSE[who]:
                    wanted = PermissionDenied
                assert outcome(act, user, row) == wanted, (state, who, name)


def test_who_is_paid_approves_nothing_of_hers_whatever_roles_she_holds(
    panel: Panel, her: PanelMember
) -> None:
    from accounts.services import grant_role

    assert her.user is not None
    for role in (Role.PANEL_COORDINATOR, Role.FINANCE):
        grant_role(user=her.user, role=role, area=panel.area)
    user = User.objects.get(pk=her.user.pk)
    fee = make_fee(make_held(panel), her, S.CHOSEN)
    expense = make_expense(panel, her)
    for act in (FEE_ACTS["approve"], FEE_ACTS["fail"], FEE_ACTS["reissue"]):
        assert outcome(act, user, fee) is PermissionDenied
    assert outcome(EXPENSE_ACTS["approve"], user, expense) is PermissionDenied
