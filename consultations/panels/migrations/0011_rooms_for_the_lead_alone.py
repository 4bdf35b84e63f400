from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("panels", "0010_who_noted_a_choice")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="report",
            name="for_lead_only",
            field=models.BooleanField(default=False),
        ),
    ]
