from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.codes import PartCheck, PartSource


class Part(models.Model):
    """What stands for one component: a file handed in, or (without a file) the data that replaces it (`note`).

    `round` 0 is the filing itself, n the answer to supplement request n.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="parts")
    component = models.CharField(max_length=80)
    round = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField()
    file = models.ForeignKey("base.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=8, choices=PartSource.choices, default=PartSource.UPLOAD)
    checked = models.CharField(max_length=12, choices=PartCheck.choices, default=PartCheck.UNCHECKED)
    checked_by = models.ForeignKey("directory.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "round", "position"], name="part_one_place"),
            models.CheckConstraint(
                condition=Q(file__isnull=False, size__gt=0) | Q(file__isnull=True, source="data"),
                name="part_not_empty",
                violation_error_message=_("Tệp trống không được coi là giấy tờ đã nộp."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.component}: {self.name or self.source}"
