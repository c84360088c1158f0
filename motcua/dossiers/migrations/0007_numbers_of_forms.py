import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0006_fee_receipt_among_the_papers"),
        ("papers", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="opinionrequest",
            name="due_soon_told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="FormNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("00", "Giấy xác nhận đã nhận hồ sơ"),
                            ("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
                            ("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
                            ("03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
                            ("04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
                            ("05", "Thông báo dừng giải quyết hồ sơ"),
                            ("06", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
                            ("BL", "Biên lai thu tiền phí, lệ phí"),
                        ],
                        max_length=2,
                    ),
                ),
                ("ref", models.PositiveSmallIntegerField(default=1)),
                ("check_code", models.CharField(max_length=11)),
                ("given_at", models.DateTimeField()),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="form_numbers", to="dossiers.dossier"
                    ),
                ),
                (
                    "number",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.number"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("dossier", "form", "ref"), name="form_number_once")],
            },
        ),
    ]
