from django.db import migrations

from motcua.dossiers.triggers import create_triggers, drop_triggers


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]
    operations = [migrations.RunPython(create_triggers, drop_triggers)]
