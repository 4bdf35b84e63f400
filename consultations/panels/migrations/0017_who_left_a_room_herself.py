from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("panels", "0016_not_come_and_typed")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="inroom",
            name="left_herself",
            field=models.BooleanField(default=False),
        ),
    ]
