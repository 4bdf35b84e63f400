from django.db import migrations


def by_what_is_in_use(apps, schema_editor):
    """What was coded twice so far was coded with the codebook that its consultation has."""
    theming = apps.get_model("insights", "Theming")
    in_use = dict(theming.objects.values_list("consultation", "codebook"))
    sample = apps.get_model("insights", "Sample")
    settlement = apps.get_model("insights", "Settlement")
    member = apps.get_model("insights", "SampleMember")
    for consultation, codebook in in_use.items():
        drawn = sample.objects.filter(consultation=consultation, codebook=None)
        drawn.update(codebook=codebook)
        rows = member.objects.filter(sample__consultation=consultation).values("response")
        settlement.objects.filter(response__in=rows, codebook=None).update(codebook=codebook)


class Migration(migrations.Migration):

    dependencies = [
        ('insights', '0019_rigour_again'),
    ]

    operations = [
        migrations.RunPython(by_what_is_in_use, migrations.RunPython.noop, elidable=True),
    ]
