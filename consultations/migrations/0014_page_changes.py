from django.db import migrations, models

ABOUT = [
    ("opens_on", "opening day"),
    ("closes_on", "closing day"),
    ("reply_by", "day of the reply"),
    ("bodies_opens_on", "opening day for organisations"),
    ("bodies_closes_on", "closing day for organisations"),
    ("involvement", "what we promise"),
    ("open_to_change", "what is still open to change"),
]


def note_what_was_answered(apps, schema_editor):
    """Organisations could answer where they did."""
    forms = apps.get_model("consultations", "BodyForm").objects
    forms.filter(consultation__body_answers__isnull=False).update(opened_once=True)


class Migration(migrations.Migration):
    dependencies = [("consultations", "0013_drawings_and_facts_in_body")]

    operations = [
        migrations.RenameModel("DayMove", "PageChange"),
        migrations.AlterModelOptions(
            name="pagechange",
            options={
                "ordering": ["moved_on", "pk"],
                "verbose_name": "change of what everyone read",
                "verbose_name_plural": "changes of what everyone read",
            },
        ),
        migrations.AlterField(
            model_name="pagechange",
            name="consultation",
            field=models.ForeignKey(
                on_delete=models.PROTECT,
                related_name="page_changes",
                to="consultations.consultationpage",
            ),
        ),
        migrations.AlterField(
            model_name="pagechange",
            name="about",
            field=models.CharField(choices=ABOUT, max_length=20, verbose_name="about what"),
        ),
        migrations.AlterField(
            model_name="pagechange",
            name="was",
            field=models.DateField(null=True, verbose_name="the day before"),
        ),
        migrations.AlterField(
            model_name="pagechange",
            name="now",
            field=models.DateField(null=True, verbose_name="the new day"),
        ),
        migrations.AlterField(
            model_name="pagechange",
            name="moved_on",
            field=models.DateField(verbose_name="changed on"),
        ),
        migrations.AddField(
            model_name="pagechange",
            name="said",
            field=models.TextField(blank=True, default="", verbose_name="what was said before"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="pagechange",
            name="said_cy",
            field=models.TextField(blank=True, default="", verbose_name="the same in Welsh"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="bodyform",
            name="opened_once",
            field=models.BooleanField(default=False, editable=False, verbose_name="has been open"),
        ),
        migrations.RunPython(note_what_was_answered, migrations.RunPython.noop),
    ]
