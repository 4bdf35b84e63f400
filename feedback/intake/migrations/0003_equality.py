from django.db import migrations, models

import feedback.sealing


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0002_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='SealedEquality',
            fields=[
                ('id', models.BigAutoField(default=feedback.sealing.random_id, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('key_id', models.CharField(max_length=12)),
                ('sealed', models.BinaryField()),
            ],
        ),
    ]
