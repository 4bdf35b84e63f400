"""Who had a fee that goes as the governor agreed is in custody; so goes all else that she is owed."""

from typing import Any

from django.db import migrations

UNSENT = ("offered", "chosen", "approved", "reissued", "failed")


def note(apps: Any, _schema: Any) -> None:
    Custody, Expense, Fee, RunLine = (
        apps.get_model("panels", name) for name in ("Custody", "Expense", "Fee", "RunLine")
    )
    fees = Fee.objects.filter(state__in=UNSENT).exclude(member=None)
    members = set(fees.filter(method="governor").values_list("member", flat=True))
    busy = RunLine.objects.exclude(run__state="sent")
    for member in members:
        Custody.objects.get_or_create(member_id=member)
        hers = fees.filter(member=member).exclude(choice__in=["decline", "donate"])
        hers = hers.exclude(pk__in=busy.filter(expense=None).values("fee"))
        hers.update(method="governor")
        costs = Expense.objects.filter(member=member, state__in=["requested", "approved"])
        costs.exclude(pk__in=busy.filter(fee=None).values("expense")).update(method="governor")


class Migration(migrations.Migration):
    dependencies = [("panels", "0014_custody")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
