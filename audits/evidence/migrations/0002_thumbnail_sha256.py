from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='evidence',
            name='thumbnail_sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
