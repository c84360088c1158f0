import django.db.models.deletion
from django.db import migrations, models

from motcua.dossiers.triggers import create_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_sign_in"),
        ("dossiers", "0002_lifecycle_triggers"),
    ]

    operations = [
        migrations.CreateModel(
            name="FeeRelief",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("exemption", models.CharField(help_text="code of the exemption in the pack", max_length=80)),
                ("reason", models.CharField(max_length=500)),
                (
                    "evidence",
                    models.CharField(help_text="the paper seen: name, number, day, issued by whom", max_length=300),
                ),
                ("bill_before", models.CharField(max_length=80)),
                (
                    "bill_after",
                    models.CharField(blank=True, help_text="empty: nothing is owed any more", max_length=80),
                ),
                ("owed_before", models.BigIntegerField(help_text="VND")),
                ("owed_after", models.BigIntegerField(help_text="VND")),
                ("decided_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["decided_at", "id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="supplementrequest",
            name="supplement_one_open",
        ),
        migrations.AddField(
            model_name="dossier",
            name="names_key",
            field=models.CharField(
                blank=True,
                default="",
                help_text="names of applicant and subject, folded, each word after a space",
                max_length=400,
            ),
        ),
        migrations.AddField(
            model_name="supplementrequest",
            name="closed_at",
            field=models.DateTimeField(help_text="the dossier ended before it was answered", null=True),
        ),
        migrations.AddConstraint(
            model_name="supplementrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True), ("closed_at__isnull", True)),
                fields=("dossier",),
                name="supplement_one_open",
                violation_error_message="Hồ sơ đang chờ bổ sung theo một yêu cầu trước.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplementrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_at__isnull", True), ("closed_at__isnull", True), _connector="OR"),
                name="supplement_answered_or_closed",
                violation_error_message="Yêu cầu bổ sung đã được trả lời thì không đóng nữa.",
            ),
        ),
        migrations.AddField(
            model_name="feerelief",
            name="decided_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.staff"
            ),
        ),
        migrations.AddField(
            model_name="feerelief",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reliefs", to="dossiers.dossier"
            ),
        ),
        migrations.AddField(
            model_name="feerelief",
            name="part",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.part"
            ),
        ),
        migrations.AddConstraint(
            model_name="feerelief",
            constraint=models.UniqueConstraint(
                fields=("dossier", "bill_before"),
                name="fee_relief_once_a_bill",
                violation_error_message="Khoản này đã được giảm rồi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="feerelief",
            constraint=models.CheckConstraint(
                condition=models.Q(("owed_after__gte", 0), ("owed_after__lt", models.F("owed_before"))),
                name="fee_relief_lowers",
                violation_error_message="Miễn, giảm phải làm số tiền phải nộp ít đi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="feerelief",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("reason", ""), _negated=True), models.Q(("evidence", ""), _negated=True)),
                name="fee_relief_says_why",
                violation_error_message="Miễn, giảm phải ghi lý do và giấy tờ đã xem.",
            ),
        ),
        # SQLite builds the table anew for a new column and drops its triggers with the old one.
        migrations.RunPython(create_triggers, migrations.RunPython.noop),
    ]
