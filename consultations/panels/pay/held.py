"""What pay holds about a member: told to her with all the rest, and what leaving does to it.

What she is still owed she gets: her fees and expenses lose her name here, and keep what is needed
to pay them until they are paid (decision 0056).
"""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.panels.models import (
    Advice,
    Attendance,
    Custody,
    Expense,
    Fee,
    PanelMember,
    Payee,
)
from consultations.panels.pay.keeping import GONE_KEPT
from consultations.panels.pay.money import pounds
from consultations.panels.pay.offering import offer_for
from consultations.panels.pay.owed import OPEN, Choice, Method
from consultations.panels.pay.payees import Details, payee_for, shown_to_her, store
from consultations.panels.people.holding import INNER, Section, register_teller
from consultations.panels.people.leaving import register_forgetter
from consultations.panels.people.profile import identity_of
from consultations.panels.people.tables import More, Table
from consultations.panels.sessions.noting import HELD, pay_due
from consultations.panels.sessions.wording import title_of


def fees_of(member: PanelMember) -> list[Fee]:
    rows = Fee.objects.filter(member=member).select_related("session__panel", "member")
    return list(rows.order_by("-due_on", "pk"))


def expenses_of(member: PanelMember) -> list[Expense]:
    rows = Expense.objects.filter(member=member).select_related("session", "panel")
    return list(rows.order_by("-requested_on", "pk"))


def owed_to(member: PanelMember) -> list[Fee | Expense]:
    """What she can still get, or has asked for."""
    everything: list[Fee | Expense] = [*fees_of(member), *expenses_of(member)]
    return [one for one in everything if one.is_owed]


FEES = Table(
    Fee,
    {
        "reference": gettext_lazy("Reference"),
        "rate": gettext_lazy("By which rate"),
        "minutes": gettext_lazy("Minutes"),
        "offered_on": gettext_lazy("Offered on"),
        "due_on": gettext_lazy("Due on"),
        "state": gettext_lazy("How far it is"),
        "choice": gettext_lazy("Your choice"),
        "method": gettext_lazy("How"),
        "donate_to": gettext_lazy("Given to"),
        "chosen_on": gettext_lazy("Chosen on"),
        "governor_agreed_on": gettext_lazy("The governor agreed on"),
        "governor_agreed": gettext_lazy("What the governor agreed to"),
        "approved_on": gettext_lazy("Approved on"),
        "sent_on": gettext_lazy("Sent on"),
        "received_on": gettext_lazy("It came on"),
        "missing_said_on": gettext_lazy("You said on this day that it had not come"),
        "times": gettext_lazy("How often it came back"),
    },
    {
        **INNER,
        "session": "the heading",
        "attendance": "told with the sessions",
        "payee": "told as where her money goes",
        "approved_by": "a colleague: the audit log knows who",
        "chosen_by": "she, or a colleague for her: the audit log knows who",
        "governor_noted_by": "a colleague: the audit log knows who",
        **dict.fromkeys(("offered_pence", "chosen_pence", "governor_pence"), "in pounds, below"),
    },
    lambda row: title_of(row.session),
    lambda row: [
        ("offered", _("Offered"), pounds(row.offered_pence)),
        ("chosen", _("As you chose"), _amount(row.chosen_pence)),
        ("governor", _("The governor agreed to"), _amount(row.governor_pence)),
    ],
)
EXPENSES = Table(
    Expense,
    {
        "reference": gettext_lazy("Reference"),
        "about": gettext_lazy("What for"),
        "is_up_front": gettext_lazy("Before the session"),
        "method": gettext_lazy("How"),
        "evidence": gettext_lazy("Receipt"),
        "state": gettext_lazy("How far it is"),
        "requested_on": gettext_lazy("Asked for on"),
        "due_on": gettext_lazy("Due on"),
        "governor_agreed_on": gettext_lazy("The governor agreed on"),
        "governor_agreed": gettext_lazy("What the governor agreed to"),
        "refused_because": gettext_lazy("Refused because"),
        "approved_on": gettext_lazy("Approved on"),
        "paid_on": gettext_lazy("Paid on"),
        "missing_said_on": gettext_lazy("You said on this day that it had not come"),
        "times": gettext_lazy("How often it came back"),
    },
    {
        **INNER,
        "kind": "the heading",
        "panel": "told with her places",
        "session": "told with the sessions",
        "payee": "told as where her money goes",
        "requested_by": "she, or a colleague for her: the audit log knows who",
        "approved_by": "a colleague: the audit log knows who",
        "pence": "in pounds, below",
    },
    lambda row: str(row.get_kind_display()),
    lambda row: [("amount", _("Amount"), pounds(row.pence))],
)
PAYEES = Table(
    Payee,
    {
        "from_paper": gettext_lazy("Written from your paper"),
        "given_on": gettext_lazy("Given on"),
        "changed_on": gettext_lazy("Changed on"),
        "checked_on": gettext_lazy("Looked at on"),
        "used_on": gettext_lazy("Last used on"),
    },
    {
        **INNER,
        "sealed": "opened, with the account's last digits",
        "key_id": "the name of a key",
        "typed_by": "she, or a colleague from her paper: the audit log knows who",
        "account_mark": "a mark that shows whether two accounts are the same",
    },
    lambda row: _("Account"),
    lambda row: _account(row),
)
CUSTODY = Table(
    Custody,
    {"noted_on": gettext_lazy("Noted on")},
    {**INNER, "noted_by": "a colleague: the audit log knows who"},
    lambda row: _("You are in custody: what you are owed goes as the governor agrees"),
)
OFFERS = Table(
    Advice,
    {"taken": gettext_lazy("Whether you took it"), "letter_on": gettext_lazy("Letter made on")},
    {**INNER, "offered_on": "the heading", "offered_by": "a colleague: the audit log knows who"},
    lambda row: date_format(row.offered_on, "j F Y"),
)


