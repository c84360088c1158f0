"""Dossiers filed before the column was there are found by name too."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from motcua.dossiers.names import names_key


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    dossiers = apps.get_model("dossiers", "Dossier").objects.filter(names_key="")
    people = apps.get_model("directory", "Person").objects
    bodies = apps.get_model("directory", "Organisation").objects
    rows = dossiers.order_by("pk").values_list("pk", "applicant__full_name", "subject_kind", "subject_key")
    for pk, applicant, kind, key in rows.iterator(chunk_size=1000):
        if kind == "person":
            subject = people.filter(personal_id=key).values_list("full_name", flat=True).first()
        else:
            subject = bodies.filter(tax_code=key).values_list("name", flat=True).first()
        apps.get_model("dossiers", "Dossier").objects.filter(pk=pk).update(
            names_key=names_key(applicant or "", subject or "")
        )


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_endings_and_names")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
