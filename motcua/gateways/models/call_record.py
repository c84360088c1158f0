from django.db import models


class CallRecord(models.Model):
    """One call to the outside: what for, for whom, how it went. Never what was said: no names, no numbers of people."""

    class Outcome(models.TextChoices):
        OK = "ok"
        NOTHING = "nothing"
        REFUSED = "refused"
        DOWN = "down"
        SLOW = "slow"
        GARBAGE = "garbage"
        OPEN = "open"

    system = models.CharField(max_length=24)
    operation = models.CharField(max_length=40)
    purpose = models.CharField(max_length=60, help_text="why, as in the law or the pack")
    reference = models.CharField(max_length=80, help_text="draft, dossier or session this was for")
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    size = models.PositiveIntegerField(default=0, help_text="bytes of the answer")
    fields = models.JSONField(default=list, help_text="names of what came back, without values")

    class Meta:
        indexes = [
            models.Index(fields=["system", "at"], name="call_record_system_at"),
            models.Index(fields=["reference"], name="call_record_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.system}/{self.operation} {self.outcome} {self.milliseconds} ms"
