from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.codes import PauseReason


class ClockPause(models.Model):
    """A time in which the clock stood still because the applicant was waited for."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=12, choices=PauseReason.choices)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["began_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(ended_at__isnull=True),
                name="clock_pause_one_open",
                violation_error_message=_("Đồng hồ của hồ sơ này đang dừng rồi."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")),
                name="clock_pause_forward",
                violation_error_message=_("Lần dừng đồng hồ không thể kết thúc trước khi bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.began_at:%Y-%m-%d}"
