from django.db import models


class Correction(models.Model):
    """One field of one item, changed by a person while confirming. Kept and counted: how good was the reader?"""

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="corrections")
    item = models.CharField(max_length=12, help_text="public id of the target or task")
    field = models.CharField(max_length=40)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.CharField(max_length=80, help_text="actor, as in the journal")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.item} {self.field}"
