"""Whom a woman names is seen to for the panels of who looked. For which that was isn't known of what
was seen to before: it waits once more, which is the safe side."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("panels", "0020_what_the_governor_agreed_to")]

    operations: ClassVar = [
        migrations.RemoveField(model_name="personalrecord", name="named_among"),
        migrations.AddField(
            model_name="personalrecord",
            name="named_on",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
