"""Where a run that has not been sent pays to another account than the one she has given by now: she
reads it, and so does who confirms and who exports it. Nobody of them sees the account itself."""

from django.db.models import Q, QuerySet

from consultations.panels.models import PanelMember, Payee, PaymentRun, RunLine
from consultations.panels.pay.keys import KeyIsGone
from consultations.panels.pay.owed import Method
from consultations.panels.pay.payees import details_of
from consultations.panels.pay.runs import DetailsAreGone, opened

OPEN = (PaymentRun.State.MADE, PaymentRun.State.CONFIRMED)


def changed(run: PaymentRun) -> list[RunLine]:
    """Lines of a run that is still open whose account was changed, or deleted, since."""
    if run.method != Method.BANK or run.state not in OPEN:
        return []
    return _other(run.lines.all())


def still_going(member: PanelMember) -> list[RunLine]:
    """What of hers is in a run already, and goes to the account from before."""
    hers = Q(fee__member=member) | Q(expense__member=member)
    rows = RunLine.objects.filter(hers, run__method=Method.BANK, run__state__in=OPEN)
    return _other(rows.select_related("run"))


def typed_by_its_maker(run: PaymentRun) -> set[int]:
    """Lines to an account that who made the run typed in herself, from paper: the second person
    asks to see it, since nobody else has."""
    if run.method != Method.BANK or run.made_by_id is None:
        return set()
    typed = Payee.objects.filter(typed_by=run.made_by_id)
    hers = Q(fee__member__payee__in=typed) | Q(expense__member__payee__in=typed)
    gone = Q(fee__payee__in=typed) | Q(expense__payee__in=typed)
    return set(run.lines.filter(hers | gone).values_list("pk", flat=True))


def _other(rows: QuerySet[RunLine]) -> list[RunLine]:
    lines = list(rows.select_related("fee__payee", "expense__payee"))
    members = {line.owed.member_id for line in lines} - {None}
    now = {payee.member_id: payee for payee in Payee.objects.filter(member__in=members)}
    return [line for line in lines if _is_other(line, now.get(line.owed.member_id))]


def _is_other(line: RunLine, payee: Payee | None) -> bool:
    """What no key opens any more counts as other: somebody has to look. What was deleted on its day
    goes nowhere."""
    try:
        then, now = opened(line), details_of(line.owed.payee or payee)
    except DetailsAreGone:
        return False
    except KeyIsGone:
        return True
    return (then.account_name, then.sort_code, then.account_number) != (
        now.account_name,
        now.sort_code,
        now.account_number,
    )
