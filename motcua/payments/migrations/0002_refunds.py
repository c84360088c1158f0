import django.db.models.deletion
from django.db import migrations, models

import motcua.base.public_ids


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_sign_in"),
        ("payments", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="movement",
            name="state",
            field=models.CharField(
                choices=[
                    ("counted", "Đã tính vào khoản phải nộp"),
                    ("excess", "Thừa, phải trả lại"),
                    ("late", "Đến sau khi khoản phải nộp đã hủy, phải trả lại"),
                    ("unknown", "Chưa rõ nộp cho hồ sơ nào"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=motcua.base.public_ids.new_public_id, editable=False, max_length=12, unique=True
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("excess", "nộp thừa hoặc nộp hai lần"),
                            ("late", "nộp sau khi khoản phải nộp đã hủy"),
                            ("unknown", "không rõ nộp cho hồ sơ nào"),
                            ("refused", "hồ sơ không được tiếp nhận"),
                            ("withdrawn", "người nộp rút hồ sơ"),
                            ("stopped", "hồ sơ dừng giải quyết"),
                        ],
                        max_length=10,
                    ),
                ),
                ("surplus", models.BooleanField(help_text="was never owed; otherwise it paid a fee")),
                ("amount", models.BigIntegerField(help_text="VND")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "chờ kế toán quyết định"),
                            ("ordered", "đang trả lại"),
                            ("paid", "đã trả lại"),
                            ("kept", "không trả lại theo quy định"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_by", models.CharField(blank=True, max_length=80)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="why it goes back, or the text by which it is kept", max_length=300
                    ),
                ),
                (
                    "account",
                    models.CharField(
                        blank=True, help_text="where to: bank and account, or cash at the desk", max_length=120
                    ),
                ),
                ("paid_by", models.CharField(blank=True, max_length=80)),
                ("paid_at", models.DateTimeField(null=True)),
                (
                    "proof",
                    models.CharField(
                        blank=True, help_text="number of the payment order or the signed sheet", max_length=120
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.agency"
                    ),
                ),
                (
                    "movement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="refunds", to="payments.movement"
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["asked", "ordered"])),
                        fields=["agency", "asked_at"],
                        name="refund_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("movement", "surplus"),
                        name="refund_once",
                        violation_error_message="Khoản này đã có lệnh trả lại.",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="refund_moves_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "kept"), _negated=True),
                            models.Q(("surplus", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="refund_kept_by_a_text",
                        violation_error_message="Không trả lại thì phải ghi văn bản quy định.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "paid"), _negated=True),
                            models.Q(("paid_at__isnull", False), models.Q(("proof", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="refund_paid_has_proof",
                        violation_error_message="Đã trả lại thì phải có chứng từ.",
                    ),
                ],
            },
        ),
    ]
