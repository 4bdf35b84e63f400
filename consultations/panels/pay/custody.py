"""She is in custody: from the day on which that is noted, for all her fees and expenses that were
not sent, and those to come. Nothing goes to her but as the governor agreed, until a coordinator
says that she is out: by `end_custody`, and by nothing else (decision 0070).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.services import audit
from consultations.panels.models import Custody, Expense, Fee, PanelMember, PaymentRun, RunLine
from consultations.panels.pay.owed import OPEN, TO_SEND, Choice, Method
from consultations.panels.permissions import require_coordinator_of
from core.models import Area

Owed = Fee | Expense
UNSENT = (*OPEN, *TO_SEND, Fee.State.FAILED)
UNPAID = (Expense.State.REQUESTED, Expense.State.APPROVED)
OPEN_RUNS = (PaymentRun.State.MADE, PaymentRun.State.CONFIRMED)


def in_custody(member: PanelMember | None) -> bool:
    return member is not None and Custody.objects.filter(member=member).exists()


def is_the_governors(owed: Owed) -> bool:
    """Also of who left while she was in custody: that stands on what she is owed."""
    return owed.method == Method.GOVERNOR or in_custody(owed.member)


def lock_areas(*, member: PanelMember | None, area: int) -> None:
    """Areas first, as who makes a run does; then her open runs, as who sends one does; her fees
    last: so nobody waits for somebody who waits for her."""
    known = {area}
    if member is not None:
        known |= set(
            Fee.objects.filter(member=member).values_list("session__panel__area", flat=True)
        )
        known |= set(Expense.objects.filter(member=member).values_list("panel__area", flat=True))
    list(Area.objects.select_for_update().filter(pk__in=known).order_by("pk"))
    if member is not None:
        hers = RunLine.objects.filter(Q(fee__member=member) | Q(expense__member=member))
        inside = hers.filter(run__state__in=OPEN_RUNS).values("run")
        list(PaymentRun.objects.select_for_update().filter(pk__in=inside).order_by("pk"))


@transaction.atomic
def note_custody(*, user: Any, member: PanelMember) -> list[Owed]:
    """From now on. What is in a run that was not exported is taken off it, and who is left in that
    run is confirmed anew. Returns what is in a file already: that can only be stopped at the bank,
    or by hand. Raises PermissionDenied."""
    require_coordinator_of(user, member)
    lock_areas(member=member, area=0)
    return put_in_custody(user, member)


def put_in_custody(user: Any, member: PanelMember) -> list[Owed]:
    """The same, for who has looked at both and holds the locks."""
    _custody, made = Custody.objects.get_or_create(member=member, defaults={"noted_by": user})
    if made:
        audit(user=user, action="noted that a member is in custody", subject=_subject(member))
    return [one for one in _unsent(member) if not _goes(user, one, Method.GOVERNOR)]


@transaction.atomic
def end_custody(*, user: Any, member: PanelMember, method: str) -> list[Owed]:
    """She is out: what was to go by the governor goes this way now, and she can change that.
    Returns what is in a file already. Raises PermissionDenied, NoWay."""
    from consultations.panels.pay.choosing import HERS, NoWay

    require_coordinator_of(user, member)
    if method not in HERS:
        raise NoWay
    lock_areas(member=member, area=0)
    gone, _rows = Custody.objects.filter(member=member).delete()
    if gone:
        audit(user=user, action="noted that a member is out of custody", subject=_subject(member))
    hers = [one for one in _unsent(member) if one.method == Method.GOVERNOR]
    return [one for one in hers if not _goes(user, one, method)]


def _unsent(member: PanelMember) -> Iterator[Owed]:
    """What she may still get, each row locked. Her no, and what she gives away, is none of it."""
    fees = Fee.objects.select_for_update().filter(member=member, state__in=UNSENT)
    yield from fees.exclude(choice__in=[Choice.DECLINE, Choice.DONATE]).order_by("pk")
    costs = Expense.objects.select_for_update().filter(member=member, state__in=UNPAID)
    yield from costs.order_by("pk")


def _goes(user: Any, owed: Owed, method: str) -> bool:
    """Whether it goes this way now. What is in a file already stays as that file has it."""
    if owed.method == method:
        return True
    if not take_off_runs(user, owed):
        return False
    # An open offer has no way yet, unless it is the governor's.
    is_open = isinstance(owed, Fee) and not owed.choice and method != Method.GOVERNOR
    put_way(owed, "" if is_open else method)
    return True


def put_way(owed: Owed, method: str) -> None:
    """From now on it goes this way, and not as a governor agreed. Of a fee she has what she chose
    again: more than was approved is approved anew. Unsaved fields are left alone."""
    was = owed.goes_pence if isinstance(owed, Fee) else None
    owed.method = method
    changed = ["method", *forget_agreement(owed)]
    if isinstance(owed, Fee) and owed.goes_pence != was:
        changed += approve_anew(owed)
    owed.save(update_fields=changed)


def forget_agreement(owed: Owed) -> list[str]:
    """It is about this no more. Returns the fields; nothing is saved."""
    owed.governor_agreed_on, owed.governor_agreed = None, ""
    changed = ["governor_agreed_on", "governor_agreed"]
    if isinstance(owed, Fee):
        owed.governor_pence, owed.governor_noted_by = None, None
        changed += ["governor_pence", "governor_noted_by"]
    return changed


def approve_anew(fee: Fee) -> list[str]:
    """Somebody else looks at another amount. Returns the fields; nothing is saved."""
    if fee.state not in OPEN:
        fee.state = Fee.State.CHOSEN
    fee.approved_on, fee.approved_by = None, None
    return ["state", "approved_on", "approved_by"]


def take_off_runs(user: Any, owed: Owed) -> bool:
    """Off runs that were not exported; whether it is in no other. Who is left in one is confirmed
    anew: the sum is another."""
    runs = PaymentRun.objects.select_for_update(of=("self",)).order_by("pk")
    inside = owed.lines.filter(run__state__in=OPEN_RUNS).values("run")
    found = list(runs.filter(pk__in=inside))
    for run in found:
        if run.exports == 0:
            _take_off(user, run, owed)
    return all(run.exports == 0 for run in found)


def _take_off(user: Any, run: PaymentRun, owed: Owed) -> None:
    owed.lines.filter(run=run).delete()
    audit(user=user, action="took a payment off a run", subject=f"run {run}, {owed.reference}")
    if not run.lines.exists():
        run.delete()
        return
    run.state, run.confirmed_by, run.confirmed_on = PaymentRun.State.MADE, None, None
    run.save(update_fields=["state", "confirmed_by", "confirmed_on"])


def who_is_inside(rows: Iterable[Owed]) -> set[int]:
    """Of these, members who are in custody."""
    members = {one.member_id for one in rows if one.member_id is not None}
    return set(Custody.objects.filter(member__in=members).values_list("member", flat=True))


def follow_custody(owed: Owed) -> None:
    """What came back goes as is agreed with the governor, where she is in custody by now. Unsaved
    fields are left alone."""
    if owed.method != Method.GOVERNOR and in_custody(owed.member):
        put_way(owed, Method.GOVERNOR)


def _subject(member: PanelMember) -> str:
    return f"member {member.pk}"


def custody_of(member: PanelMember | None) -> Custody | None:
    return Custody.objects.filter(member=member).first() if member is not None else None


def in_file(owed: Owed) -> bool:
    """Whether it is in a run that was exported and not sent: it can't be stopped here."""
    return owed.lines.filter(run__state__in=OPEN_RUNS, run__exports__gt=0).exists()
