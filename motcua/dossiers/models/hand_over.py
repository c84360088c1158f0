from __future__ import annotations

from django.db import models


class HandOver(models.Model):
    """One line of the control slip (form 06): who gave the dossier to whom, when, and when it was taken."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="hand_overs")
    number = models.PositiveSmallIntegerField()
    from_agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    from_unit = models.CharField(max_length=120, blank=True)
    from_staff = models.ForeignKey("directory.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    to_agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    to_unit = models.CharField(max_length=120, blank=True)
    to_staff = models.ForeignKey("directory.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey("directory.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="hand_over_one_number")]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.number}"
