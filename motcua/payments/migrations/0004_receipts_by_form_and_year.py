from django.db import migrations, models
from django.db.models.functions import ExtractYear


def fill_year(apps, schema_editor):
    """Receipts given until now: the year of the day they were given, in Việt Nam."""
    receipts = apps.get_model("payments", "Receipt").objects
    for each in receipts.filter(year=0).annotate(given=ExtractYear("issued_at")).iterator():
        receipts.filter(pk=each.pk).update(year=each.given)


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0003_movement_once_in_its_account"),
        ("directory", "0005_collection"),
    ]

    operations = [
        migrations.AddField("receipt", "form", models.CharField(blank=True, default="", max_length=20), False),
        migrations.AddField("receipt", "year", models.PositiveSmallIntegerField(default=0), False),
        migrations.RunPython(fill_year, migrations.RunPython.noop),
        migrations.RemoveConstraint("receipt", "receipt_number_once"),
        migrations.AddConstraint(
            "receipt",
            models.UniqueConstraint(
                fields=["agency", "form", "series", "year", "number"], name="receipt_number_once_a_year"
            ),
        ),
    ]
