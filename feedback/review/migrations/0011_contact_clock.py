"""Requests for contact get a clock and cues; an alarm knows itself when it was mailed."""

from datetime import datetime, time

from django.db import migrations, models
from django.utils import timezone


def start_clocks(apps, schema_editor):
    """Those that are here know their day alone: their clock runs from when it began to be worked."""
    requests = apps.get_model("review", "ContactRequest").objects
    for day in set(requests.values_list("swept_on", flat=True)):
        began = timezone.make_aware(datetime.combine(day, time(9)))
        requests.filter(swept_on=day).update(clock_from=began)


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0010_cue_points"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactrequest",
            name="clock_from",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="contactrequest",
            name="cue_kinds",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="contactrequest",
            name="cue_level",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RemoveField(model_name="readingclock", name="mailed_on"),
        migrations.AddField(
            model_name="alarm",
            name="mailed_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="alarm",
            name="kind",
            field=models.CharField(
                choices=[
                    ("unread", "Nobody has read for a working day"),
                    ("urgent", "An urgent case has waited too long for the lead"),
                    ("danger", "A woman who asked to be contacted may be in danger"),
                    ("contact", "A request for contact has waited for a working day"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(start_clocks, migrations.RunPython.noop),
    ]
