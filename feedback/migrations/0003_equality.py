import django.db.models.deletion
from django.db import migrations, models

import feedback.sealing


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0002_more_questions'),
    ]

    operations = [
        migrations.CreateModel(
            name='EqualityTaken',
            fields=[
                ('id', models.BigAutoField(default=feedback.sealing.random_id, primary_key=True, serialize=False)),
                ('intake_hash', models.BinaryField(max_length=32, unique=True)),
            ],
            options={
                'verbose_name': 'sealed equality answers taken in',
                'verbose_name_plural': 'sealed equality answers taken in',
            },
        ),
        migrations.CreateModel(
            name='EqualityAnswer',
            fields=[
                ('id', models.BigAutoField(default=feedback.sealing.random_id, primary_key=True, serialize=False)),
                ('month', models.DateField(verbose_name='month')),
                ('wording', models.CharField(max_length=20, verbose_name='wording')),
                ('question', models.CharField(max_length=30, verbose_name='question')),
                ('option', models.CharField(max_length=30, verbose_name='option')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consultations.consultationpage')),
            ],
            options={
                'verbose_name': 'equality answer',
                'verbose_name_plural': 'equality answers',
            },
        ),
    ]
