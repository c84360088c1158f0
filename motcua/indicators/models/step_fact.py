from django.db import models


class StepFact(models.Model):
    """What the journal tells of one step of one dossier. `officer` and `unit` are ids of the directory."""

    step = models.CharField(max_length=24, primary_key=True, help_text="dossier.place.round")
    dossier = models.CharField(max_length=12, help_text="public id")
    procedure = models.CharField(max_length=80)
    agency = models.CharField(max_length=20, help_text="where the step is done")
    kind = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    officer = models.PositiveIntegerField(null=True)
    unit = models.PositiveIntegerField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="finished, sent back or dropped with its dossier")
    outcome = models.CharField(max_length=40, blank=True, help_text="empty: dropped")
    worked_minutes = models.PositiveIntegerField(null=True, help_text="working minutes in hand")
    late = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "ended_at"], name="step_fact_ended")]

    def __str__(self) -> str:
        return self.step
