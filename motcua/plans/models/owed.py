"""What a task and one of its periods have in common: owed by a day, closed with a product, checked by somebody else."""

from __future__ import annotations

from datetime import date

from django.db import models


class Owed(models.Model):
    """Late is never stored: it follows from the day and what was delivered."""

    evidence = models.ForeignKey("base.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    evidence_text = models.TextField(blank=True, help_text="number and date of the document, or where it is")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, blank=True)
    checked_at = models.DateTimeField(null=True, help_text="a keeper of the plan looked at the product")
    checked_by = models.CharField(max_length=80, blank=True)

    due: models.DateField[date | None, date | None]

    class Meta:
        abstract = True

    @property
    def delivered(self) -> str:
        """What was delivered, in words; empty where nothing was."""
        return self.evidence_text or (self.evidence.name if self.evidence else "")

    @property
    def is_open(self) -> bool:
        """Still owed?"""
        return self.closed_at is None

    def late_on(self, day: date) -> bool:
        """Owed, and its last day has passed."""
        return self.is_open and self.due is not None and self.due < day
