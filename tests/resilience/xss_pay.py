"""Screens of pay in the busy house: what she, a coordinator and finance typed."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant_role
from consultations.panels.models import Advice, BenefitLimit, Fee, Panel, RateCard
from consultations.panels.pay import runs
from consultations.panels.pay.payees import Details, keep_details
from consultations.panels.pay.years import year_of
from tests.factories.accounts import make_user
from tests.factories.panels import make_member, make_member_user
from tests.factories.pay import make_card, make_expense, make_fee
from tests.factories.sessions import make_session

GETS = (
    *("list", "fee", "choose", "governor", "advice", "new_expense", "expense", "cards", "card"),
    *("budget", "terms", "limit", "runs", "run", "payees", "payee", "paper", "paper_of_gone"),
    "cost_governor",
)
OF_PAY = {f"pay:{name}" for name in GETS}
POSTS = (
    *("fee_act", "expense_act", "publish", "drop_limit", "make_run", "export", "run_act"),
    *("checked", "custody"),
)
FILES = ("letter", "offer", "paper_form", "year")


def make_pay_busy(panel: Panel, boss: User, double: str, single: str) -> dict[str, list[Any]]:
    """A fee, an expense, a card, a run and an account whose every word is a payload. View → what is
    in its address."""
    grant_role(user=boss, role=Role.FINANCE, area=panel.area)
    boss = User.objects.get(pk=boss.pk)
    session = make_session(panel, "done", title=single[:80], made_by=make_user(name=double[:80]))
    woman = make_member(panel, chosen_name=double[:60], user=make_member_user())
    account = Details(double[:120], single[:60], "001234", "00123456")
    keep_details(user=woman.user, member=woman, told=account)
    Advice.objects.create(member=woman, offered_by=single[:80])
    told = {"donate_to": double[:120], "governor_agreed": single[:200], "rate": double[:120]}
    ready = make_fee(make_session(panel, "done"), woman, "approved", **told)
    run = runs.make_run(user=boss, area=panel.area, kind="fees", method="bank")
    fee = make_fee(session, woman, "chosen", governor_agreed_on=timezone.localdate(), **told)
    words = {"about": double[:120], "refused_because": single[:200]}
    expense = make_expense(panel, woman, evidence="wanted", **words)
    make_card(panel, source=double[:300], floor_source=single[:200])
    card = RateCard.objects.create(
        panel=panel, number=2, source=double[:300], floor_pence=1, floor_source=single[:200]
    )
    card.lines.create(label=double[:80], up_to_minutes=60, pence=1)
    limit = BenefitLimit.objects.create(
        area=panel.area, name=double[:120], pence=1, per="week", source=single[:200]
    )
    make_fee(make_session(panel, "done"), woman, "sent", **told)
    gone = make_fee(make_session(panel, "done"), woman, "approved", **told)
    Fee.objects.filter(pk=gone.pk).update(member=None)
    place = fee.attendance
    assert place is not None
    assert ready.pk
    return {
        **{f"pay:{name}": [fee.pk] for name in ("fee", "choose", "governor")},
        **{f"pay:{name}": [woman.pk] for name in ("advice", "new_expense", "payee", "paper")},
        **{f"pay:{name}": [woman.pk] for name in ("checked", "paper_form", "custody")},
        **{f"pay:{name}": [panel.pk] for name in ("cards", "budget")},
        **{f"pay:{name}": [panel.area_id] for name in ("terms", "limit")},
        **{f"pay:{name}": [card.pk] for name in ("card", "publish")},
        **{f"pay:{name}": [run.pk] for name in ("run", "export")},
        "pay:fee_act": [fee.pk, "approve"],
        "pay:paper_of_gone": ["fee", gone.pk],
        **{f"pay:{name}": [expense.pk] for name in ("expense", "cost_governor")},
        "pay:expense_act": [expense.pk, "refuse"],
        "pay:drop_limit": [limit.pk],
        "pay:run_act": [run.pk, "confirm"],
        "pay:letter": [woman.pk, "docx"],
        "pay:offer": [place.pk, "docx"],
        "pay:year": [woman.pk, year_of(timezone.localdate()), "docx"],
    }
