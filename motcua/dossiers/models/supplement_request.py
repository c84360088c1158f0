from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SupplementRequest(models.Model):
    """One complete request to the applicant (form 02). A second one must cite a fact that is new.

    `checklist`: component → verdict (every component judged); `items`: what to mend, as the applicant reads it:
    [{"component", "name", "what"}].
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="supplements")
    number = models.PositiveSmallIntegerField()
    checklist = models.JSONField()
    items = models.JSONField()
    reason = models.TextField()
    new_fact = models.TextField(blank=True)
    asked_by = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, help_text="the dossier ended before it was answered")
    note = models.TextField(blank=True, help_text="what the applicant wrote with the answer")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="supplement_one_number"),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(answered_at__isnull=True, closed_at__isnull=True),
                name="supplement_one_open",
                violation_error_message=_("Hồ sơ đang chờ bổ sung theo một yêu cầu trước."),
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(new_fact=""),
                name="supplement_second_cites_fact",
                violation_error_message=_("Yêu cầu bổ sung lần hai phải nêu tình tiết mới."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(closed_at__isnull=True),
                name="supplement_answered_or_closed",
                violation_error_message=_("Yêu cầu bổ sung đã được trả lời thì không đóng nữa."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.number}"
