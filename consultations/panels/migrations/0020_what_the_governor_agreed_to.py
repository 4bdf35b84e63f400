"""To how much a governor agreed, beside what she chose, and who noted it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from typing import ClassVar


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("panels", "0019_seen_to"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="fee",
            name="governor_noted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="fee",
            name="governor_pence",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="fee",
            constraint=models.CheckConstraint(
                condition=models.Q(governor_pence=None) | models.Q(governor_pence__gt=0),
                name="a_governor_agrees_to_something",
            ),
        ),
    ]
