import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("panels", "0011_rooms_for_the_lead_alone")]

    operations = [
        migrations.AddField(
            model_name="attendance",
            name="rate_card",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="panels.ratecard",
            ),
        ),
    ]
