from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class FeeRelief(models.Model):
    """An exemption that no data proved and a clerk granted: what for, why, on what evidence, how much."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="reliefs")
    exemption = models.CharField(max_length=80, help_text="code of the exemption in the pack")
    reason = models.CharField(max_length=500)
    evidence = models.CharField(max_length=300, help_text="the paper seen: name, number, day, issued by whom")
    part = models.ForeignKey("dossiers.Part", null=True, on_delete=models.PROTECT, related_name="+")
    bill_before = models.CharField(max_length=80)
    bill_after = models.CharField(max_length=80, blank=True, help_text="empty: nothing is owed any more")
    owed_before = models.BigIntegerField(help_text="VND")
    owed_after = models.BigIntegerField(help_text="VND")
    decided_by = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "bill_before"],
                name="fee_relief_once_a_bill",
                violation_error_message=_("Khoản này đã được giảm rồi."),
            ),
            models.CheckConstraint(
                condition=Q(owed_after__gte=0, owed_after__lt=F("owed_before")),
                name="fee_relief_lowers",
                violation_error_message=_("Miễn, giảm phải làm số tiền phải nộp ít đi."),
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(evidence=""),
                name="fee_relief_says_why",
                violation_error_message=_("Miễn, giảm phải ghi lý do và giấy tờ đã xem."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.exemption} {self.owed_before} → {self.owed_after}"
