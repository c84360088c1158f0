from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_staff_personal_id"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="tax_code",
            field=models.CharField(blank=True, default="", max_length=14, verbose_name="mã số thuế"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="agency",
            name="receipt_form",
            field=models.CharField(
                blank=True, default="", help_text="mẫu số of its fee receipts, as registered", max_length=20
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="agency",
            name="receipt_sign",
            field=models.CharField(
                blank=True, default="", help_text="ký hiệu of its fee receipts, as registered", max_length=20
            ),
            preserve_default=False,
        ),
    ]
