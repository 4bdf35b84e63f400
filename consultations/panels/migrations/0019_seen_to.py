"""Whom a woman names is marked as seen to; nobody is rung during a break; who left has no name."""

from django.db import migrations, models
from typing import Any, ClassVar


SAID = ("A former member", "Cyn-aelod")  # in whichever language she had when she left


def take_language_off(apps: Any, schema_editor: Any) -> None:
    """Shape: who left and has no name left has none, in the language of whoever reads it."""
    gone = apps.get_model("panels", "PanelMember").objects.filter(user=None, records=None)
    gone.filter(chosen_name__in=SAID).update(chosen_name="")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("panels", "0018_day_on_which_it_closes")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="personalrecord",
            name="named_as",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="personalrecord",
            name="named_among",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='attendance',
            name='contact_went',
            field=models.CharField(blank=True, choices=[('reached', 'We spoke'), ('not_reached', 'We tried and did not reach her'), ('not_wanted', 'She did not want it after all'), ('away', 'On a break, or gone: nobody was in touch')], max_length=12, verbose_name='how it went'),
        ),
        migrations.RunPython(take_language_off, migrations.RunPython.noop),
    ]
