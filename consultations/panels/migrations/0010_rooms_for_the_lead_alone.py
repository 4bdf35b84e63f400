from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("panels", "0009_what_was_before")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="report",
            name="for_lead_only",
            field=models.BooleanField(default=False),
        ),
    ]
