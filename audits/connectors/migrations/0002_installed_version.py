from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("connectors", "0001_initial")]

    operations = [
        migrations.RenameField(model_name="connector", old_name="version", new_name="installed_version"),
    ]
