from django.db import models


class DraftFact(models.Model):
    """What the journal tells of one form: begun, handed in or given up, and the seconds spent on each page."""

    draft = models.CharField(max_length=12, primary_key=True, help_text="public id")
    procedure = models.CharField(max_length=80)
    agency = models.CharField(max_length=20)
    assisted = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    filed = models.BooleanField(null=True, help_text="handed in; False: given up")
    at_page = models.CharField(max_length=80, blank=True, help_text="where it was given up")
    pages = models.JSONField(default=dict, help_text="page → seconds")

    class Meta:
        indexes = [models.Index(fields=["agency", "ended_at"], name="draft_fact_ended")]

    def __str__(self) -> str:
        return self.draft
