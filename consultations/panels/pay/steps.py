"""What may follow what: a table each for fees, expenses and runs; state × action × actor."""

from typing import Any

from consultations.panels.models import Expense, Fee
from consultations.panels.pay.permissions import APPROVER, COORDINATOR, FINANCE, SHE
from consultations.panels.people.places import Step

F, E = Fee.State, Expense.State
OWED_FEE = (F.OFFERED, F.CHOSEN, F.APPROVED, F.REISSUED, F.FAILED)


def _step(begins: set[Any], ends: Any, *by: str) -> Step:
    return Step(frozenset(begins), ends, frozenset(by))


# `choose` with "later" stays at OFFERED; `approve` of a "no" ends at DECLINED; what ends at None
# stays where it is.
FEE: dict[str, Step] = {
    "choose": _step({F.OFFERED, F.CHOSEN}, F.CHOSEN, SHE, COORDINATOR),
    "note_governor": _step({*OWED_FEE}, None, COORDINATOR),
    "approve": _step({F.CHOSEN}, F.APPROVED, APPROVER),
    "send": _step({F.APPROVED, F.REISSUED}, F.SENT, FINANCE),
    "give": _step({F.APPROVED, F.REISSUED}, F.DONATED, FINANCE),
    "receive": _step({F.SENT}, F.RECEIVED, SHE, COORDINATOR, FINANCE),
    "miss": _step({F.SENT}, F.SENT, SHE, COORDINATOR),
    "fail": _step({F.SENT, F.RECEIVED}, F.FAILED, FINANCE),
    "change_way": _step({F.APPROVED, F.REISSUED, F.FAILED}, None, SHE, COORDINATOR),
    "reissue": _step({F.FAILED}, F.REISSUED, FINANCE),
}
EXPENSE: dict[str, Step] = {
    "approve": _step({E.REQUESTED}, E.APPROVED, APPROVER),
    "refuse": _step({E.REQUESTED}, E.REFUSED, APPROVER),
    "see_receipt": _step({E.REQUESTED}, E.REQUESTED, COORDINATOR, FINANCE),
    "take_back": _step({E.REQUESTED}, E.REFUSED, SHE),
    "change_way": _step({E.REQUESTED, E.APPROVED}, None, SHE, COORDINATOR),
    "note_governor": _step({E.REQUESTED, E.APPROVED}, None, COORDINATOR),
    "pay": _step({E.APPROVED}, E.PAID, FINANCE),
    "receive": _step({E.PAID}, E.PAID, SHE, COORDINATOR, FINANCE),
    "miss": _step({E.PAID}, E.PAID, SHE, COORDINATOR),
    "fail": _step({E.PAID}, E.APPROVED, FINANCE),
}
