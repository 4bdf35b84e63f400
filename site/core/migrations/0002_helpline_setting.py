import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='helpline',
            name='area',
            field=models.ForeignKey(blank=True, help_text='Leave it empty for a line that helps everywhere.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.area', verbose_name='area'),
        ),
        migrations.AddField(
            model_name='helpline',
            name='setting',
            field=models.CharField(choices=[('both', 'In prison and outside'), ('custody', 'In prison'), ('community', 'Outside prison')], default='both', max_length=10, verbose_name='where it can be used'),
        ),
    ]