def _amount(pence: int | None) -> str:
    return "" if pence is None else pounds(pence)


def _account(payee: Payee) -> More:
    account = shown_to_her(payee.member) if payee.member else {}
    where = f"{account['account_name']}, {account['account']}" if account else ""
    return [("account", _("Account"), where)]


def tell(member: PanelMember) -> tuple[list[Section], dict[str, Any]]:
    """Fees and expenses in sections of their own, how she is paid, and advice that was offered."""
    parts: tuple[tuple[str, str, Table, list[Any]], ...] = (
        ("fees", _("Your fees"), FEES, fees_of(member)),
        ("expenses", _("Your expenses"), EXPENSES, expenses_of(member)),
        ("account", _("Where your money goes"), PAYEES, list(Payee.objects.filter(member=member))),
        ("custody", _("In custody"), CUSTODY, list(Custody.objects.filter(member=member))),
        (
            "advice_offered",
            _("Advice on benefits that we offered"),
            OFFERS,
            list(Advice.objects.filter(member=member)),
        ),
    )
    sections = [table.sections(heading, rows) for _key, heading, table, rows in parts]
    data = {
        key: [{"of": table.title(row), **table.data(row)} for row in rows]
        for key, _heading, table, rows in parts
    }
    return sections, data


def forget(member: PanelMember, credit: str) -> None:
    """She leaves. What is chosen or asked for is paid as she said, and keeps a payee without her
    name beside it, and so does what was sent lately and may come back; what is offered and open
    waits a year for who brings its reference; what she typed about an expense goes."""
    _offer_what_nobody_noted(member)
    Expense.objects.filter(member=member).update(about="")
    fees = [fee for fee in fees_of(member) if fee.is_owed and fee.state not in OPEN]
    fees += [f for f in fees_of(member) if f.state == Fee.State.CHOSEN]
    to_pay: list[Fee | Expense] = [f for f in fees if f.choice in (Choice.ACCEPT, Choice.LESS)]
    to_pay += [expense for expense in expenses_of(member) if expense.is_owed]
    since = timezone.localdate() - GONE_KEPT
    to_pay += Fee.objects.filter(member=member, state=Fee.State.SENT, sent_on__gte=since)
    to_pay += Expense.objects.filter(member=member, state=Expense.State.PAID, paid_on__gte=since)
    if to_pay:
        payee = payee_for(member)
        if all(one.method != Method.BANK for one in to_pay):
            store(payee, Details(name=identity_of(member).real_name))  # to hand it over to
        for one in to_pay:
            one.payee = payee
            one.save(update_fields=["payee"])
        payee.member = None
        payee.save()
    else:
        Payee.objects.filter(member=member).delete()
    for model in (Fee, Expense):
        model.objects.filter(member=member).update(member=None)
    Advice.objects.filter(member=member).delete()
    Custody.objects.filter(member=member).delete()


def _offer_what_nobody_noted(member: PanelMember) -> None:
    """Sessions that were held, where nobody has said yet how it was for her: once she has gone
    nobody can. Who had said that she would come is believed."""
    answers = (Attendance.Answer.YES, Attendance.Answer.MAYBE)
    places = Attendance.objects.filter(member=member, came="", answer__in=answers)
    for place in places.filter(session__state__in=HELD).select_related("session__panel", "member"):
        place.came, place.minutes = Attendance.Came.FULL, place.session.minutes
        place.noted_on, place.pay_due_on = timezone.localdate(), pay_due(place.session)
        place.save(update_fields=["came", "minutes", "noted_on", "pay_due_on"])
        offer_for(place)


def register() -> None:
    """For ready()."""
    register_teller(tell, FEES, EXPENSES, PAYEES, CUSTODY, OFFERS)
    register_forgetter(forget, first=True)  # sessions forget places that nobody has noted yet
