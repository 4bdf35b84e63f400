"""The demo's pay: Fern comes across each state, two people stand for each run, one waits."""

from config.demo import ground
from config.demo.panels import make_panel
from config.demo.pay import make_pay
from config.demo.sessions import make_sessions
from consultations.panels.models import Expense, Fee, PaymentRun
from consultations.panels.pay.budgets import budget_of, fees_of
from consultations.panels.pay.promptness import late_fees
from core.models import HomePage


def test_the_pay_of_the_demo(site_root: HomePage) -> None:
    areas = ground.make_areas()
    people = ground.make_people(areas)
    panel = make_panel(areas["southdown"], people)
    make_sessions(panel, people)
    make_pay(panel, people)
    hers = set(Fee.objects.filter(member__chosen_name="Fern").values_list("state", flat=True))
    wanted = {"offered", "chosen", "approved", "sent", "received", "failed", "declined", "donated"}
    assert hers == wanted
    late = [fee.member.chosen_name for fee in late_fees(Fee.objects.all()) if fee.member]
    assert late == ["Ivy", "Fern"]
    states = PaymentRun.objects.values_list("kind", "method", "state")
    assert set(states) == {
        ("fees", "bank", "sent"),
        ("fees", "cash", "made"),
        ("fees", "cash", "sent"),
        ("fees", "voucher", "sent"),
        ("expenses", "bank", "sent"),
    }
    for run in PaymentRun.objects.filter(state="sent"):
        assert {run.made_by, run.confirmed_by} == {
            people["finance@example.org"],
            people["panel@example.org"],
        }
    assert sorted(Expense.objects.values_list("state", flat=True)) == [
        "paid",
        "requested",
        "requested",
    ]
    budget = budget_of(panel)
    assert budget is not None
    assert 0 < fees_of(budget).left < budget.fees_pence
