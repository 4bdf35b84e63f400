import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('insights', '0014_pack_making'),
    ]

    operations = [
        migrations.CreateModel(
            name='BriefDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('parts', models.JSONField(default=list, verbose_name='parts')),
                ('asks', models.JSONField(default=list, verbose_name='what the panel is asked')),
                ('quotes', models.JSONField(default=list, verbose_name='places of quotes')),
                ('pack', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='brief_draft', to='insights.reviewpack')),
            ],
            options={
                'verbose_name': 'draft of a panel brief',
                'verbose_name_plural': 'drafts of panel briefs',
            },
        ),
    ]
