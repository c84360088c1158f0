from django.db import models


class Fact(models.Model):
    """What the journal tells of one dossier, laid out for counting. Times UTC, waits in working minutes."""

    dossier = models.CharField(max_length=12, primary_key=True, help_text="public id")
    procedure = models.CharField(max_length=80)
    agency = models.CharField(max_length=20, help_text="receives and returns")
    competent = models.CharField(max_length=20)
    channel = models.PositiveSmallIntegerField()
    filed_as = models.CharField(max_length=8, help_text="self, assisted or behalf")
    place_kind = models.CharField(max_length=16)
    device_class = models.CharField(max_length=8)
    help_kind = models.CharField(max_length=8)
    login_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField()
    longest_idle_seconds = models.PositiveIntegerField(default=0)
    fields_total = models.PositiveIntegerField(default=0)
    fields_prefilled = models.PositiveIntegerField(default=0)
    fields_edited = models.PositiveIntegerField(default=0)
    fields_typed = models.PositiveIntegerField(default=0)
    components_reused = models.PositiveIntegerField(default=0)
    asked_again = models.PositiveIntegerField(null=True, help_text="given once more; null: not told then")
    fee_reduced = models.BigIntegerField(default=0, help_text="VND taken off by rule and by grant")
    first_answer_due = models.DateTimeField(null=True)
    first_answer_late = models.BooleanField(null=True)
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    first_due_at = models.DateTimeField(null=True)
    supplements = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    worked_minutes = models.PositiveIntegerField(null=True, help_text="from acceptance to the signed result")
    late = models.BooleanField(null=True)
    electronic = models.BooleanField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_how = models.PositiveSmallIntegerField(null=True, help_text="0 desk, 1 post, 2 electronic")
    opened_at = models.DateTimeField(null=True, help_text="the result, by whoever it is for")
    step = models.CharField(max_length=24, blank=True, help_text="the step it is at, as `StepFact` names it")
    status = models.PositiveSmallIntegerField()
    ended_at = models.DateTimeField(null=True)
    invited = models.BooleanField(default=False)
    rating = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "submitted_at"], name="fact_filed"),
            models.Index(fields=["agency", "finished_at"], name="fact_finished"),
        ]

    def __str__(self) -> str:
        return self.dossier
