from django.db import migrations, models

DAYS = ("opens_on", "closes_on", "reply_by")


def note_what_was_read(apps, schema_editor):
    """Of what was checked, has not opened and is down just now: its days were read before."""
    pages = apps.get_model("consultations", "ConsultationPage").objects.filter(
        reached="checked", opened_once=False, live=False, first_published_at__isnull=False
    )
    for page in pages:
        page.days_read = {name: getattr(page, name).isoformat() for name in DAYS}
        page.save(update_fields=["days_read"])


class Migration(migrations.Migration):
    dependencies = [("consultations", "0017_changed_words")]

    operations = [
        migrations.AddField(
            model_name="consultationpage",
            name="days_read",
            field=models.JSONField(default=dict, editable=False, verbose_name="days read last"),
        ),
        migrations.RunPython(note_what_was_read, migrations.RunPython.noop, elidable=True),
    ]
