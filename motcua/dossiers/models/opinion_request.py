from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.codes import Opinion


class OpinionRequest(models.Model):
    """An opinion asked of another unit or agency, with its own clock; the dossier's clock runs on."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="opinions")
    step = models.ForeignKey("dossiers.Step", on_delete=models.PROTECT, related_name="opinions")
    asked_agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    asked_unit = models.CharField(max_length=120, blank=True)
    question = models.TextField()
    asked_by = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("directory.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    opinion = models.CharField(max_length=12, choices=Opinion.choices, blank=True)
    answer = models.TextField(blank=True)
    due_soon_told_at = models.DateTimeField(null=True)
    overdue_told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, opinion="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(opinion="")),
                name="opinion_answer_whole",
                violation_error_message=_("Ý kiến phải ghi rõ người trả lời và nội dung."),
            )
        ]
        indexes = [
            models.Index(
                fields=["asked_agency", "due_at"], condition=Q(answered_at__isnull=True), name="opinion_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.asked_unit or self.asked_agency_id}"
