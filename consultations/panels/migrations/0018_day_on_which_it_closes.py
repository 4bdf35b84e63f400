from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("panels", "0017_who_left_a_room_herself")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="activity",
            name="closes_on",
            field=models.DateField(null=True, verbose_name="planned to close on"),
        ),
    ]
