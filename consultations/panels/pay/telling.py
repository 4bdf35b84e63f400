"""What she is told about what she is owed, in her language, by the one door."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from consultations.panels.models import Expense, Fee
from consultations.panels.pay.money import pounds
from consultations.panels.pay.owed import Method
from consultations.panels.people.sending import MemberIsGone, send_to_member
from consultations.panels.sessions.wording import title_of


def tell(owed: Fee | Expense, about: str, words: Any) -> None:
    """Something about a fee or a cost. `about` is another each time."""
    member = owed.member
    if member is None:
        return
    kind = "fee" if isinstance(owed, Fee) else "cost"
    with override(member.language):
        title, text = words(owed)
    try:
        send_to_member(member=member, key=f"{kind} {owed.pk} {about}", title=title, text=text)
    except MemberIsGone:
        return


def offered(fee: Fee) -> tuple[str, str]:
    text = _(
        "For “%(session)s” you can have %(amount)s. You choose: all of it, less, none, or for a "
        "charity. You can also wait. If you get benefits, talk to an adviser first: it is free."
    )
    told = {"session": title_of(fee.session), "amount": pounds(fee.offered_pence)}
    return _("Your fee: you choose"), text % told


HOW_SENT: dict[str, Any] = {
    Method.BANK: gettext_lazy(
        "%(amount)s was sent on %(day)s. On your statement it has the reference %(ref)s."
    ),
    Method.CASH: gettext_lazy(
        "%(amount)s in cash is on its way to you since %(day)s. Its reference is %(ref)s. It "
        "stands on no statement."
    ),
    Method.VOUCHER: gettext_lazy(
        "%(amount)s as a voucher is on its way to you since %(day)s. Its reference is %(ref)s. It "
        "stands on no statement."
    ),
    Method.PREPAID: gettext_lazy(
        "%(amount)s on a prepaid card is on its way to you since %(day)s. Its reference is %(ref)s."
    ),
    Method.GOVERNOR: gettext_lazy(
        "%(amount)s is on its way to you since %(day)s, in the way that was agreed. Its reference "
        "is %(ref)s."
    ),
}


def sent(fee: Fee) -> tuple[str, str]:
    text = HOW_SENT[fee.method or Method.BANK]
    day = date_format(fee.sent_on or timezone.localdate(), "j F Y")
    told = {"amount": pounds(fee.goes_pence or 0), "day": day, "ref": fee.reference}
    return _("Your fee is on its way"), text % told


def came_back(fee: Fee) -> tuple[str, str]:
    text = _(
        "%(amount)s came back to us. Nothing is lost. Look at your payment details, or choose "
        "another way, and we send it again."
    )
    return _("Your fee came back"), text % {"amount": pounds(fee.goes_pence or 0)}


def sent_cost(cost: Expense) -> tuple[str, str]:
    day = date_format(cost.paid_on or timezone.localdate(), "j F Y")
    told = {"amount": pounds(cost.pence), "day": day, "ref": cost.reference}
    text = HOW_SENT[cost.method] % told
    return _("Your costs are on their way"), f"{cost.get_kind_display()}: {text}"


def refused_cost(cost: Expense) -> tuple[str, str]:
    told = {"what": cost.get_kind_display(), "amount": pounds(cost.pence)}
    text = _("%(what)s, %(amount)s: we can’t pay it, because: %(why)s") % {
        **told,
        "why": cost.refused_because,
    }
    return _("About your costs"), text


def cost_came_back(cost: Expense) -> tuple[str, str]:
    text = _(
        "%(amount)s came back to us. Nothing is lost. Look at your payment details, or choose "
        "another way, and we send it again."
    )
    return _("Your costs came back"), text % {"amount": pounds(cost.pence)}
