from django.db import migrations

from motcua.base.journal.triggers import create_triggers, drop_triggers


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [migrations.RunPython(create_triggers, drop_triggers)]
