"""The days on which a signed pack lost words, by edition. Of those that are there nobody can say
which edition it was, so they stay in both."""

from typing import Any

from django.db import migrations, models


def by_edition(apps: Any, schema_editor: Any) -> None:
    """[day] → {"review": [day], "public": [day]}."""
    for pack in apps.get_model("insights", "ReviewPack").objects.all():
        days = pack.changes
        pack.changes = {"review": days, "public": days} if days else {}
        pack.save(update_fields=["changes"])


def as_one(apps: Any, schema_editor: Any) -> None:
    """{"review": [day], "public": [day]} → [day]."""
    for pack in apps.get_model("insights", "ReviewPack").objects.all():
        pack.changes = max(pack.changes.values(), key=len, default=[])
        pack.save(update_fields=["changes"])


class Migration(migrations.Migration):
    dependencies = [("insights", "0021_why_it_changed")]

    operations = [
        migrations.AlterField("reviewpack", "changes", models.JSONField(default=dict)),
        migrations.RunPython(by_edition, as_one),
    ]
