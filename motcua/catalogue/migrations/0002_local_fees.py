import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("directory", "0002_sign_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="LocalFee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fee", models.CharField(help_text="code of the fee in the pack", max_length=80)),
                ("channel", models.CharField(default="any", help_text="any, online, counter or post", max_length=8)),
                ("amount", models.PositiveIntegerField(help_text="VND per unit of the fee; 0: nothing is paid")),
                ("decision", models.CharField(max_length=120, verbose_name="số văn bản")),
                ("decided_on", models.DateField(verbose_name="ngày ban hành")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(null=True, verbose_name="đến hết ngày")),
                ("entered_by", models.CharField(help_text="actor, as in the journal", max_length=80)),
                ("entered_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.agency"
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="local_fees", to="catalogue.procedure"
                    ),
                ),
            ],
            options={
                "ordering": ["procedure_id", "fee", "channel", "-valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "procedure", "fee", "channel", "valid_from"),
                        name="local_fee_once_a_day",
                        violation_error_message="Mức thu từ ngày này đã có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="local_fee_ends_after_it_begins",
                        violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision", ""), _negated=True),
                        name="local_fee_names_its_decision",
                        violation_error_message="Mức thu phải ghi số văn bản.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["any", "online", "counter", "post"])),
                        name="local_fee_known_channel",
                    ),
                ],
            },
        ),
    ]
