from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("panels", "0011_rooms_for_the_lead_alone")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="inroom",
            name="left_herself",
            field=models.BooleanField(default=False),
        ),
    ]
