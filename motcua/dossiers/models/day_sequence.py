from __future__ import annotations

from django.db import models


class DaySequence(models.Model):
    """The last dossier number an agency gave out on a day. Numbers are never reused; a rolled-back one leaves a gap."""

    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "day"], name="day_sequence_one")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.day}: {self.last}"
